package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import io.ablate4j.layer.LayerTraits;
import io.ablate4j.model.Piece.Role;
import io.ablate4j.model.Piece.Strand;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.LayerKind;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Builds a network block by block, and puts the parts of the regularization where it says; unless
 * it says otherwise in the order weights, BN, ReLU, pooling, Dropout. Blocks are only noted down at
 * first: what a layer lies between is known when all are there. Layers that every arm has keep
 * their names in every arm, so that arms of one seed start from the same weights; what an arm adds
 * is called after the layer it follows, with {@code -bn}, {@code -relu} or {@code -drop}.
 *
 * <p>Weights are He-normal (He et al. 2015, arXiv:1502.01852), biases zero; a layer whose
 * activation BN directly precedes has no bias, since BN would take it away again.
 */
public final class BlockBuilder {
  private static final String OUTPUT = "output";

  private final ModelSpec spec;
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<String, Piece> byName = new HashMap<>();
  private Piece last;

  private final ComputationGraphConfiguration.GraphBuilder graph;

  /** Name of the last vertex of a piece. */
  private final Map<Piece, String> ends = new HashMap<>();

  private final Set<String> vertices = new HashSet<>();

  /** Starts at the input. */
  public BlockBuilder(ModelSpec spec) {
    this.spec = spec;
    InputShape shape = spec.input();
    this.graph =
        new NeuralNetConfiguration.Builder()
            .seed(0) // the trainer seeds layer by layer; DL4J's default is the time of day
            .weightInit(WeightInit.RELU)
            .graphBuilder()
            .addInputs(Site.INPUT)
            .setInputTypes(
                shape.image()
                    ? InputType.convolutional(shape.height(), shape.width(), shape.channels())
                    : InputType.feedForward(shape.size()));
    add(Piece.input(Site.INPUT, shape.image()));
  }

  /** Name of the block that the next one follows; it stands for all that is put into it. */
  public String last() {
    return last.name;
  }

  /**
   * Lets the next layer follow {@code layer}: the start of another branch.
   *
   * @throws IllegalArgumentException if nothing has that name yet
   */
  public BlockBuilder from(String layer) {
    last = piece(layer);
    return this;
  }

  /**
   * Convolution with stride 1 and "same" padding, ReLU.
   *
   * @param kernel height and width of the filter
   * @param channels filters
   */
  public BlockBuilder convolution(String name, int kernel, int channels) {
    return add(
        Piece.weights(
            name,
            last,
            LayerKind.CONV,
            (hasBias, hasActivation) ->
                new ConvolutionLayer.Builder(kernel, kernel)
                    .nOut(channels)
                    .stride(1, 1)
                    .convolutionMode(ConvolutionMode.Same)
                    .hasBias(hasBias)
                    .activation(activation(hasActivation))
                    .build()));
  }

  /** Dense layer, ReLU, the end of a block. */
  public BlockBuilder dense(String name, int units) {
    add(
        Piece.weights(
            name,
            last,
            LayerKind.DENSE,
            (hasBias, hasActivation) ->
                new DenseLayer.Builder()
                    .nOut(units)
                    .hasBias(hasBias)
                    .activation(activation(hasActivation))
                    .build()));
    return blockEnd(LayerKind.DENSE);
  }

  private static Activation activation(boolean hasActivation) {
    return hasActivation ? Activation.RELU : Activation.IDENTITY;
  }

  /** Max pooling over windows of {@code size} x {@code size} that do not overlap. */
  public BlockBuilder maxPool(String name, int size) {
    Layer layer =
        new SubsamplingLayer.Builder(PoolingType.MAX)
            .kernelSize(size, size)
            .stride(size, size)
            .build();
    return add(Piece.pool(name, last, layer, true));
  }

  /** Max pooling with stride 1 and "same" padding: height and width stay. */
  public BlockBuilder maxPoolInPlace(String name, int size) {
    Layer layer =
        new SubsamplingLayer.Builder(PoolingType.MAX)
            .kernelSize(size, size)
            .stride(1, 1)
            .convolutionMode(ConvolutionMode.Same)
            .build();
    return add(Piece.pool(name, last, layer, true));
  }

  /** Mean over height and width: one number a channel. */
  public BlockBuilder globalAveragePool(String name) {
    return add(
        Piece.pool(name, last, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), false));
  }

  /** Joins branches along the channels, in the order given. */
  public BlockBuilder merge(String name, String... branches) {
    return add(Piece.merge(name, Arrays.stream(branches).map(this::piece).toList()));
  }

  /** The end of a convolution block, where a regularization may want dropout. */
  public BlockBuilder dropoutConv() {
    return blockEnd(LayerKind.CONV);
  }

  /** The end of a block that counts as dense; {@link #dense} has it already. */
  public BlockBuilder dropoutDense() {
    return blockEnd(LayerKind.DENSE);
  }

  private BlockBuilder blockEnd(LayerKind kind) {
    return add(Piece.blockEnd(last.name + "-drop", last, kind));
  }

  /**
   * Ends with a softmax over the classes and cross-entropy, which has no regularization.
   *
   * @throws ProblemsException if a part of the regularization cannot stand where it is to
   */
  public ComputationGraphConfiguration softmaxOutput() {
    add(
        Piece.output(
            OUTPUT,
            last,
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(spec.classes())
                .activation(Activation.SOFTMAX)
                .build()));
    Layout layout = Weaver.weave(pieces, spec.regularization());
    spec.laidOut().accept(layout);
    if (!layout.problems().isEmpty()) {
      throw new ProblemsException(layout.problems());
    }
    pieces.forEach(this::emit);
    return graph.setOutputs(OUTPUT).build();
  }

  private void emit(Piece piece) {
    String from = piece.inputs.isEmpty() ? piece.name : ends.get(piece.inputs.get(0));
    String end =
        switch (piece.role) {
          case INPUT, BLOCK_END, FORK -> from;
          case WEIGHTS -> weights(piece, from);
          case POOL, PASS, OUTPUT -> vertex(piece.name, piece.layer(true, true), from);
          case MERGE -> {
            graph.addVertex(
                piece.name,
                piece.vertex(),
                piece.inputs.stream().map(ends::get).toArray(String[]::new));
            vertices.add(piece.name);
            yield piece.name;
          }
        };
    String base = piece.role == Role.BLOCK_END ? nameOfEnd(piece, from) : piece.name;
    for (Strand strand : piece.behind()) {
      end = vertex(strand.wanted(base), strand.layer(), end);
    }
    ends.put(piece, end);
  }

  /**
   * What stands at the end of a block is called after the layer before it; after a convolution
   * without pooling after its last vertex, as it always was.
   */
  private static String nameOfEnd(Piece end, String from) {
    Piece before = end.inputs.get(0);
    boolean isBare = before.role == Role.WEIGHTS && before.kind.orElseThrow() == LayerKind.CONV;
    return isBare ? from : before.name;
  }

  /** Weights and activation are one layer where nothing stands between them. */
  private String weights(Piece piece, String from) {
    List<Strand> inside = piece.inside();
    boolean normalized = !inside.isEmpty() && LayerTraits.isNorm(inside.get(0).layer());
    String end = vertex(piece.name, piece.layer(!normalized, inside.isEmpty()), from);
    for (Strand strand : inside) {
      end = vertex(strand.wanted(piece.name), strand.layer(), end);
    }
    // DL4J's BatchNormalization ignores an activation of its own.
    return inside.isEmpty()
        ? end
        : vertex(
            piece.name + "-relu",
            new ActivationLayer.Builder().activation(Activation.RELU).build(),
            end);
  }

  /** Adds a layer, under a name of its own. */
  private String vertex(String wanted, Layer layer, String from) {
    String name = wanted;
    for (int number = 2; !vertices.add(name); number++) {
      name = wanted + "-" + number;
    }
    graph.addLayer(name, layer, from);
    return name;
  }

  private BlockBuilder add(Piece piece) {
    pieces.add(piece);
    byName.put(piece.name, piece);
    last = piece;
    return this;
  }

  private Piece piece(String name) {
    Piece piece = byName.get(name);
    if (piece == null) {
      throw new IllegalArgumentException(
          "there is no layer \"" + name + "\" yet, only " + Weaver.names(pieces));
    }
    return piece;
  }
}
