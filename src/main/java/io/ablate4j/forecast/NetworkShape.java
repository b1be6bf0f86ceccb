package io.ablate4j.forecast;

import io.ablate4j.factor.Optimizer;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.plan.Trial;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import java.util.List;
import java.util.SortedMap;

/**
 * All of a trial that decides what a step of it costs: trials that differ in seed, budget or rate
 * alone have one shape.
 */
record NetworkShape(
    EngineChoice engine,
    String source,
    SortedMap<String, String> options,
    String model,
    NetworkOptions network,
    List<String> probes,
    Regularization regularization,
    Optimizer.Kind optimizer,
    boolean constantRate,
    int batchSize) {

  static NetworkShape of(Trial trial) {
    return new NetworkShape(
        trial.engine(),
        trial.dataset().source(),
        trial.dataset().options(),
        trial.model(),
        trial.settings().network(),
        trial.asked().probes(),
        trial.regularization(),
        trial.settings().optimizer().kind(),
        trial.settings().schedule().isConstant(),
        trial.settings().batchSize());
  }

  /** How much two have in common; what changes a step's cost most counts most. */
  int likeness(NetworkShape other) {
    boolean sameData = source.equals(other.source) && options.equals(other.options);
    int same = engine == other.engine ? 1 : 0;
    same = 2 * same + (model.equals(other.model) ? 1 : 0);
    same = 2 * same + (sameData ? 1 : 0);
    same = 2 * same + (probes.equals(other.probes) ? 1 : 0);
    same = 2 * same + (network.equals(other.network) ? 1 : 0);
    same = 2 * same + (regularization.equals(other.regularization) ? 1 : 0);
    same = 2 * same + (optimizer == other.optimizer ? 1 : 0);
    same = 2 * same + (constantRate == other.constantRate ? 1 : 0);
    return 2 * same + (batchSize == other.batchSize ? 1 : 0);
  }
}
