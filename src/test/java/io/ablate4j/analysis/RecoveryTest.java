package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.BUDGET;
import static io.ablate4j.analysis.PlantedRows.cell;
import static io.ablate4j.analysis.PlantedRows.check;
import static io.ablate4j.analysis.PlantedRows.hypothesis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.AskedMetrics;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.StudyRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Steps after an intervention at step 40, of checks every ten steps that a test writes down. */
class RecoveryTest {
  private static final Cell DONE = cell("mlp", "batch-norm", 8);
  private static final Cell NOT_DONE = cell("mlp", "none", 8);

  private static List<Measurement> checks(double... accuracies) {
    List<Measurement> all = new ArrayList<>();
    for (int i = 0; i < accuracies.length; i++) {
      all.add(check(10 * (i + 1), accuracies[i]));
    }
    return all;
  }

  private static Optional<TimeToTarget> after(
      int step, OptionalDouble until, double... accuracies) {
    return new TrialSeries(checks(accuracies), EvaluationPoints.ALL, until).timeAfter(step);
  }

  private static Optional<TimeToTarget> after(int step, double... accuracies) {
    return after(step, OptionalDouble.empty(), accuracies);
  }

  @Test
  void theFirstOfTwoChecksInARowCountsThatAreTwoPointsAboveTheLastUpToTheStep() {
    // .5 at step 40, so that .52 is asked for: once at 50, twice in a row from 70 on.
    assertThat(after(40, .1, .9, .9, .5, .52, .51, .52, .53))
        .contains(new TimeToTarget(70, true, false));
    // Step 45 lies behind the same check.
    assertThat(after(45, .1, .9, .9, .5, .52, .51, .52, .53))
        .contains(new TimeToTarget(70, true, false));
    assertThat(after(40, .1, .2, .3, .4, .6, .6)).contains(new TimeToTarget(50, true, true));
  }

  @Test
  void oneThatDoesNotGetThereIsCensoredWhereItWasLastSeen() {
    assertThat(after(40, .1, .2, .3, .5, .51, .52, .51, .52)).contains(new TimeToTarget(80, false));
  }

  @Test
  void withoutAnythingToCompareWithItIsNotKnown() {
    assertThat(after(5, .5, .6, .7)).as("no check before").isEmpty();
    assertThat(after(30, .5, .6, .7)).as("none after").isEmpty();
    assertThat(after(20, .5, .99, .99, .99)).as("no accuracy is above 1").isEmpty();
    assertThat(after(20, OptionalDouble.of(.6), .6, .6, .61, .61)).as("nobody looked").isEmpty();
    assertThat(after(20, OptionalDouble.of(.6), .6, .6, .62, .63))
        .as("seen before they ended")
        .contains(new TimeToTarget(30, true, true));
  }

  private static Prediction slower(Expectation expect) {
    return new Prediction(
        new Pair("regularization", "batch-norm", "none"),
        AskedMetrics.STEPS_AFTER_INTERVENTION,
        expect,
        .05,
        Map.of(),
        Optional.empty());
  }

  private static double[] reaching(int at) {
    double[] accuracies = new double[BUDGET / 10];
    Arrays.fill(accuracies, .5);
    Arrays.fill(accuracies, Math.min(at / 10 - 1, accuracies.length), accuracies.length, .9);
    return accuracies;
  }

  private static PlantedRows rows(int[] done, int[] notDone) {
    PlantedRows rows = new PlantedRows().fact(StudyRecord.INTERVENTION_STEP, "40");
    for (int i = 0; i < done.length; i++) {
      rows.measured(DONE, i + 1, checks(reaching(done[i])).toArray(Measurement[]::new));
      rows.measured(NOT_DONE, i + 1, checks(reaching(notDone[i])).toArray(Measurement[]::new));
    }
    return rows;
  }

  @Test
  void levelsAreComparedByTheRatioOfTheirStepsFromTheInterventionOn() {
    int[] slow = {80, 80, 80, 80, 80, 80};
    int[] quick = {60, 60, 60, 60, 60, 60};
    HypothesisResult judged =
        rows(slow, quick)
            .analysis(hypothesis("h", "f", slower(Expectation.HIGHER)))
            .hypotheses()
            .get(0);
    assertThat(judged.verdict()).isEqualTo(Verdict.SUPPORTED);
    // 40 steps against 20.
    assertThat(judged.parts().get(0).contrast().effect().value().getAsDouble())
        .isCloseTo(Math.log(2), within(1e-12));
  }

  @Test
  void oneThatDivergedOrNeverGotThereCountsAsWhatWasLeftOfTheBudget() {
    PlantedRows rows = rows(new int[] {80, 80, 999, 80, 80}, new int[] {60, 60, 60, 60, 60});
    rows.diverged(DONE, 6);
    rows.measured(NOT_DONE, 6, checks(reaching(60)).toArray(Measurement[]::new));
    PairedContrast contrast =
        rows.analysis(hypothesis("h", "f", slower(Expectation.HIGHER)))
            .hypotheses()
            .get(0)
            .parts()
            .get(0)
            .contrast();
    assertThat(contrast.counts().censored()).isEqualTo(2);
    // 60 steps were left, and 20 are taken without.
    assertThat(contrast.values()[2]).isCloseTo(Math.log(3), within(1e-12));
    assertThat(contrast.values()[5]).isCloseTo(Math.log(3), within(1e-12));
  }
}
