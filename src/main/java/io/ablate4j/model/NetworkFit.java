package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/**
 * A user's network on the data of a study: what each of its vertices gives there, or why it does
 * not fit.
 *
 * @param network a copy that computes the same function, with what it lacks to read such data
 * @param types by vertex, the input among them
 */
record NetworkFit(ComputationGraphConfiguration network, Map<String, InputType> types) {
  /** Says why a network does not fit, as what follows its name. */
  static final class Misfit extends Exception {
    private static final long serialVersionUID = 1L;

    Misfit(String words) {
      super(words);
    }
  }

  /**
   * Fits it.
   *
   * @param file stays as it is
   * @throws Misfit if data of that shape cannot go through it
   */
  static NetworkFit of(ComputationGraphConfiguration file, InputShape shape) throws Misfit {
    ComputationGraphConfiguration network = file.clone();
    network.setTopologicalOrder(null);
    network.setTopologicalOrderStr(null);
    network.setDataType(DataType.FLOAT);
    String input = network.getNetworkInputs().get(0);
    for (Map.Entry<String, GraphVertex> entry : network.getVertices().entrySet()) {
      if (entry.getValue() instanceof LayerVertex layer) {
        layer.getLayerConf().getLayer().setLayerName(entry.getKey());
        sameLoss(layer.getLayerConf().getLayer());
        if (network.getVertexInputs().get(entry.getKey()).contains(input)) {
          readsImages(layer, shape);
        }
      }
    }
    InputType given =
        shape.image()
            ? InputType.convolutional(shape.height(), shape.width(), shape.channels())
            : InputType.feedForward(shape.size());
    try {
      Map<String, InputType> types = network.getLayerActivationTypes(true, false, given);
      network.getVertices().forEach((name, vertex) -> likeItsInput(name, vertex, network, types));
      NetworkFit fit = new NetworkFit(network, types);
      fit.requireSomethingLeft(shape);
      fit.requireSizes(file, shape);
      return fit;
    } catch (RuntimeException e) {
      throw new Misfit(
          "cannot be laid out on data of " + words(shape) + ": " + firstSentence(e.getMessage()));
    }
  }

  /** DL4J's two names of one function; the compiled step knows one. */
  private static void sameLoss(Layer layer) {
    if (layer instanceof BaseOutputLayer output) {
      output.setLossFn(same(output.getLossFn()));
    } else if (layer instanceof LossLayer output) {
      output.setLossFn(same(output.getLossFn()));
    }
  }

  private static ILossFunction same(ILossFunction loss) {
    return loss != null && loss.getClass() == LossNegativeLogLikelihood.class
        ? new LossMCXENT()
        : loss;
  }

  /** Rows of numbers that are pictures: ours come as pictures. */
  private static void readsImages(LayerVertex layer, InputShape shape) throws Misfit {
    if (layer.getPreProcessor() instanceof FeedForwardToCnnPreProcessor rows) {
      boolean isSame =
          rows.getInputHeight() == shape.height()
              && rows.getInputWidth() == shape.width()
              && rows.getNumChannels() == shape.channels();
      if (shape.image() && isSame) {
        layer.setPreProcessor(null);
      } else if (shape.image()
          || rows.getInputHeight() * rows.getInputWidth() * rows.getNumChannels() != shape.size()) {
        throw new Misfit(
            "takes "
                + words(rows.getInputHeight(), rows.getInputWidth(), rows.getNumChannels())
                + " images, the data are "
                + words(shape));
      }
    }
  }

  /** Of a loss without weights DL4J says that it gives nothing. */
  private static void likeItsInput(
      String name,
      GraphVertex vertex,
      ComputationGraphConfiguration network,
      Map<String, InputType> types) {
    if (vertex instanceof LayerVertex layer
        && layer.getLayerConf().getLayer() instanceof LossLayer) {
      InputType before = types.get(network.getVertexInputs().get(name).get(0));
      types.put(name, afterPreprocessor(before, layer));
    }
  }

  private void requireSomethingLeft(InputShape shape) throws Misfit {
    for (Map.Entry<String, InputType> entry : types.entrySet()) {
      if (entry.getValue().arrayElementsPerExample() < 1) {
        throw new Misfit(
            "has nothing left of data of " + words(shape) + " at layer \"" + entry.getKey() + "\"");
      }
    }
  }

  /** What layers with weights take has to be what they are given: DL4J would let them take that. */
  private void requireSizes(ComputationGraphConfiguration file, InputShape shape) throws Misfit {
    for (Map.Entry<String, GraphVertex> entry : file.getVertices().entrySet()) {
      if (entry.getValue() instanceof LayerVertex vertex
          && vertex.getLayerConf().getLayer() instanceof FeedForwardLayer layer
          && (LayerRoles.isWeights(layer) || layer instanceof BaseOutputLayer)) {
        String before = network.getVertexInputs().get(entry.getKey()).get(0);
        LayerVertex fitted = (LayerVertex) network.getVertices().get(entry.getKey());
        long size = size(afterPreprocessor(types.get(before), fitted), layer);
        if (layer.getNIn() > 0 && size != layer.getNIn()) {
          boolean isFirst = network.getNetworkInputs().contains(before);
          String unit = layer instanceof ConvolutionLayer ? " channels" : " numbers";
          throw new Misfit(
              "takes "
                  + layer.getNIn()
                  + unit
                  + (isFirst ? "" : " at layer \"" + entry.getKey() + "\"")
                  + ", the data are "
                  + words(shape)
                  + (isFirst ? ", " + size + unit : " and give it " + size));
        }
      }
    }
  }

  private static InputType afterPreprocessor(InputType type, LayerVertex vertex) {
    InputPreProcessor own = vertex.getPreProcessor();
    return own == null ? type : own.getOutputType(type);
  }

  private static long size(InputType type, Layer layer) {
    return type instanceof InputType.InputTypeConvolutional image
            && layer instanceof ConvolutionLayer
        ? image.getChannels()
        : type.arrayElementsPerExample();
  }

  /** Why its end does not fit. */
  Optional<String> objection(int classes) {
    InputType end = types.get(network.getNetworkOutputs().get(0));
    long units = end.arrayElementsPerExample();
    return units == classes
        ? Optional.empty()
        : Optional.of("ends in " + units + " classes, the data have " + classes);
  }

  private static String words(InputShape shape) {
    return shape.image()
        ? words(shape.height(), shape.width(), shape.channels())
        : shape.size() + " numbers";
  }

  private static String words(long height, long width, long channels) {
    return height + "x" + width + "x" + channels;
  }

  private static String firstSentence(String message) {
    String line =
        message == null ? "no reason given" : message.strip().lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) : line;
  }
}
