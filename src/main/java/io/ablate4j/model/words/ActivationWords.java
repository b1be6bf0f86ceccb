package io.ablate4j.model.words;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;

/** The function alone. */
final class ActivationWords implements LayerWords<ActivationLayer> {
  @Override
  public Class<ActivationLayer> layer() {
    return ActivationLayer.class;
  }

  @Override
  public List<String> words(ActivationLayer layer) {
    return Phrases.activation(layer.getActivationFn());
  }
}
