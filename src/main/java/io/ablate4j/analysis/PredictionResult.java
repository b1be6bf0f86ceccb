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
 *     the exact two-sided sign-flip test where the sign is as expected, else 1; that there is a
 *     difference: the same test, whatever the sign. Margins: one or two one-sided t tests
 *     (Schuirmann 1987), or of the sign-flip test where there is no scatter; of divergence those of
 *     {@link BoundedMean}, since rare events scatter little in few seeds
 * @param refuting p value of the test that would refute it: the same where the sign is the
 *     opposite; or that the difference lies beyond the margin; or, if one was expected, within it
 * @param equivalence p value of two one-sided tests against the margin; 1 where trials fell short
 *     of the target or both arms diverged, since how far off they were is not known
 * @param equivalenceInterval 90 % interval, the one that belongs to those tests
 * @param bound of a prediction that holds each trial to a bound, which has no p values
 */
public record PredictionResult(
    Prediction prediction,
    PairedContrast contrast,
    OptionalDouble supporting,
    OptionalDouble refuting,
    OptionalDouble equivalence,
    Optional<Interval> equivalenceInterval,
    Optional<BoundCheck> bound) {
  public PredictionResult {
    Objects.requireNonNull(prediction, "prediction");
    Objects.requireNonNull(contrast, "contrast");
  }

  /** P values of the tests of a margin. */
  private record Margins(
      OptionalDouble equivalent,
      OptionalDouble outside,
      OptionalDouble notWorse,
      OptionalDouble worse,
      Optional<Interval> interval) {
    static final Margins NONE =
        new Margins(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty());

    static Margins of(Prediction prediction, PairedContrast contrast) {
      double[] d = contrast.effect().value().isEmpty() ? new double[0] : contrast.values();
      double[] gains = prediction.metric().higherIsBetter() ? d : negated(d);
      if (prediction.metric().reading().isRate()) {
        double range = prediction.range();
        double margin = prediction.margin();
        return margin < range
            ? new Margins(
                BoundedMean.equivalent(d, range, margin),
                BoundedMean.outside(d, range, margin),
                BoundedMean.notWorse(gains, range, margin),
                BoundedMean.worse(gains, range, margin),
                BoundedMean.interval(d, range))
            : NONE; // Of a slope over many steps: nothing could be outside.
      }
      double margin = marginInScale(prediction);
      boolean unknown = isUnknown(contrast);
      return new Margins(
          known(Equivalence.tost(d, -margin, margin), unknown),
          known(Equivalence.outside(d, -margin, margin), contrast.isBound()),
          known(Equivalence.notWorse(gains, margin), unknown),
          known(Equivalence.worse(gains, margin), contrast.isBound()),
          contrast.isBound() ? Optional.empty() : Equivalence.interval(d));
    }
  }

  static PredictionResult of(Prediction prediction, PairedContrast contrast) {
    Margins margins = Margins.of(prediction, contrast);
    if (margins == Margins.NONE) {
      return untested(prediction, contrast, Optional.empty());
    }
    return new PredictionResult(
        prediction,
        contrast,
        switch (prediction.expect()) {
          case HIGHER -> directed(contrast, 1);
          case LOWER -> directed(contrast, -1);
          case DIFFERS -> different(contrast);
          case EQUIVALENT -> margins.equivalent();
          case NOT_WORSE -> margins.notWorse();
          case AT_MOST, AT_LEAST -> throw new IllegalArgumentException("a bound has no test");
        },
        switch (prediction.expect()) {
          case HIGHER -> directed(contrast, -1);
          case LOWER -> directed(contrast, 1);
          case DIFFERS -> margins.equivalent();
          case EQUIVALENT -> margins.outside();
          case NOT_WORSE -> margins.worse();
          case AT_MOST, AT_LEAST -> OptionalDouble.empty();
        },
        margins.equivalent(),
        margins.interval(),
        Optional.empty());
  }

  static PredictionResult of(Prediction prediction, PairedContrast contrast, BoundCheck bound) {
    return untested(prediction, contrast, Optional.of(bound));
  }

  private static PredictionResult untested(
      Prediction prediction, PairedContrast contrast, Optional<BoundCheck> bound) {
    return new PredictionResult(
        prediction,
        contrast,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        bound);
  }

  /** Whether the sign-flip test decides it, whose p value has a floor. */
  boolean isDirected() {
    return !prediction.expect().needsMargin() && !prediction.isBound();
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
    if (prediction.metric().reading().isRate() && !isDirected()) {
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

  private static OptionalDouble different(PairedContrast contrast) {
    return contrast.signFlip().isEmpty() || contrast.effect().value().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(contrast.signFlip().get().value());
  }

  /**
   * The p value of the test that what was expected is not there, by as much as the margin: that it
   * is refuted or, of a direction, that the difference is equivalent or the opposite, which is one
   * one-sided t test. What was cut off or diverged on both sides shows no margin, see {@link
   * #equivalence}; there only the opposite does.
   */
  OptionalDouble absent() {
    if (!prediction.expect().isDirection()
        || isUnknown(contrast)
        || prediction.metric().reading().isRate()
        || contrast.effect().value().isEmpty()) {
      return refuting;
    }
    double[] d = contrast.values();
    return Equivalence.notWorse(
        prediction.expect() == Expectation.HIGHER ? negated(d) : d, marginInScale(prediction));
  }

  /**
   * A trial that fell short of the target counts with its whole budget, which may be much less than
   * it would have taken: differences that look small need not be. And arms that both diverged are
   * both at chance: that they are equal there says nothing of what they give where they train.
   */
  private static boolean isUnknown(PairedContrast contrast) {
    return contrast.counts().censored() > 0 || contrast.counts().blown() > 0;
  }

  /** 1 of what is not known: it shows nothing. */
  private static OptionalDouble known(OptionalDouble p, boolean unknown) {
    return unknown && p.isPresent() ? OptionalDouble.of(1) : p;
  }

  private static double[] negated(double[] d) {
    return Arrays.stream(d).map(v -> -v).toArray();
  }
}
