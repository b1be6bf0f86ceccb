package io.ablate4j.engine.compiled;

/** One operation of the step, for one batch size. */
interface Node {
  /** Computes the output from the inputs. */
  void forward(boolean training);

  /** Computes the inputs' and the parameters' gradients from the output's. */
  void backward();

  /** Where the result is. */
  Tensor output();

  /** Frees native memory. */
  default void close() {
    output().close();
  }
}
