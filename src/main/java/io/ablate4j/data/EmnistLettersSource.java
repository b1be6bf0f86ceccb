package io.ablate4j.data;

import java.util.stream.IntStream;

/**
 * Handwritten letters: <a
 * href="https://www.nist.gov/itl/products-and-services/emnist-dataset">EMNIST Letters</a>, 124,800
 * + 20,800 images. A class is a letter, small or capital. Its labels go from 1 to 26, and its files
 * have images column by column; here they stand upright.
 */
public final class EmnistLettersSource extends IdxSource {
  static final String ID = "emnist-letters";

  /** For {@link java.util.ServiceLoader}. */
  public EmnistLettersSource() {
    super(ID, IntStream.rangeClosed('a', 'z').mapToObj(Character::toString).toList(), 1, true);
  }

  @Override
  public String description() {
    return "EMNIST Letters, handwritten letters, 28x28 grey, 124,800 + 20,800 (IDX files)";
  }
}
