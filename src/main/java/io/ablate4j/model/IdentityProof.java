package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import io.ablate4j.model.file.StartWeights;
import io.ablate4j.regularization.OwnParts;
import io.ablate4j.regularization.Regularization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Takes a user's network apart, puts it together with nothing changed, and compares what its layers
 * give with what those of the original give: of random weights, biases, scales and shifts, for
 * random inputs, normalized by the statistics of these (with others, deep networks overflow), with
 * dropout off.
 */
public final class IdentityProof {
  /** Above this two outputs are not the same. */
  public static final double TOLERANCE = 1e-6;

  /** Inputs that are compared. */
  public static final int INPUTS = 8;

  private static final String LOG_DEVIATION = "log10stdev";
  private static final String VARIANCE = "var";

  private IdentityProof() {}

  /**
   * The largest difference of two numbers that a layer gives, relative to numbers above 1; infinite
   * where one is no number. Needs the native library.
   *
   * @throws IllegalStateException if the two differ in their layers with parameters
   */
  public static double largestDifference(FileModel model, InputShape shape, int classes) {
    return largestDifference(model.original(shape), asIs(model, shape, classes), shape);
  }

  private static ComputationGraphConfiguration asIs(
      FileModel model, InputShape shape, int classes) {
    return model.configure(
        new ModelSpec(shape, classes, new Regularization("as-is", List.of(OwnParts.ALL))));
  }

  /**
   * The largest difference of two probabilities that the original and the network put together
   * predict, both with the weights that training starts from. Needs the native library.
   *
   * @throws java.util.NoSuchElementException if the model starts from none
   * @throws io.ablate4j.problem.ProblemsException if the weights cannot be read any more
   */
  public static double largestDifferenceAtStart(FileModel model, InputShape shape, int classes) {
    FileModel.Start start = model.start().orElseThrow();
    StartWeights weights = start.file().read(start.sha256());
    ComputationGraph original = network(model.original(shape));
    ComputationGraph rewritten = network(asIs(model, shape, classes));
    start(weights, original);
    start(weights, rewritten);
    INDArray input = Nd4j.rand(size(shape));
    return difference(original.outputSingle(input.dup()), rewritten.outputSingle(input.dup()));
  }

  private static void start(StartWeights weights, ComputationGraph network) {
    float[] parameters = network.params().dup('c').data().asFloat();
    weights.into(network, parameters);
    network.setParams(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'));
  }

  private static long[] size(InputShape shape) {
    return shape.image()
        ? new long[] {INPUTS, shape.channels(), shape.height(), shape.width()}
        : new long[] {INPUTS, shape.size()};
  }

  /** Of two networks. */
  static double largestDifference(
      ComputationGraphConfiguration one, ComputationGraphConfiguration two, InputShape shape) {
    ComputationGraph original = network(one);
    ComputationGraph rewritten = network(two);
    perturb(original);
    copy(original, rewritten);
    INDArray input = Nd4j.rand(size(shape));
    Map<String, INDArray> before = original.feedForward(new INDArray[] {input.dup()}, true);
    Map<String, INDArray> after = rewritten.feedForward(new INDArray[] {input.dup()}, true);
    double largest = 0;
    for (Map.Entry<String, INDArray> entry : before.entrySet()) {
      INDArray other = after.get(entry.getKey());
      // Dropout may have changed sides with what flattens; where it is off it shows nothing.
      if (other != null && Arrays.equals(entry.getValue().shape(), other.shape())) {
        largest = Math.max(largest, difference(entry.getValue(), other));
      }
    }
    String end = rewritten.getConfiguration().getNetworkOutputs().get(0);
    INDArray output = before.get(original.getConfiguration().getNetworkOutputs().get(0));
    if (!Arrays.equals(output.shape(), after.get(end).shape())) {
      return Double.POSITIVE_INFINITY;
    }
    return Math.max(largest, difference(output, after.get(end)));
  }

  /** Of numbers above 1 the relative one. */
  private static double difference(INDArray one, INDArray other) {
    INDArray size = Transforms.abs(one).addi(1);
    double sum = one.sub(other).divi(size).norm1Number().doubleValue();
    double largest = Transforms.abs(one.sub(other)).divi(size).maxNumber().doubleValue();
    return Double.isFinite(sum) ? largest : Double.POSITIVE_INFINITY;
  }

  private static ComputationGraph network(ComputationGraphConfiguration configuration) {
    Nd4j.getRandom().setSeed(1);
    for (GraphVertex vertex : configuration.getVertices().values()) {
      if (vertex instanceof LayerVertex layer) {
        layer.getLayerConf().getLayer().setIDropout(null);
      }
    }
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    for (Layer layer : network.getLayers()) {
      layer.allowInputModification(false);
    }
    return network;
  }

  /** Numbers that start at 0 or 1 would hide that they stand in the wrong place. */
  private static void perturb(ComputationGraph network) {
    Nd4j.getRandom().setSeed(2);
    for (Layer layer : network.getLayers()) {
      layer
          .paramTable()
          .forEach(
              (key, numbers) -> {
                if (!key.endsWith("W")) { // weights are random already
                  numbers.addi(Nd4j.rand(numbers.shape()).muli(.1));
                }
              });
    }
  }

  private static void copy(ComputationGraph from, ComputationGraph to) {
    for (Layer layer : to.getLayers()) {
      Map<String, INDArray> own = layer.paramTable();
      if (own.isEmpty()) {
        continue;
      }
      String name = layer.conf().getLayer().getLayerName();
      Layer source = from.getLayer(name);
      if (source == null) {
        throw new IllegalStateException("layer \"" + name + "\" is new");
      }
      Map<String, INDArray> given = source.paramTable();
      own.forEach((key, numbers) -> numbers.assign(given(given, key, name)));
    }
  }

  private static INDArray given(Map<String, INDArray> source, String key, String name) {
    if (key.equals(VARIANCE) && source.containsKey(LOG_DEVIATION)) {
      return StartWeights.variance(source.get(LOG_DEVIATION));
    }
    if (!source.containsKey(key)) {
      throw new IllegalStateException("layer \"" + name + "\" has a new " + key);
    }
    return source.get(key);
  }
}
