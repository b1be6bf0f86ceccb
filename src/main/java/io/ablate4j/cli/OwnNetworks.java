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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Networks that a study reads from files: kept beside it, and shown to be whole. */
final class OwnNetworks {
  private OwnNetworks() {}

  private static Stream<ModelLevel> of(CheckedStudy study) {
    return study.study().levels(Factors.MODEL).stream().filter(ModelLevel::isFile);
  }

  /** Writes each beside the study file, so that the folder can be run again by itself. */
  static void write(CheckedStudy study, StudyFolder folder) {
    of(study)
        .forEach(
            level ->
                level
                    .own()
                    .flatMap(OwnModel::network)
                    .ifPresent(text -> folder.write(StudyYaml.networkFile(level.id()), text)));
  }

  /** Brings those of a study's parts along. */
  static void copy(StudyRecord study, List<Path> parts, StudyFolder folder) throws IOException {
    for (String model : study.factors().getOrDefault(Roles.MODEL, List.of())) {
      String name = StudyYaml.networkFile(model);
      for (Path part : parts) {
        if (Files.isRegularFile(part.resolve(name))) {
          folder.write(name, Files.readString(part.resolve(name)));
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
                + (difference == 0 ? "0" : String.format(Locale.ROOT, "%.1g", difference))
                + ").");
      }
    }
    return lines;
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
