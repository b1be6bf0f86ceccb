package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.registration.HypothesesJson;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.trial.Asked;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Seeds on which every cell is trained besides, to choose the best level on. */
class TuningSeedsTest {
  private static final String STUDY =
      """
      name: small
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: mlp
        regularization: [none, batch-norm]
        learningRate: [0.001, 0.01, 0.1]
      seeds: 7
      budget: { epochs: 3 }
      probes: [weight-norm]
      tuningSeeds: 2
      """;
  private static final String BEST =
      """
      hypotheses:
        - claim: No arm is best everywhere
          compare: { regularization: [best, batch-norm] }
          metric: test-accuracy
          expect: higher
        - claim: With batch norm the best is better
          compare: { regularization: [batch-norm, none] }
          over: { learningRate: best }
          metric: test-accuracy
          expect: higher
          where: { learningRate: [0.01, 0.1] }
      """;

  private static CheckedStudy read(String text) {
    return StudyFixtures.reader().read(new StudySource("study.yaml", text), Overrides.NONE);
  }

  private static List<String> problems(String text) {
    ProblemsException thrown = catchThrowableOfType(ProblemsException.class, () -> read(text));
    return thrown == null ? List.of() : thrown.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void hypothesesMayAskForTheBestLevelOfAnyFactor() {
    CheckedStudy study = read(STUDY + BEST);
    assertThat(study.study().tuningSeeds()).isEqualTo(2);
    assertThat(study.notices()).isEmpty();
    assertThat(study.study().hypotheses())
        .extracting(each -> each.parts().get(0).inWords())
        .containsExactly(
            "best against batch-norm: test-accuracy higher",
            "batch-norm against none: best over learningRate of test-accuracy higher"
                + " (learningRate 0.01, 0.1)");
    String resolved = StudyYaml.write(study.study());
    assertThat(resolved).contains("\ntuningSeeds: 2\n");
    assertThat(read(resolved).study()).isEqualTo(study.study());
    assertThat(HypothesesJson.read(HypothesesJson.write(study.study().hypotheses(), Map.of())))
        .isEqualTo(study.study().hypotheses());
  }

  /** As a study that does not have them does: its resolved file is the one of before. */
  @Test
  void withoutThemNothingIsWritten() {
    CheckedStudy study = read(STUDY.replace("tuningSeeds: 2\n", ""));
    assertThat(StudyYaml.write(study.study())).doesNotContain("tuningSeeds");
    assertThat(Planner.of(study).size()).isEqualTo(6 * 7);
  }

  /** They are evaluated once, and by no probe: nothing else is chosen by. */
  @Test
  void everyCellIsTrainedOnThemAfterAllOthers() {
    Plan plan = Planner.of(read(STUDY + BEST));
    assertThat(plan.waiting()).isEmpty();
    assertThat(plan.first()).hasSize(6 * 7 + 6 * 2);
    List<Trial> tuning = plan.first().subList(42, 54);
    assertThat(tuning.subList(0, 6)).extracting(Trial::seed).containsOnly(1_000_001L);
    assertThat(tuning.subList(6, 12)).extracting(Trial::seed).containsOnly(1_000_002L);
    Set<Object> cells = new HashSet<>();
    tuning.forEach(trial -> cells.add(trial.cell()));
    assertThat(cells).hasSize(6);
    assertThat(tuning)
        .extracting(Trial::asked)
        .containsOnly(new Asked(List.of(3), OptionalDouble.of(0), List.of()));
    assertThat(plan.first().subList(0, 42)).allMatch(trial -> trial.seed() <= 7);
  }

  @Test
  void thatNobodyAsksForTheBestIsSaid() {
    assertThat(read(STUDY).notices())
        .containsExactly(
            "No hypothesis asks for the best level of a factor, which is all that tuningSeeds are"
                + " trained for.");
  }

  @Test
  void whatIsWrongWithThemIsReported() {
    assertThat(problems(STUDY.replace("Seeds: 2", "Seeds: 0")))
        .containsExactly(
            "study.yaml:10: tuningSeeds 0 is less than 1.\n"
                + "  Maybe write a whole number from 1 up, such as 3.");
    assertThat(
            problems(
                STUDY.replace("[0.001, 0.01, 0.1]", "[0.001, tuned]")
                    + "tune: { learningRate: [0.01, 0.1] }\n"))
        .containsExactly(
            "study.yaml:10: tuningSeeds stands beside tune, which has seeds of its own.\n"
                + "  Maybe leave it out; tune takes seeds: 3.");
    assertThat(problems((STUDY + BEST).replace("[0.01, 0.1]", "[0.1]")))
        .containsExactly(
            "study.yaml:18: over asks for best over learningRate, which has one level here.\n"
                + "  Maybe name more levels, or leave it out.");
  }
}
