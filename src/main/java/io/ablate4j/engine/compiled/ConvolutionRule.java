package io.ablate4j.engine.compiled;

import java.util.Optional;
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
    spot.add(node(layer, spot, to, rows, columns));
    spot.activate(layer.getActivationFn(), to);
  }

  private static Node node(
      ConvolutionLayer layer, Spot spot, Tensor to, Window rows, Window columns)
      throws Unsupported {
    int weights = spot.offset("W", 'c');
    int bias = spot.offset("b", 'c', layer.hasBias());
    WideConvolution.Shape shape =
        new WideConvolution.Shape(rows.kernel(), columns.kernel(), rows.before(), columns.before());
    boolean isDense = rows.stride() == 1 && columns.stride() == 1;
    Optional<ConvolutionKernels> kernels = spot.check().kernels();
    if (isDense
        && kernels.isPresent()
        && shape.isKnown()
        && weights(layer) <= WideConvolution.MOST_WEIGHTS) {
      return new WideConvolution(
          kernels.get(),
          spot.from(),
          to,
          shape,
          spot.parameters().values(),
          weights,
          bias,
          spot.first());
    }
    if (rows.isOnePixel() && columns.isOnePixel()) {
      return new PointwiseConvolution(
          spot.from(), to, spot.parameters(), weights, bias, spot.first());
    }
    Unsupported.unless(
        spot.check().verdict().objection().isEmpty(), spot.name(), spot.check().verdict().text());
    return new Convolution(
        spot.from(),
        to,
        new Convolution.Geometry(
            layer.getKernelSize(),
            layer.getStride(),
            new int[] {rows.before(), columns.before()},
            layer.getConvolutionMode() == ConvolutionMode.Same),
        spot.parameters(),
        weights,
        bias,
        spot.first() && isDense,
        spot.check().executor());
  }

  private static long weights(ConvolutionLayer layer) {
    return layer.getNIn() * layer.getNOut() * layer.getKernelSize()[0] * layer.getKernelSize()[1];
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
