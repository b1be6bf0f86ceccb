package io.ablate4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;

class LayerTraitsTest {
  private static final Layer DENSE =
      new DenseLayer.Builder().nOut(3).activation(Activation.RELU).build();
  private static final Layer CONVOLUTION =
      new ConvolutionLayer.Builder().nOut(2).activation(Activation.RELU).build();
  private static final Layer OUTPUT =
      new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
  private static final Layer NORM =
      new BatchNormalization.Builder().nOut(3).activation(Activation.RELU).build();
  private static final Layer DROPOUT = new DropoutLayer.Builder(.5).build();
  private static final Layer POOLING = new SubsamplingLayer.Builder().build();

  @Test
  void layersWithWeightsHaveAFunctionAndOneOfThemIsTheLast() {
    for (Layer layer : List.of(DENSE, CONVOLUTION, OUTPUT)) {
      assertThat(LayerTraits.activation(layer)).isPresent();
      assertThat(LayerTraits.weights(layer).map(Layer.class::cast)).containsSame(layer);
      assertThat(LayerTraits.isOutput(layer)).isEqualTo(layer == OUTPUT);
      assertThat(LayerTraits.untrained(layer)).isZero();
    }
  }

  /** In Deeplearning4j both are layers that may have a function and weights. */
  @Test
  void batchNormAndDropoutApplyNoFunctionAndHaveNoWeights() {
    for (Layer layer : List.of(NORM, new GhostBatchNormalization(2), DROPOUT, POOLING)) {
      assertThat(LayerTraits.activation(layer)).isEmpty();
      assertThat(LayerTraits.weights(layer)).isEmpty();
      assertThat(LayerTraits.isOutput(layer)).isFalse();
      assertThatThrownBy(() -> LayerTraits.activate(layer, new ActivationTanH()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(layer.getClass().getSimpleName());
    }
  }

  @Test
  void ofABatchNormTheRunningMeansAndVariancesAreNotTrained() {
    GhostBatchNormalization ghost = new GhostBatchNormalization(2);
    ghost.setNOut(5);
    assertThat(LayerTraits.untrained(NORM)).isEqualTo(6);
    assertThat(LayerTraits.untrained(ghost)).isEqualTo(10);
    assertThat(LayerTraits.isNorm(NORM)).isTrue();
    assertThat(LayerTraits.isNorm(ghost)).isTrue();
    assertThat(LayerTraits.isNorm(DENSE)).isFalse();
    assertThat(LayerTraits.isNorm(POOLING)).isFalse();
  }

  @Test
  void aFunctionCanBePutInThePlaceOfAnother() {
    Layer dense = new DenseLayer.Builder().activation(Activation.RELU).build();
    Layer only = new ActivationLayer(Activation.RELU);
    for (Layer layer : List.of(dense, only)) {
      assertThat(LayerTraits.activation(layer)).containsInstanceOf(ActivationReLU.class);
      LayerTraits.activate(layer, new ActivationTanH());
      assertThat(LayerTraits.activation(layer)).containsInstanceOf(ActivationTanH.class);
    }
  }
}
