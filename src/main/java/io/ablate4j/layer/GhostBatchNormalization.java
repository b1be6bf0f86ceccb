package io.ablate4j.layer;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch Normalization by the statistics of parts of a batch (Hoffer et al. 2017, arXiv:1705.08741),
 * which Deeplearning4j does not have.
 */
public final class GhostBatchNormalization extends BatchNormalization {
  private static final long serialVersionUID = 1L;

  private int ghost;

  /** For JSON. */
  GhostBatchNormalization() {
    this(0);
  }

  /**
   * @param ghost examples of a part
   */
  public GhostBatchNormalization(int ghost) {
    this.ghost = ghost;
  }

  /** Examples of a part. */
  public int getGhost() {
    return ghost;
  }

  /** For JSON. */
  void setGhost(int ghost) {
    this.ghost = ghost;
  }

  @Override
  public GhostBatchNormalization clone() {
    return (GhostBatchNormalization) super.clone();
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    GhostBatchNormLayer layer = new GhostBatchNormLayer(configuration, type, ghost);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    Map<String, INDArray> table = initializer().init(configuration, parameters, initialize);
    layer.setParamTable(table);
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && ((GhostBatchNormalization) other).ghost == ghost;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof GhostBatchNormalization;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), ghost);
  }
}
