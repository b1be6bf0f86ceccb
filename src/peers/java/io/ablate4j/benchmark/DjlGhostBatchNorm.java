package io.ablate4j.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.stream.LongStream;

/**
 * DJL's batch norm of some examples at a time. The running statistics move with each group, ours
 * once a step towards the mean over the groups.
 */
final class DjlGhostBatchNorm extends AbstractBlock {
  private final int ghost;
  private final Block norm;

  /**
   * @param ghost examples of a group; the last one may have fewer
   * @param norm what normalizes a group
   */
  DjlGhostBatchNorm(int ghost, Block norm) {
    this.ghost = ghost;
    this.norm = addChildBlock("norm", norm);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    if (!training) {
      return norm.forward(parameters, inputs, false);
    }
    NDArray input = inputs.singletonOrThrow();
    long groups = (input.size(0) + ghost - 1) / ghost;
    NDList outputs = new NDList();
    for (NDArray group :
        input.split(LongStream.range(1, groups).map(each -> each * ghost).toArray())) {
      outputs.addAll(norm.forward(parameters, new NDList(group), true));
    }
    return new NDList(NDArrays.concat(outputs));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    norm.initialize(manager, type, inputs);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }
}
