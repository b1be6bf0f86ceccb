package io.ablate4j.model.file;

import io.ablate4j.problem.ProblemsException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** What a network may have at most; looked at before anything of that size is made. */
final class Bounds {
  /** Layers and other vertices; InceptionResNet of the zoo has some 400. */
  private static final int VERTICES = 2_000;

  /** Twice those of VGG19. */
  private static final long PARAMETERS = 300_000_000;

  private static final long UNITS = 1 << 24;
  private static final long PIXELS = 1 << 12;

  private Bounds() {}

  /**
   * @throws ProblemsException if there are too many vertices
   */
  static void check(int vertices) {
    if (vertices > VERTICES) {
      throw ProblemsException.of(
          "It has " + vertices + " layers; the most that is read is " + VERTICES + ".",
          "name a smaller network.");
    }
  }

  /**
   * @throws ProblemsException if it has too many parameters, or a layer of it has less than none
   */
  static void check(ComputationGraphConfiguration network) {
    check(network.getVertices().size());
    long all = 0;
    for (GraphVertex vertex : network.getVertices().values()) {
      if (vertex instanceof LayerVertex layer) {
        check(layer.getLayerConf().getLayer()); // so that the next line cannot overflow
        all += vertex.numParams(false);
      }
      if (all > PARAMETERS) {
        throw ProblemsException.of(
            "It has more than " + PARAMETERS + " parameters, the most that is read.",
            "name a smaller network.");
      }
    }
  }

  private static void check(Layer layer) {
    if (layer instanceof FeedForwardLayer units) {
      check(layer, "inputs", units.getNIn(), UNITS);
      check(layer, "outputs", units.getNOut(), UNITS);
    }
    if (layer instanceof ConvolutionLayer window) {
      for (int size : window.getKernelSize()) {
        check(layer, "pixels on a side of its kernel", size, PIXELS);
      }
    }
  }

  private static void check(Layer layer, String what, long count, long most) {
    if (count < 0 || count > most) {
      throw ProblemsException.of(
          "The layer "
              + Shown.line(layer.getLayerName())
              + " has "
              + count
              + " "
              + what
              + "; 0 to "
              + most
              + " are read.",
          "name a smaller network.");
    }
  }
}
