package io.ablate4j.data;

import java.util.List;

/**
 * Pictures of clothes: <a
 * href="https://github.com/zalandoresearch/fashion-mnist">Fashion-MNIST</a>, 60,000 + 10,000
 * images.
 */
public final class FashionMnistSource extends IdxSource {
  static final String ID = "fashion-mnist";

  /** For {@link java.util.ServiceLoader}. */
  public FashionMnistSource() {
    super(
        ID,
        List.of(
            "T-shirt/top",
            "Trouser",
            "Pullover",
            "Dress",
            "Coat",
            "Sandal",
            "Shirt",
            "Sneaker",
            "Bag",
            "Ankle boot"));
  }

  @Override
  public String description() {
    return "Fashion-MNIST, clothes, 28x28 grey, 60,000 + 10,000 (IDX files)";
  }
}
