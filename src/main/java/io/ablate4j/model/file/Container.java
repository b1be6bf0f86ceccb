package io.ablate4j.model.file;

import java.io.IOException;
import java.nio.file.Path;

/** A kind of file that keeps a network; a class each, and a line each in {@link NetworkFiles}. */
interface Container {
  /**
   * Whether a file is of this kind.
   *
   * @param head its first bytes, at most {@value NetworkFiles#HEAD}
   */
  boolean knows(byte[] head);

  /**
   * The architecture in a file of this kind.
   *
   * @throws IOException if it cannot be read
   * @throws io.ablate4j.problem.ProblemsException if none is in it, or it is too large
   */
  Content open(Path file) throws IOException;
}
