package io.ablate4j.engine.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
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
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Translates an initialized graph into the operations of a {@link Step}, layer by layer. It knows
 * the layers it can compute exactly as DL4J does; anything else makes it refuse the whole graph.
 */
final class NetworkCompiler {
  private final ComputationGraph graph;
  private final ComputationGraphConfiguration configuration;
  private final Parameters parameters;
  private final RandomBits random;
  private final ConvolutionCheck check;
  private final Map<String, Tensor> outputs = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private SoftmaxCrossEntropy loss;

  private NetworkCompiler(
      ComputationGraph graph, Parameters parameters, RandomBits random, ConvolutionCheck check) {
    this.graph = graph;
    this.configuration = graph.getConfiguration();
    this.parameters = parameters;
    this.random = random;
    this.check = check;
  }

  /**
   * The step for batches of {@code examples}.
   *
   * @throws Unsupported if the graph has a part that the compiler does not know
   */
  static Step compile(
      ComputationGraph graph,
      long[] exampleShape,
      Parameters parameters,
      RandomBits random,
      ConvolutionCheck check,
      int examples)
      throws Unsupported {
    return new NetworkCompiler(graph, parameters, random, check)
        .compile(input(exampleShape, examples));
  }

  private Step compile(Tensor input) throws Unsupported {
    Unsupported.unless(
        configuration.getNetworkInputs().size() == 1
            && configuration.getNetworkOutputs().size() == 1,
        "graph",
        "more than one input or output");
    String inputName = configuration.getNetworkInputs().get(0);
    outputs.put(inputName, input);
    for (org.deeplearning4j.nn.graph.vertex.GraphVertex vertex : inOrder()) {
      String name = vertex.getVertexName();
      if (!name.equals(inputName)) {
        add(name, configuration.getVertices().get(name), input);
      }
    }
    Unsupported.unless(loss != null, "graph", "no output layer");
    return new Step(input, nodes, loss);
  }

  private List<org.deeplearning4j.nn.graph.vertex.GraphVertex> inOrder() {
    List<org.deeplearning4j.nn.graph.vertex.GraphVertex> ordered = new ArrayList<>();
    for (int index : graph.topologicalSortOrder()) {
      ordered.add(graph.getVertices()[index]);
    }
    return ordered;
  }

  private static Tensor input(long[] shape, int examples) {
    return shape.length == 1
        ? new Tensor(examples, (int) shape[0], 1, 1)
        : new Tensor(examples, (int) shape[0], (int) shape[1], (int) shape[2]);
  }

  private void add(String name, GraphVertex vertex, Tensor networkInput) throws Unsupported {
    List<String> sources = configuration.getVertexInputs().get(name);
    if (vertex.getClass() == MergeVertex.class) {
      Unsupported.unless(
          ((MergeVertex) vertex).getMergeAxis() == 1, name, "merged along another axis");
      node(name, new Merge(sources.stream().map(outputs::get).toList()));
      return;
    }
    if (!(vertex instanceof LayerVertex layerVertex) || sources.size() != 1) {
      throw new Unsupported(name, vertex.getClass().getSimpleName());
    }
    Tensor from = outputs.get(sources.get(0));
    Unsupported.unless(
        layerVertex.getPreProcessor() == null
            || layerVertex.getPreProcessor().getClass() == CnnToFeedForwardPreProcessor.class,
        name,
        "a preprocessor of its own");
    Layer layer = layerVertex.getLayerConf().getLayer();
    PlainLayer.require(name, layerVertex.getLayerConf());
    PlainLayer.require(name, layer);
    boolean first = from == networkInput;
    if (layer.getClass() == ConvolutionLayer.class) {
      convolution(name, (ConvolutionLayer) layer, from, first);
    } else if (layer.getClass() == DenseLayer.class) {
      DenseLayer dense = (DenseLayer) layer;
      Unsupported.unless(!dense.hasLayerNorm(), name, "layer normalization");
      activation(name, dense.getActivationFn(), dense(name, from, dense.hasBias(), first));
    } else if (layer.getClass() == BatchNormalization.class) {
      batchNorm(name, (BatchNormalization) layer, from);
    } else if (layer.getClass() == ActivationLayer.class) {
      activation(name, ((ActivationLayer) layer).getActivationFn(), from);
    } else if (layer.getClass() == SubsamplingLayer.class) {
      maxPool(name, (SubsamplingLayer) layer, from);
    } else if (layer.getClass() == DropoutLayer.class) {
      dropout(name, (DropoutLayer) layer, from);
    } else if (layer.getClass() == GlobalPoolingLayer.class) {
      GlobalPoolingLayer pool = (GlobalPoolingLayer) layer;
      Unsupported.unless(
          pool.getPoolingType() == PoolingType.AVG
              && pool.isCollapseDimensions()
              && (pool.getPoolingDimensions() == null
                  || java.util.Arrays.equals(pool.getPoolingDimensions(), new int[] {2, 3})),
          name,
          "global pooling other than the average");
      node(name, new GlobalAveragePool(from));
    } else if (layer.getClass() == OutputLayer.class) {
      output(name, (OutputLayer) layer, from, first);
    } else {
      throw new Unsupported(name, layer.getClass().getSimpleName());
    }
  }

  private void convolution(String name, ConvolutionLayer layer, Tensor from, boolean first)
      throws Unsupported {
    Unsupported.unless(
        layer.getCnn2dDataFormat() == CNN2DFormat.NCHW
            && layer.getDilation()[0] == 1
            && layer.getDilation()[1] == 1,
        name,
        "channels last, or dilation");
    Window rows =
        Window.of(
            name,
            layer.getConvolutionMode(),
            from.height,
            layer.getKernelSize()[0],
            layer.getStride()[0],
            layer.getPadding()[0]);
    Window columns =
        Window.of(
            name,
            layer.getConvolutionMode(),
            from.width,
            layer.getKernelSize()[1],
            layer.getStride()[1],
            layer.getPadding()[1]);
    Tensor to =
        new Tensor(
            from.examples, Math.toIntExact(layer.getNOut()), rows.outputs(), columns.outputs());
    int weights = offset(name, "W", 'c');
    int bias = layer.hasBias() ? offset(name, "b", 'c') : -1;
    if (rows.isOnePixel() && columns.isOnePixel()) {
      node(name, new PointwiseConvolution(from, to, parameters, weights, bias, first));
    } else {
      Unsupported.unless(check.verdict().objection().isEmpty(), name, check.verdict().text());
      boolean needsNoInputGradient = first && rows.stride() == 1 && columns.stride() == 1;
      node(
          name,
          new Convolution(
              from,
              to,
              new Convolution.Geometry(
                  layer.getKernelSize(),
                  layer.getStride(),
                  new int[] {rows.before(), columns.before()},
                  layer.getConvolutionMode() == ConvolutionMode.Same),
              parameters,
              weights,
              bias,
              needsNoInputGradient,
              check.executor()));
    }
    activation(name, layer.getActivationFn(), to);
  }

  private Tensor dense(String name, Tensor from, boolean bias, boolean first) throws Unsupported {
    INDArray weights = graph.getLayer(name).getParam("W");
    Unsupported.unless(weights.size(0) == from.exampleSize(), name, "an input of another size");
    Dense dense =
        new Dense(
            from,
            Math.toIntExact(weights.size(1)),
            parameters,
            offset(name, "W", 'f'),
            bias ? offset(name, "b", 'c') : -1,
            first);
    return node(name, dense);
  }

  private void output(String name, OutputLayer layer, Tensor from, boolean first)
      throws Unsupported {
    Unsupported.unless(
        layer.getActivationFn() instanceof ActivationSoftmax
            && layer.getLossFn().getClass() == LossMCXENT.class
            && ((LossMCXENT) layer.getLossFn()).getWeights() == null,
        name,
        "an output other than softmax with cross-entropy");
    double clip = ((LossMCXENT) layer.getLossFn()).getSoftmaxClipEps();
    Unsupported.unless(
        clip == SoftmaxCrossEntropy.LEAST_PROBABILITY, name, "probabilities clipped at " + clip);
    loss = new SoftmaxCrossEntropy(dense(name, from, layer.hasBias(), first));
  }

  private void batchNorm(String name, BatchNormalization layer, Tensor from) throws Unsupported {
    Unsupported.unless(
        !layer.isLockGammaBeta()
            && !layer.isUseLogStd()
            && layer.getCnn2DFormat() == CNN2DFormat.NCHW,
        name,
        "locked gamma and beta, logarithmic deviations, or channels last");
    Unsupported.unless(layer.isMinibatch(), name, "batch norm by running statistics alone");
    node(
        name,
        new BatchNorm(
            from,
            parameters,
            new BatchNorm.Layout(
                offset(name, "gamma", 'c'),
                offset(name, "beta", 'c'),
                offset(name, "mean", 'c'),
                offset(name, "var", 'c')),
            layer.getDecay(),
            layer.getEps()));
  }

  private void maxPool(String name, SubsamplingLayer layer, Tensor from) throws Unsupported {
    int kernel = layer.getKernelSize()[0];
    int stride = layer.getStride()[0];
    Unsupported.unless(
        layer.getPoolingType() == org.deeplearning4j.nn.conf.layers.PoolingType.MAX
            && layer.getCnn2dDataFormat() == CNN2DFormat.NCHW
            && layer.getKernelSize()[1] == kernel
            && layer.getStride()[1] == stride
            && layer.getDilation()[0] == 1
            && layer.getDilation()[1] == 1,
        name,
        "pooling other than the maximum over squares");
    Window rows =
        Window.of(
            name, layer.getConvolutionMode(), from.height, kernel, stride, layer.getPadding()[0]);
    Window columns =
        Window.of(
            name, layer.getConvolutionMode(), from.width, kernel, stride, layer.getPadding()[1]);
    node(
        name,
        new MaxPool(
            from,
            kernel,
            stride,
            rows.before(),
            columns.before(),
            rows.outputs(),
            columns.outputs()));
  }

  private void dropout(String name, DropoutLayer layer, Tensor from) throws Unsupported {
    if (layer.getIDropout() == null) {
      outputs.put(name, from);
      return;
    }
    Unsupported.unless(
        layer.getIDropout().getClass() == org.deeplearning4j.nn.conf.dropout.Dropout.class
            && ((org.deeplearning4j.nn.conf.dropout.Dropout) layer.getIDropout()).getPSchedule()
                == null,
        name,
        "dropout of another kind");
    double retain = ((org.deeplearning4j.nn.conf.dropout.Dropout) layer.getIDropout()).getP();
    node(name, new Dropout(from, retain, random));
  }

  private void activation(String name, IActivation function, Tensor from) throws Unsupported {
    if (function.getClass() == ActivationIdentity.class) {
      outputs.put(name, from);
      return;
    }
    Unsupported.unless(
        function.getClass() == ActivationReLU.class && function.toString().equals("relu"),
        name,
        "activation " + function);
    Optional<BatchNorm> before = batchNormBefore(from);
    if (before.isPresent() && readers(from) == 1) {
      before.get().rectify();
      outputs.put(name, from);
    } else {
      boolean inPlace = timesRead(name) == 1 && readers(from) <= 1 && forgets(from);
      node(name, inPlace ? Relu.inPlace(from) : Relu.of(from));
    }
  }

  /** How many vertices read what that one gives. */
  private long timesRead(String name) {
    return sources().filter(name::equals).count();
  }

  /** Whether the tensor comes from a node that goes its way back without it. */
  private boolean forgets(Tensor tensor) {
    return nodes.stream()
        .filter(node -> node.output() == tensor)
        .anyMatch(
            node ->
                node instanceof Convolution
                    || node instanceof PointwiseConvolution
                    || node instanceof Dense);
  }

  private Optional<BatchNorm> batchNormBefore(Tensor tensor) {
    return nodes.stream()
        .filter(node -> node.output() == tensor)
        .filter(BatchNorm.class::isInstance)
        .map(BatchNorm.class::cast)
        .findFirst();
  }

  /** How many vertices read what {@code tensor} holds. */
  private long readers(Tensor tensor) {
    return sources().filter(source -> outputs.get(source) == tensor).count();
  }

  /** What vertices read, each as often as it is read. */
  private Stream<String> sources() {
    return configuration.getVertexInputs().values().stream().flatMap(List::stream);
  }

  private Tensor node(String name, Node node) {
    nodes.add(node);
    outputs.put(name, node.output());
    return node.output();
  }

  /** Where a parameter starts among all; it must lie there as one run, in the order named. */
  private int offset(String layer, String key, char order) throws Unsupported {
    INDArray parameter = graph.getLayer(layer).getParam(key);
    boolean run =
        parameter.isVector()
            || parameter.ordering() == order
            || parameter.size(0) == 1
            || parameter.size(1) == 1;
    Unsupported.unless(run, layer, "parameters in another order");
    return Math.toIntExact(parameter.offset());
  }
}
