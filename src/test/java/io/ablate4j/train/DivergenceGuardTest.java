package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DivergenceGuardTest {
  @Test
  void aLossThatIsNoNumberIsSeenAtOnce() {
    assertThat(new DivergenceGuard(10).step(Double.NaN)).contains("the training loss became NaN");
    assertThat(new DivergenceGuard(10).step(Double.POSITIVE_INFINITY))
        .contains("the training loss became Infinity");
  }

  @Test
  void oneBadBatchIsNoDivergenceButABadEpochIs() {
    DivergenceGuard guard = new DivergenceGuard(10);
    assertThat(guard.step(2.5)).isEmpty();
    assertThat(guard.step(12.0)).isEmpty();
    assertThat(guard.endOfEpoch()).isEmpty(); // mean 7.25, three times the start is 7.5
    guard.step(7.4);
    assertThat(guard.endOfEpoch()).isEmpty(); // a new epoch starts afresh
    guard.step(7.6);
    assertThat(guard.endOfEpoch())
        .contains(
            "the mean training loss of the epoch, 7.60, is more than 3 times its start, 2.50");
  }

  /** ln 10 = 2.303; three times that is 6.91. */
  @Test
  void aLuckyStartCountsAsAGuess() {
    DivergenceGuard guard = new DivergenceGuard(10);
    guard.step(0.1);
    guard.endOfEpoch();
    guard.step(6.9);
    assertThat(guard.endOfEpoch()).isEmpty();
    guard.step(6.95);
    assertThat(guard.endOfEpoch()).isPresent();
  }
}
