package io.ablate4j.train;

/**
 * How well a network does on some examples, in inference mode.
 *
 * @param accuracy share classified right; the first of equal probabilities counts
 * @param loss mean cross-entropy in nats, probabilities below 1e-10 counted as that, as DL4J does
 */
record Evaluation(double accuracy, double loss) {
  private static final double LEAST_PROBABILITY = 1e-10;

  /**
   * @param probabilities [examples x classes], row by row
   * @param labels [at least offset + examples]
   */
  static Evaluation of(float[] probabilities, int[] labels) {
    int classes = probabilities.length / labels.length;
    int right = 0;
    double loss = 0;
    for (int i = 0; i < labels.length; i++) {
      int row = i * classes;
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (probabilities[row + c] > probabilities[row + best]) {
          best = c;
        }
      }
      float probability = probabilities[row + labels[i]];
      right += best == labels[i] && Float.isFinite(probabilities[row + best]) ? 1 : 0;
      // Math.max hands NaN on: an undefined probability gives an undefined loss
      loss -= Math.log(Math.max(probability, LEAST_PROBABILITY));
    }
    return new Evaluation((double) right / labels.length, loss / labels.length);
  }
}
