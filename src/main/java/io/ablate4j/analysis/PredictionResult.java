package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.stats.BoundedMean;
import io.ablate4j.stats.Equivalence;
import io.ablate4j.stats.Interval;
import io.ablate4j.stats.PValue;
import io.ablate4j.stats.Power;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What the replicates say of one prediction.
 *
 * @param prediction what was expected
 * @param contrast what was seen
 * @param supporting p value of the test that would support it; empty if not estimable. Directions:
 *     the exact two-sided sign-flip test where the sign is as expected, else 1. Margins: one or two
 *     one-sided t tests (Schuirmann 1987), or of the sign-flip test where there is no scatter; of
 *     divergence those of {@link BoundedMean}, since rare events scatter little in few seeds
 * @param refuting p value of the test that would refute it: the same where the sign is the
 *     opposite; or that the difference lies beyond the margin
 * @param equivalence p value of two one-sided tests against the margin; 1 where trials fell short
 *     of the target or both arms diverged, since how far off they were is not known
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
    if (prediction.metric() == ContrastMetric.DIVERGENCE) {
      return ofDivergence(prediction, contrast, d);
    }
    boolean unknown = contrast.counts().censored() > 0 || contrast.counts().blown() > 0;
    OptionalDouble equivalence = known(Equivalence.tost(d, -margin, margin), unknown);
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
        refuting = known(Equivalence.outside(d, -margin, margin), contrast.bound());
      }
      case NOT_WORSE -> {
        double[] gains = prediction.metric().higherIsBetter() ? d : negated(d);
        supporting = known(Equivalence.notWorse(gains, margin), unknown);
        refuting = known(Equivalence.worse(gains, margin), contrast.bound());
      }
      default -> throw new IllegalStateException("an expectation without a test");
    }
    return new PredictionResult(
        prediction,
        contrast,
        supporting,
        refuting,
        equivalence,
        contrast.bound() ? Optional.empty() : Equivalence.interval(d));
  }

  private static PredictionResult ofDivergence(
      Prediction prediction, PairedContrast contrast, double[] d) {
    double range = prediction.range();
    double margin = prediction.margin();
    if (!(margin < range)) {
      // Of a slope over many steps: nothing could be outside.
      return new PredictionResult(
          prediction,
          contrast,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty());
    }
    double[] gains = negated(d);
    OptionalDouble equivalence = BoundedMean.equivalent(d, range, margin);
    Optional<Interval> interval = BoundedMean.interval(d, range);
    return switch (prediction.expect()) {
      case HIGHER, LOWER -> {
        int sign = prediction.expect() == Expectation.HIGHER ? 1 : -1;
        yield new PredictionResult(
            prediction,
            contrast,
            directed(contrast, sign),
            directed(contrast, -sign),
            equivalence,
            interval);
      }
      case EQUIVALENT ->
          new PredictionResult(
              prediction,
              contrast,
              equivalence,
              BoundedMean.outside(d, range, margin),
              equivalence,
              interval);
      case NOT_WORSE ->
          new PredictionResult(
              prediction,
              contrast,
              BoundedMean.notWorse(gains, range, margin),
              BoundedMean.worse(gains, range, margin),
              equivalence,
              interval);
    };
  }

  /** Whether the sign-flip test decides it, whose p value has a floor. */
  boolean isDirected() {
    return !prediction.expect().needsMargin();
  }

  /**
   * Replicates at which an answer can be expected with a power of 80 %, if effect and scatter are
   * those that were seen: that the difference has a direction, or lies inside or outside of the
   * margin, whichever takes fewer of those the claim is about.
   *
   * @param alpha two-sided error rate of the test of a direction, one-sided of one of a margin
   * @return empty if not estimable or above 1,000, and where trials fell short of the target
   */
  OptionalInt seedsNeeded(double alpha) {
    if (prediction.metric() == ContrastMetric.DIVERGENCE && !isDirected()) {
      return BoundedMean.pairsNeeded(
          negated(contrast.values()),
          prediction.range(),
          prediction.margin(),
          alpha,
          prediction.expect() == Expectation.NOT_WORSE,
          PairedContrast.MOST_SEEDS);
    }
    if (contrast.effectSize().isEmpty()
        || contrast.effect().value().isEmpty()
        || contrast.counts().censored() > 0) {
      return OptionalInt.empty();
    }
    double mean = contrast.effect().value().getAsDouble();
    double size = contrast.effectSize().getAsDouble();
    if (size == 0) {
      return OptionalInt.empty(); // a mean of zero tells the scatter of nothing
    }
    double scatter = mean / size;
    double margin = marginInScale(prediction);
    double room =
        prediction.expect() == Expectation.NOT_WORSE
            ? Math.abs(margin + (prediction.metric().higherIsBetter() ? mean : -mean))
            : isDirected() ? margin - Math.abs(mean) : Math.abs(margin - Math.abs(mean));
    // Two tests have to pass where the mean may leave on either side.
    double power =
        prediction.expect() == Expectation.NOT_WORSE
            ? PairedContrast.POWER
            : (1 + PairedContrast.POWER) / 2;
    OptionalInt byMargin =
        room <= 0 || !Double.isFinite(room / scatter)
            ? OptionalInt.empty()
            : Power.seedsNeeded(
                room / scatter,
                2 * alpha,
                power,
                Math.max(PairedContrast.FEWEST, contrast.pairs() + 1),
                PairedContrast.MOST_SEEDS);
    OptionalInt byDirection = isDirected() ? contrast.seedsNeeded(alpha) : OptionalInt.empty();
    return IntStream.concat(byMargin.stream(), byDirection.stream()).min();
  }

  /** A ratio's margin is a distance from 1, so that .05 is from 1/1.05 to 1.05. */
  static double marginInScale(Prediction prediction) {
    return prediction.metric().scale() == ContrastMetric.Scale.RATIO
        ? Math.log1p(prediction.margin())
        : prediction.margin();
  }

  /**
   * Half of what a two-sided test may err is left for each side. Where ranks are tested and the
   * mean that is shown points elsewhere, nothing is decided.
   */
  private static OptionalDouble directed(PairedContrast contrast, int sign) {
    Optional<PValue> p = contrast.signFlip();
    if (p.isEmpty() || contrast.effect().value().isEmpty()) {
      return OptionalDouble.empty();
    }
    boolean mean = sign * contrast.effect().value().getAsDouble() > 0;
    return OptionalDouble.of(mean && sign == contrast.direction() ? p.get().value() : 1);
  }

  /**
   * A trial that fell short of the target counts with its whole budget, which may be much less than
   * it would have taken: differences that look small need not be. And arms that both diverged are
   * both at chance: that they are equal there says nothing of what they give where they train.
   */
  private static OptionalDouble known(OptionalDouble p, boolean unknown) {
    return unknown && p.isPresent() ? OptionalDouble.of(1) : p;
  }

  private static double[] negated(double[] d) {
    return Arrays.stream(d).map(v -> -v).toArray();
  }
}
