package io.ablate4j.data;

import java.util.List;

/**
 * Handwritten digits: <a href="http://yann.lecun.com/exdb/mnist/">MNIST</a>, 60,000 + 10,000
 * images.
 */
public final class MnistSource extends IdxSource {
  static final String ID = "mnist";

  /** For {@link java.util.ServiceLoader}. */
  public MnistSource() {
    super(ID, List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
  }

  @Override
  public String description() {
    return "MNIST, handwritten digits, 28x28 grey, 60,000 + 10,000 (IDX files)";
  }
}
