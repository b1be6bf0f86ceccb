package io.ablate4j.analysis;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Accuracy, and what probes gave, over the epochs of one cell.
 *
 * @param cell its factor levels
 * @param train mean over the seeds of completed trials, by epoch; a diverged trial would pull the
 *     mean at an epoch where its seed drops out, so it is only among the seeds
 * @param validation the same on the validation set
 * @param test the same on the test set, which steers nothing
 * @param seeds each trial that measured anything, whatever its outcome, in plan order
 */
public record LearningCurve(
    Cell cell,
    SortedMap<Integer, Spread> train,
    SortedMap<Integer, Spread> validation,
    SortedMap<Integer, Spread> test,
    List<SeedCurve> seeds) {

  /**
   * One trial's curve.
   *
   * @param seed its replicate
   * @param completed whether it is in the means
   * @param train epoch to accuracy, 0 to 1, finite values only
   * @param validation the same on the validation set
   * @param test the same on the test set
   * @param probes by id: epoch to what the probe gave
   * @param probeSteps the same by training steps done, and of each layer too, by the probe's id, a
   *     dot and the layer; in the order in which they were measured
   */
  public record SeedCurve(
      long seed,
      boolean completed,
      SortedMap<Integer, Double> train,
      SortedMap<Integer, Double> validation,
      SortedMap<Integer, Double> test,
      Map<String, SortedMap<Integer, Double>> probes,
      Map<String, SortedMap<Integer, Double>> probeSteps) {
    public SeedCurve {
      train = Collections.unmodifiableSortedMap(new TreeMap<>(train));
      validation = Collections.unmodifiableSortedMap(new TreeMap<>(validation));
      test = Collections.unmodifiableSortedMap(new TreeMap<>(test));
      probes = copy(probes);
      probeSteps = copy(probeSteps);
    }

    private static Map<String, SortedMap<Integer, Double>> copy(
        Map<String, SortedMap<Integer, Double>> curves) {
      Map<String, SortedMap<Integer, Double>> copy = new LinkedHashMap<>();
      curves.forEach(
          (id, curve) -> copy.put(id, Collections.unmodifiableSortedMap(new TreeMap<>(curve))));
      return Collections.unmodifiableMap(copy);
    }

    /** What a probe gave, by epoch; empty if it gave nothing. */
    public SortedMap<Integer, Double> probe(String id) {
      return probes.getOrDefault(id, Collections.emptySortedMap());
    }

    /** What a probe gave as itself, by key or of a layer, by step; empty if it gave nothing. */
    public SortedMap<Integer, Double> probeSteps(String name) {
      return probeSteps.getOrDefault(name, Collections.emptySortedMap());
    }

    static SeedCurve of(MeasuredTrial trial) {
      return new SeedCurve(
          trial.planned().seed(),
          trial.isCompleted(),
          accuracies(trial.readings(), Split.TRAIN),
          accuracies(trial.readings(), Split.VALIDATION),
          accuracies(trial.readings(), Split.TEST),
          trial.readings().probeCurves(),
          trial.readings().probesByStep());
    }

    private static SortedMap<Integer, Double> accuracies(TrialSeries readings, Split split) {
      SortedMap<Integer, Double> values = new TreeMap<>();
      for (int epoch = 1; epoch <= readings.epochs(); epoch++) {
        OptionalDouble value = readings.at(Metric.ACCURACY, split, epoch);
        if (value.isPresent()) {
          values.put(epoch, value.getAsDouble());
        }
      }
      return values;
    }
  }

  public LearningCurve {
    Objects.requireNonNull(cell, "cell");
    train = Collections.unmodifiableSortedMap(new TreeMap<>(train));
    validation = Collections.unmodifiableSortedMap(new TreeMap<>(validation));
    test = Collections.unmodifiableSortedMap(new TreeMap<>(test));
    seeds = List.copyOf(seeds);
  }

  static LearningCurve of(Cell cell, List<SeedCurve> seeds) {
    return new LearningCurve(
        cell,
        means(seeds.stream().filter(SeedCurve::completed).map(SeedCurve::train).toList()),
        means(seeds.stream().filter(SeedCurve::completed).map(SeedCurve::validation).toList()),
        means(seeds.stream().filter(SeedCurve::completed).map(SeedCurve::test).toList()),
        seeds);
  }

  private static SortedMap<Integer, Spread> means(List<SortedMap<Integer, Double>> curves) {
    SortedMap<Integer, DoubleStream.Builder> values = new TreeMap<>();
    for (SortedMap<Integer, Double> curve : curves) {
      curve.forEach(
          (epoch, value) -> values.computeIfAbsent(epoch, e -> DoubleStream.builder()).add(value));
    }
    SortedMap<Integer, Spread> means = new TreeMap<>();
    values.forEach((epoch, all) -> means.put(epoch, Spread.of(all.build().toArray())));
    return means;
  }
}
