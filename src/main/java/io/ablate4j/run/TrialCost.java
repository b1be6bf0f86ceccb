package io.ablate4j.run;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.InputShape;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.model.NetworkCost;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.plan.Trial;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.CheckedData;
import io.ablate4j.study.CheckedStudy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How much a trial has to compute, in multiplications: for sharing trials out before any has run,
 * the same on every machine. No time: networks differ in how fast they multiply.
 */
public final class TrialCost implements ToDoubleFunction<Trial> {
  /** Forward, gradient of weights and gradient of inputs. */
  private static final int PASSES_OF_A_STEP = 3;

  /** What a step costs besides, some tenths of a millisecond, at some billions a second. */
  private static final double OF_A_STEP = 3e6;

  private final Models models;
  private final CheckedStudy study;
  private final Map<Network, Double> networks = new HashMap<>();

  /** For the trials of a study. */
  public TrialCost(Models models, CheckedStudy study) {
    this.models = models;
    this.study = study;
  }

  @Override
  public double applyAsDouble(Trial trial) {
    DatasetSpec data = trial.dataset();
    double trained = trial.trainedExamples();
    return (PASSES_OF_A_STEP * trained + trial.evaluatedExamples()) * ofImage(trial)
        + trained / trial.settings().batchSize() * OF_A_STEP;
  }

  /** How much a training step of a trial has to compute. */
  public double ofStep(Trial trial) {
    return PASSES_OF_A_STEP * trial.settings().batchSize() * ofImage(trial) + OF_A_STEP;
  }

  /** How much an image has to compute in an evaluation. */
  public double ofImage(Trial trial) {
    return networks.computeIfAbsent(
        new Network(
            trial.model(),
            trial.regularization(),
            trial.settings().network(),
            study.data(trial.dataset())),
        this::multiplications);
  }

  private double multiplications(Network network) {
    InputShape shape = network.data().shape();
    return NetworkCost.multiplications(
        models
            .get(network.model())
            .configure(
                new ModelSpec(
                    shape,
                    network.data().classNames().size(),
                    network.regularization(),
                    network.options(),
                    layout -> {})),
        shape);
  }

  private record Network(
      String model, Regularization regularization, NetworkOptions options, CheckedData data) {}
}
