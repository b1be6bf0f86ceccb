package io.ablate4j.cli;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.export.Notebooks;
import io.ablate4j.export.TidyCsv;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a study's results as tidy CSV.",
      "The files: trials.csv, epochs.csv, cells.csv, contrasts.csv, hypotheses.csv and timing.csv."
          + " If a study has tuning seeds, also tuning.csv."
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a study.")
  private Path directory;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where the files go. Default: the study's folder.")
  private Path target;

  @Option(
      names = "--notebooks",
      description =
          "Also writes notebooks/: two Jupyter notebooks (pandas, matplotlib, SciPy) that start from"
              + " these files.")
  private boolean notebooks;

  @Override
  public Integer call() throws IOException {
    StudyFolder folder = new StudyFolder(directory);
    Path to = target == null ? directory : target;
    List<String> files;
    try (ResultStore store = folder.openToRead(spec.commandLine().getErr()::println)) {
      StudyRows rows = folder.rows(store);
      files = TidyCsv.write(StudyAnalysis.of(rows), rows.results(), to);
    }
    for (String file : files) {
      spec.commandLine().getOut().println("Written: " + to.resolve(file));
    }
    if (notebooks) {
      Path beside = to.resolve("notebooks");
      Notebooks.write(to, beside);
      for (String file : Notebooks.FILES) {
        spec.commandLine().getOut().println("Written: " + beside.resolve(file));
      }
    }
    return ExitCode.DONE;
  }
}
