package io.ablate4j.analysis;

import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialCurves;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The measurements of one trial, laid out by metric, split and epoch, so that each of many
 * questions need not read them all. A value that is NaN or infinite is undefined.
 */
final class TrialSeries implements TrialCurves {
  /** What counts as having learned on: so much more than before an intervention. */
  private static final double GAIN = .02;

  private static final int SPLITS = Split.values().length;

  /** A row for each metric and split that was measured, by epoch; NaN where it was not. */
  private final double[][] rows = new double[Metric.builtIn().size() * SPLITS][];

  private final int[] lastEpochs = new int[rows.length];
  private final List<Measurement> checks = new ArrayList<>();
  private final List<Measurement> probes = new ArrayList<>();
  private final int epochs;
  private final OptionalDouble until;

  /**
   * @param measurements in any order; of two of one metric, split and epoch the later counts
   * @param points epochs whose evaluations count: another study may have asked for more
   * @param until accuracy at which checks ended, if they did not go on
   */
  TrialSeries(List<Measurement> measurements, EvaluationPoints points, OptionalDouble until) {
    this.until = until;
    epochs = measurements.stream().mapToInt(Measurement::epoch).max().orElse(0);
    boolean isAll = points.isAll() || epochs == 0;
    Set<Integer> counted = isAll ? Set.of() : Set.copyOf(points.epochs(epochs));
    for (Measurement m : measurements) {
      if (m.metric() == Metric.CHECK_ACCURACY) {
        checks.add(m);
        continue;
      }
      if (m.metric().probe().isPresent()) {
        probes.add(m);
        continue;
      }
      if (!isAll && m.split() != Split.NONE && !counted.contains(m.epoch())) {
        continue;
      }
      int row = row(m.metric(), m.split());
      if (rows[row] == null) {
        rows[row] = new double[epochs + 1];
        Arrays.fill(rows[row], Double.NaN);
      }
      rows[row][m.epoch()] = m.value();
      lastEpochs[row] = Math.max(lastEpochs[row], m.epoch());
    }
    checks.sort(Comparator.comparingInt(Measurement::step));
  }

  private static int row(Metric metric, Split split) {
    return metric.place() * SPLITS + split.ordinal();
  }

  @Override
  public int epochs() {
    return epochs;
  }

  @Override
  public OptionalDouble at(Metric metric, Split split, int epoch) {
    double[] row = rows[row(metric, split)];
    return row == null || epoch < 1 || epoch >= row.length || !Double.isFinite(row[epoch])
        ? OptionalDouble.empty()
        : OptionalDouble.of(row[epoch]);
  }

  /** Not the last finite value: a loss that ended as NaN is undefined, not what it was before. */
  @Override
  public OptionalDouble last(Metric metric, Split split) {
    return at(metric, split, lastEpochs[row(metric, split)]);
  }

  /** What each probe gave after the last epoch, by its metric's word; not what it gave before. */
  Map<String, Double> probes() {
    Map<String, Double> last = new HashMap<>();
    probeCurves()
        .forEach(
            (id, byEpoch) -> {
              if (byEpoch.containsKey(epochs)) {
                last.put(Metric.ofProbe(id).word(), byEpoch.get(epochs));
              }
            });
    return last;
  }

  /** What each probe gave after each epoch, by id; finite values only. */
  Map<String, SortedMap<Integer, Double>> probeCurves() {
    Map<String, SortedMap<Integer, Double>> curves = new HashMap<>();
    for (Measurement m : probes) {
      if (Double.isFinite(m.value())) {
        curves
            .computeIfAbsent(m.metric().probe().orElseThrow(), id -> new TreeMap<>())
            .put(m.epoch(), m.value());
      }
    }
    return curves;
  }

  /**
   * What each probe gave after each step, by id, or by id, a dot and a key or a layer, in the order
   * in which they were measured; finite values only.
   */
  Map<String, SortedMap<Integer, Double>> probesByStep() {
    Map<String, SortedMap<Integer, Double>> curves = new LinkedHashMap<>();
    for (Measurement m : probes) {
      if (Double.isFinite(m.value())) {
        curves
            .computeIfAbsent(m.metric().probe().orElseThrow(), id -> new TreeMap<>())
            .put(m.step(), m.value());
      }
    }
    return curves;
  }

  @Override
  public OptionalInt bestEpoch() {
    return firstBest(Metric.ACCURACY, Split.VALIDATION, 1);
  }

  /** First epoch with the lowest training loss. */
  OptionalInt lowestTrainLossEpoch() {
    return firstBest(Metric.LOSS, Split.TRAIN, -1);
  }

  private OptionalInt firstBest(Metric metric, Split split, int sign) {
    OptionalInt best = OptionalInt.empty();
    double highest = Double.NEGATIVE_INFINITY;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      OptionalDouble value = at(metric, split, epoch);
      if (value.isPresent() && sign * value.getAsDouble() > highest) {
        highest = sign * value.getAsDouble();
        best = OptionalInt.of(epoch);
      }
    }
    return best;
  }

  /** First epoch with a training loss of at most {@code level} nats. */
  OptionalInt firstEpochWithTrainLoss(double level) {
    for (int epoch = 1; epoch <= epochs; epoch++) {
      OptionalDouble loss = at(Metric.LOSS, Split.TRAIN, epoch);
      if (loss.isPresent() && loss.getAsDouble() <= level) {
        return OptionalInt.of(epoch);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * When the checks reached a target; empty if nothing was ever trained, or if nobody looked any
   * more, since the target was an easier one then.
   *
   * @param target validation accuracy, 0 to 1
   */
  Optional<TimeToTarget> timeTo(double target) {
    for (int i = 1; i < checks.size(); i++) {
      if (checks.get(i - 1).value() >= target && checks.get(i).value() >= target) {
        return Optional.of(new TimeToTarget(checks.get(i - 1).step(), true, i == 1));
      }
    }
    if (target > until.orElse(Double.MAX_VALUE) && isReached(until.getAsDouble())) {
      return Optional.empty();
    }
    if (!checks.isEmpty()) {
      return Optional.of(new TimeToTarget(checks.get(checks.size() - 1).step(), false));
    }
    return last(Metric.STEPS, Split.NONE).stream()
        .mapToObj(steps -> new TimeToTarget((int) steps, false))
        .findFirst();
  }

  /**
   * When two checks in a row after a step had an accuracy of so much more than the last check up to
   * the step; of one that did not get there, when it was last looked at. Empty if there was no
   * check before or nothing was trained after it, if nobody looked any more, or if no accuracy is
   * that high.
   *
   * @param step training steps done by then
   */
  Optional<TimeToTarget> timeAfter(int step) {
    int first = 0;
    while (first < checks.size() && checks.get(first).step() <= step) {
      first++;
    }
    if (first == 0 || first == checks.size()) {
      return Optional.empty();
    }
    double goal = checks.get(first - 1).value() + GAIN;
    if (!(goal <= 1)) {
      return Optional.empty();
    }
    for (int i = first + 1; i < checks.size(); i++) {
      if (checks.get(i - 1).value() >= goal && checks.get(i).value() >= goal) {
        return Optional.of(new TimeToTarget(checks.get(i - 1).step(), true, i == first + 1));
      }
    }
    boolean hasEnded = until.isPresent() && isReached(until.getAsDouble());
    return hasEnded
        ? Optional.empty()
        : Optional.of(new TimeToTarget(checks.get(checks.size() - 1).step(), false));
  }

  private boolean isReached(double accuracy) {
    return timeTo(accuracy).filter(TimeToTarget::reached).isPresent();
  }
}
