package io.ablate4j.engine.compiled;

import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * How layers of one class are compiled: a file each, and a line each in {@link LayerRules}.
 *
 * @param <L> the class itself, as a subclass may compute something else
 */
interface LayerRule<L extends Layer> {
  /** The configurations it knows. */
  Class<L> layer();

  /**
   * Adds what computes the layer exactly as DL4J does.
   *
   * @param spot where it stands
   * @throws Unsupported if it asks for more than the compiled operations do
   */
  void compile(L layer, Spot spot) throws Unsupported;

  /** Whether it takes what it reads as one row an example, whatever its channels and pixels. */
  default boolean readsRows() {
    return false;
  }
}
