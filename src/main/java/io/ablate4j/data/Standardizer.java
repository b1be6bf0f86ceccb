package io.ablate4j.data;

/**
 * Mean 0 and variance 1 for each feature of a table. Numbers are doubles until they are
 * standardized: as floats, times in seconds since 1970 would be 128 seconds apart.
 */
final class Standardizer {
  /** Squares below it lose digits. */
  private static final double LEAST_VARIANCE = 1e-290;

  private final double[] means;
  private final double[] perUnit;

  /**
   * Learns from training examples alone.
   *
   * @param train [examples x features], row by row
   */
  Standardizer(double[] train, int features) {
    means = new double[features];
    perUnit = new double[features];
    int count = train.length / features;
    for (int feature = 0; feature < features; feature++) {
      learn(train, feature, count);
    }
  }

  private void learn(double[] train, int feature, int count) {
    int features = means.length;
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = feature; i < train.length; i += features) {
      sum += train[i];
      least = Math.min(least, train[i]);
      most = Math.max(most, train[i]);
    }
    double mean = sum / count;
    means[feature] = mean;
    double variance = squares(train, feature, mean, 1) / count;
    // Not "variance == 0": a mean that is rounded makes equal values look spread.
    if (least == most) {
      perUnit[feature] = 0;
    } else if (variance < LEAST_VARIANCE) {
      double spread = most - least;
      double scaled = squares(train, feature, mean, spread) / count;
      double factor = 1 / spread / Math.sqrt(scaled);
      perUnit[feature] = Double.isFinite(factor) ? factor : 0;
    } else {
      perUnit[feature] = 1 / Math.sqrt(variance);
    }
  }

  private double squares(double[] train, int feature, double mean, double unit) {
    double squares = 0;
    for (int i = feature; i < train.length; i += means.length) {
      double deviation = (train[i] - mean) / unit;
      squares += deviation * deviation;
    }
    return squares;
  }

  /** The examples standardized; a feature that is constant in training becomes 0. */
  float[] standardized(double[] examples) {
    float[] result = new float[examples.length];
    int features = means.length;
    for (int i = 0; i < examples.length; i++) {
      int feature = i % features;
      result[i] = (float) ((examples[i] - means[feature]) * perUnit[feature]);
    }
    return result;
  }
}
