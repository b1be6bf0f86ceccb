package io.ablate4j.train;

import io.ablate4j.data.DataSplit;
import io.ablate4j.data.SeedStream;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.plan.Trial;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Split;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The members of a trial that has several, a deep ensemble (Lakshminarayanan et al. 2017,
 * arXiv:1612.01474): networks of one kind trained on the same examples, which differ in their
 * initial weights, their order of batches and their masks.
 */
final class Ensemble {
  private final Trial trial;
  private final DataSplit split;
  private final Function<SeedStream, TrainableNetwork> networks;

  /**
   * @param networks makes one before its first step
   */
  Ensemble(Trial trial, DataSplit split, Function<SeedStream, TrainableNetwork> networks) {
    this.trial = trial;
    this.split = split;
    this.networks = networks;
  }

  /**
   * Trains the others and adds what all of them together get right. Nothing if one of them
   * diverges: there is no such ensemble then.
   *
   * @param first the trial's own network, trained
   */
  void measure(TrainableNetwork first, TrialLog log) {
    int members = trial.settings().members();
    if (members == 1) {
      return;
    }
    double[] sums = new double[split.test().count() * split.classes()];
    add(sums, first);
    for (int member = 2; member <= members; member++) {
      SeedStream streams = new SeedStream(trial.seed(), member);
      try (TrainableNetwork network = networks.apply(streams)) {
        TrainingLoop loop =
            new TrainingLoop(quiet(), split, network, new TrialLog(), Optional.empty(), streams);
        if (!(loop.run() instanceof Outcome.Completed)) {
          return;
        }
        add(sums, network);
      }
    }
    float[] means = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      means[i] = (float) (sums[i] / members);
    }
    log.add(
        Metric.ACCURACY_ENSEMBLE,
        Split.TEST,
        trial.settings().epochs(),
        Math.toIntExact(trial.settings().steps()),
        Evaluation.of(means, split.test().labels()).accuracy());
  }

  /** Asked for nothing but whether it ends well. */
  private Trial quiet() {
    return trial.asking(
        new Asked(List.of(trial.settings().epochs()), OptionalDouble.of(0), List.of()));
  }

  private void add(double[] sums, TrainableNetwork network) {
    float[] own = network.probabilities(split.test().features(), split.test().count());
    for (int i = 0; i < sums.length; i++) {
      sums[i] += own[i];
    }
    Pulse.beat();
  }
}
