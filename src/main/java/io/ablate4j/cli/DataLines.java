package io.ablate4j.cli;

import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.DatasetRecord;
import io.ablate4j.trial.RunningStatistics;
import io.ablate4j.trial.StudyRecord;
import java.util.ArrayList;
import java.util.List;

/** What a study's data are, and what about data and budget is to be known before it runs. */
final class DataLines {
  private DataLines() {}

  /** What was read, a line each. */
  static List<String> facts(StudyRecord study) {
    List<String> lines = new ArrayList<>();
    for (DatasetRecord each : study.allData()) {
      String name = each.where().isEmpty() ? "" : " (" + each.name() + ")";
      lines.add("Data: " + each.facts().get("dataset") + name);
      each.found()
          .map(DataFacts::inWords)
          .ifPresent(words -> words.forEach((what, text) -> lines.add("  " + what + ": " + text)));
    }
    return lines;
  }

  /** A sentence or two each. */
  static List<String> warnings(StudyRecord study) {
    List<String> lines = new ArrayList<>();
    study.allData().forEach(each -> lines.addAll(each.warnings(study.target())));
    study.idle().stream()
        .map(
            network ->
                "The regularization \""
                    + network.regularization()
                    + "\" puts nothing into "
                    + network.model()
                    + ": its trials there are those of a network without it."
                    + "\n  Maybe exclude { model: "
                    + network.model()
                    + ", regularization: "
                    + network.regularization()
                    + " }.")
        .distinct()
        .forEach(lines::add);
    if (!study.unsettled().isEmpty()) {
      lines.add(
          RunningStatistics.inWords(study.unsettled())
              + "\n  "
              + RunningStatistics.advice(study.unsettled()));
    }
    return lines;
  }
}
