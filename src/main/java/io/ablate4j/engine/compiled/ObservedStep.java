package io.ablate4j.engine.compiled;

import java.util.Map;

/**
 * A step in which no operation overwrites what another gave or takes it in, so that all of it can
 * be looked at afterwards.
 *
 * @param places where each layer's numbers are, by its name
 */
record ObservedStep(Step step, Map<String, Place> places) {
  /**
   * Around one layer.
   *
   * @param input null if it reads several
   * @param preActivation what its function is applied to; else its output
   * @param output of the output layer what its function is applied to
   */
  record Place(Tensor input, Tensor preActivation, Tensor output) {}
}
