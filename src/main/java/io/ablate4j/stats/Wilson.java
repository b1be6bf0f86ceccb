package io.ablate4j.stats;

import java.util.Optional;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/** Wilson's (1927) score interval of a proportion; without continuity correction. */
public final class Wilson {
  private Wilson() {}

  /**
   * Of the proportion behind {@code successes} of {@code n}.
   *
   * @return within [0, 1]; empty for n = 0
   */
  public static Optional<Interval> interval(int successes, int n, double level) {
    if (successes < 0 || successes > n) {
      throw new IllegalArgumentException(successes + " successes of " + n);
    }
    if (n == 0) {
      return Optional.empty();
    }
    var interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(n, successes, 1 - level);
    return Optional.of(new Interval(interval.getLowerBound(), interval.getUpperBound(), level));
  }
}
