package io.ablate4j.timing;

import java.util.Arrays;

/**
 * How the arms of a group share a round of the timing pass: they take turns, and all of them take
 * as many steps in a turn. The first step of a turn costs about a millisecond more, since the
 * caches are full of another network, and does not count if there are others; where there is one,
 * all arms bear that cost alike.
 *
 * @param millis of each arm in a round, over its turns
 * @param quickestMillis of the quickest arm until the next one's turn, unless its steps take
 *     longer: what slows the machine for a tenth of a second then hits all arms alike
 * @param leastSteps of an arm in a turn
 */
record Slicing(double millis, double quickestMillis, int leastSteps) {
  private static final int LEAST_TURNS = 3;

  /** Of an arm in a turn. {@code stepMillis} by arm, 0 if not known. */
  int steps(double[] stepMillis) {
    return (int) Math.max(leastSteps, Math.ceil(quickestMillis / quickest(stepMillis)));
  }

  /** Of each arm in a round. {@code stepMillis} by arm, 0 if not known. */
  int turns(double[] stepMillis) {
    return (int)
        Math.max(LEAST_TURNS, Math.round(millis * stepMillis.length / turnMillis(stepMillis)));
  }

  /** What one turn of all arms takes. {@code stepMillis} by arm, 0 if not known. */
  double turnMillis(double[] stepMillis) {
    double unknown = quickest(stepMillis);
    return steps(stepMillis)
        * Arrays.stream(stepMillis).map(step -> step > 0 ? step : unknown).sum();
  }

  private static double quickest(double[] stepMillis) {
    return Arrays.stream(stepMillis).filter(step -> step > 0).min().orElse(1);
  }
}
