package io.ablate4j.model.words;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/** Its decay. */
final class BatchNormWords implements LayerWords<BatchNormalization> {
  @Override
  public Class<BatchNormalization> layer() {
    return BatchNormalization.class;
  }

  @Override
  public List<String> words(BatchNormalization layer) {
    return List.of("batch norm", "decay " + Phrases.number(layer.getDecay()));
  }
}
