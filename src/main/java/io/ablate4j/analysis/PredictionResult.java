package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.stats.Equivalence;
import io.ablate4j.stats.Interval;
import io.ablate4j.stats.PValue;
import io.ablate4j.stats.PairedT;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the replicates say of one prediction.
 *
 * @param prediction what was expected
 * @param contrast what was seen
 * @param supporting p value of the test that would support it; empty if not estimable. Directions:
 *     the exact two-sided sign-flip test where the sign is as expected, else 1. Margins: one or two
 *     one-sided t tests (Schuirmann 1987)
 * @param refuting p value of the test that would refute it: the same where the sign is the
 *     opposite; or that the difference lies beyond the margin
 * @param equivalence p value of two one-sided tests against the margin
 * @param equivalenceInterval 90 % interval, the one that belongs to those tests
 */
public record PredictionResult(
    Prediction prediction,
    PairedContrast contrast,
    OptionalDouble supporting,
    OptionalDouble refuting,
    OptionalDouble equivalence,
    Optional<Interval> equivalenceInterval) {
  public PredictionResult {
    Objects.requireNonNull(prediction, "prediction");
    Objects.requireNonNull(contrast, "contrast");
  }

  static PredictionResult of(Prediction prediction, PairedContrast contrast) {
    double[] d = contrast.effect().value().isEmpty() ? new double[0] : contrast.values();
    double margin = marginInScale(prediction);
    OptionalDouble equivalence = Equivalence.tost(d, -margin, margin);
    OptionalDouble supporting;
    OptionalDouble refuting;
    switch (prediction.expect()) {
      case HIGHER, LOWER -> {
        int sign = prediction.expect() == Expectation.HIGHER ? 1 : -1;
        supporting = directed(contrast, sign);
        refuting = directed(contrast, -sign);
      }
      case EQUIVALENT -> {
        supporting = equivalence;
        refuting = either(PairedT.greater(d, margin), PairedT.less(d, -margin));
      }
      case NOT_WORSE -> {
        boolean higherIsBetter = prediction.metric().higherIsBetter();
        supporting = higherIsBetter ? PairedT.greater(d, -margin) : PairedT.less(d, margin);
        refuting = higherIsBetter ? PairedT.less(d, -margin) : PairedT.greater(d, margin);
      }
      default -> throw new IllegalStateException("an expectation without a test");
    }
    return new PredictionResult(
        prediction, contrast, supporting, refuting, equivalence, Equivalence.interval(d));
  }

  /** Whether the sign-flip test decides it, whose p value has a floor. */
  boolean isDirected() {
    return !prediction.expect().needsMargin();
  }

  /** A ratio's margin is a distance from 1, so that .05 is from 1/1.05 to 1.05. */
  static double marginInScale(Prediction prediction) {
    return prediction.metric().scale() == ContrastMetric.Scale.RATIO
        ? Math.log1p(prediction.margin())
        : prediction.margin();
  }

  /** The mean decides the side; with ranks and a mean that disagree, nothing is decided. */
  private static OptionalDouble directed(PairedContrast contrast, int sign) {
    Optional<PValue> p = contrast.signFlip();
    OptionalDouble side = contrast.superiority();
    if (p.isEmpty() || contrast.effect().value().isEmpty()) {
      return OptionalDouble.empty();
    }
    boolean mean = sign * contrast.effect().value().getAsDouble() > 0;
    boolean most = side.isEmpty() || sign * (side.getAsDouble() - .5) >= 0;
    return OptionalDouble.of(mean && (contrast.censored() == 0 || most) ? p.get().value() : 1);
  }

  private static OptionalDouble either(OptionalDouble left, OptionalDouble right) {
    return left.isEmpty() || right.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.min(1, 2 * Math.min(left.getAsDouble(), right.getAsDouble())));
  }
}
