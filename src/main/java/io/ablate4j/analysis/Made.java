package io.ablate4j.analysis;

import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.hypothesis.Derivation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Reducer;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.tuning.Tuned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
 * of a factor {@link Compared.Readings#FACTOR}, a number is a level whose every observation is that
 * number, and what a reducer makes of the levels of a factor is a level of it.
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
  private final List<Pick> picks = new ArrayList<>();
  private final Observed first;

  private Made(Observed first) {
    this.first = first;
  }

  /**
   * Those of a prediction.
   *
   * @param cells of the study, in its order
   * @param observed what was observed of them, by metric
   * @param tuned which arm is best on tuning seeds
   */
  static Made of(
      Prediction prediction,
      Collection<Cell> cells,
      Function<ContrastMetric, ? extends Observed> observed,
      Tuned tuned) {
    Made made = new Made(observed.apply(read(prediction.metric())));
    Map<Cell, Source> plain = made.plain(prediction.metric(), prediction, cells, observed, tuned);
    if (prediction.compare() instanceof Compared.Readings readings) {
      for (ContrastMetric metric : List.of(readings.first(), readings.second())) {
        made.plain(metric, prediction, cells, observed, tuned)
            .forEach(
                (cell, source) ->
                    made.sources.put(cell.with(Compared.Readings.FACTOR, metric.word()), source));
      }
    } else if (prediction.compare() instanceof Compared.AgainstNumber against) {
      Optional<Observation> number = Optional.of(observation(against, prediction.metric()));
      plain.forEach(
          (cell, source) -> {
            if (cell.level(against.factor()).equals(against.level())) {
              made.sources.put(cell, source);
              made.sources.put(
                  cell.with(against.factor(), NUMBER),
                  new Source(List.of(), source.of(), replicate -> number));
            }
          });
    } else {
      made.sources.putAll(plain);
      prediction.pair().ifPresent(pair -> made.addBest(pair, tuned));
    }
    return made;
  }

  /**
   * Where the best level is compared, and no level is called so: in each context that of the cell
   * whose mean on the tuning seeds is best. Of equal ones the first; nothing in a context of which
   * a cell has no such mean.
   */
  private void addBest(Prediction.Pair pair, Tuned tuned) {
    String factor = pair.factor();
    boolean isAsked = pair.level().equals(Tuned.BEST) || pair.control().equals(Tuned.BEST);
    boolean isLevel =
        sources.keySet().stream().anyMatch(cell -> cell.level(factor).equals(Tuned.BEST));
    if (!isAsked || isLevel || !tuned.hasSeeds()) {
      return;
    }
    Map<Cell, Map<String, Source>> contexts = new LinkedHashMap<>();
    sources.forEach(
        (cell, source) ->
            contexts
                .computeIfAbsent(cell.without(factor), context -> new LinkedHashMap<>())
                .put(cell.level(factor), source));
    contexts.forEach(
        (context, byLevel) -> {
          Map<String, List<Cell>> levels = new LinkedHashMap<>();
          byLevel.forEach((level, source) -> levels.put(level, source.cells()));
          Pick pick = Pick.of(factor, context, levels, tuned);
          picks.add(pick);
          pick.chosen(tuned.higherIsBetter())
              .ifPresent(best -> sources.put(pick.cell(), byLevel.get(best.level())));
        });
  }

  /** The metric that trials are read for. */
  private static ContrastMetric read(ContrastMetric metric) {
    return metric.over().map(Derivation.OverFactor::of).orElse(metric);
  }

  /** Before anything is compared: the cells of the study, or one for all levels of a factor. */
  private Map<Cell, Source> plain(
      ContrastMetric metric,
      Prediction prediction,
      Collection<Cell> cells,
      Function<ContrastMetric, ? extends Observed> observed,
      Tuned tuned) {
    Observed of = observed.apply(read(metric));
    Map<Cell, Source> sources = new LinkedHashMap<>();
    if (metric.over().isEmpty()) {
      cells.forEach(
          cell ->
              sources.put(
                  cell, new Source(List.of(cell), of, replicate -> of.at(cell, replicate))));
      return sources;
    }
    Derivation.OverFactor over = metric.over().get();
    boolean isAny = isOfAnyLevel(over, tuned);
    grouped(over, prediction.where().get(over.factor()), cells, isAny)
        .forEach(
            (cell, levels) -> {
              List<Cell> read = isAny ? best(over.factor(), cell, levels, tuned) : levels;
              if (!read.isEmpty()) {
                sources.put(
                    cell, new Source(read, of, replicate -> reduced(over, read, of, replicate)));
              }
            });
    return sources;
  }

  /** Whether the best of all levels is taken, and not one that was tuned. */
  private static boolean isOfAnyLevel(Derivation.OverFactor over, Tuned tuned) {
    return over.reducer().isOfTuned() && !tuned.standings().isEmpty();
  }

  /** The one that did best on tuning seeds; none if one of them has no mean there. */
  private List<Cell> best(String factor, Cell group, List<Cell> levels, Tuned tuned) {
    if (group.level(factor).equals(Cell.ABSENT)) {
      return levels;
    }
    Map<String, List<Cell>> byLevel = new LinkedHashMap<>();
    levels.forEach(cell -> byLevel.put(cell.level(factor), List.of(cell)));
    Pick pick = Pick.of(factor, group.without(factor), byLevel, tuned);
    picks.add(pick);
    return pick.chosen(tuned.higherIsBetter())
        .map(best -> byLevel.get(best.level()))
        .orElse(List.of());
  }

  /**
   * By what is left without the factor; numbers ascend. A cell without it has one level.
   *
   * @param isAny whether any level may be the best, and none is tuned
   */
  private static Map<Cell, List<Cell>> grouped(
      Derivation.OverFactor over, List<String> where, Collection<Cell> cells, boolean isAny) {
    String factor = over.factor();
    Map<Cell, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : cells) {
      String level = cell.level(factor);
      boolean isAbsent = level.equals(Cell.ABSENT);
      boolean isOfTuned = over.reducer().isOfTuned() && !isAny;
      boolean isOfKind = isAbsent || level.equals(Cell.TUNED) == isOfTuned;
      if (isOfKind && (isAbsent || where == null || where.contains(level))) {
        Cell group = isAbsent ? cell : cell.with(factor, over.reducer().word());
        groups.computeIfAbsent(group, g -> new ArrayList<>()).add(cell);
      }
    }
    if (over.reducer().isOfNumbers()) {
      groups.keySet().removeIf(group -> group.level(factor).equals(Cell.ABSENT));
      groups
          .values()
          .forEach(
              group ->
                  group.sort(Comparator.comparingDouble(c -> Double.parseDouble(c.level(factor)))));
    }
    return groups;
  }

  /** Nothing where a level has none. */
  private static Optional<Observation> reduced(
      Derivation.OverFactor over, List<Cell> levels, Observed of, long replicate) {
    List<Reducer.AtLevel> values = new ArrayList<>();
    for (Cell cell : levels) {
      Optional<Observation> seen = of.at(cell, replicate);
      if (seen.isEmpty()) {
        return seen;
      }
      values.add(new Reducer.AtLevel(cell.level(over.factor()), seen.get().value()));
    }
    OptionalDouble value = over.reducer().of(values, over.of());
    return value.isPresent() && Double.isFinite(value.getAsDouble())
        ? Optional.of(new Observation(value.getAsDouble(), false))
        : Optional.empty();
  }

  /** A bound may be one that no logarithm has; nothing is contrasted with it. */
  private static Observation observation(Compared.AgainstNumber against, ContrastMetric metric) {
    double value =
        metric.scale() == Scale.RATIO && against.number() > 0
            ? Math.log(against.number())
            : against.number();
    return new Observation(value, false);
  }

  /** What was chosen on tuning seeds, also where the prediction does not look. */
  List<Pick> picks() {
    return picks;
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
