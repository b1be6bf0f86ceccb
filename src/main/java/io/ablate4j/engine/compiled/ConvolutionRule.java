package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * Those of one pixel are matrix products; the others ND4J's operation, once it has been checked.
 */
final class ConvolutionRule implements LayerRule<ConvolutionLayer> {
  @Override
  public Class<ConvolutionLayer> layer() {
    return ConvolutionLayer.class;
  }

  @Override
  public void compile(ConvolutionLayer layer, Spot spot) throws Unsupported {
    Unsupported.unless(
        layer.getCnn2dDataFormat() == CNN2DFormat.NCHW
            && layer.getDilation()[0] == 1
            && layer.getDilation()[1] == 1,
        spot.name(),
        "channels last, or dilation");
    Tensor from = spot.from();
    Window rows = window(layer, spot, 0);
    Window columns = window(layer, spot, 1);
    Tensor to =
        new Tensor(
            from.examples, Math.toIntExact(layer.getNOut()), rows.outputs(), columns.outputs());
    int weights = spot.offset("W", 'c');
    int bias = spot.offset("b", 'c', layer.hasBias());
    if (rows.isOnePixel() && columns.isOnePixel()) {
      spot.add(new PointwiseConvolution(from, to, spot.parameters(), weights, bias, spot.first()));
    } else {
      spot.add(general(layer, spot, to, rows, columns, weights, bias));
    }
    spot.activate(layer.getActivationFn(), to);
  }

  private static Node general(
      ConvolutionLayer layer,
      Spot spot,
      Tensor to,
      Window rows,
      Window columns,
      int weights,
      int bias)
      throws Unsupported {
    ConvolutionCheck check = spot.check();
    Unsupported.unless(check.verdict().objection().isEmpty(), spot.name(), check.verdict().text());
    // Not behind dropout of the input: another order of sums would be other bits than results
    // stored under the same key have.
    boolean needsNoInputGradient = spot.readsInput() && rows.stride() == 1 && columns.stride() == 1;
    Convolution.Geometry geometry =
        new Convolution.Geometry(
            layer.getKernelSize(),
            layer.getStride(),
            new int[] {rows.before(), columns.before()},
            layer.getConvolutionMode() == ConvolutionMode.Same);
    Convolution convolution =
        new Convolution(
            spot.from(),
            to,
            geometry,
            spot.parameters(),
            weights,
            bias,
            needsNoInputGradient,
            check.executor());
    if (rows.stride() == 1 && columns.stride() == 1) {
      WideConvolution.of(
              spot.from(),
              to,
              new WideConvolution.Shape(
                  rows.kernel(), columns.kernel(), rows.before(), columns.before()),
              spot.parameters(),
              weights,
              bias,
              own ->
                  new Convolution(
                      own.input(),
                      own.output(),
                      geometry,
                      own.parameters(),
                      own.weightOffset(),
                      own.biasOffset(),
                      false,
                      check.executor()))
          .ifPresent(convolution::goForwardBy);
    }
    return convolution;
  }

  private static Window window(ConvolutionLayer layer, Spot spot, int dimension)
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
