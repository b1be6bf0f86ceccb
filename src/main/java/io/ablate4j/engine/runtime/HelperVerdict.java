package io.ablate4j.engine.runtime;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a quicker way of computing a layer gives what Deeplearning4j's built-in path gives.
 *
 * @param what is computed, such as {@code pooling}
 * @param difference greatest one found, as a share of the greatest value of the array it is in;
 *     infinite if the computation failed or gave a number that is not finite
 * @param objection why it must be left off; empty if it is right
 */
public record HelperVerdict(String what, double difference, Optional<String> objection) {
  /**
   * Rounding moves the sums of these layers by some 1e-6 of the greatest of them; a product of
   * numbers cut to bfloat16 or TensorFloat-32 is off by 5e-4 and more.
   */
  private static final double TOLERANCE = 1e-4;

  /** The verdict on a greatest difference, found in the array {@code where}. */
  public static HelperVerdict of(String what, String where, double difference) {
    return new HelperVerdict(
        what,
        difference,
        difference <= TOLERANCE
            ? Optional.empty()
            : Optional.of(
                String.format(
                    Locale.ROOT,
                    "its %s differs by %.2g of the greatest value from the built-in path's",
                    where,
                    difference)));
  }

  /** The verdict on one that cannot be carried out. */
  public static HelperVerdict failed(String what, Throwable why) {
    return new HelperVerdict(what, Double.POSITIVE_INFINITY, Optional.of("it fails: " + why));
  }

  /** What is wrong, and how; empty if nothing is. */
  public String text() {
    return objection.map(why -> what + " (" + why + ")").orElse("");
  }

  /** Greatest difference of two arrays, as a share of the greatest expected value. */
  public static double difference(float[] actual, float[] expected) {
    if (actual.length != expected.length) {
      return Double.POSITIVE_INFINITY;
    }
    double greatest = 0;
    double scale = Float.MIN_NORMAL;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) actual[i] - expected[i]);
      greatest =
          Math.max(greatest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    return greatest / scale;
  }
}
