package io.ablate4j.regularization;

import org.deeplearning4j.nn.conf.dropout.IDropout;

/**
 * A kind of dropout. To bring one: a class, and a line in {@code
 * META-INF/services/io.ablate4j.regularization.DropoutKind}.
 */
public interface DropoutKind {
  /** The word after {@code kind:}, which also begins its words: "spatial dropout 0.25". */
  String id();

  /** One line for {@code list regularizations}, with its source. */
  String description();

  /** Whether it needs activations that have height and width. */
  default boolean needsPixels() {
    return false;
  }

  /**
   * What Deeplearning4j puts between two layers; a new one each time, since it keeps its mask.
   *
   * @param dropProbability in (0, 1)
   */
  IDropout layer(double dropProbability);
}
