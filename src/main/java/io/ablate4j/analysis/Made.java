package io.ablate4j.analysis;

import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.trial.Cell;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * The cells that a prediction speaks of, made of those of the study, so that whatever it compares
 * is a level of a factor and all contrasts are worked out alike: two readings of a trial are levels
 * of a factor {@link Compared.Readings#FACTOR}, and a number is a level whose every observation is
 * that number.
 */
final class Made implements Observed {
  /** The level that a number is; no level of a study is called so. */
  static final String NUMBER = "=";

  /**
   * Where the observations of a cell come from.
   *
   * @param cells of the study
   * @param of their observations
   * @param at by replicate
   */
  private record Source(List<Cell> cells, Observed of, LongFunction<Optional<Observation>> at) {}

  private final Map<Cell, Source> sources = new LinkedHashMap<>();
  private final Observed first;

  private Made(Observed first) {
    this.first = first;
  }

  /**
   * Those of a prediction.
   *
   * @param cells of the study, in its order
   * @param observed what was observed of them, by metric
   */
  static Made of(
      Prediction prediction,
      Collection<Cell> cells,
      Function<ContrastMetric, ? extends Observed> observed) {
    Made made = new Made(observed.apply(prediction.metric()));
    if (prediction.compare() instanceof Compared.Readings readings) {
      for (ContrastMetric metric : List.of(readings.first(), readings.second())) {
        Observed of = observed.apply(metric);
        cells.forEach(
            cell -> made.put(cell.with(Compared.Readings.FACTOR, metric.word()), cell, of));
      }
    } else if (prediction.compare() instanceof Compared.AgainstNumber against) {
      Optional<Observation> number = Optional.of(observation(against, prediction.metric()));
      cells.stream()
          .filter(cell -> cell.level(against.factor()).equals(against.level()))
          .forEach(
              cell -> {
                made.put(cell, cell, made.first);
                made.sources.put(
                    cell.with(against.factor(), NUMBER),
                    new Source(List.of(), made.first, replicate -> number));
              });
    } else {
      cells.forEach(cell -> made.put(cell, cell, made.first));
    }
    return made;
  }

  /** A bound may be one that no logarithm has; nothing is contrasted with it. */
  private static Observation observation(Compared.AgainstNumber against, ContrastMetric metric) {
    double value =
        metric.scale() == Scale.RATIO && against.number() > 0
            ? Math.log(against.number())
            : against.number();
    return new Observation(value, false);
  }

  private void put(Cell made, Cell cell, Observed of) {
    sources.put(made, new Source(List.of(cell), of, replicate -> of.at(cell, replicate)));
  }

  /** In the order of those that they are made of. */
  Collection<Cell> cells() {
    return sources.keySet();
  }

  /** The cells of the study that some are made of. */
  Set<Cell> behind(Collection<Cell> some) {
    Set<Cell> behind = new LinkedHashSet<>();
    some.forEach(cell -> behind.addAll(sources.get(cell).cells()));
    return behind;
  }

  @Override
  public long[] replicates() {
    return first.replicates();
  }

  @Override
  public Optional<Observation> at(Cell cell, long replicate) {
    Source source = sources.get(cell);
    return source == null ? Optional.empty() : source.at().apply(replicate);
  }

  @Override
  public List<TrialSummary> trials(Cell cell, long replicate) {
    Source source = sources.get(cell);
    return source == null
        ? List.of()
        : source.cells().stream().flatMap(c -> source.of().trials(c, replicate).stream()).toList();
  }

  /** The largest of those it is made of. */
  @Override
  public OptionalDouble budgetSteps(Cell cell) {
    return sources.get(cell).cells().stream()
        .flatMapToDouble(c -> first.budgetSteps(c).stream())
        .max();
  }

  @Override
  public boolean lacksCostOnly(Set<Cell> cells, long replicate) {
    return first.lacksCostOnly(behind(cells), replicate);
  }

  /** A number costs nothing; what is made of many cells is no time. */
  @Override
  public double costVariance(Map<Cell, Double> weights) {
    Map<Cell, Double> behind = new HashMap<>();
    weights.forEach(
        (cell, weight) ->
            sources.get(cell).cells().forEach(c -> behind.merge(c, weight, Double::sum)));
    return first.costVariance(behind);
  }
}
