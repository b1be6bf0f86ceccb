package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.plan.Planner;
import io.ablate4j.problem.Nearest;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProbesSectionTest {
  /** What follows begins on line 4. */
  private static final String STUDY =
      """
      name: small
      dataset: { source: mnist, train: 2000, validation: 1000, test: 2000 }
      factors: { model: mlp, regularization: [none, dropout], batchSize: 8 }
      """;

  private static final String CLAIM =
      """
      hypotheses:
        - claim: Dropout keeps units alive
          compare: { regularization: [dropout, none] }
          metric: probe:dead-units
          expect: lower
      """;

  private static CheckedStudy read(String more) {
    return StudyFixtures.reader()
        .read(
            new StudySource("study.yaml", STUDY + more),
            Overrides.of(OptionalInt.empty(), List.of()));
  }

  private static List<String> problems(String more) {
    return catchThrowableOfType(ProblemsException.class, () -> read(more)).problems().stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void aStudyNamesItsProbesAndItsTrialsMeasureThem() {
    CheckedStudy study = read("probes: [weight-norm, dead-units]\n" + CLAIM);
    assertThat(study.study().probes()).containsExactly("weight-norm", "dead-units");
    assertThat(Planner.plan(study))
        .isNotEmpty()
        .allSatisfy(
            t -> assertThat(t.asked().probes()).containsExactly("dead-units", "weight-norm"));
    Prediction part = study.study().hypotheses().get(0).parts().get(0);
    assertThat(part.metric().probe()).contains("dead-units");
    assertThat(part.metric().scale()).isEqualTo(Scale.SHARE);
    assertThat(part.margin()).isEqualTo(.005);
  }

  @Test
  void oneProbeNeedsNoBrackets() {
    assertThat(read("probes: dead-units\n").study().probes()).containsExactly("dead-units");
    assertThat(read("").study().probes()).isEmpty();
  }

  @Test
  void theResolvedStudyAsksForTheSameProbes() {
    Study study = read("probes: [weight-norm, dead-units]\n" + CLAIM).study();
    String yaml = StudyYaml.write(study);
    assertThat(yaml).contains("\nprobes: [weight-norm, dead-units]\n");
    assertThat(
            StudyFixtures.reader()
                .read(new StudySource("again", yaml), Overrides.of(OptionalInt.empty(), List.of()))
                .study())
        .isEqualTo(study);
  }

  @Test
  void everyWrongProbeIsReportedWithItsLineAndWhatWasMeant() {
    assertThat(problems("probes:\n  - dead-unit\n  - weight-norm\n  - weight-norm\n"))
        .containsExactly(
            "study.yaml:5: There is no probe \"dead-unit\".\n  Maybe "
                + Nearest.advice(
                    "dead-unit", List.of("dead-units", "gradient-ratio", "weight-norm")),
            "study.yaml:7: The probe \"weight-norm\" is listed twice.\n"
                + "  Maybe take one of them out.");
    assertThat(problems("probes: { dead-units: true }\n").get(0)).contains("not a list");
  }

  @Test
  void aHypothesisOnAProbeThatTheStudyDoesNotMeasureIsAnError() {
    assertThat(problems("probes: [weight-norm]\n" + CLAIM))
        .containsExactly(
            "study.yaml:8: The study does not measure \"probe:dead-units\", which the hypothesis"
                + " compares.\n  Maybe add dead-units to probes.");
    assertThat(problems(CLAIM)).singleElement().asString().contains("add dead-units to probes");
  }

  @Test
  void aHypothesisOnAProbeThatThereIsNotIsAnError() {
    assertThat(problems("probes: dead-units\n" + CLAIM.replace("dead-units", "dead-unitz")))
        .singleElement()
        .asString()
        .contains("There is no metric \"probe:dead-unitz\" to compare on.")
        .contains("probe:dead-units");
  }

  @Test
  void aProbeThatIsMisspeltInTheListIsReportedOnceThoughAHypothesisNamesIt() {
    assertThat(problems("probes: dead-unit\n" + CLAIM))
        .singleElement()
        .asString()
        .contains("There is no probe \"dead-unit\".");
  }

  @Test
  void noProbeMayHaveTheNameOfANumberThatEveryTrialRecords() {
    assertThatThrownBy(() -> ClassMetrics.ofProbe("test-loss", Scale.NATS, false, .1, "mine"))
        .hasMessageContaining("\"test-loss\" is the name of a number");
    assertThatThrownBy(() -> ClassMetrics.ofProbe("Test Loss", Scale.NATS, false, .1, "mine"))
        .hasMessageContaining("lower-case");
  }
}
