package io.ablate4j.engine.compiled;

/**
 * Inverted dropout (Srivastava et al. 2014): each number stays with the retain probability, scaled
 * up by its inverse, else becomes zero. Sixteen random bits a number: the retain probability is
 * rounded to a multiple of 2^-16.
 */
final class Dropout implements Node {
  private static final int BITS = 16;

  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;
  private final RandomBits random;
  private final int threshold;
  private final float scale;
  private final float[] mask;

  Dropout(Tensor input, double retainProbability, RandomBits random) {
    this.input = input;
    this.inputGradient = input.newGradient();
    this.output = new Tensor(input.examples, input.channels, input.height, input.width);
    this.random = random;
    this.threshold = (int) Math.round(retainProbability * (1 << BITS));
    this.scale = (float) (1 / retainProbability);
    this.mask = new float[input.value().length()];
  }

  @Override
  public void forward(boolean training) {
    float[] x = input.value().read();
    float[] y = output.value().write();
    if (training) {
      draw();
      multiply(x, mask, y);
    } else {
      System.arraycopy(x, 0, y, 0, y.length);
    }
  }

  private void draw() {
    int i = 0;
    while (i < mask.length) {
      long bits = random.next();
      int end = Math.min(i + Long.SIZE / BITS, mask.length);
      for (; i < end; i++) {
        // The sign bit of the difference tells whether the number stays; no branch to mispredict.
        int stays = ((int) (bits & 0xffff) - threshold) >>> 31;
        mask[i] = scale * stays;
        bits >>>= BITS;
      }
    }
  }

  @Override
  public void backward() {
    multiply(output.gradient().read(), mask, inputGradient.write());
  }

  @Override
  public Tensor output() {
    return output;
  }

  private static void multiply(float[] a, float[] b, float[] product) {
    for (int i = 0; i < product.length; i++) {
      product[i] = a[i] * b[i];
    }
  }
}
