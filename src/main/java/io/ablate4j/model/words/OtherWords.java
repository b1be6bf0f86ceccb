package io.ablate4j.model.words;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/** Class and width of a layer with weights that is of no kind of ours. */
final class OtherWords implements LayerWords<FeedForwardLayer> {
  @Override
  public Class<FeedForwardLayer> layer() {
    return FeedForwardLayer.class;
  }

  @Override
  public List<String> words(FeedForwardLayer layer) {
    return List.of(layer.getClass().getSimpleName(), String.valueOf(layer.getNOut()));
  }
}
