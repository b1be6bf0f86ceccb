package io.ablate4j.model;

import io.ablate4j.layer.LayerTraits;
import io.ablate4j.model.words.LayerWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * Which layers a network has and what reads what; made without starting the native library.
 *
 * @param nodes all layers and places where branches meet, in the order in which they were added
 */
public record NetworkOutline(List<Node> nodes) {
  /** Layers that do nothing to a scale, but for a function that they may apply. */
  private static final List<Class<? extends Layer>> PLAIN =
      List.of(
          ActivationLayer.class,
          DropoutLayer.class,
          SubsamplingLayer.class,
          GlobalPoolingLayer.class);

  /**
   * A layer, or a place where branches meet.
   *
   * @param name its name in the network
   * @param reads names of what it reads
   * @param isWeighted whether it has weights that are drawn at random
   * @param isNorm whether it normalizes what it reads
   * @param keepsScale whether a f(x) = f(a x) for any a above 0, where f is what it does to what it
   *     reads, biases left out
   * @param words what it is
   */
  public record Node(
      String name,
      List<String> reads,
      boolean isWeighted,
      boolean isNorm,
      boolean keepsScale,
      String words) {
    public Node {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(words, "words");
      reads = List.copyOf(reads);
    }
  }

  public NetworkOutline {
    nodes = List.copyOf(nodes);
  }

  /** That of a configuration. */
  public static NetworkOutline of(ComputationGraphConfiguration network) {
    List<Node> nodes = new ArrayList<>();
    for (Map.Entry<String, GraphVertex> entry : network.getVertices().entrySet()) {
      String name = entry.getKey();
      List<String> reads = network.getVertexInputs().get(name);
      nodes.add(
          entry.getValue() instanceof LayerVertex vertex
              ? node(name, reads, vertex.getLayerConf().getLayer())
              : new Node(
                  name, reads, false, false, false, entry.getValue().getClass().getSimpleName()));
    }
    return new NetworkOutline(nodes);
  }

  private static Node node(String name, List<String> reads, Layer layer) {
    boolean isWeighted = LayerTraits.weights(layer).isPresent();
    boolean isPlain =
        PLAIN.stream().anyMatch(kind -> kind.isInstance(layer)) && !LayerTraits.isNoise(layer);
    return new Node(
        name,
        reads,
        isWeighted,
        LayerTraits.isNorm(layer),
        (isWeighted || isPlain)
            && LayerTraits.activation(layer).map(NetworkOutline::keepsScale).orElse(true),
        String.join(", ", LayerWords.of(layer)));
  }

  /** A rectifier with a ceiling or a threshold does not. */
  private static boolean keepsScale(IActivation function) {
    return function.equals(new ActivationReLU())
        || function.getClass() == ActivationLReLU.class
        || function.getClass() == ActivationIdentity.class;
  }

  /** What reads what a layer gives, in the network's order. */
  public List<Node> readers(String name) {
    return nodes.stream().filter(node -> node.reads().contains(name)).toList();
  }
}
