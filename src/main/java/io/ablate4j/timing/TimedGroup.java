package io.ablate4j.timing;

import io.ablate4j.plan.Trial;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A group in a timing pass, with the rounds it has had so far. */
final class TimedGroup {
  private final TimingGroup group;
  private final List<Layout> layouts;
  private final Map<Layout, List<TimingRound>> rounds = new EnumMap<>(Layout.class);
  private List<Trial> arms;
  private boolean givenUp;

  /**
   * @param layouts in which it is to be timed
   */
  TimedGroup(TimingGroup group, List<Layout> layouts) {
    this.group = group;
    this.layouts = List.copyOf(layouts);
    this.arms = group.arms();
  }

  TimingGroup group() {
    return group;
  }

  List<Layout> layouts() {
    return layouts;
  }

  /** Those that can be timed, as far as is known. */
  List<Trial> arms() {
    return arms;
  }

  /** Leaves out an arm that cannot be timed. */
  void leaveOut(Trial arm) {
    arms = arms.stream().filter(other -> other != arm).toList();
  }

  /** After a worker could not go on with it. */
  void giveUp() {
    givenUp = true;
  }

  boolean hasRounds() {
    return !rounds.isEmpty();
  }

  /** The number of the one that comes after those it had. */
  int nextRound() {
    return 1 + all().mapToInt(TimingRound::round).max().orElse(0);
  }

  void add(Layout layout, int round, TimingRig.Round measured) {
    List<TimingRound> timed = rounds.computeIfAbsent(layout, any -> new ArrayList<>());
    for (int arm = 0; arm < arms.size(); arm++) {
      timed.add(
          new TimingRound(
              arms.get(arm).cell(),
              layout,
              round,
              measured.stepMillis()[arm],
              measured.seen().foreignLoad(),
              measured.seen().disturbed()));
    }
  }

  /** Layouts in which it is to have another round. */
  List<Layout> open(TimingSchedule.Open open, boolean late) {
    return layouts.stream()
        .filter(layout -> open.isOpen(layout, measured(layout), undisturbed(layout), late))
        .toList();
  }

  /** Of each arm, in turn. */
  List<TimingRound> rounds(Layout layout) {
    return List.copyOf(rounds.getOrDefault(layout, List.of()));
  }

  int measured(Layout layout) {
    return count(rounds(layout).stream());
  }

  int undisturbed(Layout layout) {
    return count(rounds(layout).stream().filter(round -> !round.disturbed()));
  }

  /** Whether another go may bring it the undisturbed rounds that are needed. */
  boolean isWorthAnother(TimingBudget budget) {
    return !givenUp && hasRounds() && lacking(budget).findAny().isPresent();
  }

  /** Where it has fewer undisturbed rounds than are needed, and how many. */
  Stream<String> lacking(TimingBudget budget) {
    return layouts.stream()
        .filter(layout -> undisturbed(layout) < budget.needed(layout))
        .map(
            layout ->
                String.format(
                    "%s, %s: %d of %d",
                    group.label(), layout.word(), undisturbed(layout), budget.needed(layout)));
  }

  private Stream<TimingRound> all() {
    return rounds.values().stream().flatMap(List::stream);
  }

  private static int count(Stream<TimingRound> rounds) {
    return (int) rounds.map(TimingRound::round).distinct().count();
  }

  /** Those first that need the fewest. */
  static Comparator<TimedGroup> byNeed(TimingBudget budget) {
    return Comparator.comparingInt(
        timed ->
            timed.layouts.stream()
                .mapToInt(l -> Math.max(0, budget.needed(l) - timed.undisturbed(l)))
                .sum());
  }
}
