package io.ablate4j.benchmark;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Kinds of dropout: while it trains, DJL multiplies what comes by random factors of mean 1. */
final class DjlNoise extends AbstractBlock {
  private final Factors factors;

  private DjlNoise(Factors factors) {
    this.factors = factors;
  }

  /** Draws factors that can be multiplied with an array; they go with its manager. */
  @FunctionalInterface
  private interface Factors {
    NDArray of(NDArray array);
  }

  /**
   * Of a kind by our name.
   *
   * @param dropProbability above 0
   */
  static Block of(String kind, double dropProbability) {
    return switch (kind) {
      case "standard" -> Dropout.builder().optRate((float) dropProbability).build();
      case "spatial" -> new DjlNoise(array -> ofChannels(array, (float) dropProbability));
      case "gaussian" ->
          new DjlNoise(array -> normal(array, Math.sqrt(dropProbability / (1 - dropProbability))));
      default -> throw new IllegalArgumentException("DJL has no dropout \"" + kind + "\" here");
    };
  }

  /** What it multiplies an array of that shape by in one training step. */
  static float[] factors(String kind, double dropProbability, Shape shape) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      Block block = of(kind, dropProbability);
      block.initialize(manager, DataType.FLOAT32, shape);
      return block
          .forward(new ParameterStore(manager, false), new NDList(manager.ones(shape)), true)
          .singletonOrThrow()
          .toFloatArray();
    }
  }

  /** One of each channel, by DJL's own dropout of ones. */
  private static NDArray ofChannels(NDArray array, float dropProbability) {
    Shape shape = array.getShape();
    NDArray ones = array.getManager().ones(new Shape(shape.get(0), shape.get(1), 1, 1));
    return Dropout.dropout(ones, dropProbability, true).singletonOrThrow();
  }

  private static NDArray normal(NDArray array, double deviation) {
    return array
        .getManager()
        .randomNormal(1f, (float) deviation, array.getShape(), array.getDataType());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray input = inputs.singletonOrThrow();
    return training ? new NDList(input.mul(factors.of(input))) : inputs;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }
}
