package io.ablate4j.stats;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A number with its interval, or why there is none.
 *
 * @param n how many replicates (pairs, seeds, rounds) it rests on
 * @param value the point estimate; empty if not estimable
 * @param interval around it; empty if not estimable
 * @param missing why value or interval is not estimable, such as "1 pair"; empty if both are there
 */
public record Estimate(int n, OptionalDouble value, Optional<Interval> interval, String missing) {
  public Estimate {
    Objects.requireNonNull(missing, "missing");
    if (missing.isEmpty() != (value.isPresent() && interval.isPresent())) {
      throw new IllegalArgumentException("a reason is given exactly where something is missing");
    }
  }

  /** A value with its interval. */
  public static Estimate of(int n, double value, Interval interval) {
    return new Estimate(n, OptionalDouble.of(value), Optional.of(interval), "");
  }

  /** A value whose interval is not estimable. */
  public static Estimate pointOnly(int n, double value, String reason) {
    return new Estimate(n, OptionalDouble.of(value), Optional.empty(), reason);
  }

  /** Neither value nor interval. */
  public static Estimate notEstimable(int n, String reason) {
    return new Estimate(n, OptionalDouble.empty(), Optional.empty(), reason);
  }
}
