package io.ablate4j.timing;

import io.ablate4j.timing.TimingBudget.GroupTime;
import io.ablate4j.trial.TimingRound.Layout;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * When each group of a timing pass is timed: one after the other, each in its part of the time, and
 * what others disturbed too much once more, in what is left at the end.
 */
final class TimingSchedule {
  private static final double NANOS_A_SECOND = 1e9;

  private final TimingBudget budget;
  private final Map<TimingGroup, GroupTime> planned;
  private final LongSupplier clock;

  /**
   * @param planned what each group takes
   * @param clock in nanoseconds, {@link System#nanoTime} but in tests
   */
  TimingSchedule(TimingBudget budget, Map<TimingGroup, GroupTime> planned, LongSupplier clock) {
    this.budget = budget;
    this.planned = Map.copyOf(planned);
    this.clock = clock;
  }

  /** Whether a group is to have another round in a layout. */
  @FunctionalInterface
  interface Open {
    /**
     * See {@link TimingBudget#isOpen}.
     *
     * @param measured rounds that it had
     * @param undisturbed how many of them
     * @param late whether its time is over
     */
    boolean isOpen(Layout layout, int measured, int undisturbed, boolean late);
  }

  /** Makes a group ready and times it. */
  @FunctionalInterface
  interface Go {
    /**
     * Times a group.
     *
     * @param warmUntil by the clock; more warm-up than planned begins before that
     * @param deadline by the clock; afterwards the group is late
     * @throws IOException if there are no workers any more
     */
    void time(TimedGroup group, Open open, long warmUntil, long deadline) throws IOException;
  }

  /**
   * Times all groups.
   *
   * @param end by the clock
   * @throws IOException as the first go that throws it
   */
  void run(List<TimedGroup> groups, long end, Go go) throws IOException {
    // What is spare is shared, so that a group that is disturbed takes nothing from those after it;
    // what one leaves, the next ones may use.
    double spare = budget.limitSeconds() / budget.seconds();
    double after = groups.stream().mapToDouble(this::seconds).sum();
    for (TimedGroup group : groups) {
      after -= seconds(group);
      long deadline = end - nanos(spare * after);
      // More warm-up than planned only while all that is planned still fits.
      go.time(group, budget::isOpen, deadline - nanos(seconds(group)), deadline);
    }
    while (repeat(groups, end, go)) {
      // until nothing lacks or no time is left
    }
  }

  /** Times those once more that lack undisturbed rounds; returns whether there was time for any. */
  private boolean repeat(List<TimedGroup> groups, long end, Go go) throws IOException {
    List<TimedGroup> lacking =
        groups.stream()
            .filter(group -> group.isWorthAnother(budget))
            .sorted(TimedGroup.byNeed(budget))
            .toList();
    boolean any = false;
    for (int next = 0; next < lacking.size(); next++) {
      TimedGroup group = lacking.get(next);
      long now = clock.getAsLong();
      long least = nanos(time(group).seconds(1));
      if (end - now >= least) {
        long part = Math.max(least, (end - now) / (lacking.size() - next));
        go.time(group, budget::isOpenAgain, now, now + part);
        any = true;
      }
    }
    return any;
  }

  private GroupTime time(TimedGroup group) {
    return planned.get(group.group());
  }

  private double seconds(TimedGroup group) {
    return time(group).seconds(budget.rounds());
  }

  private static long nanos(double seconds) {
    return (long) (seconds * NANOS_A_SECOND);
  }
}
