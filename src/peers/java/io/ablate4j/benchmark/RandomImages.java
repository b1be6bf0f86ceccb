package io.ablate4j.benchmark;

import java.util.Random;

/** The data of the timed steps: 28x28x1 images of noise in [0, 1) with random labels. */
final class RandomImages {
  static final int SIDE = 28;
  static final int CLASSES = 10;

  /** Enough that a network doesn't know its batches by heart within a measurement. */
  static final int BATCHES = 32;

  private RandomImages() {}

  /** [batch x 784] for one of the batches; the same in every process. */
  static float[] features(int index, int batch) {
    Random random = new Random(index);
    float[] features = new float[batch * SIDE * SIDE];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextFloat();
    }
    return features;
  }

  /** [batch] for the same. */
  static int[] labels(int index, int batch) {
    return new Random(-1 - index).ints(batch, 0, CLASSES).toArray();
  }
}
