package io.ablate4j.timing;

import io.ablate4j.trial.TimingRound.Layout;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How long a timing pass may take and how it uses that time.
 *
 * @param neededRounds of each group on one thread, undisturbed, so that its hypotheses can be
 *     decided
 * @param rounds of each group on one thread; see {@link #rounds(Layout)}
 * @param slicing of each round
 * @param startSeconds until workers are there and warm; they come on top of the others, so that
 *     what could be timed right after the trials can be timed later, too
 * @param seconds all groups are going to take
 * @param limitSeconds they may take, with rounds that are repeated
 * @param groups what each takes, in their order
 */
record TimingBudget(
    int neededRounds,
    int rounds,
    Slicing slicing,
    double startSeconds,
    double seconds,
    double limitSeconds,
    List<GroupTime> groups) {
  /** If no more are needed. */
  static final int MOST_ROUNDS = 20;

  /** For an interval of use, if there is time. */
  private static final int USEFUL_ROUNDS = 10;

  /**
   * Rounds that each group has in each layout even where its time is over: with fewer undisturbed
   * ones nothing is said of a step's cost, and the group would have been timed for nothing.
   */
  static final int MINIMUM_ROUNDS = 6;

  /** Passes over the arms of a group before the first round, at least; their times are dropped. */
  static final int WARM_UPS = 3;

  /** A third of the trials' time is a quarter of the whole. */
  private static final double SHARE = 1 / 3.0;

  private static final double LEAST_SECONDS = 12;
  private static final double MOST_SECONDS = 300;

  /** Which rounds that a hypothesis needs may take also where the trials were quick. */
  private static final double LEAST_TO_DECIDE_SECONDS = 40;

  /** Left for rounds that others disturb. */
  private static final double SPARE = .25;

  /**
   * Long enough to tell a load of a quarter of a processor, short enough that a round fits between
   * two disturbances; the shorter ones, and those of one step, are for short studies.
   */
  private static final List<Slicing> SLICINGS =
      List.of(
          new Slicing(100, 10, 2),
          new Slicing(80, 10, 2),
          new Slicing(60, 10, 2),
          new Slicing(40, 10, 2),
          new Slicing(40, 10, 1),
          new Slicing(30, 10, 1),
          new Slicing(20, 5, 1),
          new Slicing(15, 5, 1));

  /** At most, for what workers that are started for the pass have yet to compile. */
  static final double SETTLE_SECONDS = 8;

  private static final double START_SECONDS = 4 + SETTLE_SECONDS;
  private static final double MILLIS_A_SECOND = 1e3;
  private static final double GROUP_SECONDS = .25;

  /**
   * To make a network afresh, and to collect what the one before it has left; its first step comes
   * on top. A pass of six groups that was reckoned with .02 took a sixth longer.
   */
  private static final double RENEW_SECONDS = .035;

  /**
   * Of the rounds on one thread, how many there are on all cores: what is claimed of a step's cost
   * is about one thread, so time goes there first.
   */
  private static final double ALL_CORES_SHARE = .7;

  /** From a slice to the next one, in whatever worker. */
  private static final double BETWEEN_MILLIS = 1.5;

  /**
   * What a group takes.
   *
   * @param readySeconds until its networks are made and warm
   * @param roundSeconds of a round in all layouts
   */
  record GroupTime(double readySeconds, double roundSeconds) {
    private static GroupTime of(Slicing slicing, List<OptionalDouble> stepMillis, double layouts) {
      double[] steps = stepMillis.stream().mapToDouble(step -> step.orElse(0)).toArray();
      double pass = // all turns of all arms, in one layout
          slicing.turns(steps)
              * (slicing.turnMillis(steps) + BETWEEN_MILLIS * steps.length)
              / MILLIS_A_SECOND;
      double renew =
          RENEW_SECONDS * steps.length
              + slicing.turnMillis(steps) / slicing.steps(steps) / MILLIS_A_SECOND;
      return new GroupTime(GROUP_SECONDS + WARM_UPS * pass, layouts * pass + renew);
    }

    /** For so many rounds. */
    double seconds(int rounds) {
      return readySeconds + rounds * roundSeconds;
    }
  }

  /**
   * Divides the time.
   *
   * @param stepMillis of each arm of each group, as far as its trials have told
   * @param layouts of the machine
   * @param trialSeconds all trials of the study took, over the workers that ran at the same time
   * @param neededRounds of each group on one thread, undisturbed, so that its hypotheses can be
   *     decided
   * @param started whether the workers are there already
   * @return with fewer rounds than that where there is not enough time
   */
  static TimingBudget of(
      List<List<OptionalDouble>> stepMillis,
      int layouts,
      double trialSeconds,
      int neededRounds,
      boolean started) {
    double start = started ? 0 : START_SECONDS;
    double limit = limit(stepMillis, layouts, trialSeconds, neededRounds);
    int useful = Math.max(USEFUL_ROUNDS, neededRounds);
    TimingBudget best = null;
    for (Slicing slicing : SLICINGS) {
      List<GroupTime> ready =
          stepMillis.stream()
              .map(group -> GroupTime.of(slicing, group, 1 + (layouts - 1) * ALL_CORES_SHARE))
              .toList();
      double before = ready.stream().mapToDouble(GroupTime::readySeconds).sum();
      double round = ready.stream().mapToDouble(GroupTime::roundSeconds).sum();
      int planned = (int) Math.floor(((1 - SPARE) * limit - before) / round);
      // Shorter slices cost less than rounds that are disturbed and cannot be repeated.
      boolean shortest = slicing.equals(SLICINGS.get(SLICINGS.size() - 1));
      if (shortest && planned < useful && before + neededRounds * round <= limit) {
        planned = Math.min(useful, (int) Math.floor((limit - before) / round));
      }
      planned = Math.max(0, Math.min(Math.max(useful, MOST_ROUNDS), planned));
      double seconds = before + planned * round;
      best = new TimingBudget(neededRounds, planned, slicing, start, seconds, limit, ready);
      if (planned >= useful) {
        return best;
      }
    }
    return best;
  }

  /** A share of the trials' time; more in a short study, if hypotheses can be decided by it. */
  private static double limit(
      List<List<OptionalDouble>> stepMillis, int layouts, double trialSeconds, int neededRounds) {
    double limit = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, SHARE * trialSeconds));
    if (neededRounds <= MINIMUM_ROUNDS) {
      return limit;
    }
    Slicing shortest = SLICINGS.get(SLICINGS.size() - 1);
    double needed =
        stepMillis.stream()
            .map(group -> GroupTime.of(shortest, group, 1 + (layouts - 1) * ALL_CORES_SHARE))
            .mapToDouble(group -> group.seconds(neededRounds))
            .sum();
    return Math.max(limit, Math.min(LEAST_TO_DECIDE_SECONDS, needed / (1 - SPARE)));
  }

  /** Undisturbed rounds that each group is to have in a layout. */
  int rounds(Layout layout) {
    return rounds(layout, rounds);
  }

  /**
   * Undisturbed rounds in a layout.
   *
   * @param oneThread as many on one thread
   */
  static int rounds(Layout layout, int oneThread) {
    return layout == Layout.ONE_THREAD ? oneThread : (int) Math.ceil(ALL_CORES_SHARE * oneThread);
  }

  /** Undisturbed rounds that each group needs in a layout. */
  int needed(Layout layout) {
    return needed(layout, neededRounds);
  }

  /**
   * Undisturbed rounds needed in a layout.
   *
   * @param oneThread as many on one thread
   */
  static int needed(Layout layout, int oneThread) {
    return Math.max(MINIMUM_ROUNDS, rounds(layout, oneThread));
  }

  /**
   * Whether a group is to have another round in a layout. In time: until as many undisturbed ones
   * are there as planned, or twice as many in all. Late: only until {@link #MINIMUM_ROUNDS} are
   * there, disturbed or not.
   *
   * @param measured rounds that it had
   * @param undisturbed how many of them
   * @param late whether the time of the group is over
   */
  boolean isOpen(Layout layout, int measured, int undisturbed, boolean late) {
    return late
        ? measured < Math.min(MINIMUM_ROUNDS, rounds(layout))
        : undisturbed < rounds(layout) && measured < 2 * rounds(layout);
  }

  /**
   * Whether a group whose time is over already is to have another round in what time the pass has
   * left: until as many undisturbed ones are there as are needed.
   *
   * @param measured rounds that it had
   * @param undisturbed how many of them
   * @param late whether that time is over, too
   */
  boolean isOpenAgain(Layout layout, int measured, int undisturbed, boolean late) {
    return !late && undisturbed < needed(layout);
  }

  boolean isEnough() {
    return rounds >= neededRounds;
  }
}
