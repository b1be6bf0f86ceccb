package io.ablate4j.model.words;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Kernel, channels, stride, border and activation. */
final class ConvolutionWords implements LayerWords<ConvolutionLayer> {
  @Override
  public Class<ConvolutionLayer> layer() {
    return ConvolutionLayer.class;
  }

  @Override
  public List<String> words(ConvolutionLayer layer) {
    List<String> words = new ArrayList<>();
    words.add("conv " + Phrases.size(layer.getKernelSize()));
    words.add(String.valueOf(layer.getNOut()));
    Phrases.window(words, layer.getStride(), new int[] {1, 1}, layer.getConvolutionMode());
    words.addAll(Phrases.activation(layer.getActivationFn()));
    return words;
  }

  /** What extends it is a convolution of another kind. */
  @Override
  public boolean knows(Layer other) {
    return other.getClass() == ConvolutionLayer.class;
  }
}
