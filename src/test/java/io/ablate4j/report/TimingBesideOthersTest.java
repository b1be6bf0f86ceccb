package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.report.words.Threats;
import io.ablate4j.trial.TimingRound;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A study that was timed on a machine that others used all the time. */
class TimingBesideOthersTest {
  /** Of these rounds, the second of each group and layout is disturbed, and loaded as it was. */
  private static final StudyRows ROWS =
      PlantedStudy.withEffects()
          .claim(
              "is dear",
              "main",
              PlantedStudy.prediction("batch-norm", ContrastMetric.STEP_MILLIS, Expectation.HIGHER))
          .timed(8)
          .rows();

  private static StudyAnalysis analysis(UnaryOperator<TimingRound> change) {
    return StudyAnalysis.of(
        new StudyRows(
            ROWS.study(),
            ROWS.registration(),
            ROWS.planned(),
            ROWS.results(),
            ROWS.timing().stream().map(change).toList()));
  }

  private static TimingRound loaded(TimingRound round) {
    return new TimingRound(
        round.cell(),
        round.layout(),
        round.round(),
        2 * round.stepMillis(),
        1.8,
        round.disturbed());
  }

  @Test
  void roundsUnderASteadyLoadGiveTheSameVerdictAndSayWhatTheyAre() {
    StudyAnalysis alone = analysis(UnaryOperator.identity());
    StudyAnalysis beside = analysis(TimingBesideOthersTest::loaded);
    Page.Claim quiet = Page.of(HtmlReport.render(alone)).claims().get("is dear");
    Page.Claim busy = Page.of(HtmlReport.render(beside)).claims().get("is dear");
    assertThat(busy.verdict()).isEqualTo(quiet.verdict()).isEqualTo("supported");
    assertThat(busy.seen()).isEqualTo(quiet.seen());
    assertThat(busy.note()).contains("; measured beside other work");
    assertThat(quiet.note()).doesNotContain("measured beside other work");
  }

  @Test
  void thePageDoesNotSayThatTheMachineWasLeftAlone() {
    String page = HtmlReport.render(analysis(TimingBesideOthersTest::loaded));
    assertThat(page)
        .contains("rounds were measured beside other work, which kept 1.80")
        .contains("measured beside other work, so that they are fewer than alone.")
        .contains("It was measured beside other work.")
        .doesNotContain("alone on the machine")
        .doesNotContain("with nothing else at work");
    assertThat(HtmlReport.render(analysis(UnaryOperator.identity())))
        .contains("alone on the machine", "with nothing else at work")
        .doesNotContain("beside other work");
  }

  @Test
  void whatALoadLeavesInDoubtIsAThreatOfThoseRoundsAlone() {
    assertThat(Threats.of(analysis(TimingBesideOthersTest::loaded)))
        .filteredOn(threat -> threat.startsWith("Timing beside other work: "))
        .singleElement()
        .asString()
        .contains("1.80 processors in the median", "memory bandwidth may lose a little more");
    assertThat(Threats.of(analysis(UnaryOperator.identity())))
        .noneMatch(threat -> threat.startsWith("Timing beside other work"));
  }
}
