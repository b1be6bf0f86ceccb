package io.ablate4j.forecast;

import static io.ablate4j.forecast.ForecastFixtures.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.regularization.Regularization;
import org.junit.jupiter.api.Test;

class SpeedsTest {
  private final Speeds speeds =
      new Speeds(
          trial -> (trial.model().equals("cnn") ? 4e9 : 1e9) * trial.settings().batchSize(),
          trial -> trial.model().equals("cnn") ? 4e9 : 1e9);

  @Test
  void withoutAnythingKnownItIsReckonedAtAUsualSpeed() {
    Rates rates = speeds.rates(trial("mlp", 10, 1, 1));
    assertThat(speeds.basis(trial("mlp", 10, 1, 1))).isEqualTo(Basis.RECKONED);
    assertThat(rates.stepSeconds()).isEqualTo(1e10 / 2e10);
    assertThat(speeds.rates(trial("mlp", 40, 1, 1)).stepSeconds()).isEqualTo(2);
  }

  @Test
  void aTrialOfAnotherSeedOrBudgetHasTheRatesOfItsNetwork() {
    speeds.put(trial("mlp", 10, 1, 1), new Rates(3, 2, 1), Basis.STORED);
    assertThat(speeds.rates(trial("mlp", 10, 7, 2))).isEqualTo(new Rates(3, 2, 1));
    assertThat(speeds.basis(trial("mlp", 10, 7, 2))).isEqualTo(Basis.STORED);
  }

  @Test
  void anUnknownNetworkCostsWhatItHasToComputeAtTheSpeedOfThoseMostLikeIt() {
    speeds.put(trial("mlp", 10, 1, 1), new Rates(3, 2, 1), Basis.STORED);
    speeds.put(trial("cnn", 10, 1, 1), new Rates(100, 80, 5), Basis.MEASURED);
    Rates larger = speeds.rates(trial("mlp", 20, 1, 1));
    assertThat(larger.stepSeconds()).as("twice the batch").isCloseTo(6, within(1e-9));
    assertThat(larger.imageSeconds()).isCloseTo(2, within(1e-9));
    assertThat(larger.fixedSeconds()).isEqualTo(1);
    assertThat(speeds.own(trial("mlp", 20, 1, 1))).isEmpty();
    assertThat(speeds.basis(trial("mlp", 20, 1, 1))).isEqualTo(Basis.STORED);
    assertThat(speeds.basis(trial("cnn", 20, 1, 1))).isEqualTo(Basis.MEASURED);
    Rates arm = speeds.rates(trial("cnn", Regularization.DROPOUT, 10, 1, 1));
    assertThat(arm.stepSeconds()).isCloseTo(100, within(1e-9));
  }

  @Test
  void ofSeveralThatAreAlikeTheMeanSpeedCounts() {
    speeds.put(trial("mlp", 10, 1, 1), new Rates(10, 1, 0), Basis.STORED);
    speeds.put(trial("mlp", 30, 1, 1), new Rates(60, 1, 0), Basis.STORED);
    // 1 and 2 seconds for what a batch of one has to compute
    assertThat(speeds.rates(trial("mlp", 20, 1, 1)).stepSeconds()).isCloseTo(30, within(1e-9));
  }

  @Test
  void aBusyMachineSlowsAllThatIsKnown() {
    speeds.put(trial("mlp", 10, 1, 1), new Rates(3, 2, 1), Basis.STORED);
    speeds.slowDown(2);
    assertThat(speeds.rates(trial("mlp", 10, 1, 1))).isEqualTo(new Rates(6, 4, 2));
  }
}
