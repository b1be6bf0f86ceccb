package io.ablate4j.model.words;

import java.util.List;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/** What its dropout is. */
final class DropoutWords implements LayerWords<DropoutLayer> {
  @Override
  public Class<DropoutLayer> layer() {
    return DropoutLayer.class;
  }

  @Override
  public List<String> words(DropoutLayer layer) {
    IDropout dropout = layer.getIDropout();
    return List.of(dropout == null ? "no dropout" : DropoutKindWords.of(dropout));
  }
}
