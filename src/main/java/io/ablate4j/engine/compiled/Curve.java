package io.ablate4j.engine.compiled;

/**
 * An activation function of single numbers, whose slope can be told from what it gives. Whole
 * arrays at once; all arrays are of one length.
 */
interface Curve {
  /** Writes f(x) into y, which may be x itself. */
  void forward(float[] x, float[] y);

  /** Writes dy times f's slope into dx, which may be dy itself. */
  void backward(float[] y, float[] dy, float[] dx);
}
