package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.registration.Registration;
import io.ablate4j.report.section.Claim;
import io.ablate4j.report.section.FigureInputs;
import io.ablate4j.report.section.Verdicts;
import io.ablate4j.report.words.DataThreats;
import io.ablate4j.report.words.Threats;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.RunningStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      new RunningStatistics(CellFixtures.cell("cnn", "batch-norm", 64, .001, 4), .99, 6);

  private static StudyAnalysis analysis(DataFacts data, RunningStatistics... unsettled) {
    return StudyAnalysis.of(
        ROWS.study().with(data, List.of(unsettled)), ROWS.planned(), ROWS.results());
  }

  @Test
  void theReportNamesCellDecayStepsAndTheWeightOfTheStart() {
    StudyAnalysis analysis = analysis(SKEWED, UNSETTLED);
    assertThat(Threats.of(analysis))
        .anyMatch(
            threat ->
                threat.startsWith("Running statistics:")
                    && threat.contains(
                        "cnn, batch-norm, batch size 64, 4 epochs: decay 0.99, 6 steps, 94 %"));
    String answer = "up to 94 % in 1 cell; see Threats.";
    assertThat(DataThreats.ofAnswer(analysis, "batch-norm", ContrastMetric.TEST_ACCURACY, ""))
        .endsWith(answer);
    assertThat(DataThreats.ofAnswer(analysis, "batch-norm", ContrastMetric.STEP_MILLIS, ""))
        .isEmpty();
    assertThat(DataThreats.ofAnswer(analysis, "dropout", ContrastMetric.TEST_ACCURACY, ""))
        .isEmpty();
    assertThat(HtmlReport.render(analysis)).contains("see Threats.").doesNotContain("Threats..");
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
    assertThat(Threats.of(analysis))
        .anyMatch(threat -> threat.startsWith("Data: Classes differ in size"))
        .anyMatch(threat -> threat.startsWith("Data: The target, a validation accuracy of 80.0 %"));
  }

  @Test
  void ofAStudyThatWasStoredBeforeNothingIsSaid() {
    String page = HtmlReport.render(ROWS.analysis());
    assertThat(DataThreats.of(ROWS.analysis())).isEmpty();
    assertThat(page).doesNotContain("Rows read").doesNotContain("Macro F1");
  }

  private static Hypothesis claim(String id, ContrastMetric metric) {
    return new Hypothesis(
        id,
        "It treats classes alike",
        id,
        List.of(
            new Prediction(
                new Prediction.Pair("regularization", "batch-norm", "none"),
                metric,
                Expectation.HIGHER,
                .005,
                Map.of(),
                Optional.empty())));
  }

  /** The verdict and threats of a claim on rows that were stored without what it asks for. */
  @Test
  void aClaimOnWhatTrialsWereStoredWithoutIsNotEstimableAndSaysSo() {
    StudyAnalysis analysis =
        StudyAnalysis.of(
            new StudyRows(
                ROWS.study().with(SKEWED, List.of(UNSETTLED)),
                new Registration(
                    List.of(
                        claim("f1", ContrastMetric.TEST_MACRO_F1),
                        claim("cost", ContrastMetric.STEP_MILLIS),
                        claim("plain", ContrastMetric.TEST_ACCURACY)),
                    "1",
                    "1",
                    6,
                    Registration.Scope.BASIS,
                    List.of()),
                ROWS.planned(),
                ROWS.results(),
                List.of()));
    assertThat(analysis.hypotheses().get(0).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(Threats.of(analysis))
        .anyMatch(threat -> threat.startsWith("Not recorded: 96 trials were stored before"));
    List<Claim> claims = Verdicts.of(FigureInputs.of(analysis));
    String rests = "start by up to 94 % in 1 cell; see Threats";
    assertThat(claims.get(0).parts().get(0)).contains("not estimable");
    assertThat(claims.get(0).note()).endsWith(rests);
    assertThat(claims.get(1).note()).doesNotContain(rests);
    assertThat(claims.get(2).note()).endsWith(rests);
  }
}
