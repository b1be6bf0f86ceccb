package io.ablate4j.engine.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

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

  /** Whose gradient nobody asks for, beside the input. */
  private final List<Tensor> withoutGradient = new ArrayList<>();

  /** Whether all that layers read and give must stay to be looked at. */
  private final boolean isObserved;

  /** What functions are applied to, by the layer's name. */
  private final Map<String, Tensor> preActivations = new HashMap<>();

  private SoftmaxCrossEntropy loss;

  private NetworkCompiler(
      ComputationGraph graph,
      Parameters parameters,
      RandomBits random,
      ConvolutionCheck check,
      boolean isObserved) {
    this.isObserved = isObserved;
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
    return new NetworkCompiler(graph, parameters, random, check, false)
        .compile(input(exampleShape, examples));
  }

  /**
   * The same, but such that one can look at each layer afterwards.
   *
   * @param parameters may be a copy of the graph's, in the same order
   * @throws Unsupported if the graph has a part that the compiler does not know
   */
  static ObservedStep observe(
      ComputationGraph graph,
      long[] exampleShape,
      Parameters parameters,
      RandomBits random,
      ConvolutionCheck check,
      int examples)
      throws Unsupported {
    NetworkCompiler compiler = new NetworkCompiler(graph, parameters, random, check, true);
    Tensor input = input(exampleShape, examples);
    return new ObservedStep(compiler.compile(input), input, compiler.places());
  }

  private Map<String, ObservedStep.Place> places() {
    Map<String, ObservedStep.Place> places = new HashMap<>();
    configuration
        .getVertexInputs()
        .forEach(
            (name, sources) -> {
              Tensor output = outputs.get(name);
              places.put(
                  name,
                  new ObservedStep.Place(
                      sources.size() == 1 ? outputs.get(sources.get(0)) : null,
                      preActivations.getOrDefault(name, output),
                      output));
            });
    return places;
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
    List<Tensor> inputs = sources.stream().map(outputs::get).toList();
    if (!(vertex instanceof LayerVertex layerVertex)) {
      node(name, VertexRules.compile(vertex, name, inputs));
      return;
    }
    Unsupported.unless(inputs.size() == 1, name, "a layer of several inputs");
    Layer layer = layerVertex.getLayerConf().getLayer();
    PlainLayer.require(name, layerVertex.getLayerConf());
    PlainLayer.require(name, layer);
    Tensor from = inputs.get(0);
    Tensor seen = Preprocessors.shape(name, layerVertex.getPreProcessor(), from);
    if (seen == from || seen.space() == 1 && LayerRules.readsRows(layer)) {
      LayerRules.compile(layer, new LayerSpot(name, from, from == networkInput));
      return;
    }
    boolean first = new LayerSpot(name, from, from == networkInput).first();
    nodes.add(new Reshaped(from, seen, first));
    if (first) {
      withoutGradient.add(seen);
    }
    LayerRules.compile(layer, new LayerSpot(name, seen, false));
  }

  private void activation(String name, IActivation function, Tensor from) throws Unsupported {
    if (function.getClass() == ActivationIdentity.class) {
      outputs.put(name, from);
      return;
    }
    preActivations.put(name, from);
    Curve curve =
        Curves.of(function).orElseThrow(() -> new Unsupported(name, "activation " + function));
    if (isObserved) {
      node(name, Elementwise.of(curve, from));
      return;
    }
    Optional<Node> before = nodes.stream().filter(node -> node.output() == from).findFirst();
    if (before.isPresent() && readers(from) == 1 && before.get().takeIn(curve)) {
      outputs.put(name, from);
    } else {
      boolean inPlace =
          timesRead(name) == 1
              && readers(from) <= 1
              && before.isPresent()
              && before.get().forgetsOutput();
      node(name, inPlace ? Elementwise.inPlace(curve, from) : Elementwise.of(curve, from));
    }
  }

  /** How many vertices read what that one gives. */
  private long timesRead(String name) {
    return sources().filter(name::equals).count();
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

  /** Where a layer stands in this network. */
  private final class LayerSpot implements Spot {
    private final String name;
    private final Tensor from;
    private final boolean readsInput;

    LayerSpot(String name, Tensor from, boolean readsInput) {
      this.name = name;
      this.from = from;
      this.readsInput = readsInput;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Tensor from() {
      return from;
    }

    @Override
    public boolean first() {
      return readsInput || withoutGradient.stream().anyMatch(tensor -> tensor == from);
    }

    @Override
    public boolean readsInput() {
      return readsInput;
    }

    @Override
    public Optional<Node> before() {
      List<Node> makers = nodes.stream().filter(node -> node.output() == from).toList();
      return makers.size() == 1 && readers(from) == 1 && !isObserved
          ? Optional.of(makers.get(0))
          : Optional.empty();
    }

    @Override
    public INDArray parameter(String key) {
      return graph.getLayer(name).getParam(key);
    }

    @Override
    public int offset(String key, char order) throws Unsupported {
      INDArray parameter = parameter(key);
      boolean run =
          parameter.isVector()
              || parameter.ordering() == order
              || parameter.size(0) == 1
              || parameter.size(1) == 1;
      Unsupported.unless(run, name, "parameters in another order");
      return Math.toIntExact(parameter.offset());
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    @Override
    public RandomBits random() {
      return random;
    }

    @Override
    public ConvolutionCheck check() {
      return check;
    }

    @Override
    public Tensor add(Node node) {
      return node(name, node);
    }

    @Override
    public void leaveGradient(Tensor tensor) {
      withoutGradient.add(tensor);
    }

    @Override
    public void pass(Tensor tensor) {
      outputs.put(name, tensor);
    }

    @Override
    public void activate(IActivation function, Tensor tensor) throws Unsupported {
      activation(name, function, tensor);
    }

    @Override
    public void end(SoftmaxCrossEntropy last) {
      loss = last;
    }
  }
}
