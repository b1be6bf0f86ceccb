package io.ablate4j.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network of most kinds of layers, with padding on one side, gives what Keras 3.15.1 gives with
 * the same weights: sines of their places in Keras's order.
 */
class KerasNumbersTest {
  /** Of {@code model.predict}, for three images. */
  private static final double[][] EXPECTED = {
    {0.2522776, 0.2839162, 0.2606319, 0.2031743},
    {0.2505344, 0.2830444, 0.2614522, 0.2049691},
    {0.2522335, 0.2838113, 0.26063, 0.2033252}
  };

  @Test
  void aTranslatedNetworkComputesWhatKerasComputes() {
    NetworkFile read = NetworkFiles.read(Path.of("src/test/resources/networks/mixed-keras3.json"));
    ComputationGraph network = new ComputationGraph(read.configuration());
    network.init();
    assertThat(network.numParams()).isEqualTo(1468);
    for (String key : network.paramTable().keySet().toArray(String[]::new)) {
      network.setParam(key, weights(key, network.getParam(key).shape()));
    }

    INDArray images = Nd4j.create(3, 2, 11, 10);
    for (int at = 0; at < 660; at++) { // images, rows, columns, channels
      images.putScalar(at / 220, at % 2, at / 20 % 11, at / 2 % 10, Math.sin(.3 * at));
    }
    INDArray given = network.outputSingle(images);
    for (int image = 0; image < 3; image++) {
      for (int label = 0; label < 4; label++) {
        assertThat(given.getDouble(image, label)).isCloseTo(EXPECTED[image][label], offset(2e-6));
      }
    }
  }

  /** The same numbers as in Keras, in Deeplearning4j's order. */
  private static INDArray weights(String key, long[] shape) {
    INDArray keras =
        switch (key) {
          case "conv1_W", "conv2_W" ->
              sines(0, shape[2], shape[3], shape[1], shape[0]).permute(3, 2, 0, 1);
          case "separable_W" ->
              sines(0, shape[2], shape[3], shape[1], shape[0]).permute(3, 2, 0, 1);
          case "separable_pW" -> sines(1, 1, 1, shape[1], shape[0]).permute(3, 2, 0, 1);
          case "separable_b" -> sines(2, shape);
          // Keras flattens rows, columns, channels; Deeplearning4j channels, rows, columns.
          case "dense_W" -> sines(0, 3, 3, 5, 7).permute(2, 0, 1, 3).dup('c').reshape(45, 7);
          case "norm1_beta", "conv1_b", "depthwise_b", "dense_b", "scores_b" -> sines(1, shape);
          case "norm1_mean" -> sines(2, shape);
          case "norm1_var" -> sines(3, shape).add(.9);
          default -> sines(0, shape);
        };
    return keras.dup('c');
  }

  private static INDArray sines(int array, long... shape) {
    double[] values = new double[(int) ArrayUtil.prodLong(shape)];
    for (int at = 0; at < values.length; at++) {
      values[at] = .4 * Math.sin(.7 * at + array);
    }
    return Nd4j.create(values, shape, 'c').castTo(DataType.FLOAT);
  }
}
