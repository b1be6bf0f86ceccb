package io.ablate4j.benchmark;

/** A network of one of the stacks, with batches of random images at hand. */
interface Contender extends AutoCloseable {
  /** All parameters that training changes, batch norm's scale and shift among them. */
  long parameters();

  /**
   * One whole step of the optimizer: forward, loss, backward, update. All of it is done when this
   * returns, as no stack computes behind our back on a CPU.
   *
   * @param batch which of the batches, in [0, {@link RandomImages#BATCHES})
   */
  void step(int batch);

  @Override
  void close();
}
