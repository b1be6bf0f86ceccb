package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Decidability;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.PValue;
import io.ablate4j.stats.Paired;
import io.ablate4j.stats.PairedT;
import io.ablate4j.stats.Power;
import io.ablate4j.stats.SignFlip;
import io.ablate4j.stats.Wilcoxon;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A contrast worked out inside each replicate, and what its replicates say together. The unit of
 * replication is the seed (the timing round for the cost of a step).
 *
 * @param metric what is contrasted
 * @param differences by replicate, in the metric's scale: a difference of shares or nats, or the
 *     natural logarithm of a ratio. A trial that did not reach the target enters with its whole
 *     budget, so the contrast is of times restricted to the budget; that of an interaction or trend
 *     is a bound, see {@code bound}. Those of seconds are drawn apart about their mean by what is
 *     not known of the cost of a step ({@link Paired#widened}), so that all that is made of them
 *     counts it
 * @param counts of what is and what is not in them
 * @param scope which cells it is a mean over
 * @param arrivals who reached the target, of steps and seconds until it; else none
 * @param bound whether the differences are bounds, and which: of an interaction or trend where
 *     trials fell short of the target. Cut-off times give differences of effects even where the
 *     effects are the same, so nothing is estimated; but where only one side was cut off, the true
 *     differences lie beyond these, and if these are far enough from zero, so are those
 * @param effect mean of the differences, 95 % interval: Student's t below 20 seeds, BCa bootstrap
 *     from there, Student's t of any number of timing rounds; no interval of a bound, and not
 *     estimable where both sides were cut off
 * @param effectSize d_z, mean over standard deviation of the differences
 * @param superiority share of replicates with a difference above zero, ties counted half
 * @param signFlip exact two-sided sign-flip test; of ranks where something is censored; of a bound
 *     twice the one-sided p value in the direction in which the true differences lie
 * @param direction the sign of the mean of what the sign-flip test is of: 1, 0 or -1. With
 *     censoring it is that of the ranks, and may differ from that of the effect
 * @param pairedT two-sided, for sensitivity
 * @param wilcoxon signed ranks, two-sided, for sensitivity
 * @param varianceReduction how many times more an unpaired comparison would scatter
 */
public record PairedContrast(
    ContrastMetric metric,
    SortedMap<Long, Double> differences,
    Counts counts,
    Scope scope,
    Arrivals arrivals,
    Bound bound,
    Estimate effect,
    OptionalDouble effectSize,
    OptionalDouble superiority,
    Optional<PValue> signFlip,
    int direction,
    OptionalDouble pairedT,
    OptionalDouble wilcoxon,
    OptionalDouble varianceReduction) {
  /** Coverage of every interval that is shown. */
  public static final double LEVEL = .95;

  /** Where the truth lies from the effect that is given. */
  public enum Bound {
    /** About it, as the interval says. */
    NONE,
    AT_LEAST,
    AT_MOST,
    /** Trials were cut off on both sides. */
    EITHER_WAY
  }

  static final double ALPHA = 1 - LEVEL;
  static final double POWER = .8;
  static final int MOST_SEEDS = 1000;

  /** Below this many replicates no verdict is given. */
  public static final int FEWEST = Decidability.LEAST_SEEDS;

  /**
   * What is in a contrast and what is not.
   *
   * @param missing replicates of the study that are not in it: a trial failed, has not run, or has
   *     no such number
   * @param untimed those of them that lack nothing but the cost of a step, of seconds
   * @param failed trials that failed in those
   * @param diverged trials among those used that diverged
   * @param blown pairs of arms, one a context and replicate, of which every trial diverged: their
   *     test accuracies are equal because both are chance, which shows nothing of the arms
   * @param censored observations among those used that did not reach the target
   */
  public record Counts(
      int missing, int untimed, int failed, int diverged, int blown, int censored) {}

  public PairedContrast {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(arrivals, "arrivals");
    differences = Collections.unmodifiableSortedMap(new TreeMap<>(differences));
  }

  /**
   * Both sides of a contrast.
   *
   * @param above the side that is spoken of, by replicate
   * @param below the side that was subtracted
   * @param scope see {@link PairedContrast#scope}
   * @param arrivals see {@link PairedContrast#arrivals}
   */
  record Sides(double[] above, double[] below, Scope scope, Arrivals arrivals) {}

  /** Of the replicates in which every cell of the combination has an observation. */
  static PairedContrast of(ContrastMetric metric, Combination combination, Observed observations) {
    return Pairing.of(metric, combination, observations);
  }

  /**
   * Of an interaction or trend with trials that fell short. With all of them on the side that is
   * added, each true difference is at least the one with the budget in its place; the p value of
   * the one-sided sign-flip test can only fall as a difference rises, so that of the bounds is not
   * too small. The same the other way round; with both, nothing is known.
   *
   * @param above censored observations on the side that is added
   */
  static PairedContrast bound(
      ContrastMetric metric,
      SortedMap<Long, Double> differences,
      Counts counts,
      Sides sides,
      int above) {
    double[] d = array(differences.values());
    boolean atLeast = above == counts.censored();
    boolean atMost = above == 0;
    Bound bound = atLeast ? Bound.AT_LEAST : atMost ? Bound.AT_MOST : Bound.EITHER_WAY;
    double mean = Arrays.stream(d).average().orElseThrow();
    Optional<PValue> oneSided =
        atLeast ? SignFlip.greater(d) : atMost ? SignFlip.less(d) : Optional.empty();
    return new PairedContrast(
        metric,
        differences,
        counts,
        sides.scope(),
        sides.arrivals(),
        bound,
        atLeast || atMost
            ? Estimate.pointOnly(
                d.length,
                mean,
                (atLeast ? "at least" : "at most") + " that, as trials fell short of the target")
            : Estimate.notEstimable(
                d.length, "trials fell short of the target on both sides of the comparison"),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        oneSided.map(p -> new PValue(Math.min(1, 2 * p.value()), 2 * p.monteCarloError())),
        (int) Math.signum(mean),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** Whether the differences are bounds. */
  public boolean isBound() {
    return bound != Bound.NONE;
  }

  /**
   * Of differences that are worked out already.
   *
   * @param tested what the rank and sign-flip tests are of, in the same order
   * @param nothing why all of them together say nothing of the arms; empty if they do
   */
  static PairedContrast of(
      ContrastMetric metric,
      SortedMap<Long, Double> differences,
      double[] tested,
      Counts counts,
      Sides sides,
      String nothing) {
    double[] d = array(differences.values());
    if (!nothing.isEmpty()) {
      return new PairedContrast(
          metric,
          differences,
          counts,
          sides.scope(),
          sides.arrivals(),
          Bound.NONE,
          Estimate.notEstimable(d.length, nothing),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          0,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());
    }
    OptionalDouble size = Paired.effectSize(d);
    return new PairedContrast(
        metric,
        differences,
        counts,
        sides.scope(),
        sides.arrivals(),
        Bound.NONE,
        d.length == 0 && counts.untimed() > 0
            ? Estimate.notEstimable(
                0,
                "no pairs whose steps were timed in "
                    + TimingAnalysis.LEAST_ROUNDS
                    + " undisturbed rounds")
            : metric == ContrastMetric.STEP_MILLIS
                ? Paired.meanOfRounds(d, LEVEL)
                : Paired.mean(d, LEVEL),
        size,
        Paired.probabilityOfSuperiority(
            counts.censored() == 0 ? Paired.differences(sides.above(), sides.below()) : tested),
        SignFlip.twoSided(tested),
        (int) Math.signum(Arrays.stream(tested).sum()),
        PairedT.twoSided(d),
        Wilcoxon.twoSided(tested),
        Paired.varianceReduction(sides.above(), sides.below()));
  }

  /**
   * Replicates at which an effect of this size and scatter would be found with a power of 80 %;
   * empty if not estimable or above 1,000, and where trials fell short of the target: what they
   * would have taken is not known, so neither are size and scatter.
   *
   * @param alpha two-sided error rate of the test
   */
  public OptionalInt seedsNeeded(double alpha) {
    return effectSize.isPresent() && counts.censored() == 0
        ? Power.seedsNeeded(
            Math.abs(effectSize.getAsDouble()),
            alpha,
            POWER,
            Math.max(FEWEST, pairs() + 1),
            MOST_SEEDS)
        : OptionalInt.empty();
  }

  /**
   * Whether more timing rounds are what it lacks: it is of the cost of a step, or enough seeds wait
   * for that.
   */
  boolean lacksRounds() {
    return metric == ContrastMetric.STEP_MILLIS || counts.untimed() >= FEWEST;
  }

  /** Whether nothing of it has run: there is no pair, and nothing to say why. */
  public boolean hasNothingYet() {
    return pairs() == 0 && effect.missing().equals(Paired.NO_PAIRS);
  }

  /** How many replicates it rests on. */
  public int pairs() {
    return differences.size();
  }

  /** The differences in the order of their replicates. */
  double[] values() {
    return array(differences.values());
  }

  /** Draws the differences apart for an error that all of them share ({@link Paired#widened}). */
  static void widen(SortedMap<Long, Double> differences, double variance) {
    double[] widened = Paired.widened(array(differences.values()), variance);
    int i = 0;
    for (Map.Entry<Long, Double> each : differences.entrySet()) {
      each.setValue(widened[i++]);
    }
  }

  static double[] array(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** From 1; ties get their mean rank. */
  static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] rankAt = new double[values.length];
    for (int from = 0; from < sorted.length; ) {
      int to = from;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      Arrays.fill(rankAt, from, to, (from + 1 + to) / 2.0);
      from = to;
    }
    return Arrays.stream(values).map(v -> rankAt[Arrays.binarySearch(sorted, v)]).toArray();
  }
}
