package io.ablate4j.train;

import io.ablate4j.factor.Optimizer;
import io.ablate4j.factor.RateSchedule;
import io.ablate4j.factor.TrialSettings;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** A trial's optimizer as DL4J knows it. */
final class Updaters {
  private Updaters() {}

  static IUpdater of(TrialSettings settings) {
    Optimizer optimizer = settings.optimizer();
    double learningRate = optimizer.learningRate();
    var p = optimizer.parameters();
    IUpdater updater =
        switch (optimizer.kind()) {
          case ADAM -> new Adam(learningRate, p.get("beta1"), p.get("beta2"), p.get("epsilon"));
          case SGD -> new Sgd(learningRate);
          case NESTEROVS -> new Nesterovs(learningRate, p.get("momentum"));
          case RMSPROP -> new RmsProp(learningRate, p.get("decay"), p.get("epsilon"));
        };
    if (!settings.schedule().isConstant()) {
      updater.setLrAndSchedule(
          Double.NaN, new OverSteps(learningRate, settings.schedule(), settings.steps()));
    }
    return updater;
  }

  /** A schedule over the budget, as DL4J asks for it. */
  private record OverSteps(double learningRate, RateSchedule schedule, long steps)
      implements ISchedule {
    @Override
    public double valueAt(int iteration, int epoch) {
      return learningRate * schedule.share(iteration, steps);
    }

    @Override
    public ISchedule clone() {
      return this; // it never changes
    }
  }
}
