package io.ablate4j.regularization;

import java.util.Optional;

/**
 * A kind of part that a regularization can have. To bring one: a class, and a line in {@code
 * META-INF/services/io.ablate4j.regularization.PartKind}.
 */
public interface PartKind {
  /** The key in a regularization's definition. */
  String key();

  /** One line for {@code list regularizations}. */
  String description();

  /**
   * Reads a part.
   *
   * @param value what stands at the key; of a list each item by itself
   * @return empty if a problem was noted
   */
  Optional<Part> read(Setting value);
}
