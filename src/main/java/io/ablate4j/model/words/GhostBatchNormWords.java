package io.ablate4j.model.words;

import io.ablate4j.layer.GhostBatchNormalization;
import java.util.List;

/** Its group size and decay. */
final class GhostBatchNormWords implements LayerWords<GhostBatchNormalization> {
  @Override
  public Class<GhostBatchNormalization> layer() {
    return GhostBatchNormalization.class;
  }

  @Override
  public List<String> words(GhostBatchNormalization layer) {
    return List.of(
        "ghost batch norm of " + layer.getGhost(), "decay " + Phrases.number(layer.getDecay()));
  }
}
