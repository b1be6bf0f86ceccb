package io.ablate4j.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final WarmUp WARM_UP = WarmUp.OF_A_WORKER;

  @Test
  void whatItTakesIsTheSumOfWhatItsShortPartsTake() {
    double sum = 0;
    double part = .001;
    for (int i = 0; i < 5000; i++) {
      sum += part * WARM_UP.slowness((i + .5) * part);
    }
    assertThat(WARM_UP.seconds(0, 5)).isCloseTo(sum, within(1e-4));
  }

  @Test
  void onASlowerMachineItTakesAsMuchLonger() {
    assertThat(WARM_UP.slowedDown(3).seconds(3 * 2, 3 * 7))
        .isCloseTo(3 * WARM_UP.seconds(2, 7), within(1e-9));
  }

  @Test
  void anOldWorkerIsAsFastAsItEverWillBe() {
    assertThat(WARM_UP.slowness(0)).isGreaterThan(2);
    assertThat(WARM_UP.slowness(300)).isCloseTo(1, within(1e-6));
    assertThat(WARM_UP.seconds(300, 7)).isCloseTo(7, within(1e-6));
  }

  @Test
  void aWorkerLosesSomeSecondsHoweverLongItTrains() {
    double lost = WARM_UP.seconds(0, 1000) - 1000;
    assertThat(lost).isBetween(1.0, 10.0);
    assertThat(WARM_UP.seconds(0, 9000) - 9000).isCloseTo(lost, within(1e-6));
  }
}
