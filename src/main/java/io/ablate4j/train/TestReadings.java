package io.ablate4j.train;

import io.ablate4j.data.DataSplit;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Examples;
import io.ablate4j.data.SeedStream;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.plan.Trial;
import io.ablate4j.probe.McDropout;
import io.ablate4j.probe.Recalibration;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import io.ablate4j.view.Batch;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.NetworkView;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Reads the trained network on the test set in other ways than the usual one, for whoever asks.
 * Probes never see the test set; nothing here changes the network, nor draws from a stream that
 * training draws from.
 */
final class TestReadings {
  private static final int PASSES = 50;
  private static final String STREAM = "test:";

  /**
   * One way.
   *
   * @param changes layers without which it is the usual one
   * @param isThere whether an arm puts such layers in
   * @param images that it passes through the network
   * @param accuracy reads it
   */
  private record Way(
      Predicate<LayerView> changes,
      Predicate<Regularization> isThere,
      ToDoubleFunction<DatasetSpec> images,
      Accuracy accuracy) {}

  private interface Accuracy {
    double of(TestReadings readings, NetworkView network);
  }

  private static final Map<Metric, Way> WAYS =
      Map.of(
          Metric.ACCURACY_RECALIBRATED,
          new Way(
              layer -> layer.kind() == Kind.NORM,
              arm -> arm.batchNorm().isPresent(),
              data -> data.train() + data.test(),
              (own, network) ->
                  Recalibration.accuracy(network, own.trainingSet, own.batchSize, own.test)),
          Metric.ACCURACY_MC50,
          new Way(
              layer -> layer.kind() == Kind.DROPOUT || layer.dropProbability() > 0,
              arm -> arm.dropout().isPresent(),
              data -> (double) PASSES * data.test(),
              (own, network) -> McDropout.accuracy(network, own.test, PASSES)));

  private final Trial trial;
  private final TrainableNetwork network;
  private final Batch trainingSet;
  private final Batch test;
  private final int batchSize;

  TestReadings(Trial trial, DataSplit split, TrainableNetwork network) {
    this.trial = trial;
    this.network = network;
    trainingSet = batch(split.train());
    test = batch(split.test());
    batchSize = trial.settings().batchSize();
  }

  private static Batch batch(Examples examples) {
    return new Batch(examples.features(), examples.labels());
  }

  /**
   * How many images a trial passes for all that is asked. What stands in networks of one's own is
   * not known beforehand: they are taken to have both kinds of layers.
   */
  static double images(Trial trial) {
    boolean isOwn = trial.settings().ownModel().isPresent();
    return trial.asked().onTest().stream()
        .map(word -> WAYS.get(Metric.ofWord(word)))
        .filter(way -> isOwn || way.isThere().test(trial.regularization()))
        .mapToDouble(way -> way.images().applyAsDouble(trial.dataset()))
        .sum();
  }

  /**
   * All that is asked; of what the engine cannot compute nothing.
   *
   * @param usual accuracy on the test set as always
   */
  void read(int epoch, int step, double usual, TrialLog log) {
    for (String word : trial.asked().onTest()) {
      Metric metric = Metric.ofWord(word);
      Way way = WAYS.get(metric);
      NetworkView view = network.view(new SeedStream(trial.seed()).named(STREAM + word));
      try {
        double accuracy =
            view.layers().stream().anyMatch(way.changes()) ? way.accuracy().of(this, view) : usual;
        log.add(metric, Split.TEST, epoch, step, accuracy);
      } catch (UnsupportedOperationException e) {
        continue; // not estimable
      } finally {
        Pulse.beat();
      }
    }
  }
}
