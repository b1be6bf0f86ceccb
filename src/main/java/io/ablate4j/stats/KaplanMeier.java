package io.ablate4j.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The share that has not reached the target yet, as a function of time, where some were stopped
 * before they did (Kaplan and Meier 1958).
 *
 * <p>Who was stopped at the very time another one reached it counts as at risk then.
 *
 * @param n how many were followed
 * @param steps where the curve falls, in order of time; before the first it is 1
 * @param followed the longest time anyone was followed; 0 if nobody was
 */
public record KaplanMeier(int n, List<Step> steps, double followed) {
  private static final double LEVEL = .95;

  /** Shares that differ by less are equal: half may be a product of fractions. */
  private static final double TIE = 1e-9;

  /**
   * A fall of the curve.
   *
   * @param time when, in the unit of the times
   * @param atRisk how many were still followed just before
   * @param reached how many of them reached the target then
   * @param survival the share left from then on
   */
  public record Step(double time, int atRisk, int reached, double survival) {}

  public KaplanMeier {
    steps = List.copyOf(steps);
  }

  /**
   * From one time each, all at least 0.
   *
   * @param times when it reached the target or was stopped
   * @param reached which of the two
   */
  public static KaplanMeier of(double[] times, boolean[] reached) {
    if (times.length != reached.length
        || Arrays.stream(Samples.finite(times)).anyMatch(t -> t < 0)) {
      throw new IllegalArgumentException(
          Arrays.toString(times)
              + " with "
              + reached.length
              + " outcomes\nMaybe a time is negative or missing.");
    }
    List<Step> steps = new ArrayList<>();
    double survival = 1;
    for (double time : Arrays.stream(times).sorted().distinct().toArray()) {
      int atRisk = 0;
      int hits = 0;
      for (int i = 0; i < times.length; i++) {
        atRisk += times[i] >= time ? 1 : 0;
        hits += times[i] == time && reached[i] ? 1 : 0;
      }
      if (hits > 0) {
        survival *= (double) (atRisk - hits) / atRisk;
        steps.add(new Step(time, atRisk, hits, survival));
      }
    }
    return new KaplanMeier(times.length, steps, Arrays.stream(times).max().orElse(0));
  }

  /** Where the curve falls. */
  public double[] times() {
    return steps.stream().mapToDouble(Step::time).toArray();
  }

  /** The share left from each of {@link #times} on. */
  public double[] survival() {
    return steps.stream().mapToDouble(Step::survival).toArray();
  }

  /** How many reached the target. */
  public int reached() {
    return steps.stream().mapToInt(Step::reached).sum();
  }

  /**
   * When half of them had reached it; where the curve lies at one half for a while, the middle of
   * that, as R's survival does. Empty if it stays above.
   */
  public OptionalDouble median() {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.survival() < .5 + TIE) {
        boolean flat = step.survival() > .5 - TIE && i + 1 < steps.size();
        return OptionalDouble.of(flat ? (step.time() + steps.get(i + 1).time()) / 2 : step.time());
      }
    }
    return OptionalDouble.empty();
  }

  /**
   * The mean time until the target or {@code tau}, whichever came first: the area below the curve
   * from 0 to tau, with a 95 % normal interval within [0, tau].
   *
   * <p>Its variance is Greenwood's (1926), sum A(t)^2 d / (r (r - d)) over the steps, with A(t) the
   * area right of t, d who reached it and r at risk; times m / (m - 1), m = how many reached it by
   * tau, as Kaplan and Meier (1958, section 6.1) proposed. Without censoring this is the usual
   * standard error of a mean.
   *
   * @param tau above 0, in the unit of the times
   * @return not estimable where tau lies beyond the longest time and the curve has not come to 0;
   *     without an interval where fewer than two reached it by tau, or all at once
   */
  public Estimate restrictedMean(double tau) {
    if (!(tau > 0 && tau < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no mean up to " + tau);
    }
    if (n == 0) {
      return Estimate.notEstimable(0, "nobody was followed");
    }
    if (tau > followed && (steps.isEmpty() || steps.get(steps.size() - 1).survival() > 0)) {
      return Estimate.notEstimable(n, "followed only until " + followed);
    }
    List<Step> within = steps.stream().filter(s -> s.time() <= tau).toList();
    // Backwards, so that the area to the right of each step is at hand.
    double area = 0;
    double right = tau;
    double variance = 0;
    int hits = 0;
    for (int i = within.size() - 1; i >= 0; i--) {
      Step step = within.get(i);
      area += (right - step.time()) * step.survival();
      right = step.time();
      hits += step.reached();
      if (step.reached() < step.atRisk()) {
        variance +=
            area
                * area
                * step.reached()
                / ((double) step.atRisk() * (step.atRisk() - step.reached()));
      }
    }
    double mean = area + right;
    if (hits < 2) {
      return Estimate.pointOnly(n, mean, hits + " of " + n + " reached it");
    }
    if (variance == 0) {
      return Estimate.pointOnly(n, mean, "all reached it at once");
    }
    double half =
        Math.sqrt(variance * hits / (hits - 1))
            * NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - LEVEL) / 2);
    return Estimate.of(
        n, mean, new Interval(Math.max(0, mean - half), Math.min(tau, mean + half), LEVEL));
  }
}
