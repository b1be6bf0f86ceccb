package io.ablate4j.cli;

import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.ModelLevel;
import io.ablate4j.factor.OwnModel;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.model.FileModel;
import io.ablate4j.model.IdentityProof;
import io.ablate4j.model.Models;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedData;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.StudyYaml;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Networks that a study reads from files: kept beside it, and shown to be whole. */
final class OwnNetworks {
  private OwnNetworks() {}

  private static Stream<ModelLevel> of(CheckedStudy study) {
    return study.study().levels(Factors.MODEL).stream().filter(ModelLevel::isFile);
  }

  /** Writes each beside the study file, so that the folder can be run again by itself. */
  static void write(CheckedStudy study, StudyFolder folder) {
    of(study).forEach(level -> level.own().ifPresent(own -> write(level.id(), own, folder)));
  }

  /** One that starts from its own weights is kept with these, as the file that it was. */
  private static void write(String id, OwnModel own, StudyFolder folder) {
    Optional<Path> weights = own.start().flatMap(OwnModel.Start::file);
    if (weights.isPresent()) {
      folder.copy(weights.get(), StudyYaml.weightsFile(id));
    } else {
      own.network().ifPresent(text -> folder.write(StudyYaml.networkFile(id), text));
    }
  }

  /** Brings those of a study's parts along. */
  static void copy(StudyRecord study, List<Path> parts, StudyFolder folder) {
    for (String model : study.factors().getOrDefault(Roles.MODEL, List.of())) {
      for (String name : List.of(StudyYaml.networkFile(model), StudyYaml.weightsFile(model))) {
        for (Path part : parts) {
          if (Files.isRegularFile(part.resolve(name))) {
            folder.copy(part.resolve(name), name);
          }
        }
      }
    }
  }

  /**
   * Takes each apart and puts it together with nothing changed.
   *
   * @return a line each; none if the study has no such network
   * @throws ProblemsException if one gives other numbers then
   */
  static List<String> proofs(CheckedStudy study, Models models) {
    List<String> lines = new ArrayList<>();
    List<FileModel> own = of(study).flatMap(level -> models.file(level.id()).stream()).toList();
    if (own.isEmpty()) {
      return lines;
    }
    NativeRuntime.start(1);
    for (FileModel model : own) {
      for (CheckedData data : study.data()) {
        double difference = difference(model, data);
        if (difference > IdentityProof.TOLERANCE) {
          throw ProblemsException.of(
              "The network \""
                  + model.id()
                  + "\" gives other numbers when it is taken apart and put together again: they"
                  + " differ by "
                  + difference
                  + ".",
              "report it with the network's file: nothing that such a study said would be true.");
        }
        lines.add(
            "Network "
                + model.id()
                + ": taken apart and put together again with nothing changed, its layers give the"
                + " same numbers for "
                + IdentityProof.INPUTS
                + " inputs (largest difference "
                + shown(difference)
                + ").");
        started(model, data).ifPresent(lines::add);
      }
    }
    return lines;
  }

  /** Shows that it starts as its file has it. */
  private static Optional<String> started(FileModel model, CheckedData data) {
    return model
        .start()
        .map(
            start -> {
              double difference =
                  IdentityProof.largestDifferenceAtStart(
                      model, data.shape(), data.classNames().size());
              if (difference > IdentityProof.TOLERANCE) {
                throw ProblemsException.of(
                    "The network \""
                        + model.id()
                        + "\" gives other numbers with the weights of its file: they differ by "
                        + difference
                        + ".",
                    "leave weights: start out, and report it with the network's file.");
              }
              return "Network "
                  + model.id()
                  + ": training starts from the weights of its file. With these it predicts the"
                  + " same as the file's for "
                  + IdentityProof.INPUTS
                  + " inputs (largest difference "
                  + shown(difference)
                  + ").";
            });
  }

  private static String shown(double difference) {
    return difference == 0 ? "0" : String.format(Locale.ROOT, "%.1g", difference);
  }

  private static double difference(FileModel model, CheckedData data) {
    try {
      return IdentityProof.largestDifference(model, data.shape(), data.classNames().size());
    } catch (IllegalStateException e) {
      throw ProblemsException.of(
          "The network \""
              + model.id()
              + "\" is not whole when put together again: "
              + e.getMessage()
              + ".",
          "report it with the network's file.");
    }
  }
}
