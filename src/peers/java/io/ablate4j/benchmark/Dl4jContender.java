package io.ablate4j.benchmark;

import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.Adam;

/** A network of Deeplearning4j, as ablate4j trains it or as released. */
final class Dl4jContender implements Contender {
  private final TrainableNetwork network;
  private final float[][] features = new float[RandomImages.BATCHES][];
  private final int[][] labels = new int[RandomImages.BATCHES][];

  private Dl4jContender(TrainableNetwork network, int batch) {
    this.network = network;
    for (int i = 0; i < RandomImages.BATCHES; i++) {
      features[i] = RandomImages.features(i, batch);
      labels[i] = RandomImages.labels(i, batch);
    }
  }

  /**
   * Prepares a network for the calling thread.
   *
   * @param fast as ablate4j trains it, not as released
   */
  static Dl4jContender prepare(BenchmarkCell cell, boolean fast) {
    NativeRuntime.start(1);
    int side = RandomImages.SIDE;
    ComputationGraphConfiguration configuration = cell.network();
    Networks.Sizes sizes = new Networks.Sizes(new long[] {1, side, side}, RandomImages.CLASSES);
    Networks.Seeds seeds = new Networks.Seeds(String::hashCode, 1);
    Adam adam = new Adam(DjlNetwork.LEARNING_RATE);
    return new Dl4jContender(
        fast
            ? Networks.fast(configuration, sizes, adam, seeds)
            : Networks.stock(configuration, sizes, adam, seeds),
        cell.batch());
  }

  @Override
  public long parameters() {
    return Networks.trainableParameters(network.graph());
  }

  @Override
  public void step(int batch) {
    network.train(features[batch], labels[batch]);
  }

  @Override
  public void close() {
    network.close();
  }
}
