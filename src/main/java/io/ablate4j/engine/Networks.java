package io.ablate4j.engine;

import io.ablate4j.engine.compiled.CompiledNetwork;
import io.ablate4j.engine.compiled.ConvolutionCheck;
import io.ablate4j.engine.runtime.HelperUse;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.layer.LayerTraits;
import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** Makes networks of plain configurations, with DL4J's defects cured. */
public final class Networks {
  private Networks() {}

  /**
   * The network, compiled where every part of it can be, else trained by DL4J with those of its
   * oneDNN helpers that are right. To be trained by the calling thread: ND4J's random generator
   * belongs to a thread.
   *
   * @param configuration as a model factory made it; changed by this call
   * @param sizes of an example and of the output
   * @param updater the optimizer of every layer
   * @param seeds of the random streams
   */
  public static TrainableNetwork fast(
      ComputationGraphConfiguration configuration, Sizes sizes, IUpdater updater, Seeds seeds) {
    return fast(
        configuration,
        sizes,
        updater,
        seeds,
        HelperCheck.ofThisProcess(),
        ConvolutionCheck.ofThisProcess());
  }

  /** The same, with checks of one's own. */
  static TrainableNetwork fast(
      ComputationGraphConfiguration configuration,
      Sizes sizes,
      IUpdater updater,
      Seeds seeds,
      HelperCheck helperCheck,
      ConvolutionCheck convolutionCheck) {
    ComputationGraph graph = graph(configuration, updater, seeds.initial());
    String[] objection = new String[1];
    return CompiledNetwork.compile(
            graph,
            sizes.example(),
            updater,
            seeds.dropout(),
            convolutionCheck,
            why -> objection[0] = why)
        .orElseGet(
            () -> {
              HelperUse helpers = helperCheck.leaveOffWrong(graph);
              if (Arrays.stream(graph.getLayers()).anyMatch(ConvolutionLayer.class::isInstance)) {
                helpers = helpers.without(convolutionCheck.verdict());
              }
              String engine = helpers.used().isEmpty() ? "dl4j" : "dl4j with helpers";
              return byGraph(graph, sizes, seeds, engine + " (" + objection[0] + ")", helpers);
            });
  }

  /**
   * The network, trained by DL4J as released: without helpers, and with its defects. Only where its
   * weights start is seeded by layer, so that arms can be paired.
   */
  public static TrainableNetwork stock(
      ComputationGraphConfiguration configuration, Sizes sizes, IUpdater updater, Seeds seeds) {
    ComputationGraph graph =
        NativeRuntime.withoutHelpers(() -> asReleased(configuration, updater, seeds.initial()));
    return byGraph(graph, sizes, seeds, "dl4j as released", HelperUse.NONE);
  }

  private static TrainableNetwork byGraph(
      ComputationGraph graph, Sizes sizes, Seeds seeds, String engine, HelperUse helpers) {
    Nd4j.getRandom().setSeed(seeds.dropout()); // from here on only dropout masks are drawn
    return new GraphNetwork(graph, sizes.example(), sizes.classes(), engine, helpers);
  }

  /**
   * What a network reads and writes.
   *
   * @param example [channels, height, width] of an image, or [features] of a table row
   * @param classes units of the output
   */
  public record Sizes(long[] example, int classes) {}

  /**
   * Random streams of a network.
   *
   * @param initial seed of a layer's initial weights, by its name. Seeding layer by layer gives
   *     layers of the same name and shape equal weights in every arm, whatever else the arm has
   * @param dropout seed of the dropout masks
   */
  public record Seeds(ToLongFunction<String> initial, long dropout) {}

  /** An initialized graph with DL4J's defects cured. */
  static ComputationGraph graph(
      ComputationGraphConfiguration configuration,
      IUpdater updater,
      ToLongFunction<String> initSeed) {
    ComputationGraph network = asReleased(configuration, updater, initSeed);
    for (Layer layer : network.getLayers()) {
      keepInputs(layer);
    }
    return network;
  }

  /** An initialized graph that computes as DL4J has it. */
  static ComputationGraph asReleased(
      ComputationGraphConfiguration configuration,
      IUpdater updater,
      ToLongFunction<String> initSeed) {
    for (GraphVertex vertex : configuration.getVertices().values()) {
      if (vertex instanceof LayerVertex layer
          && layer.getLayerConf().getLayer() instanceof BaseLayer trainable) {
        trainable.setIUpdater(updater.clone());
        trainable.setBiasUpdater(null);
      }
    }
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    for (Layer layer : network.getLayers()) {
      if (layer.numParams() > 0) {
        Nd4j.getRandom().setSeed(initSeed.applyAsLong(layer.conf().getLayer().getLayerName()));
        layer.conf().getLayer().initializer().init(layer.conf(), layer.params(), true);
      }
    }
    return network;
  }

  /** All parameters less BN's running statistics, which DL4J counts among them. */
  public static long trainableParameters(ComputationGraph network) {
    long parameters = network.numParams();
    for (Layer layer : network.getLayers()) {
      parameters -= LayerTraits.untrained(layer.conf().getLayer());
    }
    return parameters;
  }

  /** Whether a layer of it has dropout of any kind; noise is none. */
  public static boolean drops(ComputationGraph network) {
    return Arrays.stream(network.getLayers())
        .map(layer -> layer.conf().getLayer())
        .anyMatch(layer -> layer.getIDropout() != null && !LayerTraits.isNoise(layer));
  }

  /**
   * In a ComputationGraph the last reader of an activation may change it in place, and its siblings
   * then compute their gradients from the changed one (dropout in a branch falsified a sibling's
   * weight gradient by 93 %).
   */
  static void keepInputs(Layer layer) {
    layer.allowInputModification(false);
  }
}
