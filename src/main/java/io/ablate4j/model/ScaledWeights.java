package io.ablate4j.model;

import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Initial weights of another scheme, multiplied by a number: the same draws at every scale. */
public final class ScaledWeights implements IWeightInit {
  private static final long serialVersionUID = 1;

  private final IWeightInit scheme;
  private final double scale;

  /**
   * @param scheme draws the weights
   * @param scale multiplies them
   */
  public ScaledWeights(
      @JsonProperty("scheme") IWeightInit scheme, @JsonProperty("scale") double scale) {
    this.scheme = scheme;
    this.scale = scale;
  }

  /** Draws the weights. */
  public IWeightInit getScheme() {
    return scheme;
  }

  /** Multiplies them. */
  public double getScale() {
    return scale;
  }

  @Override
  public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray paramView) {
    return scheme.init(fanIn, fanOut, shape, order, paramView).muli(scale);
  }
}
