package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.RunningStatistics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataThreatsTest {
  private static final SyntheticStudy ROWS =
      new SyntheticStudy.Builder().seeds(6).withoutMishaps().build();

  private static final DataFacts SKEWED =
      new DataFacts(
          200,
          0,
          Map.of("label column", "2 (kind)"),
          List.of(new DataFacts.ClassCount("well", 190), new DataFacts.ClassCount("ill", 10)),
          DataFacts.Repeats.NONE,
          .95,
          List.of("Column 0 counts up by one.\n  Maybe drop it."));

  private static final RunningStatistics UNSETTLED =
      new RunningStatistics(new Cell("cnn", "batch-norm", 64, .001, 4), .99, 6);

  private static StudyAnalysis analysis(DataFacts data, RunningStatistics... unsettled) {
    return StudyAnalysis.of(
        ROWS.study().with(data, List.of(unsettled)), ROWS.planned(), ROWS.results());
  }

  @Test
  void theReportNamesCellDecayStepsAndTheWeightOfTheStart() {
    StudyAnalysis analysis = analysis(SKEWED, UNSETTLED);
    assertThat(Methods.threats(analysis))
        .anyMatch(
            threat ->
                threat.startsWith("Running statistics:")
                    && threat.contains(
                        "cnn, batch-norm, batch size 64, 4 epochs: decay 0.99, 6 steps, 94 %"));
    String answer = "up to 94 % in 1 cell; see Threats.";
    assertThat(DataThreats.ofAnswer(analysis, "batch-norm", ContrastMetric.TEST_ACCURACY))
        .endsWith(answer);
    assertThat(DataThreats.ofAnswer(analysis, "batch-norm", ContrastMetric.STEP_MILLIS)).isEmpty();
    assertThat(DataThreats.ofAnswer(analysis, "dropout", ContrastMetric.TEST_ACCURACY)).isEmpty();
    assertThat(HtmlReport.render(analysis)).contains("see Threats.");
  }

  @Test
  void theProvenanceHasTheDataAndTheThreatsWhatIsOddAboutThem() {
    StudyAnalysis analysis = analysis(SKEWED);
    String page = HtmlReport.render(analysis);
    assertThat(page)
        .contains("Rows read", "Label column", "2 (kind)", "well 190, ill 10", "Duplicate rows")
        .contains("Balanced, %", "Macro F1, %")
        .contains("Data: Column 0 counts up by one.")
        .doesNotContain("Maybe drop it");
    assertThat(Methods.threats(analysis))
        .anyMatch(threat -> threat.startsWith("Data: Classes differ in size"))
        .anyMatch(threat -> threat.startsWith("Data: The target, a validation accuracy of 80.0 %"));
  }

  @Test
  void ofAStudyThatWasStoredBeforeNothingIsSaid() {
    String page = HtmlReport.render(ROWS.analysis());
    assertThat(DataThreats.of(ROWS.study())).isEmpty();
    assertThat(page).doesNotContain("Rows read").doesNotContain("Macro F1");
  }
}
