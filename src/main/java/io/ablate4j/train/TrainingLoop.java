package io.ablate4j.train;

import io.ablate4j.data.DataSplit;
import io.ablate4j.data.SeedStream;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.intervention.TimedIntervention;
import io.ablate4j.model.NetworkOutline;
import io.ablate4j.plan.Trial;
import io.ablate4j.trial.CheckSpacing;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Split;
import io.ablate4j.view.Batch;
import io.ablate4j.view.LayerView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Epoch after epoch: shuffle, train on whole batches (a last ragged one is dropped), evaluate where
 * that is asked. Every so many examples, also inside an epoch, validation accuracy is checked, for
 * the time to a target, until no target can change any more. No evaluation steers anything. Time of
 * training and time of evaluation are kept apart.
 */
final class TrainingLoop {
  private static final double NANOS_A_SECOND = 1e9;
  private static final double NANOS_A_MILLI = 1e6;

  private final Trial trial;
  private final DataSplit split;
  private final TrainableNetwork network;
  private final TrialLog log;
  private final Optional<Probing> probing;

  private final Checks checks;
  private final int stepsAnEpoch;
  private final int budget;
  private final Random batchOrder;
  private final int[] order;
  private final float[] batchFeatures;
  private final int[] batchLabels;
  private final DivergenceGuard guard;
  private final Evaluator trainEvaluator;
  private final Evaluator validationEvaluator;
  private final Evaluator testEvaluator;
  private final long[] stepNanos;
  private int steps;
  private long evaluationNanos;

  TrainingLoop(
      Trial trial,
      DataSplit split,
      TrainableNetwork network,
      TrialLog log,
      Optional<Probing> probing,
      SeedStream streams) {
    this.trial = trial;
    this.split = split;
    this.network = network;
    this.log = log;
    this.probing = probing;
    checks = new Checks(new CheckSpacing(trial.checkExamples()), trial.asked().until());
    int batchSize = trial.settings().batchSize();
    int trainCount = split.train().count();
    stepsAnEpoch = trainCount / batchSize;
    batchOrder = streams.random(SeedStream.BATCH_ORDER);
    order = new int[trainCount];
    Arrays.setAll(order, i -> i);
    batchFeatures = new float[batchSize * split.train().shape().size()];
    batchLabels = new int[batchSize];
    guard = new DivergenceGuard(split.classes());
    // The training split is in random order already, so its first part is a fixed random subset.
    trainEvaluator = new Evaluator(split.train(), Math.min(trainCount, split.validation().count()));
    validationEvaluator = new Evaluator(split.validation(), split.validation().count());
    testEvaluator = new Evaluator(split.test(), split.test().count());
    budget = Math.toIntExact(trial.settings().steps());
    stepNanos = new long[budget];
  }

  Outcome run() {
    probe(probes -> probes.atStart(log));
    int epochs = trial.settings().epochs();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      Optional<String> trouble = trainEpoch(epoch).or(guard::endOfEpoch);
      logProgress(epoch);
      if (trouble.isEmpty()) {
        trouble = endOfEpoch(epoch);
      }
      if (trouble.isPresent()) {
        logSpeed(epoch);
        return new Outcome.Diverged(epoch, trouble.get());
      }
    }
    logSpeed(epochs);
    return new Outcome.Completed();
  }

  private Optional<String> trainEpoch(int epoch) {
    shuffle();
    for (int step = 0; step < stepsAnEpoch && steps < budget; step++) {
      if (Thread.interrupted()) {
        throw new TrialStopped();
      }
      intervene(epoch);
      probe(probes -> probes.beforeStep(steps + 1));
      long start = System.nanoTime();
      gather(step * batchLabels.length);
      double loss = network.train(batchFeatures, batchLabels);
      stepNanos[steps++] = System.nanoTime() - start;
      Pulse.beat();
      Optional<String> trouble = guard.step(loss);
      if (trouble.isPresent()) {
        return trouble;
      }
      probe(probes -> probes.afterStep(epoch, steps, new Batch(batchFeatures, batchLabels), log));
      if (step < stepsAnEpoch - 1 && steps < budget && checks.isDue(trainedExamples())) {
        check(timed(validationEvaluator), epoch);
      }
    }
    network.endEpoch();
    return Optional.empty();
  }

  /**
   * Right before the next step, so that whatever is looked at after the step that the intervention
   * is at sees the network before it.
   */
  private void intervene(int epoch) {
    TimedIntervention planned = trial.settings().intervention();
    if (!planned.isThere() || planned.step() != steps) {
      return;
    }
    NetworkOutline outline = NetworkOutline.of(network.graph().getConfiguration());
    List<LayerView> layers = network.view(0).layers();
    Runnable change =
        () ->
            network.change(
                parameters -> planned.what().orElseThrow().apply(outline, layers, parameters));
    if (probing.isPresent()) {
      probe(probes -> probes.around(change, epoch, steps));
    } else {
      change.run();
    }
  }

  private long trainedExamples() {
    return (long) steps * batchLabels.length;
  }

  private void check(Evaluation validation, int epoch) {
    log.add(Metric.CHECK_ACCURACY, Split.VALIDATION, epoch, steps, validation.accuracy());
    checks.saw(validation.accuracy());
  }

  /** At the end of the budget it is looked once more in any case: that costs nothing. */
  private Optional<String> endOfEpoch(int epoch) {
    boolean isDue = checks.isDue(trainedExamples()) || steps == budget && !checks.haveEnded();
    if (trial.asked().isEvaluated(epoch)) {
      return evaluateEpoch(epoch, isDue);
    }
    if (isDue) {
      check(timed(validationEvaluator), epoch);
    }
    return Optional.empty();
  }

  private Evaluation timed(Evaluator evaluator) {
    long start = System.nanoTime();
    Evaluation evaluation = evaluator.evaluate(network);
    evaluationNanos += System.nanoTime() - start;
    Pulse.beat();
    return evaluation;
  }

  private void gather(int from) {
    int size = split.train().shape().size();
    for (int i = 0; i < batchLabels.length; i++) {
      int example = order[from + i];
      System.arraycopy(split.train().features(), example * size, batchFeatures, i * size, size);
      batchLabels[i] = split.train().labels()[example];
    }
  }

  /** Fisher and Yates, on what the last epoch left. */
  private void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int j = batchOrder.nextInt(i + 1);
      int held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
  }

  private Optional<String> evaluateEpoch(int epoch, boolean isDue) {
    Evaluation train = timed(trainEvaluator);
    Evaluation validation = timed(validationEvaluator);
    log.add(train, Split.TRAIN, epoch, steps);
    log.add(validation, Split.VALIDATION, epoch, steps);
    Evaluation test = timed(testEvaluator);
    log.add(test, Split.TEST, epoch, steps);
    if (isDue) {
      check(validation, epoch);
    }
    // Only at the end: how a trial comes out must not depend on where it is looked at before.
    boolean isLast = steps == budget;
    if (isLast && !(Double.isFinite(train.loss()) && Double.isFinite(validation.loss()))) {
      return Optional.of(
          "the loss in inference mode is "
              + train.loss()
              + " on the training set and "
              + validation.loss()
              + " on the validation set");
    }
    probe(probes -> probes.atEvaluation(epoch, steps, isLast, log));
    if (isLast && !trial.asked().onTest().isEmpty()) {
      long start = System.nanoTime();
      new TestReadings(trial, split, network).read(epoch, steps, test.accuracy(), log);
      evaluationNanos += System.nanoTime() - start;
    }
    return Optional.empty();
  }

  /** Time that probes take is time of evaluation. */
  private void probe(Consumer<Probing> ask) {
    if (probing.isPresent()) {
      long start = System.nanoTime();
      ask.accept(probing.get());
      evaluationNanos += System.nanoTime() - start;
    }
  }

  private void logProgress(int epoch) {
    log.add(Metric.STEPS, Split.NONE, epoch, steps, steps);
    log.add(
        Metric.TRAIN_SECONDS,
        Split.NONE,
        epoch,
        steps,
        Arrays.stream(stepNanos, 0, steps).sum() / NANOS_A_SECOND);
  }

  /** The first epoch warms up the compiler and the caches; it counts only if there is no other. */
  private void logSpeed(int epoch) {
    int warmUp = steps > stepsAnEpoch ? stepsAnEpoch : 0;
    double nanos = median(Arrays.copyOfRange(stepNanos, warmUp, steps));
    log.add(Metric.STEP_MILLIS, Split.NONE, epoch, steps, nanos / NANOS_A_MILLI);
    log.add(
        Metric.IMAGES_PER_SECOND,
        Split.NONE,
        epoch,
        steps,
        trial.settings().batchSize() * NANOS_A_SECOND / nanos);
    log.add(Metric.EVALUATION_SECONDS, Split.NONE, epoch, steps, evaluationNanos / NANOS_A_SECOND);
    log.add(
        Metric.TRAINABLE_PARAMETERS,
        Split.NONE,
        epoch,
        steps,
        Networks.trainableParameters(network.graph()));
  }

  private static double median(long[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
  }
}
