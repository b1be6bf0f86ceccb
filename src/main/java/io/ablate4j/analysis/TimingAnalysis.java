package io.ablate4j.analysis;

import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import io.ablate4j.stats.Median;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a training step costs, and how many times what it costs without the regularization; from
 * rounds that nobody disturbed.
 *
 * @param costs one of each cell and layout that was timed, in the order of the rounds
 * @param ratios one of each of them whose control arm was timed, too, and is another cell
 */
public record TimingAnalysis(List<Cost> costs, List<Ratio> ratios) {
  /** With fewer, an interval of 95 % around a median does not exist. */
  public static final int LEAST_ROUNDS = 6;

  private static final double LEVEL = .95;

  public TimingAnalysis {
    costs = List.copyOf(costs);
    ratios = List.copyOf(ratios);
  }

  /**
   * The cost of a step.
   *
   * @param disturbed rounds left out of it, as others used the machine
   * @param stepMillis median over the undisturbed rounds, its interval that of order statistics
   */
  public record Cost(Cell cell, Layout layout, int disturbed, Estimate stepMillis) {}

  /**
   * A step's cost over that of the control arm.
   *
   * @param control its arm with the control regularization
   * @param ratio exp of the median of the log ratios inside the rounds; paired, since what slows a
   *     round slows all its arms
   */
  public record Ratio(Cell cell, Cell control, Layout layout, Estimate ratio) {}

  private record Place(Cell cell, Layout layout) {}

  /**
   * Analyses all rounds of a study.
   *
   * @param rounds in any order of groups; cells keep the order they have here
   * @param control name of the regularization that others are compared with, such as none
   */
  public static TimingAnalysis of(List<TimingRound> rounds, String control) {
    Map<Place, SortedMap<Integer, TimingRound>> byPlace = new LinkedHashMap<>();
    for (TimingRound round : rounds) {
      byPlace
          .computeIfAbsent(new Place(round.cell(), round.layout()), any -> new TreeMap<>())
          .put(round.round(), round);
    }
    List<Cost> costs = new ArrayList<>();
    List<Ratio> ratios = new ArrayList<>();
    byPlace.forEach(
        (place, own) -> {
          costs.add(cost(place, own));
          Cell other = place.cell.withRegularization(control);
          SortedMap<Integer, TimingRound> controls = byPlace.get(new Place(other, place.layout));
          if (controls != null && !other.equals(place.cell)) {
            ratios.add(new Ratio(place.cell, other, place.layout, ratio(own, controls)));
          }
        });
    return new TimingAnalysis(costs, ratios);
  }

  /** The cost of one cell in a layout, if it was timed. */
  public Optional<Cost> cost(Cell cell, Layout layout) {
    return costs.stream().filter(c -> c.cell.equals(cell) && c.layout == layout).findFirst();
  }

  /** The ratio of one cell in a layout, if it and its control were timed. */
  public Optional<Ratio> ratio(Cell cell, Layout layout) {
    return ratios.stream().filter(r -> r.cell.equals(cell) && r.layout == layout).findFirst();
  }

  private static Cost cost(Place place, SortedMap<Integer, TimingRound> rounds) {
    double[] quiet =
        rounds.values().stream()
            .filter(round -> !round.disturbed())
            .mapToDouble(TimingRound::stepMillis)
            .toArray();
    return new Cost(
        place.cell,
        place.layout,
        rounds.size() - quiet.length,
        quiet.length < LEAST_ROUNDS ? tooFew(quiet.length) : Median.of(quiet, LEVEL));
  }

  private static Estimate ratio(
      SortedMap<Integer, TimingRound> arm, SortedMap<Integer, TimingRound> control) {
    double[] logs =
        arm.values().stream()
            .filter(round -> !round.disturbed())
            .filter(round -> control.containsKey(round.round()))
            .filter(round -> !control.get(round.round()).disturbed())
            .mapToDouble(
                round -> Math.log(round.stepMillis() / control.get(round.round()).stepMillis()))
            .toArray();
    return logs.length < LEAST_ROUNDS ? tooFew(logs.length) : exp(Median.of(logs, LEVEL));
  }

  private static Estimate exp(Estimate log) {
    double value = Math.exp(log.value().orElseThrow());
    return log.interval()
        .map(i -> new Interval(Math.exp(i.low()), Math.exp(i.high()), i.level()))
        .map(interval -> Estimate.of(log.n(), value, interval))
        .orElseGet(() -> Estimate.pointOnly(log.n(), value, log.missing()));
  }

  private static Estimate tooFew(int rounds) {
    return Estimate.notEstimable(
        rounds,
        rounds
            + (rounds == 1 ? " undisturbed round, " : " undisturbed rounds, ")
            + LEAST_ROUNDS
            + " are needed");
  }
}
