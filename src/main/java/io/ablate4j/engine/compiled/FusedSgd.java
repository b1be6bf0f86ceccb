package io.ablate4j.engine.compiled;

import org.nd4j.linalg.learning.config.Sgd;

/** Plain gradient descent. */
final class FusedSgd extends FusedUpdater {
  private final Sgd config;

  FusedSgd(Sgd config) {
    this.config = config;
  }

  @Override
  void apply(float[] parameters, float[] gradients, int step, int epoch) {
    loop(parameters, gradients, (float) config.getLearningRate(step, epoch));
  }

  private static void loop(float[] parameters, float[] gradients, float rate) {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= rate * gradients[i];
    }
  }
}
