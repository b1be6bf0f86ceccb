package io.ablate4j.stats;

import java.util.OptionalDouble;
import org.apache.commons.statistics.inference.BinomialTest;

/** McNemar's (1947) test of paired yes-or-no outcomes, exact. */
public final class McNemar {
  private McNemar() {}

  /**
   * Two-sided binomial p value of the discordant pairs at 1/2.
   *
   * @param b pairs where only the first had the event
   * @param c pairs where only the second had it
   * @return empty where no pair is discordant: such pairs tell nothing
   */
  public static OptionalDouble exact(int b, int c) {
    if (b < 0 || c < 0) {
      throw new IllegalArgumentException("discordant pairs: " + b + " and " + c);
    }
    return b + c == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(BinomialTest.withDefaults().test(b + c, b, .5).getPValue());
  }
}
