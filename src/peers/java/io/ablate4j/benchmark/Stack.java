package io.ablate4j.benchmark;

/** What trains the networks. */
enum Stack {
  /** ablate4j: {@code Networks.fast}. */
  ABLATE4J,
  /** Deeplearning4j as released: {@code Networks.stock}. */
  DL4J,
  /** Deep Java Library with PyTorch. */
  DJL;

  /** Prepares a network of this stack in the calling thread, with one native set-up a process. */
  Contender prepare(BenchmarkCell cell) {
    return switch (this) {
      case ABLATE4J, DL4J -> Dl4jContender.prepare(cell, this == ABLATE4J);
      case DJL -> DjlContender.prepare(cell);
    };
  }
}
