package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two studies side by side: before and after a change of code, or two data sets.
 *
 * @param shared one entry a cell that both ask for, in the first study's order
 * @param onlyFirst cells of the first study alone
 * @param onlySecond cells of the second study alone
 */
public record StudyComparison(List<CellPair> shared, List<Cell> onlyFirst, List<Cell> onlySecond) {

  /**
   * A cell that both studies ask for.
   *
   * @param cell its factor levels
   * @param first the cell in the first study
   * @param second the cell in the second study
   * @param contrasts second less first, paired by seed, one a metric; the cost of a step is no
   *     matter of seeds and is not among them
   * @param identical seeds with the same trial key in both, whose numbers must be the same
   */
  public record CellPair(
      Cell cell,
      CellSummary first,
      CellSummary second,
      List<PairedContrast> contrasts,
      int identical) {
    public CellPair {
      contrasts = List.copyOf(contrasts);
    }

    /** The contrast of a metric, if it is among them. */
    public Optional<PairedContrast> contrast(ContrastMetric metric) {
      return contrasts.stream().filter(c -> c.metric() == metric).findFirst();
    }
  }

  /** What cells are compared on. */
  public static final List<ContrastMetric> METRICS =
      List.of(
          ContrastMetric.TEST_ACCURACY,
          ContrastMetric.GAP_ACCURACY,
          ContrastMetric.GAP_LOSS,
          ContrastMetric.STEPS_TO_TARGET,
          ContrastMetric.DIVERGENCE);

  public StudyComparison {
    shared = List.copyOf(shared);
    onlyFirst = List.copyOf(onlyFirst);
    onlySecond = List.copyOf(onlySecond);
  }

  /** Second less first. */
  public static StudyComparison of(StudyAnalysis first, StudyAnalysis second) {
    Map<ContrastMetric, Observations> before = new EnumMap<>(ContrastMetric.class);
    Map<ContrastMetric, Observations> after = new EnumMap<>(ContrastMetric.class);
    for (ContrastMetric metric : METRICS) {
      before.put(metric, first.observations(metric));
      after.put(metric, second.observations(metric));
    }
    List<CellPair> shared = new ArrayList<>();
    List<Cell> onlyFirst = new ArrayList<>();
    Set<Cell> left = new LinkedHashSet<>();
    second.cells().forEach(cell -> left.add(cell.cell()));
    for (CellSummary cell : first.cells()) {
      Optional<CellSummary> other =
          second.cells().stream().filter(c -> c.cell().equals(cell.cell())).findFirst();
      if (other.isEmpty()) {
        onlyFirst.add(cell.cell());
        continue;
      }
      left.remove(cell.cell());
      shared.add(
          new CellPair(
              cell.cell(),
              cell,
              other.get(),
              METRICS.stream()
                  .map(m -> contrast(m, cell.cell(), before.get(m), after.get(m)))
                  .toList(),
              identical(cell.cell(), first, second)));
    }
    return new StudyComparison(shared, onlyFirst, List.copyOf(left));
  }

  private static int identical(Cell cell, StudyAnalysis first, StudyAnalysis second) {
    Set<Object> keys = new LinkedHashSet<>();
    first.trials().stream()
        .filter(t -> t.planned().cell().equals(cell))
        .forEach(t -> keys.add(t.planned().key()));
    return (int)
        second.trials().stream()
            .filter(t -> t.planned().cell().equals(cell) && keys.contains(t.planned().key()))
            .count();
  }

  private static PairedContrast contrast(
      ContrastMetric metric, Cell cell, Observations before, Observations after) {
    Set<Long> seeds = new LinkedHashSet<>();
    for (long seed : before.replicates()) {
      seeds.add(seed);
    }
    SortedMap<Long, Double> differences = new TreeMap<>();
    List<Double> above = new ArrayList<>();
    List<Double> below = new ArrayList<>();
    List<Double> ranked = new ArrayList<>();
    int diverged = 0;
    int censored = 0;
    for (long seed : seeds) {
      Optional<Observation> b = before.at(cell, seed);
      Optional<Observation> a = after.at(cell, seed);
      if (a.isEmpty() || b.isEmpty()) {
        continue;
      }
      differences.put(seed, a.get().value() - b.get().value());
      above.add(a.get().value());
      below.add(b.get().value());
      ranked.add(beyond(a.get()));
      ranked.add(beyond(b.get()));
      censored += (a.get().censored() ? 1 : 0) + (b.get().censored() ? 1 : 0);
      diverged += isDiverged(before, cell, seed) + isDiverged(after, cell, seed);
    }
    double[] tested = differences.values().stream().mapToDouble(Double::doubleValue).toArray();
    if (censored > 0) {
      double[] ranks =
          PairedContrast.ranks(ranked.stream().mapToDouble(Double::doubleValue).toArray());
      for (int i = 0; i < tested.length; i++) {
        tested[i] = ranks[2 * i] - ranks[2 * i + 1];
      }
    }
    return PairedContrast.of(
        metric,
        differences,
        tested,
        above.stream().mapToDouble(Double::doubleValue).toArray(),
        below.stream().mapToDouble(Double::doubleValue).toArray(),
        new PairedContrast.Counts(
            seeds.size() - differences.size(),
            diverged,
            censored,
            censored == 2 * differences.size()));
  }

  private static double beyond(Observation observation) {
    return observation.censored() ? Double.POSITIVE_INFINITY : observation.value();
  }

  private static int isDiverged(Observations observations, Cell cell, long seed) {
    return observations.trial(cell, seed).filter(TrialSummary::isDiverged).isPresent() ? 1 : 0;
  }
}
