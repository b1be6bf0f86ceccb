package io.ablate4j.data;

import java.util.List;

/**
 * Cursive Japanese characters: <a href="https://github.com/rois-codh/kmnist">Kuzushiji-MNIST</a>,
 * 60,000 + 10,000 images.
 */
public final class KmnistSource extends IdxSource {
  static final String ID = "kmnist";

  /** For {@link java.util.ServiceLoader}. */
  public KmnistSource() {
    super(ID, List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"));
  }

  @Override
  public String description() {
    return "Kuzushiji-MNIST, cursive characters, 28x28 grey, 60,000 + 10,000 (IDX files)";
  }
}
