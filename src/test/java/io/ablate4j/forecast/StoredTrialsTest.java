package io.ablate4j.forecast;

import static io.ablate4j.forecast.ForecastFixtures.HERE;
import static io.ablate4j.forecast.ForecastFixtures.result;
import static io.ablate4j.forecast.ForecastFixtures.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.factor.TrialSettings;
import io.ablate4j.plan.Trial;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredTrialsTest {
  private static final Rates QUICK = new Rates(.01, .001, .05);
  private static final String OURS = HERE.processor().orElseThrow();

  private final List<Trial> trials =
      IntStream.rangeClosed(1, 5).mapToObj(seed -> trial("mlp", 10, 2, seed)).toList();

  @Test
  void ratesAreMediansOverTheTrialsOfANetwork() {
    // A cold worker, and one that was disturbed.
    List<Double> steps = List.of(.05, .01, .01, .01, 2.0);
    List<TrialResult> results =
        IntStream.range(0, 5)
            .mapToObj(i -> result(trials.get(i), new Rates(steps.get(i), .001, 0), 6, .05, OURS))
            .toList();
    StoredTrials stored = new StoredTrials(trials, results, HERE, WarmUp.NONE);
    assertThat(stored.examples()).containsExactly(trials.get(0));
    Rates rates = stored.rates(trials.get(3));
    assertThat(rates.stepSeconds()).isCloseTo(.01, within(1e-9));
    assertThat(rates.imageSeconds()).isCloseTo(.001, within(1e-9));
    assertThat(rates.fixedSeconds()).isCloseTo(.05, within(.001));
  }

  @Test
  void whatAWorkerTookThatWasNotWarmIsTakenAsAWarmOneWould() {
    WarmUp warmUp = new WarmUp(new WarmUp.Term(1, 100));
    // Of 20 steps in two seconds and 520 images in .52 seconds, at the start of a run.
    List<TrialResult> results = List.of(result(trials.get(0), new Rates(.1, .001, 0), 6, 0, OURS));
    Rates rates = new StoredTrials(trials, results, HERE, warmUp).rates(trials.get(0));
    double slowness = warmUp.slowness((2 + .52) / 2);
    assertThat(rates.stepSeconds()).isCloseTo(.1 / slowness, within(1e-9));
    assertThat(rates.imageSeconds()).isCloseTo(.001 / slowness, within(1e-9));
  }

  /** Without it what the first network takes would be counted once more for each of the others. */
  @Test
  void theOtherMembersOfATrialAreNoCostOfATrialBesides() {
    Trial one = trials.get(0);
    TrialSettings settings = one.settings();
    Trial three =
        new Trial(
            one.cell(),
            one.seed(),
            new TrialSettings.Builder(settings.dataset(), settings.optimizer())
                .model(settings.model())
                .batchSize(settings.batchSize())
                .epochs(settings.epochs())
                .members(3)
                .build(),
            one.dataChecksum(),
            one.engine(),
            one.checkExamples(),
            one.asked());
    // 20 steps of .01 s and an evaluation of 140 images of 1 ms, twice more.
    TrialResult result = result(three, QUICK, 6, .05 + 2 * (.2 + .14), OURS);
    StoredTrials stored = new StoredTrials(List.of(three), List.of(result), HERE, WarmUp.NONE);
    assertThat(stored.rates(three).stepSeconds()).isCloseTo(.01, within(1e-9));
    assertThat(stored.rates(three).fixedSeconds()).isCloseTo(.05, within(.001));
  }

  @Test
  void secondsThatProbesTakeWhateverTheNetworkAreNoCostOfAnImage() {
    Trial probed =
        trials.get(0).asking(new Asked(List.of(), OptionalDouble.empty(), List.of("linear-probe")));
    TrialWork work = TrialWork.planned(probed);
    TrialResult result = result(probed, QUICK, 6, 0, OURS);
    Rates rates =
        new StoredTrials(List.of(probed), List.of(result), HERE, WarmUp.NONE).rates(probed);
    // .52 s of evaluation for 520 images and what the probe passes.
    assertThat(rates.imageSeconds())
        .isCloseTo((.52 - work.looks().seconds()) / work.images(1), within(1e-9));
    assertThat(work.looks().seconds()).isPositive();
  }

  @Test
  void trialsOfAnotherMachineTellNothingOfThisOne() {
    List<TrialResult> elsewhere = List.of(result(trials.get(0), QUICK, 6, 0, "A slow one"));
    assertThat(new StoredTrials(trials, elsewhere, HERE, WarmUp.NONE).examples()).isEmpty();
    List<TrialResult> here = List.of(result(trials.get(0), QUICK, 6, 0, OURS));
    assertThat(new StoredTrials(trials, here, HERE, WarmUp.NONE).examples()).hasSize(1);
    Machine otherSystem = new Machine(HERE.processor(), "Linux aarch64");
    assertThat(new StoredTrials(trials, here, otherSystem, WarmUp.NONE).examples()).isEmpty();
    Machine unknown = new Machine(Optional.empty(), HERE.system());
    assertThat(new StoredTrials(trials, here, unknown, WarmUp.NONE).examples()).isEmpty();
  }

  @Test
  void trialsThatDidNotUseTheirBudgetTellNothing() {
    Provenance provenance = Provenance.of(Map.of("processor", OURS, "os", HERE.system()));
    List<TrialResult> results =
        List.of(
            new TrialResult(
                trials.get(0).key(), new Outcome.Diverged(1, "NaN"), List.of(), provenance),
            new TrialResult(
                trials.get(1).key(), new Outcome.Failed("killed"), List.of(), provenance),
            new TrialResult(trials.get(2).key(), new Outcome.Completed(), List.of(), provenance));
    assertThat(new StoredTrials(trials, results, HERE, WarmUp.NONE).examples()).isEmpty();
  }

  @Test
  void theShareOfChecksThatTookPlaceIsCountedWhereTheyMayEndEarly() {
    assertThat(new StoredTrials(trials, List.of(), HERE, WarmUp.NONE).checksDone()).isEmpty();
    List<TrialResult> all = List.of(result(trials.get(0), QUICK, 3, 0, OURS));
    assertThat(new StoredTrials(trials, all, HERE, WarmUp.NONE).checksDone()).isEmpty();

    Asked until = new Asked(List.of(), OptionalDouble.of(.9), List.of());
    // Six of each trial's are planned beside the evaluations.
    assertThat(TrialWork.planned(trials.get(0).asking(until)).checked()).isEqualTo(6 * 40);
    List<TrialResult> some =
        List.of(
            result(trials.get(0).asking(until), QUICK, 3, 0, OURS),
            result(trials.get(1).asking(until), QUICK, 0, 0, OURS));
    assertThat(new StoredTrials(trials, some, HERE, WarmUp.NONE).checksDone()).hasValue(.25);
  }
}
