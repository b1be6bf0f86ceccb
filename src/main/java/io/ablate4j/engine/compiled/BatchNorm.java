package io.ablate4j.engine.compiled;

/**
 * Batch Normalization (Ioffe and Szegedy 2015, arXiv:1502.03167) over examples and space, with
 * DL4J's biased batch variance and moving averages. Coefficients of a channel are spread over its
 * pixels, so that each pass is one long loop over an example: those vectorize, loops over 49 pixels
 * hardly.
 */
final class BatchNorm implements Node {
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;
  private final Parameters parameters;
  private final Layout layout;
  private boolean rectified;
  private boolean isFolded;

  /** Whether the last pass normalized by the statistics of its batch. */
  private boolean byBatch;

  private final double decay;
  private final double epsilon;

  private final boolean keepsRunning;
  private final double[] mean;
  private final double[] variance;
  private final double[] inverseDeviation;
  private final float[] spreadMean;
  private final float[] scale;
  private final float[] shift;
  private final float[] sums;
  private final float[] products;
  private final float[] gammaGradient;
  private final float[] betaGradient;

  private final NormLoops loops;

  /** Where its parameters start among all. */
  record Layout(int gamma, int beta, int mean, int variance) {}

  BatchNorm(Tensor input, Parameters parameters, Layout layout, double decay, double epsilon) {
    this(input, parameters, layout, decay, epsilon, true);
  }

  /**
   * The same.
   *
   * @param keepsRunning whether it moves the running statistics itself
   */
  BatchNorm(
      Tensor input,
      Parameters parameters,
      Layout layout,
      double decay,
      double epsilon,
      boolean keepsRunning) {
    this.keepsRunning = keepsRunning;
    this.input = input;
    this.inputGradient = input.newGradient();
    this.output = new Tensor(input.examples, input.channels, input.height, input.width);
    this.parameters = parameters;
    this.layout = layout;
    this.decay = decay;
    this.epsilon = epsilon;
    this.mean = new double[input.channels];
    this.variance = new double[input.channels];
    this.inverseDeviation = new double[input.channels];
    int size = input.exampleSize();
    this.spreadMean = new float[size];
    this.scale = new float[size];
    this.shift = new float[size];
    this.sums = new float[size];
    this.products = new float[size];
    this.loops =
        Wide.ofThisProcess()
            .norms()
            .<NormLoops>map(wide -> wide)
            .orElseGet(() -> new PlainNorms(size));
    this.gammaGradient = new float[input.channels];
    this.betaGradient = new float[input.channels];
  }

  /** Leaves evaluation to the operation that it reads from, if that can take it over. */
  void foldInto(Node before) {
    isFolded = before.fold(this);
  }

  /** What running statistics make of a channel: times this, plus {@link #runningShift}. */
  double runningScale(int channel) {
    float[] values = parameters.values();
    return values[layout.gamma() + channel]
        / Math.sqrt(values[layout.variance() + channel] + epsilon);
  }

  /** See {@link #runningScale}. */
  double runningShift(int channel) {
    float[] values = parameters.values();
    return values[layout.beta() + channel]
        - values[layout.mean() + channel] * runningScale(channel);
  }

  /** Whether it has taken in a ReLU. */
  boolean isRectified() {
    return rectified;
  }

  /** A ReLU: one pass over memory less, each way. */
  @Override
  public boolean takeIn(Curve activation) {
    rectified = activation == Relu.CURVE;
    return rectified;
  }

  @Override
  public void forward(PassKind pass) {
    byBatch = pass.byBatch();
    if (isFolded && !byBatch) {
      return;
    }
    float[] x = input.value().read();
    float[] values = parameters.values();
    if (byBatch) {
      batchStatistics(x);
      if (keepsRunning && pass.moves()) {
        moveRunning(values, layout, decay, mean, variance);
      }
    } else {
      runningStatistics(values);
    }
    for (int c = 0; c < input.channels; c++) {
      spread(spreadMean, c, mean[c]);
      spread(scale, c, values[layout.gamma() + c] * inverseDeviation[c]);
      spread(shift, c, values[layout.beta() + c]);
    }
    float[] y = output.value().write();
    for (int from = 0; from < x.length; from += sums.length) {
      loops.normalize(x, from, spreadMean, scale, shift, rectified, y);
    }
  }

  /** Two passes: the variance about the mean loses no digits to cancellation. */
  private void batchStatistics(float[] x) {
    int count = input.examples * input.space();
    java.util.Arrays.fill(sums, 0);
    for (int from = 0; from < x.length; from += sums.length) {
      loops.add(x, from, sums);
    }
    for (int c = 0; c < input.channels; c++) {
      mean[c] = total(sums, c) / count;
      spread(spreadMean, c, mean[c]);
    }
    java.util.Arrays.fill(sums, 0);
    for (int from = 0; from < x.length; from += sums.length) {
      loops.addSquares(x, from, spreadMean, sums);
    }
    for (int c = 0; c < input.channels; c++) {
      variance[c] = total(sums, c) / count;
      inverseDeviation[c] = 1 / Math.sqrt(variance[c] + epsilon);
    }
  }

  private void runningStatistics(float[] values) {
    for (int c = 0; c < input.channels; c++) {
      mean[c] = values[layout.mean() + c];
      variance[c] = values[layout.variance() + c];
      inverseDeviation[c] = 1 / Math.sqrt(variance[c] + epsilon);
    }
  }

  /** Moves the running statistics towards those of a batch, a number a channel. */
  static void moveRunning(
      float[] values, Layout layout, double decay, double[] mean, double[] variance) {
    for (int c = 0; c < mean.length; c++) {
      int m = layout.mean() + c;
      int v = layout.variance() + c;
      values[m] -= (float) ((1 - decay) * (values[m] - mean[c]));
      values[v] -= (float) ((1 - decay) * (values[v] - variance[c]));
    }
  }

  /** What the last pass normalized by, a number a channel. */
  double[] mean() {
    return mean;
  }

  /** The same: biased, about the mean. */
  double[] variance() {
    return variance;
  }

  /** The gradient of gamma last computed. */
  float[] gammaGradient() {
    return gammaGradient;
  }

  /** The gradient of beta last computed. */
  float[] betaGradient() {
    return betaGradient;
  }

  /**
   * dx = gamma / sd * (dy - mean(dy) - xhat * mean(dy * xhat)), three terms a number; the first one
   * alone where statistics do not depend on the batch.
   */
  @Override
  public void backward() {
    float[] x = input.value().read();
    float[] dy = output.gradient().read();
    float[] dx = inputGradient.write();
    int count = input.examples * input.space();
    java.util.Arrays.fill(sums, 0);
    java.util.Arrays.fill(products, 0);
    float[] y = rectified ? output.value().read() : null;
    for (int from = 0; from < x.length; from += sums.length) {
      loops.addGradient(dy, y, x, from, spreadMean, dx, sums, products);
    }
    for (int c = 0; c < input.channels; c++) {
      double dBeta = total(sums, c);
      double dGamma = total(products, c) * inverseDeviation[c];
      gammaGradient[c] = (float) dGamma;
      betaGradient[c] = (float) dBeta;
      double a = parameters.values()[layout.gamma() + c] * inverseDeviation[c];
      spread(scale, c, a);
      spread(products, c, byBatch ? -a * inverseDeviation[c] * dGamma / count : 0);
      spread(shift, c, byBatch ? -a * dBeta / count : 0);
    }
    for (int from = 0; from < x.length; from += sums.length) {
      loops.combine(dx, from, scale, x, spreadMean, products, shift);
    }
  }

  /** Its gradients, and none for the running statistics, which the optimizer must leave alone. */
  @Override
  public void writeGradients(float[] gradients) {
    write(gradients, layout, gammaGradient, betaGradient);
  }

  static void write(float[] gradients, Layout layout, float[] gamma, float[] beta) {
    int channels = gamma.length;
    System.arraycopy(gamma, 0, gradients, layout.gamma(), channels);
    System.arraycopy(beta, 0, gradients, layout.beta(), channels);
    java.util.Arrays.fill(gradients, layout.mean(), layout.mean() + channels, 0f);
    java.util.Arrays.fill(gradients, layout.variance(), layout.variance() + channels, 0f);
  }

  @Override
  public Tensor output() {
    return output;
  }

  private void spread(float[] target, int channel, double value) {
    int space = input.space();
    java.util.Arrays.fill(target, channel * space, (channel + 1) * space, (float) value);
  }

  private double total(float[] perPixel, int channel) {
    int space = input.space();
    double sum = 0;
    for (int i = channel * space; i < (channel + 1) * space; i++) {
      sum += perPixel[i];
    }
    return sum;
  }
}
