package io.ablate4j.hypothesis;

import java.util.Objects;

/** How a metric is made of another one; see {@link DerivedMetrics}. */
public sealed interface Derivation {
  /** The one that it is made of. */
  ContrastMetric of();

  /** The same number at another point of training. */
  record AtPoint(ContrastMetric of, Point point) implements Derivation {
    public AtPoint {
      Objects.requireNonNull(of, "of");
      Objects.requireNonNull(point, "point");
    }
  }

  /**
   * One number of all levels of a factor, seed by seed.
   *
   * @param factor its name
   */
  record OverFactor(ContrastMetric of, String factor, Reducer reducer) implements Derivation {
    public OverFactor {
      Objects.requireNonNull(of, "of");
      Objects.requireNonNull(factor, "factor");
      Objects.requireNonNull(reducer, "reducer");
    }
  }
}
