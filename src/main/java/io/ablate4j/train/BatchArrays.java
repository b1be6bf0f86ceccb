package io.ablate4j.train;

import io.ablate4j.data.Examples;
import io.ablate4j.data.InputShape;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native arrays for a batch, filled again for each step: no allocation in the loop. Images are
 * [batch, channels, height, width], table rows [batch, features], labels one-hot [batch, classes].
 */
final class BatchArrays {
  private final INDArray features;
  private final INDArray labels;
  private final float[] featureBuffer;
  private final float[] labelBuffer;
  private final int classes;

  BatchArrays(int batchSize, InputShape shape, int classes) {
    this.classes = classes;
    long[] dimensions =
        shape.image()
            ? new long[] {batchSize, shape.channels(), shape.height(), shape.width()}
            : new long[] {batchSize, shape.size()};
    features = Nd4j.createUninitialized(DataType.FLOAT, dimensions, 'c');
    labels = Nd4j.createUninitialized(DataType.FLOAT, new long[] {batchSize, classes}, 'c');
    featureBuffer = new float[batchSize * shape.size()];
    labelBuffer = new float[batchSize * classes];
  }

  INDArray features() {
    return features;
  }

  INDArray labels() {
    return labels;
  }

  /** Fills both with the examples {@code order[from .. from + batchSize)}. */
  void fill(Examples examples, int[] order, int from) {
    int size = examples.shape().size();
    int batchSize = featureBuffer.length / size;
    java.util.Arrays.fill(labelBuffer, 0);
    for (int i = 0; i < batchSize; i++) {
      int example = order[from + i];
      System.arraycopy(examples.features(), example * size, featureBuffer, i * size, size);
      labelBuffer[i * classes + examples.labels()[example]] = 1;
    }
    put(featureBuffer, features);
    put(labelBuffer, labels);
  }

  private static void put(float[] source, INDArray target) {
    ((FloatPointer) target.data().pointer()).position(0).put(source);
  }
}
