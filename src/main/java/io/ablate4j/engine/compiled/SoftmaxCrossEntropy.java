package io.ablate4j.engine.compiled;

/** Softmax and cross-entropy; loss and gradient are means over the examples. */
final class SoftmaxCrossEntropy {
  /** As in DL4J: probabilities below are counted as this one. */
  static final double LEAST_PROBABILITY = 1e-10;

  private final Tensor logits;
  private final Buffer gradient;
  private final float[] probabilities;

  SoftmaxCrossEntropy(Tensor logits) {
    this.logits = logits;
    this.gradient = logits.newGradient();
    this.probabilities = new float[logits.value().length()];
  }

  /** [examples x classes], row by row; overwritten by the next call. */
  float[] probabilities() {
    float[] z = logits.value().read();
    int classes = logits.channels;
    for (int at = 0; at < z.length; at += classes) {
      float largest = z[at];
      for (int c = 1; c < classes; c++) {
        largest = Math.max(largest, z[at + c]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        float exponential = (float) StrictMath.exp(z[at + c] - largest);
        probabilities[at + c] = exponential;
        sum += exponential;
      }
      for (int c = 0; c < classes; c++) {
        probabilities[at + c] /= (float) sum;
      }
    }
    return probabilities;
  }

  /** The mean loss of the last probabilities, in nats. */
  double loss(int[] labels) {
    double loss = 0;
    for (int e = 0; e < logits.examples; e++) {
      loss -= Math.log(Math.max(probabilities[e * logits.channels + labels[e]], LEAST_PROBABILITY));
    }
    return loss * (1f / logits.examples);
  }

  /** The mean loss, in nats, and the start of the way back. */
  double backward(int[] labels) {
    float[] p = probabilities();
    float[] dz = gradient.write();
    int classes = logits.channels;
    float share = 1f / logits.examples;
    double loss = 0;
    for (int e = 0; e < logits.examples; e++) {
      int at = e * classes;
      for (int c = 0; c < classes; c++) {
        dz[at + c] = p[at + c] * share;
      }
      dz[at + labels[e]] -= share;
      loss -= Math.log(Math.max(p[at + labels[e]], LEAST_PROBABILITY));
    }
    return loss * share;
  }
}
