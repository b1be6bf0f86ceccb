package io.ablate4j.model.file;

import org.deeplearning4j.nn.conf.layers.DenseLayer;

/** A layer of a user's; {@code META-INF/services} of the tests registers it. */
public final class OwnLayer extends DenseLayer {
  private static final long serialVersionUID = 1L;

  /** For JSON. */
  public OwnLayer() {}
}
