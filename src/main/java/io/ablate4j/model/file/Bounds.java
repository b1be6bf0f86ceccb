package io.ablate4j.model.file;

import io.ablate4j.problem.ProblemsException;

/** What a network may have at most. */
final class Bounds {
  /** Layers and other vertices; InceptionResNet of the zoo has some 400. */
  private static final int VERTICES = 2_000;

  private Bounds() {}

  /**
   * @throws ProblemsException if there are too many
   */
  static void check(int vertices) {
    if (vertices > VERTICES) {
      throw ProblemsException.of(
          "It has " + vertices + " layers; the most that is read is " + VERTICES + ".",
          "name a smaller network.");
    }
  }
}
