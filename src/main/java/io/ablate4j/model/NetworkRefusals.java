package io.ablate4j.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * What networks of users are not taken apart, and why: where one could not be sure that the parts
 * put together again are the network, nothing is guessed.
 */
final class NetworkRefusals {
  private static final List<Class<? extends GraphVertex>> KNOWN =
      List.of(
          LayerVertex.class,
          MergeVertex.class,
          ElementWiseVertex.class,
          ScaleVertex.class,
          ShiftVertex.class,
          SubsetVertex.class,
          ReshapeVertex.class,
          PreprocessorVertex.class,
          L2NormalizeVertex.class,
          PoolHelperVertex.class);

  /** A reason by which layers are refused, as what follows "layer X". */
  private record Reason(Predicate<Layer> holds, String words) {}

  private static final List<Reason> REASONS =
      List.of(
          new Reason(
              layer -> layer instanceof BaseRecurrentLayer || layer instanceof Bidirectional,
              "is recurrent, and batch norm has no channels of steps in time"),
          new Reason(
              layer -> layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop,
              "is frozen, and an ablation trains every layer from the start"),
          new Reason(
              BaseWrapperLayer.class::isInstance,
              "wraps another layer, which cannot be looked into"),
          new Reason(
              layer -> layer instanceof BatchNormalization norm && norm.isLockGammaBeta(),
              "is a batch norm whose scale and shift are locked"),
          new Reason(
              NetworkRefusals::hasChannelsLast,
              "has channels last (NHWC), and data have them" + " first"),
          new Reason(
              NetworkRefusals::dropsUnseen,
              "has dropout inside a layer of a kind that cannot be taken apart"));

  private NetworkRefusals() {}

  /** All reasons, each a sentence about "it"; none if it can be taken apart. */
  static List<String> of(ComputationGraphConfiguration network) {
    List<String> found = new ArrayList<>();
    if (network.getNetworkInputs().size() != 1 || network.getNetworkOutputs().size() != 1) {
      found.add(
          "It has "
              + network.getNetworkInputs().size()
              + " inputs and "
              + network.getNetworkOutputs().size()
              + " outputs, not one of each.");
      return found;
    }
    if (network.getBackpropType() == BackpropType.TruncatedBPTT) {
      found.add("It is trained by truncated backpropagation through time, so it is recurrent.");
    }
    Optional<String> norm = Optional.empty();
    Optional<String> clipping = Optional.empty();
    for (Map.Entry<String, GraphVertex> entry : network.getVertices().entrySet()) {
      String name = "\"" + entry.getKey() + "\"";
      GraphVertex vertex = entry.getValue();
      if (!KNOWN.contains(vertex.getClass())) {
        found.add(
            "Its vertex "
                + name
                + " is a "
                + vertex.getClass().getSimpleName()
                + ", behind which one layer may stand for several.");
      } else if (vertex instanceof LayerVertex own) {
        Layer layer = own.getLayerConf().getLayer();
        REASONS.stream()
            .filter(reason -> reason.holds.test(layer))
            .findFirst()
            .ifPresent(reason -> found.add("Its layer " + name + " " + reason.words + "."));
        if (own.getPreProcessor() instanceof CnnToFeedForwardPreProcessor flat
            && flat.getFormat() == CNN2DFormat.NHWC) {
          found.add("Its layer " + name + " flattens channels last (NHWC).");
        }
        norm = layer instanceof BatchNormalization ? Optional.of(name) : norm;
        clipping = clips(layer) ? Optional.of(name) : clipping;
      }
    }
    if (norm.isPresent() && clipping.isPresent()) {
      found.add(
          "Its layer "
              + clipping.get()
              + " clips or normalizes gradients beside batch norm, whose running statistics"
              + " Deeplearning4j would clip as well.");
    }
    output(network).ifPresent(found::add);
    return List.copyOf(found);
  }

  /** Whether batch norm may not be put in, since gradients are clipped. */
  static boolean clips(ComputationGraphConfiguration network) {
    return network.getVertices().values().stream()
        .anyMatch(
            vertex ->
                vertex instanceof LayerVertex layer && clips(layer.getLayerConf().getLayer()));
  }

  private static boolean clips(Layer layer) {
    return layer instanceof BaseLayer weights
        && weights.getGradientNormalization() != null
        && weights.getGradientNormalization() != GradientNormalization.None;
  }

  /** What a vertex gives that is no picture and no row of numbers; empty if all give these. */
  static Optional<String> ofTypes(Map<String, InputType> types) {
    return types.entrySet().stream()
        .filter(
            entry ->
                !(entry.getValue() instanceof InputType.InputTypeConvolutional
                    || entry.getValue() instanceof InputType.InputTypeFeedForward))
        .findFirst()
        .map(entry -> "has steps in time or a third dimension at \"" + entry.getKey() + "\"");
  }

  private static boolean hasChannelsLast(Layer layer) {
    return layer instanceof ConvolutionLayer convolution
            && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC
        || layer instanceof SubsamplingLayer pool && pool.getCnn2dDataFormat() == CNN2DFormat.NHWC
        || layer instanceof BatchNormalization norm && norm.getCnn2DFormat() == CNN2DFormat.NHWC;
  }

  /** DL4J applies it, and it is no vertex of its own. */
  private static boolean dropsUnseen(Layer layer) {
    return layer.getIDropout() != null
        && layer instanceof FeedForwardLayer
        && !LayerRoles.dropsInside(layer)
        && !(layer instanceof BatchNormalization)
        && !(layer instanceof LossLayer)
        && !(layer instanceof DropoutLayer);
  }

  private static Optional<String> output(ComputationGraphConfiguration network) {
    String name = network.getNetworkOutputs().get(0);
    Layer layer =
        network.getVertices().get(name) instanceof LayerVertex vertex
            ? vertex.getLayerConf().getLayer()
            : null;
    ILossFunction loss = null;
    IActivation function = null;
    if (layer instanceof BaseOutputLayer output && layer.getClass() == OutputLayer.class) {
      loss = output.getLossFn();
      function = output.getActivationFn();
    } else if (layer instanceof LossLayer output) {
      loss = output.getLossFn();
      function = output.getActivationFn();
    }
    boolean isCrossEntropy =
        loss instanceof LossMCXENT entropy
            && entropy.getWeights() == null
            && function instanceof ActivationSoftmax;
    return isCrossEntropy
        ? Optional.empty()
        : Optional.of(
            "Its output \""
                + name
                + "\" is not a softmax with cross-entropy (MCXENT or NEGATIVELOGLIKELIHOOD) of"
                + " equal weights, which studies train and compare.");
  }
}
