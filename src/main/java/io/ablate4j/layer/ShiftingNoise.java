package io.ablate4j.layer;

import java.util.Objects;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Noise whose distribution changes at every training step, as Santurkar et al. 2018
 * (arXiv:1805.11604, section 2.2 and the algorithm in the appendix) add it after batch norm; off at
 * inference. At each step each channel draws a shift m from U(-shift, shift) and a scale v between
 * 1 and {@code scale}, uniformly. Then each number of an example, pixel by pixel, is multiplied by
 * a draw from N(v, spread^2) and gets a draw from U(m - spread, m + spread) added. Deeplearning4j
 * has noise of mean 0 alone, which shifts nothing. Plain loops: it is the one that is right, and
 * not meant to be fast.
 */
public final class ShiftingNoise implements IDropout {
  private static final long serialVersionUID = 1L;

  private double shift;
  private double scale;
  private double spread;

  /** What the last forward pass multiplied by, [examples x channels x pixels]. */
  private transient float[] factors;

  /** For JSON. */
  ShiftingNoise() {
    this(0, 1, 0);
  }

  /**
   * @param shift largest size of a channel's shift
   * @param scale farthest from 1 of a channel's scale, above 0
   * @param spread how much the examples of a channel differ
   */
  public ShiftingNoise(double shift, double scale, double spread) {
    this.shift = shift;
    this.scale = scale;
    this.spread = spread;
  }

  /** Largest size of a channel's shift. */
  public double getShift() {
    return shift;
  }

  /** Farthest from 1 of a channel's scale. */
  public double getScale() {
    return scale;
  }

  /** How much the examples of a channel differ. */
  public double getSpread() {
    return spread;
  }

  /** For JSON. */
  void setShift(double other) {
    shift = other;
  }

  /** For JSON. */
  void setScale(double other) {
    scale = other;
  }

  /** For JSON. */
  void setSpread(double other) {
    spread = other;
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray output, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    int channels = Math.toIntExact(input.size(1));
    int pixels = Math.toIntExact(input.length() / (input.size(0) * channels));
    float[] scales = uniform(channels);
    float[] shifts = uniform(channels);
    float[] numbers = floats(input);
    float[] normal = floats(Nd4j.randn(DataType.FLOAT, numbers.length));
    float[] uniform = uniform(numbers.length);
    factors = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      int channel = i / pixels % channels;
      factors[i] = (float) (1 + scales[channel] * (scale - 1) + spread * normal[i]);
      double term = symmetric(shifts[channel]) * shift + symmetric(uniform[i]) * spread;
      numbers[i] = (float) (numbers[i] * factors[i] + term);
    }
    return output.assign(Nd4j.create(numbers, input.shape(), 'c').castTo(output.dataType()));
  }

  @Override
  public INDArray backprop(INDArray outputGradient, INDArray inputGradient, int it, int epoch) {
    float[] gradient = floats(outputGradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= factors[i];
    }
    factors = null;
    return inputGradient.assign(
        Nd4j.create(gradient, outputGradient.shape(), 'c').castTo(inputGradient.dataType()));
  }

  /** From [0, 1) to [-1, 1). */
  private static double symmetric(float share) {
    return 2.0 * share - 1;
  }

  private static float[] uniform(int count) {
    return floats(Nd4j.rand(DataType.FLOAT, count));
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').castTo(DataType.FLOAT).data().asFloat();
  }

  @Override
  public void clear() {
    factors = null;
  }

  @Override
  public ShiftingNoise clone() {
    return new ShiftingNoise(shift, scale, spread);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShiftingNoise noise
        && noise.shift == shift
        && noise.scale == scale
        && noise.spread == spread;
  }

  @Override
  public int hashCode() {
    return Objects.hash(shift, scale, spread);
  }

  @Override
  public String toString() {
    return "ShiftingNoise(shift=" + shift + ", scale=" + scale + ", spread=" + spread + ")";
  }
}
