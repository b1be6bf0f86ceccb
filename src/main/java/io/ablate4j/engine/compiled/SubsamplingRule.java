package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** The maximum over squares, and the average over rectangles. */
final class SubsamplingRule implements LayerRule<SubsamplingLayer> {
  @Override
  public Class<SubsamplingLayer> layer() {
    return SubsamplingLayer.class;
  }

  @Override
  public void compile(SubsamplingLayer layer, Spot spot) throws Unsupported {
    Unsupported.unless(
        layer.getCnn2dDataFormat() == CNN2DFormat.NCHW
            && layer.getDilation()[0] == 1
            && layer.getDilation()[1] == 1,
        spot.name(),
        "pooling of channels last, or with dilation");
    Window rows = window(layer, spot, 0);
    Window columns = window(layer, spot, 1);
    switch (layer.getPoolingType()) {
      case MAX -> maximum(rows, columns, spot);
      case AVG ->
          spot.add(
              new AveragePool(spot.from(), rows, columns, layer.isAvgPoolIncludePadInDivisor()));
      default ->
          throw new Unsupported(spot.name(), "pooling other than the maximum or the average");
    }
  }

  private static void maximum(Window rows, Window columns, Spot spot) throws Unsupported {
    Unsupported.unless(
        rows.kernel() == columns.kernel() && rows.stride() == columns.stride(),
        spot.name(),
        "a maximum over other windows than squares");
    spot.add(
        new MaxPool(
            spot.from(),
            rows.kernel(),
            rows.stride(),
            rows.before(),
            columns.before(),
            rows.outputs(),
            columns.outputs()));
  }

  private static Window window(SubsamplingLayer layer, Spot spot, int dimension)
      throws Unsupported {
    return Window.of(
        spot,
        dimension,
        layer.getConvolutionMode(),
        layer.getKernelSize(),
        layer.getStride(),
        layer.getPadding());
  }
}
