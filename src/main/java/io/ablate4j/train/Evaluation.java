package io.ablate4j.train;

/**
 * How well a network does on some examples, in inference mode. The class it names is the one of the
 * highest probability, the first of equal ones; where that is no number it names none.
 *
 * <p>Means over the classes leave out those without an example here: of them nothing can be got
 * right. What is named as one of them still counts against the class it is an example of.
 *
 * @param accuracy share classified right
 * @param loss mean cross-entropy in nats, probabilities below 1e-10 counted as that, as DL4J does
 * @param balancedAccuracy mean over the classes of recall, the share of their examples classified
 *     right; one over the number of classes for a network that names one class alone
 * @param macroF1 mean over the classes of F1, 2 x right / (examples of the class + named so)
 */
record Evaluation(double accuracy, double loss, double balancedAccuracy, double macroF1) {
  private static final double LEAST_PROBABILITY = 1e-10;

  /**
   * @param probabilities [examples x classes], row by row
   * @param labels [at least offset + examples]
   */
  static Evaluation of(float[] probabilities, int[] labels) {
    int classes = probabilities.length / labels.length;
    Counts counts = new Counts(classes);
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
      counts.add(labels[i], best, Float.isFinite(probabilities[row + best]));
      // Math.max hands NaN on: an undefined probability gives an undefined loss
      loss -= Math.log(Math.max(probability, LEAST_PROBABILITY));
    }
    return new Evaluation(
        (double) counts.right() / labels.length,
        loss / labels.length,
        counts.balancedAccuracy(),
        counts.macroF1());
  }

  /** What means over the classes need of the confusion matrix: its diagonal and its margins. */
  private static final class Counts {
    private final int[] examples;
    private final int[] named;
    private final int[] right;

    Counts(int classes) {
      examples = new int[classes];
      named = new int[classes];
      right = new int[classes];
    }

    void add(int label, int best, boolean isNamed) {
      examples[label]++;
      if (isNamed) {
        named[best]++;
        right[label] += best == label ? 1 : 0;
      }
    }

    int right() {
      int sum = 0;
      for (int count : right) {
        sum += count;
      }
      return sum;
    }

    double balancedAccuracy() {
      double sum = 0;
      int there = 0;
      for (int c = 0; c < examples.length; c++) {
        if (examples[c] > 0) {
          sum += (double) right[c] / examples[c];
          there++;
        }
      }
      return sum / there;
    }

    double macroF1() {
      double sum = 0;
      int there = 0;
      for (int c = 0; c < examples.length; c++) {
        if (examples[c] > 0) {
          sum += 2.0 * right[c] / (examples[c] + named[c]);
          there++;
        }
      }
      return sum / there;
    }
  }
}
