package io.ablate4j.engine.compiled;

import io.ablate4j.engine.runtime.DropCount;

/** Does what a {@link Mask} draws while it trains, and passes on what it reads else. */
final class Dropout implements Node {
  private final String layer;
  private final Tensor input;
  private final Buffer inputGradient;
  private final Tensor output;
  private final Mask mask;
  private final RandomBits random;
  private final float[] factors;

  /** What is added; null if nothing ever is. */
  private final float[] terms;

  /** Whether the last pass did. */
  private boolean drops;

  private long kept;
  private long drawn;

  /**
   * @param layer its name
   * @param first whether nobody reads the input's gradient
   */
  Dropout(String layer, Tensor input, Mask mask, RandomBits random, boolean first) {
    this.layer = layer;
    this.input = input;
    this.inputGradient = first ? null : input.newGradient();
    this.output = new Tensor(input.examples, input.channels, input.height, input.width);
    this.mask = mask;
    this.random = random;
    this.factors = new float[input.value().length()];
    this.terms = mask.adds() ? new float[factors.length] : null;
  }

  @Override
  public void forward(PassKind pass) {
    float[] x = input.value().read();
    float[] y = output.value().write();
    drops = pass.drops();
    if (drops) {
      int stayed = mask.draw(factors, input, random);
      if (pass.moves()) {
        kept += stayed;
        drawn += mask.decisions(input);
      }
      multiply(x, factors, y);
      if (terms != null) {
        mask.drawTerms(terms, input, random);
        for (int i = 0; i < y.length; i++) {
          y[i] += terms[i];
        }
      }
    } else {
      System.arraycopy(x, 0, y, 0, y.length);
    }
  }

  @Override
  public void backward() {
    if (inputGradient == null) {
      return;
    }
    float[] dy = output.gradient().read();
    if (drops) {
      multiply(dy, factors, inputGradient.write());
    } else {
      System.arraycopy(dy, 0, inputGradient.write(), 0, dy.length);
    }
  }

  @Override
  public Tensor output() {
    return output;
  }

  /** What it has done while it trained. */
  DropCount count() {
    return new DropCount(layer, kept, drawn, mask.retain());
  }

  private static void multiply(float[] a, float[] b, float[] product) {
    for (int i = 0; i < product.length; i++) {
      product[i] = a[i] * b[i];
    }
  }
}
