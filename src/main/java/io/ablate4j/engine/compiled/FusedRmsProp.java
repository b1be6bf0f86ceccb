package io.ablate4j.engine.compiled;

import java.util.Arrays;
import org.nd4j.linalg.learning.config.RmsProp;

/** Tieleman and Hinton 2012; the cache starts at epsilon, as DL4J's. */
final class FusedRmsProp extends FusedUpdater {
  private final RmsProp config;
  private final float[] cache;

  FusedRmsProp(RmsProp config, int parameters) {
    this.config = config;
    cache = new float[parameters];
    Arrays.fill(cache, (float) config.getEpsilon());
  }

  @Override
  void apply(float[] parameters, float[] gradients, int step, int epoch) {
    loop(
        parameters,
        gradients,
        cache,
        (float) config.getLearningRate(step, epoch),
        (float) config.getRmsDecay(),
        (float) config.getEpsilon());
  }

  private static void loop(
      float[] parameters,
      float[] gradients,
      float[] cache,
      float rate,
      float decay,
      float epsilon) {
    float rest = 1 - decay;
    for (int i = 0; i < parameters.length; i++) {
      float g = gradients[i];
      float c = decay * cache[i] + rest * g * g + FLUSH - FLUSH;
      cache[i] = c;
      parameters[i] -= rate * g / ((float) Math.sqrt(c) + epsilon);
    }
  }
}
