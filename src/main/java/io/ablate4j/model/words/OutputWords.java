package io.ablate4j.model.words;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.OutputLayer;

/** Dense, at the end. */
final class OutputWords implements LayerWords<OutputLayer> {
  @Override
  public Class<OutputLayer> layer() {
    return OutputLayer.class;
  }

  @Override
  public List<String> words(OutputLayer layer) {
    List<String> words = new ArrayList<>(List.of("dense " + layer.getNOut()));
    words.addAll(Phrases.activation(layer.getActivationFn()));
    return words;
  }
}
