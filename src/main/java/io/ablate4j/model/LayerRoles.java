package io.ablate4j.model;

import io.ablate4j.layer.LayerTraits;
import io.ablate4j.model.Piece.Role;
import io.ablate4j.regularization.LayerKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** What the layers of a user's network are among its pieces. */
final class LayerRoles {
  private final String output;

  /** Those whose output is the classes' scores already, because the last layer has no weights. */
  private final Set<String> scoring;

  private final boolean hasPools;

  LayerRoles(ComputationGraphConfiguration network, VertexGraph graph) {
    this.output = network.getNetworkOutputs().get(0);
    this.scoring =
        layer(network.getVertices().get(output)).filter(BaseOutputLayer.class::isInstance).isEmpty()
            ? graph.weightsBefore(output)
            : Set.of();
    this.hasPools =
        network.getVertices().values().stream()
            .anyMatch(vertex -> layer(vertex).filter(LayerRoles::isDownsampling).isPresent());
  }

  private static Optional<Layer> layer(GraphVertex vertex) {
    return vertex instanceof LayerVertex layer
        ? Optional.of(layer.getLayerConf().getLayer())
        : Optional.empty();
  }

  /** Of a layer that is neither batch norm nor dropout. */
  Role of(String name, Layer layer) {
    if (name.equals(output)) {
      return Role.OUTPUT;
    }
    if (isWeights(layer) && !scoring.contains(name)) {
      return Role.WEIGHTS;
    }
    return layer instanceof SubsamplingLayer || layer instanceof GlobalPoolingLayer
        ? Role.POOL
        : Role.PASS;
  }

  /** Whether sites are called after it: a convolution, or a dense layer that is not the last. */
  static boolean isWeights(Layer layer) {
    return layer instanceof ConvolutionLayer
        || layer instanceof DenseLayer && !LayerTraits.isOutput(layer);
  }

  static Optional<LayerKind> kind(Role role, Layer layer) {
    return switch (role) {
      case WEIGHTS ->
          Optional.of(layer instanceof ConvolutionLayer ? LayerKind.CONV : LayerKind.DENSE);
      case OUTPUT -> Optional.of(LayerKind.DENSE);
      default -> Optional.empty();
    };
  }

  /**
   * The kind of the block that ends behind a layer, which a network of a user's does not say: a
   * dense layer is one, a pooling that makes pictures smaller ends one of convolutions; where there
   * is no such pooling, each convolution does.
   */
  Optional<LayerKind> blockEnd(String name, Layer layer, boolean hasPixels) {
    Role role = of(name, layer);
    if (role == Role.WEIGHTS) {
      LayerKind kind = kind(role, layer).orElseThrow();
      return Optional.of(kind).filter(k -> k == LayerKind.DENSE || !hasPools);
    }
    return role == Role.POOL && (isDownsampling(layer) || layer instanceof GlobalPoolingLayer)
        ? Optional.of(hasPixels ? LayerKind.CONV : LayerKind.DENSE)
        : Optional.empty();
  }

  private static boolean isDownsampling(Layer layer) {
    return layer instanceof SubsamplingLayer pool
        && Arrays.stream(pool.getStride()).anyMatch(stride -> stride > 1);
  }

  /** Whether DL4J applies a layer's own dropout, to what the layer reads. */
  static boolean dropsInside(Layer layer) {
    return layer instanceof ConvolutionLayer
        || layer instanceof DenseLayer
        || layer instanceof BaseOutputLayer;
  }

  static boolean isLinear(Layer layer) {
    return LayerTraits.activation(layer).filter(ActivationIdentity.class::isInstance).isPresent();
  }

  /** Whether it adds a number to each unit; empty if that is not known of its class. */
  static Optional<Boolean> hasBias(Layer layer) {
    if (layer instanceof ConvolutionLayer convolution) {
      return Optional.of(convolution.hasBias());
    }
    return layer instanceof DenseLayer dense ? Optional.of(dense.hasBias()) : Optional.empty();
  }

  /** Lets it have a bias, or none. A new one starts at zero. */
  static void setBias(Layer layer, boolean has) {
    boolean isNew = has && hasBias(layer).filter(had -> !had).isPresent();
    if (layer instanceof ConvolutionLayer convolution) {
      convolution.setHasBias(has);
    } else if (layer instanceof DenseLayer dense) {
      dense.setHasBias(has);
    }
    if (isNew) {
      LayerTraits.weights(layer).ifPresent(weights -> weights.setBiasInit(0));
    }
  }

  /** For messages: names in quotes, or how many there are. */
  static String names(List<String> names) {
    return names.size() > 3
        ? names.size() + " layers"
        : String.join(", ", names.stream().map(name -> "\"" + name + "\"").toList());
  }
}
