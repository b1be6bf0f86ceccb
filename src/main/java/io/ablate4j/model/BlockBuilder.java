package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Dropout;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Builds a network block by block, each in the order weights, BN, ReLU, pooling, Dropout, and puts
 * BN and Dropout where the regularization says. Layers that every arm has keep their names in every
 * arm, so that arms of one seed start from the same weights; what an arm adds is called after the
 * layer it follows, with {@code -bn}, {@code -relu} or {@code -drop}.
 *
 * <p>Weights are He-normal (He et al. 2015, arXiv:1502.01852), biases zero; a layer that BN follows
 * has no bias, since BN would take it away again.
 */
public final class BlockBuilder {
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  private final ModelSpec spec;
  private final ComputationGraphConfiguration.GraphBuilder graph;
  private String last = INPUT;

  /** Starts at the input. */
  public BlockBuilder(ModelSpec spec) {
    this.spec = spec;
    InputShape shape = spec.input();
    this.graph =
        new NeuralNetConfiguration.Builder()
            .seed(0) // the trainer seeds layer by layer; DL4J's default is the time of day
            .weightInit(WeightInit.RELU)
            .graphBuilder()
            .addInputs(INPUT)
            .setInputTypes(
                shape.image()
                    ? InputType.convolutional(shape.height(), shape.width(), shape.channels())
                    : InputType.feedForward(shape.size()));
  }

  /** Name of the layer that the next one follows. */
  public String last() {
    return last;
  }

  /** Lets the next layer follow {@code layer}: the start of another branch. */
  public BlockBuilder from(String layer) {
    last = layer;
    return this;
  }

  /**
   * Convolution with stride 1 and "same" padding, BN, ReLU.
   *
   * @param kernel height and width of the filter
   * @param channels filters
   */
  public BlockBuilder convolution(String name, int kernel, int channels) {
    boolean normalized = spec.regularization().batchNorm().filter(BatchNorm::conv).isPresent();
    return weights(
        name,
        new ConvolutionLayer.Builder(kernel, kernel)
            .nOut(channels)
            .stride(1, 1)
            .convolutionMode(ConvolutionMode.Same)
            .hasBias(!normalized)
            .activation(normalized ? Activation.IDENTITY : Activation.RELU)
            .build(),
        normalized);
  }

  /** Dense layer, BN, ReLU, Dropout. */
  public BlockBuilder dense(String name, int units) {
    boolean normalized = spec.regularization().batchNorm().filter(BatchNorm::dense).isPresent();
    weights(
        name,
        new DenseLayer.Builder()
            .nOut(units)
            .hasBias(!normalized)
            .activation(normalized ? Activation.IDENTITY : Activation.RELU)
            .build(),
        normalized);
    return dropout(name, denseDropProbability());
  }

  /** Max pooling over windows of {@code size} x {@code size} that do not overlap. */
  public BlockBuilder maxPool(String name, int size) {
    return add(
        name,
        new SubsamplingLayer.Builder(PoolingType.MAX)
            .kernelSize(size, size)
            .stride(size, size)
            .build());
  }

  /** Max pooling with stride 1 and "same" padding: height and width stay. */
  public BlockBuilder maxPoolInPlace(String name, int size) {
    return add(
        name,
        new SubsamplingLayer.Builder(PoolingType.MAX)
            .kernelSize(size, size)
            .stride(1, 1)
            .convolutionMode(ConvolutionMode.Same)
            .build());
  }

  /** Mean over height and width: one number a channel. */
  public BlockBuilder globalAveragePool(String name) {
    return add(name, new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
  }

  /** Joins branches along the channels, in the order given. */
  public BlockBuilder merge(String name, String... branches) {
    graph.addVertex(name, new MergeVertex(), branches);
    last = name;
    return this;
  }

  /** Dropout as the regularization wants it after a convolution block. */
  public BlockBuilder dropoutConv() {
    return dropout(last, spec.regularization().dropout().map(Dropout::conv).orElse(0.0));
  }

  /** Dropout as the regularization wants it after a dense layer; {@link #dense} has it already. */
  public BlockBuilder dropoutDense() {
    return dropout(last, denseDropProbability());
  }

  /** Ends with a softmax over the classes and cross-entropy; it has neither BN nor Dropout. */
  public ComputationGraphConfiguration softmaxOutput() {
    add(
        OUTPUT,
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(spec.classes())
            .activation(Activation.SOFTMAX)
            .build());
    return graph.setOutputs(OUTPUT).build();
  }

  private BlockBuilder weights(String name, Layer layer, boolean normalized) {
    add(name, layer);
    if (normalized) {
      BatchNorm bn = spec.regularization().batchNorm().orElseThrow();
      add(
          name + "-bn",
          new BatchNormalization.Builder()
              .decay(bn.decay())
              .eps(bn.epsilon())
              // The plain running variance; its logarithm is for gradient sharing between machines.
              .useLogStd(false)
              .build());
      // DL4J's BatchNormalization ignores an activation of its own.
      add(name + "-relu", new ActivationLayer.Builder().activation(Activation.RELU).build());
    }
    return this;
  }

  private double denseDropProbability() {
    return spec.regularization().dropout().map(Dropout::dense).orElse(0.0);
  }

  private BlockBuilder dropout(String after, double dropProbability) {
    if (dropProbability == 0) {
      // A layer that drops nothing gives an mlp or cnn the same bits, but in a graph with branches
      // one more vertex changes DL4J's topological order, and with it the order in which gradients
      // of branches are added up: a control with p = 0 would differ from none in its last bits.
      return this;
    }
    // A layer of its own: DL4J ignores dropOut() on pooling and activation layers.
    return add(
        after + "-drop",
        new DropoutLayer.Builder(
                new org.deeplearning4j.nn.conf.dropout.Dropout(retainProbability(dropProbability)))
            .build());
  }

  /**
   * DL4J's dropout takes the share that stays; everything else in ablate4j says what is dropped.
   */
  static double retainProbability(double dropProbability) {
    return 1 - dropProbability;
  }

  private BlockBuilder add(String name, Layer layer) {
    graph.addLayer(name, layer, last);
    last = name;
    return this;
  }
}
