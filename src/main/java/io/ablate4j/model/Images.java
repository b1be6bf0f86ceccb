package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import java.util.Optional;

/** What convolutional networks ask of their input. */
final class Images {
  private Images() {}

  /** An objection unless {@code input} is an image of at least {@code pixels} x {@code pixels}. */
  static Optional<String> required(InputShape input, int pixels) {
    if (!input.image()) {
      return Optional.of("needs images, not table rows of " + input);
    }
    if (input.height() < pixels || input.width() < pixels) {
      return Optional.of(
          "needs images of at least " + pixels + "x" + pixels + " pixels, not " + input);
    }
    return Optional.empty();
  }
}
