package io.ablate4j.probe;

/** How good predicted probabilities are. */
final class Scoring {
  /** As training counts them: a probability below is taken for this one. */
  private static final double LEAST_PROBABILITY = 1e-10;

  private Scoring() {}

  /**
   * The share whose most probable class is the label; of equal ones the first.
   *
   * @param probabilities [examples x classes]
   */
  static double accuracy(double[] probabilities, int[] labels) {
    int classes = probabilities.length / labels.length;
    int right = 0;
    for (int e = 0; e < labels.length; e++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = probabilities[e * classes + c] > probabilities[e * classes + best] ? c : best;
      }
      right += best == labels[e] ? 1 : 0;
    }
    return right / (double) labels.length;
  }

  /** Mean cross-entropy, nats. */
  static double loss(double[] probabilities, int[] labels) {
    int classes = probabilities.length / labels.length;
    double sum = 0;
    for (int e = 0; e < labels.length; e++) {
      sum -= Math.log(Math.max(probabilities[e * classes + labels[e]], LEAST_PROBABILITY));
    }
    return sum / labels.length;
  }
}
