package io.ablate4j.benchmark;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.regularization.Slot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The reference networks in DJL, layer by layer those of {@link io.ablate4j.model.BlockBuilder}:
 * weights, BN, ReLU, pooling, Dropout; no bias where BN follows.
 */
final class DjlLayers {
  private static final Map<String, Supplier<Block>> FUNCTIONS =
      Map.of(
          "relu", Activation::reluBlock,
          "sigmoid", Activation::sigmoidBlock,
          "tanh", Activation::tanhBlock,
          "leaky-relu", () -> Activation.leakyReluBlock(.01f),
          "elu", () -> Activation.eluBlock(1f));

  /** Those that are here, by their words in study files. */
  static final Set<String> ACTIVATIONS = FUNCTIONS.keySet();

  private final Regularization regularization;
  private final String function;
  private final SequentialBlock layers = new SequentialBlock();

  private DjlLayers(Regularization regularization, String function) {
    this.regularization = regularization;
    this.function = function;
  }

  /**
   * Lays a network out; it ends in the logits.
   *
   * @param model id of one of the reference networks
   */
  static Block network(
      String model, Regularization regularization, String activation, int classes) {
    DjlLayers net = new DjlLayers(regularization, activation);
    switch (model) {
      case "mlp" -> net.flatten().dense(256).dense(256).dense(256);
      case "cnn" ->
          net.convolution(3, 16)
              .maxPool()
              .dropoutConv()
              .convolution(3, 32)
              .maxPool()
              .dropoutConv()
              .flatten()
              .dense(128);
      case "inception" ->
          net.convolution(3, 16)
              .maxPool()
              .inception(16, 16, 24, 8, 12, 12)
              .maxPool()
              .dropoutConv()
              .inception(32, 24, 48, 8, 24, 24)
              .globalAveragePool()
              .dropoutDense();
      default -> throw new IllegalArgumentException("DJL has no network \"" + model + "\" here");
    }
    return net.layers.add(Linear.builder().setUnits(classes).build());
  }

  private DjlLayers flatten() {
    layers.add(Blocks.batchFlattenBlock());
    return this;
  }

  private DjlLayers dense(int units) {
    boolean normalized = regularization.batchNorm().filter(bn -> bn.dense()).isPresent();
    layers.add(Linear.builder().setUnits(units).optBias(!normalized || isAfter()).build());
    return activation(normalized).dropoutDense();
  }

  /** "Same" padding, stride 1. */
  private DjlLayers convolution(int kernel, int channels) {
    boolean normalized = regularization.batchNorm().filter(bn -> bn.conv()).isPresent();
    layers.add(
        Conv2d.builder()
            .setKernelShape(new Shape(kernel, kernel))
            .optPadding(new Shape(kernel / 2, kernel / 2))
            .setFilters(channels)
            .optBias(!normalized || isAfter())
            .build());
    return activation(normalized);
  }

  private DjlLayers activation(boolean normalized) {
    if (normalized && !isAfter()) {
      norm();
    }
    layers.add(FUNCTIONS.get(function).get());
    if (normalized && isAfter()) {
      norm();
    }
    return this;
  }

  private boolean isAfter() {
    return regularization.batchNorm().filter(bn -> bn.place() == Slot.AFTER_ACTIVATION).isPresent();
  }

  private void norm() {
    var bn = regularization.batchNorm().orElseThrow();
    Block norm =
        BatchNorm.builder()
            .optMomentum((float) bn.decay())
            .optEpsilon((float) bn.epsilon())
            .build();
    layers.add(bn.ghost().isPresent() ? new DjlGhostBatchNorm(bn.ghost().getAsInt(), norm) : norm);
  }

  private DjlLayers maxPool() {
    layers.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
    return this;
  }

  private DjlLayers globalAveragePool() {
    layers.add(Pool.globalAvgPool2dBlock());
    return this;
  }

  private DjlLayers dropoutConv() {
    return dropout(regularization.dropout().map(drop -> drop.conv()).orElse(0.0));
  }

  private DjlLayers dropoutDense() {
    return dropout(regularization.dropout().map(drop -> drop.dense()).orElse(0.0));
  }

  private DjlLayers dropout(double dropProbability) {
    if (dropProbability > 0) {
      layers.add(DjlNoise.of(regularization.dropout().orElseThrow().kind(), dropProbability));
    }
    return this;
  }

  /** Four branches over the same input, joined along the channels. */
  private DjlLayers inception(
      int one, int reduceThree, int three, int reduceFive, int five, int pool) {
    DjlLayers pooled = branch();
    pooled.layers.add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(1, 1), new Shape(1, 1)));
    layers.add(
        new ParallelBlock(
            DjlLayers::joined,
            List.of(
                branch().convolution(1, one).layers,
                branch().convolution(1, reduceThree).convolution(3, three).layers,
                branch().convolution(1, reduceFive).convolution(5, five).layers,
                pooled.convolution(1, pool).layers)));
    return this;
  }

  private DjlLayers branch() {
    return new DjlLayers(regularization, function);
  }

  private static NDList joined(List<NDList> branches) {
    NDList outputs = new NDList();
    branches.forEach(outputs::addAll);
    return new NDList(NDArrays.concat(outputs, 1));
  }
}
