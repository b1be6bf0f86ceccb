package io.ablate4j.trial.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TunedTest {
  private static final List<Double> GRID = List.of(.001, .01, .1);
  private static final Cell CELL = tuned();
  private static final double NAN = Double.NaN;

  private final List<PlannedTrial> planned = new ArrayList<>();
  private final List<TrialResult> results = new ArrayList<>();
  private Metric by = Metric.ACCURACY;

  private static Cell tuned() {
    return CellFixtures.cell("mlp", "none", 32, .001, 2).with("learningRate", Cell.TUNED);
  }

  private StudyRecord study() {
    SortedMap<String, String> facts = new TreeMap<>(Map.of("classes", "10"));
    facts.putAll(new Tuning("learningRate", List.of("0.1", "0.001", "0.01"), 2, by).facts());
    return Records.study("tuned").facts(facts).record();
  }

  /** Tuning trials of each level of the grid, two seeds each; NaN diverges. */
  private void trials(double... values) {
    for (int i = 0; i < values.length; i++) {
      PlannedTrial trial = trial(GRID.get(i / 2), Tuning.FIRST_SEED + i % 2);
      planned.add(trial);
      results.add(
          Double.isNaN(values[i])
              ? result(trial, new Outcome.Diverged(1, "NaN"))
              : result(
                  trial,
                  new Outcome.Completed(),
                  new Measurement(by, Split.VALIDATION, 1, 5, .99),
                  new Measurement(by, Split.TEST, 2, 10, 1 - values[i]),
                  new Measurement(by, Split.VALIDATION, 2, 10, values[i])));
    }
  }

  private static PlannedTrial trial(double rate, long seed) {
    String spec = "{\"learningRate\":" + rate + ",\"seed\":" + seed + "}";
    return new PlannedTrial(
        TrialKey.ofCanonicalJson(spec),
        CELL.with("learningRate", String.valueOf(rate)),
        seed,
        spec);
  }

  private static TrialResult result(PlannedTrial trial, Outcome outcome, Measurement... all) {
    return Records.result(trial, outcome, all);
  }

  private Choice choice() {
    List<Choice> choices = Tuned.of(study(), planned, results).choices();
    assertThat(choices).hasSize(1);
    assertThat(choices.get(0).cell()).isEqualTo(CELL);
    return choices.get(0);
  }

  @Test
  void theBestMeanOnValidationDataAfterTheLastEpochIsChosen() {
    trials(.5, .6, .8, .6, .9, .2);
    Choice choice = choice();
    assertThat(choice.level()).contains("0.01");
    assertThat(choice.chosen().orElseThrow().mean()).isCloseTo(.7, within(1e-12));
    assertThat(choice.isAtEdge()).isFalse();
    assertThat(choice.problem()).isEmpty();
    Tuning tuning = Tuning.of(study()).orElseThrow();
    assertThat(choice.runnerUp(tuning)).map(Choice.Tried::level).contains("0.001");
  }

  /** Of all cells; what test data say is not looked at, and a level is in no other mean. */
  @Test
  void everyCellHasAMeanWhereAllAreTrainedOnTuningSeeds() {
    trials(.5, .6, .8, NAN, .9, .2);
    PlannedTrial evaluation = trial(.01, 1);
    planned.add(0, evaluation);
    SortedMap<String, String> facts = new TreeMap<>(Map.of("classes", "10"));
    facts.putAll(Tuning.factsOfSeeds(2));
    StudyRecord study = Records.study("cells").facts(facts).record();
    Tuned tuned = Tuned.of(study, planned, results);
    assertThat(tuned.evaluation()).containsExactly(evaluation);
    assertThat(tuned.tuningTrials()).hasSize(6);
    assertThat(tuned.tuning()).isEmpty();
    assertThat(tuned.hasSeeds()).isTrue();
    Standing better = tuned.standing(CELL.with("learningRate", "0.01"));
    // One of them diverged, which counts as a guess among ten classes.
    assertThat(better.mean().orElseThrow()).isCloseTo(.45, within(1e-12));
    assertThat(better.diverged()).isEqualTo(1);
    assertThat(tuned.standing(CELL.with("learningRate", "0.1")).mean().orElseThrow())
        .isCloseTo(.55, within(1e-12));

    results.remove(0);
    Standing open = Tuned.of(study, planned, results).standing(CELL.with("learningRate", "0.001"));
    assertThat(open.mean()).isEmpty();
    assertThat(open.problem()).contains("tuning incomplete: 1 of 2 trials not run");
    assertThat(tuned.standing(CELL).problem()).contains("no tuning trials");
    assertThat(Tuned.of(Records.study("plain").record(), List.of(evaluation), results).hasSeeds())
        .isFalse();
  }

  @Test
  void theOrderOfTheRowsDoesNotMatter() {
    trials(.51, .63, .82, .64, .91, .55);
    Choice first = choice();
    Collections.shuffle(results, new Random(1));
    assertThat(choice()).isEqualTo(first);
  }

  @Test
  void aTieGoesToTheSmallerLevelAlsoWhereSumsDifferInTheLastBit() {
    trials(.3, .3 + 1e-16, .2, .4, .1, .1);
    assertThat(choice().level()).contains("0.001");
    planned.clear();
    results.clear();
    trials(.1, .1, .2 + .1, .3, .3, .3); // .2 + .1 is more than .3
    assertThat(choice().level()).contains("0.01");
  }

  @Test
  void aTrialThatDivergedCountsAsGuessing() {
    trials(.3, .3, .9, NAN, NAN, NAN);
    Choice choice = choice();
    assertThat(choice.level()).contains("0.01");
    assertThat(choice.tried())
        .extracting(Choice.Tried::mean)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
        .containsExactly(.3, .5, .1);
    assertThat(choice.tried()).extracting(Choice.Tried::diverged).containsExactly(0, 1, 2);
  }

  @Test
  void theLeastLossIsChosenAndNoTrialThatDivergedBeatsOneThatDidNot() {
    by = Metric.LOSS;
    trials(NAN, NAN, 4, 5, 9, 9);
    Choice choice = choice();
    assertThat(choice.level()).contains("0.01");
    assertThat(choice.tried().get(0).mean()).isEqualTo(9);
    planned.clear();
    results.clear();
    trials(1, NAN, 2, 2, 2, 2);
    assertThat(choice().tried().get(0).mean()).isCloseTo((1 + Math.log(10)) / 2, within(1e-12));
    assertThat(choice().level()).contains("0.001");
  }

  @Test
  void theLeastAndTheGreatestLevelAreTheEdge() {
    trials(.9, .9, .5, .5, .1, .1);
    assertThat(choice().isAtEdge()).isTrue();
    planned.clear();
    results.clear();
    trials(.1, .1, .5, .5, .9, .9);
    assertThat(choice().level()).contains("0.1");
    assertThat(choice().isAtEdge()).isTrue();
  }

  @Test
  void withoutAllTrialsNothingIsChosen() {
    trials(.1, .1, .5, .5, .9, .9);
    TrialResult last = results.remove(5);
    Choice open = choice();
    assertThat(open.level()).isEmpty();
    assertThat(open.isAtEdge()).isFalse();
    assertThat(open.problem()).contains("tuning incomplete: 1 of 6 trials not run");
    results.add(result(planned.get(5), new Outcome.Failed("no memory")));
    assertThat(choice().problem()).contains("tuning incomplete: 1 of 6 trials failed");
    results.add(last); // the later of two results counts
    assertThat(choice().level()).contains("0.1");
  }

  @Test
  void aTrialThatWaitsGetsTheSpecAndTheKeyOfTheChosenLevel() {
    SortedMap<String, String> specs = new TreeMap<>();
    GRID.forEach(rate -> specs.put(String.valueOf(rate), trial(rate, 1).specJson()));
    PlannedTrial waiting = Deferred.planned(CELL, 1, specs);
    PlannedTrial fixed = trial(.01, 1);
    planned.add(fixed);
    planned.add(waiting);
    assertThat(Deferred.is(waiting)).isTrue();
    assertThat(Deferred.is(fixed)).isFalse();
    assertThat(Deferred.specs(waiting)).isEqualTo(specs);
    assertThat(Tuned.of(study(), planned, results).evaluation()).containsExactly(fixed, waiting);
    trials(.1, .1, .5, .5, .3, .3);
    Tuned tuned = Tuned.of(study(), planned, results);
    assertThat(tuned.evaluation()).hasSize(2);
    assertThat(tuned.evaluation().get(1).cell()).isEqualTo(CELL);
    assertThat(tuned.evaluation().get(1).key()).isEqualTo(fixed.key());
    assertThat(tuned.tuningTrials()).hasSize(6);
    assertThat(tuned.levels()).isEqualTo(Map.of(CELL, "0.01"));
  }

  @Test
  void aStudyThatTunesNothingKeepsItsPlanWhateverItsSeeds() {
    planned.add(trial(.01, Tuning.FIRST_SEED));
    StudyRecord plain = Records.study("plain").record();
    Tuned tuned = Tuned.of(plain, planned, List.of());
    assertThat(tuned.evaluation()).isEqualTo(planned);
    assertThat(tuned.tuningTrials()).isEmpty();
    assertThat(tuned.choices()).isEmpty();
  }
}
