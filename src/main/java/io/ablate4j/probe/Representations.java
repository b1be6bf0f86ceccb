package io.ablate4j.probe;

import io.ablate4j.view.LayerView;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.NetworkView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where hidden weight layers have passed the batch norm and the function that belong to them. */
final class Representations {
  private Representations() {}

  /**
   * The layer that gives what comes of each hidden weight layer, by the name of the weight layer;
   * before any pooling or dropout.
   */
  static Map<String, LayerView> of(NetworkView network) {
    Map<String, LayerView> ends = new LinkedHashMap<>();
    for (LayerView layer : network.weightLayers()) {
      if (layer.kind() != Kind.OUTPUT) {
        ends.put(layer.name(), end(network.layers(), layer));
      }
    }
    return ends;
  }

  private static LayerView end(List<LayerView> all, LayerView from) {
    List<LayerView> readers =
        all.stream().filter(layer -> layer.reads().contains(from.name())).toList();
    boolean goesOn =
        readers.size() == 1
            && (readers.get(0).kind() == Kind.NORM || readers.get(0).kind() == Kind.ACTIVATION);
    return goesOn ? end(all, readers.get(0)) : from;
  }

  /**
   * Means over parts of an image, as many each way as it has pixels for.
   *
   * @param output [examples x units x pixels] of that layer
   * @param parts each way
   * @return [examples][units x parts]
   */
  static double[][] pooled(float[] output, LayerView layer, int examples, int parts) {
    int rows = Math.min(parts, layer.output().height());
    int columns = Math.min(parts, layer.output().width());
    int height = layer.output().height();
    int width = layer.output().width();
    int planes = layer.output().units();
    double[][] pooled = new double[examples][planes * rows * columns];
    for (int e = 0; e < examples; e++) {
      for (int part = 0; part < pooled[e].length; part++) {
        int row = part / columns % rows;
        int column = part % columns;
        int plane = (e * planes + part / (rows * columns)) * height * width;
        int top = row * height / rows;
        int bottom = (row + 1) * height / rows;
        int left = column * width / columns;
        int right = (column + 1) * width / columns;
        double sum = 0;
        for (int y = top; y < bottom; y++) {
          for (int x = left; x < right; x++) {
            sum += output[plane + y * width + x];
          }
        }
        pooled[e][part] = sum / ((bottom - top) * (right - left));
      }
    }
    return pooled;
  }
}
