package io.ablate4j.probe;

/** How good predicted probabilities are. */
final class Scoring {
  /** As training counts them: a probability below is taken for this one. */
  private static final double LEAST_PROBABILITY = 1e-10;

  /** Of the width of a fifteenth each, as in the paper. */
  private static final int BINS = 15;

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
      right += best(probabilities, e, classes) == labels[e] ? 1 : 0;
    }
    return right / (double) labels.length;
  }

  /** The most probable class of an example; of equal ones the first. */
  private static int best(double[] probabilities, int example, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best =
          probabilities[example * classes + c] > probabilities[example * classes + best] ? c : best;
    }
    return best;
  }

  /**
   * The expected calibration error of Guo et al. 2017 (arXiv:1706.04599): examples are put into 15
   * bins by how probable their most probable class is said to be, each open below; the mean over
   * the examples of the distance, bin by bin, of the share that is right from the mean probability.
   *
   * @param probabilities [examples x classes], each example's with the sum 1
   * @return 0 to 1
   */
  static double calibrationError(double[] probabilities, int[] labels) {
    int classes = probabilities.length / labels.length;
    double[] surplus = new double[BINS];
    for (int e = 0; e < labels.length; e++) {
      int best = best(probabilities, e, classes);
      double said = probabilities[e * classes + best];
      int bin = Math.min(BINS, Math.max(1, (int) Math.ceil(said * BINS))) - 1;
      surplus[bin] += said - (best == labels[e] ? 1 : 0);
    }
    double sum = 0;
    for (double each : surplus) {
      sum += Math.abs(each);
    }
    return sum / labels.length;
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
