package io.ablate4j.engine;

import java.util.function.ToLongFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** Makes networks of plain configurations, with DL4J's defects cured. */
public final class Networks {
  private Networks() {}

  /**
   * An initialized network, to be trained by the calling thread: ND4J's random generator belongs to
   * a thread.
   *
   * @param configuration as a model factory made it; changed by this call
   * @param updater the optimizer of every layer
   * @param initSeed seed of a layer's initial weights, by its name. Seeding layer by layer gives
   *     layers of the same name and shape equal weights in every arm, whatever else the arm has
   */
  public static ComputationGraph create(
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
      keepInputs(layer);
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
      if (layer.conf().getLayer() instanceof BatchNormalization bn) {
        parameters -= 2 * bn.getNOut();
      }
    }
    return parameters;
  }

  /**
   * In a ComputationGraph the last reader of an activation may change it in place, and its siblings
   * then compute their gradients from the changed one (dropout in a branch falsified a sibling's
   * weight gradient by 93 %).
   */
  private static void keepInputs(Layer layer) {
    layer.allowInputModification(false);
  }
}
