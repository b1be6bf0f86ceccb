package io.ablate4j.probe;

/** Sums over numbers, in double precision. */
final class Vectors {
  private Vectors() {}

  /** The Euclidean norm. */
  static double norm(float[] values) {
    return Math.sqrt(product(values, values));
  }

  /** The scalar product of two of one length. */
  static double product(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum;
  }

  /** The norm of the difference of two of one length. */
  static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = (double) one[i] - other[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
