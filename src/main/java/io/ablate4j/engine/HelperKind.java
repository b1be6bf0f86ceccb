package io.ablate4j.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** The layers for which Deeplearning4j brings a oneDNN helper that works without CUDA. */
enum HelperKind {
  CONVOLUTION("convolution", ConvolutionLayer.class) {
    @Override
    List<Sample> samples() {
      // 16 channels: oneDNN's blocked layout; the others are odd ones out.
      return List.of(
          image(convolution(3, 1, ConvolutionMode.Same, 16, 16), 16, 16, 11, 9),
          image(convolution(1, 1, ConvolutionMode.Same, 16, 8), 16, 8, 11, 9),
          image(convolution(5, 2, ConvolutionMode.Truncate, 3, 7), 3, 7, 4, 3));
    }
  },
  POOLING("pooling", SubsamplingLayer.class) {
    @Override
    List<Sample> samples() {
      return List.of(
          image(pooling(PoolingType.MAX, 3, 1, ConvolutionMode.Same), 3, 3, 11, 9),
          image(pooling(PoolingType.MAX, 2, 2, ConvolutionMode.Truncate), 16, 16, 5, 4),
          image(pooling(PoolingType.AVG, 2, 2, ConvolutionMode.Truncate), 3, 3, 5, 4));
    }
  },
  BATCH_NORM("batch norm", BatchNormalization.class) {
    @Override
    List<Sample> samples() {
      return List.of(
          image(batchNorm(), 5, 5, HEIGHT, WIDTH),
          new Sample(batchNorm(), new long[] {5}, new long[] {5}));
    }
  };

  /** Pixels of a sample's input. */
  private static final int HEIGHT = 11;

  private static final int WIDTH = 9;

  private final String word;
  private final Class<? extends Layer> layer;

  HelperKind(String word, Class<? extends Layer> layer) {
    this.word = word;
    this.layer = layer;
  }

  /**
   * A layer to be checked.
   *
   * @param layer with its inputs and outputs set; a helper that fails must not be hidden
   * @param input shape of an example: [channels, height, width] or [features]
   * @param output shape of an example's output
   */
  record Sample(org.deeplearning4j.nn.conf.layers.Layer layer, long[] input, long[] output) {}

  private static Sample image(
      org.deeplearning4j.nn.conf.layers.Layer layer, int in, int out, int height, int width) {
    return new Sample(layer, new long[] {in, HEIGHT, WIDTH}, new long[] {out, height, width});
  }

  /** Small, but of those shapes that go different ways in oneDNN; new ones at each call. */
  abstract List<Sample> samples();

  @Override
  public String toString() {
    return word;
  }

  /** The kind of a layer; empty if Deeplearning4j has no helper for such layers. */
  static Optional<HelperKind> of(Layer layer) {
    return Arrays.stream(values()).filter(kind -> kind.layer.isInstance(layer)).findFirst();
  }

  /**
   * Gives a layer of this kind another helper.
   *
   * @param helper null for none, which is Deeplearning4j's built-in path
   */
  void setHelper(Layer of, LayerHelper helper) {
    try {
      // Set by the constructor alone, and read at each use.
      java.lang.reflect.Field field = layer.getDeclaredField("helper");
      field.setAccessible(true);
      field.set(of, helper);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another version of Deeplearning4j than 1.0.0-M2.1", e);
    }
  }

  private static org.deeplearning4j.nn.conf.layers.Layer batchNorm() {
    return new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
        .useLogStd(false)
        .helperAllowFallback(false)
        .nIn(5)
        .nOut(5)
        .build();
  }

  private static org.deeplearning4j.nn.conf.layers.Layer convolution(
      int kernel, int stride, ConvolutionMode mode, int in, int out) {
    return new org.deeplearning4j.nn.conf.layers.ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .convolutionMode(mode)
        .activation(new ActivationIdentity())
        .helperAllowFallback(false)
        .nIn(in)
        .nOut(out)
        .build();
  }

  private static org.deeplearning4j.nn.conf.layers.Layer pooling(
      PoolingType type, int kernel, int stride, ConvolutionMode mode) {
    return new org.deeplearning4j.nn.conf.layers.SubsamplingLayer.Builder(type)
        .kernelSize(kernel, kernel)
        .stride(stride, stride)
        .convolutionMode(mode)
        .helperAllowFallback(false)
        .build();
  }
}
