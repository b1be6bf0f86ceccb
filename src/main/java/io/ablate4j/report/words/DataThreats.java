package io.ablate4j.report.words;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.DatasetRecord;
import io.ablate4j.trial.RunningStatistics;
import io.ablate4j.trial.StudyRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the data themselves, and running statistics that have not settled, leave in doubt. Of a
 * study that was stored before that was kept there is nothing to say.
 */
public final class DataThreats {
  private DataThreats() {}

  /** A sentence each, for the section on threats; empty where there are none. */
  public static List<String> of(StudyAnalysis analysis) {
    StudyRecord study = analysis.study();
    List<String> threats = new ArrayList<>();
    for (DatasetRecord each : study.allData()) {
      each.warnings(study.target())
          .forEach(warning -> threats.add("Data: " + withoutAdvice(warning)));
    }
    List<RunningStatistics> unsettled = analysis.unsettled();
    if (!unsettled.isEmpty()) {
      threats.add("Running statistics: " + RunningStatistics.inWords(unsettled));
    }
    unrecorded(analysis).ifPresent(threats::add);
    return threats;
  }

  /** A claim may ask for what trials were stored without, and no trial is trained twice. */
  private static Optional<String> unrecorded(StudyAnalysis analysis) {
    boolean asked =
        analysis.registration().hypotheses().stream()
            .flatMap(hypothesis -> hypothesis.parts().stream())
            .anyMatch(part -> part.metric().isByClass());
    long without =
        analysis.trials().stream()
            .filter(TrialSummary::isCompleted)
            .filter(trial -> trial.value(TrialColumn.TEST_BALANCED_ACCURACY).isEmpty())
            .count();
    return !asked || without == 0
        ? Optional.empty()
        : Optional.of(
            "Not recorded: "
                + EstimateText.count((int) without, "trial")
                + (without == 1 ? " was" : " were")
                + " stored before balanced accuracy and macro F1 were measured. Claims on them leave"
                + " out the seeds of such trials.");
  }

  /** What is done is done. */
  private static String withoutAdvice(String warning) {
    return warning.lines().findFirst().orElse("");
  }

  /**
   * What an arm's answer, averaged over its cells, rests on; empty if that is settled.
   *
   * @param setting of these cells, as {@link StudyAnalysis#setting} has it; empty for all
   */
  public static String ofAnswer(
      StudyAnalysis analysis, String arm, ContrastMetric metric, String setting) {
    List<Cell> cells =
        analysis.cells().stream()
            .map(summary -> summary.cell())
            .filter(cell -> cell.arm().equals(arm) || cell.arm().equals(analysis.control()))
            .filter(
                cell -> setting.isEmpty() || Set.of("", setting).contains(analysis.setting(cell)))
            .toList();
    String words = of(analysis, cells, metric);
    return words.isEmpty() ? "" : " " + words;
  }

  /**
   * A sentence on those of some cells whose batch norm is not settled; empty if there are none, or
   * if it makes no difference to the metric.
   */
  public static String of(StudyAnalysis analysis, Collection<Cell> cells, ContrastMetric metric) {
    if (metric.reading().isCount()) {
      return "";
    }
    List<RunningStatistics> unsettled = analysis.unsettled(cells);
    return unsettled.stream()
        .max(Comparator.comparingDouble(RunningStatistics::remaining))
        .map(
            worst ->
                "It rests on batch norm's running statistics, which still weigh their start by up"
                    + " to "
                    + worst.remainingInWords()
                    + " in "
                    + EstimateText.count(unsettled.size(), "cell")
                    + "; see Threats.")
        .orElse("");
  }
}
