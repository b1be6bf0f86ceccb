package io.ablate4j.model.words;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;

/** Over all of height and width. */
final class GlobalPoolingWords implements LayerWords<GlobalPoolingLayer> {
  @Override
  public Class<GlobalPoolingLayer> layer() {
    return GlobalPoolingLayer.class;
  }

  @Override
  public List<String> words(GlobalPoolingLayer layer) {
    return List.of("global " + Phrases.pooling(layer.getPoolingType().name()) + " pool");
  }
}
