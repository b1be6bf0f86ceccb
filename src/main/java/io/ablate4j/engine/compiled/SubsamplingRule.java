package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** The maximum over squares. */
final class SubsamplingRule implements LayerRule<SubsamplingLayer> {
  @Override
  public Class<SubsamplingLayer> layer() {
    return SubsamplingLayer.class;
  }

  @Override
  public void compile(SubsamplingLayer layer, Spot spot) throws Unsupported {
    int kernel = layer.getKernelSize()[0];
    int stride = layer.getStride()[0];
    Unsupported.unless(
        layer.getPoolingType() == PoolingType.MAX
            && layer.getCnn2dDataFormat() == CNN2DFormat.NCHW
            && layer.getKernelSize()[1] == kernel
            && layer.getStride()[1] == stride
            && layer.getDilation()[0] == 1
            && layer.getDilation()[1] == 1,
        spot.name(),
        "pooling other than the maximum over squares");
    Window rows = window(layer, spot, 0);
    Window columns = window(layer, spot, 1);
    spot.add(
        new MaxPool(
            spot.from(),
            kernel,
            stride,
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
