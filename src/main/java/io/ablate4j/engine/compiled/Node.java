package io.ablate4j.engine.compiled;

/** One operation of the step, for one batch size. */
interface Node {
  /** Computes the output from the inputs. */
  void forward(PassKind pass);

  /** Computes the inputs' and the parameters' gradients from the output's. */
  void backward();

  /** Where the result is. */
  Tensor output();

  /** Whether the way back needs no more what it gave, so that its reader may overwrite that. */
  default boolean forgetsOutput() {
    return false;
  }

  /** Takes in the activation that alone reads the output; returns whether it can. */
  default boolean takeIn(Curve activation) {
    return false;
  }

  /**
   * Takes in the batch norm that alone reads the output, for evaluation: then it writes what that
   * would give. Returns whether it can.
   */
  default boolean fold(BatchNorm norm) {
    return false;
  }

  /** Writes those gradients of parameters that are not in native memory among all. */
  default void writeGradients(float[] gradients) {}

  /** Frees native memory. */
  default void close() {
    output().close();
  }
}
