package io.ablate4j.analysis;

import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Median;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a training step costs, from rounds that nobody disturbed, though others may have worked all
 * the time alike. What it costs against another arm is a {@link PairedContrast} of the same rounds.
 *
 * @param costs one of each cell and layout that was timed, in the order of the rounds
 */
public record TimingAnalysis(List<Cost> costs) {
  /** With fewer, an interval of 95 % around a median does not exist. */
  public static final int LEAST_ROUNDS = 6;

  public TimingAnalysis {
    costs = List.copyOf(costs);
  }

  /**
   * The cost of a step.
   *
   * @param disturbed rounds left out of it, as others used the machine in a part of them
   * @param besideOthers rounds in it that were measured beside other work
   * @param stepMillis median over the undisturbed rounds, its interval that of order statistics
   */
  public record Cost(
      Cell cell, Layout layout, int disturbed, int besideOthers, Estimate stepMillis) {}

  private record Place(Cell cell, Layout layout) {}

  /**
   * Analyses all rounds of a study.
   *
   * @param rounds in any order of groups; cells keep the order they have here
   */
  public static TimingAnalysis of(List<TimingRound> rounds) {
    Map<Place, List<TimingRound>> byPlace = new LinkedHashMap<>();
    for (TimingRound round : rounds) {
      byPlace
          .computeIfAbsent(new Place(round.cell(), round.layout()), any -> new ArrayList<>())
          .add(round);
    }
    return new TimingAnalysis(
        byPlace.entrySet().stream().map(each -> cost(each.getKey(), each.getValue())).toList());
  }

  /** The cost of one cell in a layout, if it was timed. */
  public Optional<Cost> cost(Cell cell, Layout layout) {
    return costs.stream().filter(c -> c.cell.equals(cell) && c.layout == layout).findFirst();
  }

  private static Cost cost(Place place, List<TimingRound> rounds) {
    double[] used =
        rounds.stream()
            .filter(round -> !round.disturbed())
            .mapToDouble(TimingRound::stepMillis)
            .toArray();
    return new Cost(
        place.cell,
        place.layout,
        rounds.size() - used.length,
        (int) rounds.stream().filter(TimingRound::besideOthers).count(),
        used.length < LEAST_ROUNDS ? tooFew(used.length) : Median.of(used, PairedContrast.LEVEL));
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
