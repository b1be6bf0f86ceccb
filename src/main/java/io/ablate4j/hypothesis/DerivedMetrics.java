package io.ablate4j.hypothesis;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.hypothesis.Derivation.AtPoint;
import io.ablate4j.hypothesis.Derivation.OverFactor;
import io.ablate4j.trial.LastValue;
import io.ablate4j.trial.Roles;
import java.util.Optional;

/** What can be compared that is made of what trials give. */
public final class DerivedMetrics {
  private DerivedMetrics() {}

  /** Whether a metric is read at points of training, so that it can be asked for at one. */
  public static boolean hasPoints(ContrastMetric metric) {
    return metric.derived().isEmpty()
        && (metric.reading() == Reading.PROBE
            || metric.number().filter(LastValue.class::isInstance).isPresent());
  }

  /** Whether it can be summed up over training: a sum of shares is no share. */
  public static boolean canBeSummed(ContrastMetric metric) {
    return metric.scale() != Scale.SHARE;
  }

  /**
   * A metric at a point of training; at the last one the metric itself.
   *
   * @throws IllegalArgumentException if it has no points, or cannot be summed up
   */
  public static ContrastMetric at(ContrastMetric metric, Point point) {
    if (point.equals(Point.LAST)) {
      return metric;
    }
    if (!hasPoints(metric) || point.kind() == Point.Kind.SUM && !canBeSummed(metric)) {
      throw new IllegalArgumentException(metric.word() + " at " + point.word());
    }
    return new ContrastMetric(
        metric.reading(),
        metric.number(),
        metric.word() + Point.SIGN + point.word(),
        metric.name() + " " + point.inWords(),
        metric.scale(),
        metric.higherIsBetter(),
        metric.defaultMargin(),
        metric.meaning() + "; " + point.inWords(),
        Optional.of(new AtPoint(metric, point)));
  }

  /** What a reducer makes of a metric over the levels of a factor. */
  public static ContrastMetric over(ContrastMetric metric, String factor, Reducer reducer) {
    Scale scale = reducer.scale(metric.scale());
    String of = reducer.metric().isPresent() ? "" : " of " + metric.word();
    return new ContrastMetric(
        reducer.reading(metric.reading()),
        Optional.empty(),
        reducer.word() + " over " + factor + of,
        reducer.name(Roles.inWords(factor), metric.name()),
        scale,
        reducer.higherIsBetter(metric),
        scale == metric.scale() ? metric.defaultMargin() : scale.defaultMargin(),
        reducer.meaning(),
        Optional.of(new OverFactor(metric, factor, reducer)));
  }
}
