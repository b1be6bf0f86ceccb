package io.ablate4j.model;

import io.ablate4j.layer.GhostBatchNormalization;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;

/**
 * What a configuration looks like to a reader; made without starting the native library.
 *
 * @param layers one line a layer, in the order in which they were added, such as {@code conv1: conv
 *     3x3, 16, same, ReLU; 160 parameters}; what it reads is told where that is not the line before
 * @param trainableParameters what the optimizer changes: all parameters less the two running
 *     statistics a channel that each BN layer counts among its own
 */
public record NetworkDescription(List<String> layers, long trainableParameters) {
  public NetworkDescription {
    layers = List.copyOf(layers);
  }

  /** Describes a configuration whose input types are set. */
  public static NetworkDescription of(ComputationGraphConfiguration configuration) {
    List<String> lines = new ArrayList<>();
    long parameters = 0;
    String before = configuration.getNetworkInputs().get(0);
    for (Map.Entry<String, GraphVertex> entry : configuration.getVertices().entrySet()) {
      String name = entry.getKey();
      List<String> inputs = configuration.getVertexInputs().get(name);
      long own = trainable(entry.getValue());
      parameters += own;
      List<String> parts = new ArrayList<>(words(entry.getValue()));
      if (!inputs.equals(List.of(before))) {
        parts.add((inputs.size() == 1 ? "from " : "of ") + String.join(" + ", inputs));
      }
      lines.add(name + ": " + String.join(", ", parts) + (own > 0 ? "; " + counted(own) : ""));
      before = name;
    }
    return new NetworkDescription(lines, parameters);
  }

  private static long trainable(GraphVertex vertex) {
    if (!(vertex instanceof LayerVertex layerVertex)) {
      return vertex.numParams(false);
    }
    Layer layer = layerVertex.getLayerConf().getLayer();
    long all = layer.initializer().numParams(layerVertex.getLayerConf());
    return layer instanceof BatchNormalization bn ? all - 2 * bn.getNOut() : all;
  }

  private static String counted(long parameters) {
    return String.format(Locale.ROOT, "%,d", parameters).replace(',', '\u202f') + " parameters";
  }

  private static List<String> words(GraphVertex vertex) {
    if (vertex instanceof LayerVertex layerVertex) {
      return words(layerVertex.getLayerConf().getLayer());
    }
    return List.of(
        vertex instanceof MergeVertex ? "channels joined" : vertex.getClass().getSimpleName());
  }

  /** Its kind and what it was set to; of a kind that is not ours its class and width. */
  private static List<String> words(Layer layer) {
    List<String> words = new ArrayList<>();
    if (layer instanceof OutputLayer output) {
      words.add("dense " + output.getNOut());
      activation(words, output.getActivationFn());
    } else if (layer instanceof DenseLayer dense) {
      words.add("dense " + dense.getNOut());
      activation(words, dense.getActivationFn());
    } else if (layer.getClass() == ConvolutionLayer.class) {
      ConvolutionLayer conv = (ConvolutionLayer) layer;
      words.add("conv " + size(conv.getKernelSize()));
      words.add(String.valueOf(conv.getNOut()));
      window(words, conv.getStride(), new int[] {1, 1}, conv.getConvolutionMode());
      activation(words, conv.getActivationFn());
    } else if (layer instanceof SubsamplingLayer pool) {
      words.add(kind(pool.getPoolingType().name()) + "-pool " + size(pool.getKernelSize()));
      window(words, pool.getStride(), pool.getKernelSize(), pool.getConvolutionMode());
    } else if (layer instanceof GlobalPoolingLayer pool) {
      words.add("global " + kind(pool.getPoolingType().name()) + " pool");
    } else if (layer instanceof BatchNormalization bn) {
      words.add(
          bn instanceof GhostBatchNormalization ghost
              ? "ghost batch norm of " + ghost.getGhost()
              : "batch norm");
      words.add("decay " + number(bn.getDecay()));
    } else if (layer instanceof ActivationLayer only) {
      activation(words, only.getActivationFn());
    } else if (layer instanceof DropoutLayer drop) {
      words.add(dropout(drop.getIDropout()));
    } else {
      words.add(layer.getClass().getSimpleName());
      if (layer instanceof FeedForwardLayer other) {
        words.add(String.valueOf(other.getNOut()));
      }
    }
    return words;
  }

  private static String dropout(IDropout of) {
    if (of instanceof Dropout rate) {
      return "drop " + number(1 - rate.getP());
    }
    if (of instanceof SpatialDropout rate) {
      return "spatial drop " + number(1 - rate.getP());
    }
    return of instanceof GaussianDropout rate
        ? "gaussian drop " + number(rate.getRate())
        : DropoutLayer.class.getSimpleName()
            + (of == null ? "" : " " + of.getClass().getSimpleName());
  }

  private static void activation(List<String> words, IActivation function) {
    String name = function.toString();
    if (!name.equals("identity")) {
      words.add(name.equals("relu") ? "ReLU" : name);
    }
  }

  private static void window(List<String> words, int[] stride, int[] usual, ConvolutionMode mode) {
    if (!java.util.Arrays.equals(stride, usual)) {
      words.add("stride " + (stride[0] == stride[1] ? String.valueOf(stride[0]) : size(stride)));
    }
    if (mode == ConvolutionMode.Same) {
      words.add("same");
    }
  }

  private static String kind(String type) {
    return type.equals("AVG") ? "average" : type.toLowerCase(Locale.ROOT);
  }

  private static String size(int[] sides) {
    return sides[0] + "x" + sides[1];
  }

  /** Without the last bits that 1 - p leaves. */
  private static String number(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
