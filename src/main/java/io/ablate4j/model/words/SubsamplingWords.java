package io.ablate4j.model.words;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Kind and window of a pooling. */
final class SubsamplingWords implements LayerWords<SubsamplingLayer> {
  @Override
  public Class<SubsamplingLayer> layer() {
    return SubsamplingLayer.class;
  }

  @Override
  public List<String> words(SubsamplingLayer layer) {
    List<String> words = new ArrayList<>();
    String kind = Phrases.pooling(layer.getPoolingType().name());
    words.add(kind + "-pool " + Phrases.size(layer.getKernelSize()));
    Phrases.window(words, layer.getStride(), layer.getKernelSize(), layer.getConvolutionMode());
    return words;
  }
}
