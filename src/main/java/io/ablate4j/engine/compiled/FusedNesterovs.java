package io.ablate4j.engine.compiled;

import org.nd4j.linalg.learning.config.Nesterovs;

/** Nesterov momentum in the form of Bengio et al. 2013, as DL4J has it. */
final class FusedNesterovs extends FusedUpdater {
  private final Nesterovs config;
  private final float[] velocity;

  FusedNesterovs(Nesterovs config, int parameters) {
    this.config = config;
    velocity = new float[parameters];
  }

  @Override
  void apply(float[] parameters, float[] gradients, int step, int epoch) {
    loop(
        parameters,
        gradients,
        velocity,
        (float) config.getLearningRate(step, epoch),
        (float) config.currentMomentum(step, epoch));
  }

  private static void loop(
      float[] parameters, float[] gradients, float[] velocity, float rate, float momentum) {
    for (int i = 0; i < parameters.length; i++) {
      float before = momentum * velocity[i];
      float v = before - rate * gradients[i] + FLUSH - FLUSH;
      velocity[i] = v;
      parameters[i] -= before - (1 + momentum) * v;
    }
  }
}
