package io.ablate4j.engine.compiled;

import org.nd4j.linalg.learning.config.Adam;

/** Kingma and Ba 2015, with the bias correction in the step size, as DL4J has it. */
final class FusedAdam extends FusedUpdater {
  private final Adam config;
  private final float[] first;
  private final float[] second;

  FusedAdam(Adam config, int parameters) {
    this.config = config;
    first = new float[parameters];
    second = new float[parameters];
  }

  @Override
  void apply(float[] parameters, float[] gradients, int step, int epoch) {
    double rate =
        config.getLearningRate(step, epoch)
            * Math.sqrt(1 - Math.pow(config.getBeta2(), step + 1))
            / (1 - Math.pow(config.getBeta1(), step + 1));
    loop(
        parameters,
        gradients,
        first,
        second,
        (float) rate,
        (float) config.getBeta1(),
        (float) config.getBeta2(),
        (float) config.getEpsilon());
  }

  private static void loop(
      float[] parameters,
      float[] gradients,
      float[] first,
      float[] second,
      float rate,
      float beta1,
      float beta2,
      float epsilon) {
    float rest1 = 1 - beta1;
    float rest2 = 1 - beta2;
    for (int i = 0; i < parameters.length; i++) {
      float g = gradients[i];
      float m = beta1 * first[i] + rest1 * g + FLUSH - FLUSH;
      float v = beta2 * second[i] + rest2 * g * g + FLUSH - FLUSH;
      first[i] = m;
      second[i] = v;
      parameters[i] -= rate * m / ((float) Math.sqrt(v) + epsilon);
    }
  }
}
