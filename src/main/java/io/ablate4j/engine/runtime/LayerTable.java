package io.ablate4j.engine.runtime;

import io.ablate4j.layer.LayerTraits;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.NormStatistics;
import io.ablate4j.view.Range;
import io.ablate4j.view.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;

/** The layers of an initialized graph, and where their parameters stand among all. */
public final class LayerTable {
  /** Subclasses before what they extend. */
  private static final List<Map.Entry<Class<?>, Kind>> KINDS =
      List.of(
          Map.entry(BaseOutputLayer.class, Kind.OUTPUT),
          Map.entry(LossLayer.class, Kind.OUTPUT),
          Map.entry(BatchNormalization.class, Kind.NORM),
          Map.entry(DropoutLayer.class, Kind.DROPOUT),
          Map.entry(ActivationLayer.class, Kind.ACTIVATION),
          Map.entry(ConvolutionLayer.class, Kind.CONVOLUTION),
          Map.entry(DenseLayer.class, Kind.DENSE),
          Map.entry(SubsamplingLayer.class, Kind.POOL),
          Map.entry(GlobalPoolingLayer.class, Kind.POOL),
          Map.entry(MergeVertex.class, Kind.MERGE),
          Map.entry(ElementWiseVertex.class, Kind.MERGE));

  private static final String MEAN = "mean";
  private static final String VARIANCE = "var";

  /** In its place where a layer keeps the logarithm of the deviation. */
  private static final String LOG_DEVIATION = "log10stdev";

  private final ComputationGraphConfiguration configuration;
  private final Map<String, Shape> shapes;
  private final List<LayerView> layers = new ArrayList<>();

  /**
   * @param shapes of the input and of what each layer gives, by name
   */
  public LayerTable(ComputationGraph graph, Map<String, Shape> shapes) {
    configuration = graph.getConfiguration();
    this.shapes = Map.copyOf(shapes);
    for (int index : graph.topologicalSortOrder()) {
      GraphVertex vertex = graph.getVertices()[index];
      if (!vertex.isInputVertex()) {
        layers.add(view(vertex));
      }
    }
  }

  private LayerView view(GraphVertex vertex) {
    String name = vertex.getVertexName();
    List<String> reads = configuration.getVertexInputs().get(name);
    Map<String, Range> parameters = new LinkedHashMap<>();
    Optional<Layer> layer = Optional.empty();
    if (vertex.hasLayer()) {
      layer = Optional.of(vertex.getLayer().conf().getLayer());
      vertex
          .getLayer()
          .paramTable()
          .forEach(
              (key, array) -> {
                int from = Math.toIntExact(array.offset());
                parameters.put(key, new Range(from, from + Math.toIntExact(array.length())));
              });
    }
    return new LayerView(
        name,
        layer.filter(LayerTraits::isNoise).isPresent()
            ? Kind.NOISE
            : kind(layer.map(Object.class::cast).orElse(configuration.getVertices().get(name))),
        reads,
        shapes.get(reads.get(0)),
        shapes.get(name),
        norm(name),
        layer.flatMap(LayerTraits::activation).map(LayerTable::word),
        layer.filter(l -> !LayerTraits.isNoise(l)).map(LayerTable::dropProbability).orElse(0.0),
        parameters);
  }

  /** Deeplearning4j's, without settings. */
  private static String word(Object activation) {
    String text = activation.toString();
    return text.contains("(") ? text.substring(0, text.indexOf('(')) : text;
  }

  private static Kind kind(Object configured) {
    return KINDS.stream()
        .filter(entry -> entry.getKey().isInstance(configured))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Kind.OTHER);
  }

  private Optional<String> norm(String name) {
    List<String> readers =
        configuration.getVertexInputs().entrySet().stream()
            .filter(entry -> entry.getValue().contains(name))
            .map(Map.Entry::getKey)
            .toList();
    return readers.size() == 1
            && configuration.getVertices().get(readers.get(0)) instanceof LayerVertex reader
            && LayerTraits.isNorm(reader.getLayerConf().getLayer())
        ? Optional.of(readers.get(0))
        : Optional.empty();
  }

  /** NaN of a kind of dropout that has no rate. */
  private static double dropProbability(Layer layer) {
    IDropout dropout = layer.getIDropout();
    if (dropout instanceof Dropout standard) {
      return 1 - standard.getP();
    }
    if (dropout instanceof SpatialDropout spatial) {
      return 1 - spatial.getP();
    }
    if (dropout instanceof GaussianDropout gaussian) {
      return gaussian.getRate();
    }
    return dropout == null ? 0 : Double.NaN;
  }

  /** In the order of computation. */
  public List<LayerView> layers() {
    return List.copyOf(layers);
  }

  /**
   * The running statistics of a batch norm.
   *
   * @param parameters all of the network's
   * @throws IllegalArgumentException if there is no such batch norm
   */
  public NormStatistics statistics(float[] parameters, String norm) {
    Map<String, Range> own = normLayer(norm).parameters();
    float[] mean = own.get(MEAN).of(parameters);
    if (own.containsKey(VARIANCE)) {
      return new NormStatistics(mean, own.get(VARIANCE).of(parameters));
    }
    float[] variance = own.get(LOG_DEVIATION).of(parameters);
    for (int c = 0; c < variance.length; c++) {
      variance[c] = (float) Math.pow(10, 2 * variance[c]);
    }
    return new NormStatistics(mean, variance);
  }

  /**
   * Puts other running statistics into parameters.
   *
   * @param parameters all of the network's, changed by this call
   * @throws IllegalArgumentException if there is no such batch norm, or it has other channels
   */
  public void put(Map<String, NormStatistics> statistics, float[] parameters) {
    statistics.forEach(
        (name, put) -> {
          Map<String, Range> own = normLayer(name).parameters();
          float[] mean = put.mean();
          if (mean.length != own.get(MEAN).length()) {
            throw new IllegalArgumentException(
                mean.length
                    + " means for the "
                    + own.get(MEAN).length()
                    + " channels of \""
                    + name
                    + "\"");
          }
          System.arraycopy(mean, 0, parameters, own.get(MEAN).from(), mean.length);
          boolean isPlain = own.containsKey(VARIANCE);
          int at = own.get(isPlain ? VARIANCE : LOG_DEVIATION).from();
          for (float variance : put.variance()) {
            parameters[at++] = isPlain ? variance : (float) (Math.log10(variance) / 2);
          }
        });
  }

  /**
   * The layer of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public LayerView layer(String name) {
    return layers.stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no layer \"" + name + "\""));
  }

  /**
   * The one thing that a layer reads.
   *
   * @throws IllegalArgumentException if there is no such layer, or it reads several
   */
  public String source(String layer) {
    List<String> reads = layer(layer).reads();
    if (reads.size() != 1) {
      throw new IllegalArgumentException("\"" + layer + "\" reads several layers");
    }
    return reads.get(0);
  }

  /** Where those parameters of a layer stand that no gradient moves. */
  public List<Range> untrained(LayerView layer) {
    return layer.kind() != Kind.NORM
        ? List.of()
        : layer.parameters().entrySet().stream()
            .filter(entry -> List.of(MEAN, VARIANCE, LOG_DEVIATION).contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
  }

  private LayerView normLayer(String name) {
    LayerView layer = layer(name);
    if (layer.kind() != Kind.NORM) {
      throw new IllegalArgumentException("\"" + name + "\" is no batch norm");
    }
    return layer;
  }
}
