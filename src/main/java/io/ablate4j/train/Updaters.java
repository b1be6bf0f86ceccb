package io.ablate4j.train;

import io.ablate4j.factor.Optimizer;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** A study's optimizer as DL4J knows it. */
final class Updaters {
  private Updaters() {}

  static IUpdater of(Optimizer optimizer) {
    double learningRate = optimizer.learningRate();
    var p = optimizer.parameters();
    return switch (optimizer.kind()) {
      case ADAM -> new Adam(learningRate, p.get("beta1"), p.get("beta2"), p.get("epsilon"));
      case SGD -> new Sgd(learningRate);
      case NESTEROVS -> new Nesterovs(learningRate, p.get("momentum"));
      case RMSPROP -> new RmsProp(learningRate, p.get("decay"), p.get("epsilon"));
    };
  }
}
