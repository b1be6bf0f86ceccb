package io.ablate4j.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * A network of DJL. Its batches are native arrays before the clock starts, whereas ours come as
 * Java arrays at every step: the little that differs favours DJL.
 */
final class DjlContender implements Contender {
  private final DjlNetwork network;
  private final NDArray[] features = new NDArray[RandomImages.BATCHES];
  private final NDArray[] labels = new NDArray[RandomImages.BATCHES];

  private DjlContender(DjlNetwork network, int batch) {
    this.network = network;
    NDManager manager = network.manager();
    Shape images = new Shape(batch, 1, RandomImages.SIDE, RandomImages.SIDE);
    for (int i = 0; i < RandomImages.BATCHES; i++) {
      features[i] = manager.create(RandomImages.features(i, batch), images);
      labels[i] = manager.create(RandomImages.labels(i, batch));
    }
  }

  /** Prepares a network for the calling thread. */
  static DjlContender prepare(BenchmarkCell cell) {
    Shape example = new Shape(1, RandomImages.SIDE, RandomImages.SIDE);
    return new DjlContender(
        new DjlNetwork(
            cell.model(),
            cell.arm(),
            cell.activation(),
            example,
            RandomImages.CLASSES,
            DjlNetwork.LEARNING_RATE,
            1),
        cell.batch());
  }

  @Override
  public long parameters() {
    return network.parameters();
  }

  @Override
  public void step(int batch) {
    // What a step computes goes with this manager; the batch returns to its own.
    try (NDManager step = network.manager().newSubManager()) {
      features[batch].tempAttach(step);
      labels[batch].tempAttach(step);
      network.step(features[batch], labels[batch]);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
