package io.ablate4j.model.words;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.DenseLayer;

/** Width and activation. */
final class DenseWords implements LayerWords<DenseLayer> {
  @Override
  public Class<DenseLayer> layer() {
    return DenseLayer.class;
  }

  @Override
  public List<String> words(DenseLayer layer) {
    List<String> words = new ArrayList<>(List.of("dense " + layer.getNOut()));
    words.addAll(Phrases.activation(layer.getActivationFn()));
    return words;
  }
}
