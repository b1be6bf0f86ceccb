package io.ablate4j.run;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How long a timing pass may take and how it uses that time.
 *
 * @param rounds of each group and layout
 * @param sliceMillis of each arm in a round
 * @param seconds the pass is going to take
 * @param limitSeconds it may take, with rounds that are repeated
 */
record TimingBudget(int rounds, double sliceMillis, double seconds, double limitSeconds) {
  /** The fewest of which an interval can be had. */
  static final int LEAST_ROUNDS = 6;

  static final int MOST_ROUNDS = 20;

  /** Passes over the arms of a group before the first round, at least; their times are dropped. */
  static final int WARM_UPS = 3;

  /** A third of the trials' time is a quarter of the whole. */
  private static final double SHARE = 1 / 3.0;

  private static final double LEAST_SECONDS = 12;
  private static final double MOST_SECONDS = 300;

  /** Left for rounds that others disturb. */
  private static final double SPARE = .25;

  /**
   * Long enough to tell a load of a quarter of a processor, short enough that a round fits between
   * two disturbances; the shorter ones are for studies of a few seconds.
   */
  private static final List<Double> SLICE_MILLIS = List.of(100.0, 80.0, 60.0, 40.0);

  private static final double START_SECONDS = 4;
  private static final double GROUP_SECONDS = .4;
  private static final int STEPS_A_SLICE = 3;

  /**
   * Divides the time.
   *
   * @param stepMillis of each arm of each group, as far as its trials have told
   * @param layouts of the machine
   * @param trialSeconds all trials of the study took, over the workers that ran at the same time
   * @return with fewer than {@link #LEAST_ROUNDS} rounds where there is not enough time
   */
  static TimingBudget of(List<List<OptionalDouble>> stepMillis, int layouts, double trialSeconds) {
    double limit = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, SHARE * trialSeconds));
    TimingBudget best = null;
    for (double slice : SLICE_MILLIS) {
      double pass = 0; // over all arms once, in one layout
      for (List<OptionalDouble> group : stepMillis) {
        for (OptionalDouble step : group) {
          pass += Math.max(slice, STEPS_A_SLICE * step.orElse(0)) / 1e3;
        }
      }
      double before = START_SECONDS + GROUP_SECONDS * stepMillis.size() + WARM_UPS * pass;
      double round = layouts * pass;
      int planned = (int) Math.floor(((1 - SPARE) * limit - before) / round);
      if (planned < LEAST_ROUNDS && before + LEAST_ROUNDS * round <= limit) {
        planned = LEAST_ROUNDS;
      }
      planned = Math.max(0, Math.min(MOST_ROUNDS, planned));
      best = new TimingBudget(planned, slice, before + planned * round, limit);
      if (planned >= LEAST_ROUNDS) {
        return best;
      }
    }
    return best;
  }

  /** What each of so many groups may take, with rounds that are repeated. */
  double groupSeconds(int groups) {
    return (limitSeconds - START_SECONDS) / groups;
  }

  boolean isEnough() {
    return rounds >= LEAST_ROUNDS;
  }
}
