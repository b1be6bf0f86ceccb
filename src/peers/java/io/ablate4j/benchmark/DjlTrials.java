package io.ablate4j.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataPool;
import io.ablate4j.data.DataSplit;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.Examples;
import io.ablate4j.data.InputShape;
import io.ablate4j.data.SeedStream;
import io.ablate4j.data.Splitter;
import io.ablate4j.plan.Trial;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Carries out a study's trials with DJL: the same data, number of steps and evaluations as
 * ablate4j's own training loop. Keeps the data of the trial before, as that does.
 */
final class DjlTrials {
  private DatasetSpec openSpec;
  private DataPool pool;
  private long splitSeed;
  private DataSplit split;

  /**
   * Trains and evaluates as ablate4j does: after every epoch on a training subset, the validation
   * and the test set, and on the validation set every {@code checkExamples} trained examples.
   *
   * @return the test accuracy at the end
   */
  double train(Trial trial) {
    DataSplit data = split(trial);
    InputShape shape = data.train().shape();
    try (DjlNetwork network =
        new DjlNetwork(
            trial.model(),
            trial.regularization(),
            "relu",
            new Shape(shape.channels(), shape.height(), shape.width()),
            data.classes(),
            trial.settings().optimizer().learningRate(),
            (int) trial.seed())) {
      Loaded train = Loaded.of(network.manager(), data.train(), data.train().count());
      int subset = Math.min(data.train().count(), data.validation().count());
      Loaded trainSubset = Loaded.of(network.manager(), data.train(), subset);
      Loaded validation =
          Loaded.of(network.manager(), data.validation(), data.validation().count());
      Random random = new SeedStream(trial.seed()).random(SeedStream.BATCH_ORDER);
      List<Integer> order =
          IntStream.range(0, data.train().count()).boxed().collect(Collectors.toList());
      Loaded test = Loaded.of(network.manager(), data.test(), data.test().count());
      double accuracy = 0;
      long examples = 0;
      for (int epoch = 0; epoch < trial.settings().epochs(); epoch++) {
        Collections.shuffle(order, random);
        int[] indices = order.stream().mapToInt(Integer::intValue).toArray();
        int batchSize = trial.settings().batchSize();
        for (int from = 0; from + batchSize <= indices.length; from += batchSize) {
          train(network, train, Arrays.copyOfRange(indices, from, from + batchSize));
          long before = examples / trial.checkExamples();
          examples += batchSize;
          // One at the end of an epoch is read off the evaluation that follows.
          if (examples / trial.checkExamples() > before && from + 2 * batchSize <= indices.length) {
            evaluate(network, validation);
          }
        }
        evaluate(network, trainSubset);
        evaluate(network, validation);
        accuracy = evaluate(network, test);
      }
      return accuracy;
    }
  }

  private static void train(DjlNetwork network, Loaded train, int[] batch) {
    try (NDManager step = network.manager().newSubManager()) {
      NDArray indices = step.create(batch);
      train.attachTo(step);
      network.step(train.features.get(indices), train.labels.get(indices));
    }
  }

  private static double evaluate(DjlNetwork network, Loaded examples) {
    try (NDManager evaluation = network.manager().newSubManager()) {
      examples.attachTo(evaluation);
      DjlNetwork.Evaluation result = network.evaluate(examples.features, examples.labels);
      if (!Double.isFinite(result.loss())) {
        throw new IllegalStateException("the loss became " + result.loss());
      }
      return result.accuracy();
    }
  }

  private DataSplit split(Trial trial) {
    if (!trial.dataset().equals(openSpec)) {
      split = null;
      openSpec = trial.dataset();
      pool =
          Datasets.onClassPath().get(openSpec.source()).open(openSpec, new DataFolders(List.of()));
    }
    if (split == null || splitSeed != trial.seed()) {
      splitSeed = trial.seed();
      split = Splitter.split(pool, openSpec, splitSeed);
    }
    return split;
  }

  /** Examples as native arrays. */
  private record Loaded(NDArray features, NDArray labels) {
    static Loaded of(NDManager manager, Examples examples, int count) {
      InputShape shape = examples.shape();
      return new Loaded(
          manager.create(
              Arrays.copyOf(examples.features(), count * shape.size()),
              new Shape(count, shape.channels(), shape.height(), shape.width())),
          manager.create(Arrays.copyOf(examples.labels(), count)));
    }

    /** Lets what is computed from them go with a manager; they return to their own. */
    void attachTo(NDManager manager) {
      features.tempAttach(manager);
      labels.tempAttach(manager);
    }
  }
}
