package io.ablate4j.cli;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.model.FileModel;
import io.ablate4j.model.FirstWeights;
import io.ablate4j.model.Models;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.yaml.StudyYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a network of yours apart, and says what each batch norm and dropout is worth, and what"
          + " another one would be.",
      "Writes a study file for you to edit, runs it and writes its report. Run again, it goes on"
          + " where it was."
    })
final class AblateCommand implements Callable<Integer> {
  /** The study file in the folder of the results; study.yaml is what a run makes of it. */
  static final String STUDY = "ablation.yaml";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NETWORK",
      description =
          "A network of Deeplearning4j (.zip, .json) or Keras (.keras, .h5, .json). Its"
              + " architecture alone is read, unless --weights start.")
  private Path network;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "SOURCE[:PATH]",
      description = "What it learns: csv:FILE, image-folder:DIR, mnist, cifar10, glyphs ...")
  private String data;

  @Option(
      names = "--data-option",
      paramLabel = "NAME=VALUE",
      description =
          "A key of the study's dataset, such as header=true or labelColumn=kind. May be given"
              + " several times.")
  private Map<String, String> dataOptions = new TreeMap<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "8",
      description = "Trials of each arm. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Passes over the training examples. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--weights",
      paramLabel = "WHICH",
      defaultValue = "seeded",
      description =
          "seeded: each seed draws first weights. start: training goes on from those in a zip of"
              + " Deeplearning4j. Default: ${DEFAULT-VALUE}.")
  private String weights;

  @Option(
      names = "--parts",
      description =
          "Leaves out each part by itself, however many there are; else groups where there are more"
              + " than twelve.")
  private boolean parts;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "reports",
      description = "Where the folder of the results goes. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Worker processes, one thread each. Default: as many as there are cores.")
  private Integer workers;

  @Option(
      names = "--plan",
      description = "Writes the study file and says what a run would do, and how long it takes.")
  private boolean planOnly;

  @Option(names = "--open", description = "Opens the report in the browser at the end.")
  private boolean open;

  @Override
  public Integer call() {
    Models models = Models.onClassPath();
    FileModel model = models.read(network, Optional.empty(), firstWeights());
    String name = model.id() + "-ablation";
    StudyFolder folder = new StudyFolder(out.resolve(name));
    Path study = folder.path().resolve(STUDY);
    if (Files.exists(study)) {
      requireSame(model, folder.path());
      spec.commandLine()
          .getErr()
          .println(
              study
                  + " is there already and says what is done; delete it to have it written anew.");
    } else {
      DataFolders folders = DataFolders.of(Optional.empty(), System.getenv());
      AblationData chosen =
          AblationData.of(data, dataOptions, model, Datasets.onClassPath(), folders);
      if (model.start().isPresent()) {
        folder.copy(network, file(model));
      } else {
        folder.write(file(model), model.canonicalJson());
      }
      folder.write(STUDY, text(name, model, chosen));
      spec.commandLine().getErr().println("Study file, for you to edit: " + study);
    }
    List<String> arguments = new ArrayList<>();
    arguments.add(planOnly ? "plan" : "run");
    arguments.add(study.toString());
    arguments.addAll(List.of("--out", out.toString()));
    if (planOnly) {
      arguments.add("--sites");
    } else if (open) {
      arguments.add("--open");
    }
    if (workers != null && !planOnly) {
      arguments.addAll(List.of("--workers", workers.toString()));
    }
    return spec.commandLine().getParent().execute(arguments.toArray(String[]::new));
  }

  /**
   * The study that is there must not be taken for one of this network.
   *
   * @throws ProblemsException if the folder has another network, or other first weights
   */
  private void requireSame(FileModel model, Path folder) {
    Path here = folder.resolve(file(model));
    boolean other;
    try {
      if (!Files.exists(here)) {
        other =
            Files.exists(folder.resolve(StudyYaml.networkFile(model.id())))
                || Files.exists(folder.resolve(StudyYaml.weightsFile(model.id())));
      } else if (model.start().isPresent()) {
        other = Files.mismatch(here, network) >= 0;
      } else {
        other = !Files.readString(here).equals(model.canonicalJson());
      }
    } catch (IOException e) {
      throw ProblemsException.of(here + " cannot be read: " + e + ".", "delete the folder.");
    }
    if (other) {
      throw ProblemsException.of(
          folder + " has a study of another network of that name, or of other first weights.",
          "write --out DIR for another folder, or delete that one.");
    }
  }

  private FirstWeights firstWeights() {
    if (!FirstWeights.words().contains(weights)) {
      throw ProblemsException.of(
          "--weights is " + weights + ".",
          "write one of " + String.join(", ", FirstWeights.words()) + ".");
    }
    return FirstWeights.ofWord(weights);
  }

  private static String file(FileModel model) {
    return model.start().isPresent()
        ? StudyYaml.weightsFile(model.id())
        : StudyYaml.networkFile(model.id());
  }

  private String text(String name, FileModel model, AblationData chosen) {
    boolean isStarted = model.start().isPresent();
    return """
    # What are the batch norms and dropouts of %s worth, and what would others be?
    # Edit this file as you like, then: scripts/ablate4j run %s
    name: %s
    description: What are the batch norms and dropouts of %s worth here?

    dataset:
    %s
    # The network, %s. %s
    factors:
      model: [{ file: "%s", name: "%s"%s }]
      batchSize: [32]

    # As it is; all batch norm and dropout out; each of them out; each free place filled.
    # auto-parts never takes groups of them. See what it finds: scripts/ablate4j plan FILE --sites
    regularizations: %s

    # More seeds show smaller effects. More epochs train longer.
    seeds: %d
    budget:
      epochs: %d
    """
        .formatted(
            model.id(),
            out.resolve(name).resolve(STUDY),
            name,
            model.id(),
            chosen.yaml(),
            model.description(),
            isStarted
                ? "Training starts from the weights in it."
                : "Its weights are drawn anew for each seed.",
            file(model),
            model.id(),
            isStarted ? ", weights: " + FirstWeights.START.word() : "",
            parts ? "auto-parts" : "auto",
            seeds,
            epochs);
  }
}
