package io.ablate4j.engine;

import com.sun.jna.Native;

/**
 * Loads JNA. Its classes {@code Native} and {@code Pointer} initialize each other, so that two
 * threads that begin with different ones wait for each other for ever. All of ours begin here.
 */
final class Jna {
  private Jna() {}

  /**
   * Loads it if need be.
   *
   * @throws LinkageError if it cannot be loaded
   */
  static void load() {
    if (Native.POINTER_SIZE == 0) {
      throw new LinkageError("JNA knows no size of a pointer");
    }
  }
}
