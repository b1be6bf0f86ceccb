package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataSplit;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.SeedStream;
import io.ablate4j.engine.FlushToZero;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trials that train several networks, and what these do together. */
class EnsembleTest {
  private static final int TRAIN = 60;
  private static final int BATCH = 12;
  private static final int EPOCHS = 2;

  private static Trial trial(String model, String arm, String engine, int members) {
    String yaml =
        """
        name: members
        dataset: { source: glyphs, train: %d, validation: 40, test: 200 }
        factors:
          model: %s
          regularization: %s
          batchSize: %d
          epochs: %d
          members: %d
        engine: %s
        seeds: 1
        """
            .formatted(TRAIN, model, arm, BATCH, EPOCHS, members, engine);
    return Planner.plan(
            new StudyReader(
                    Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()))
                .read(new StudySource("study.yaml", yaml), Overrides.NONE))
        .get(0);
  }

  private static TrialTrainer trainer() {
    return new TrialTrainer(
        Models.onClassPath(),
        new DatasetCache(Datasets.onClassPath(), new DataFolders(List.of())),
        NativeRuntime.start(1),
        Clock.systemUTC());
  }

  private static List<Measurement> learned(TrialResult result) {
    List<Measurement> learned = new ArrayList<>(result.measurements());
    learned.removeIf(m -> m.metric().measuresTime() || m.metric() == Metric.ACCURACY_ENSEMBLE);
    return learned;
  }

  private static List<Measurement> ensemble(TrialResult result) {
    return result.measurements().stream()
        .filter(m -> m.metric() == Metric.ACCURACY_ENSEMBLE)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"mlp, both, fast", "cnn, none, fast", "mlp, both, stock"})
  void theFirstMemberIsThePlainTrialBitForBit(String model, String arm, String engine) {
    TrialResult plain = trainer().train(trial(model, arm, engine, 1));
    TrialResult three = trainer().train(trial(model, arm, engine, 3));
    assertThat(three.outcome()).isEqualTo(new Outcome.Completed());
    assertThat(learned(three)).isNotEmpty().isEqualTo(learned(plain));
    assertThat(ensemble(plain)).isEmpty();
    assertThat(ensemble(three))
        .hasSize(1)
        .allMatch(m -> m.split() == Split.TEST && m.epoch() == EPOCHS && m.step() == 10);
    assertThat(three.key()).isNotEqualTo(plain.key());
  }

  /** Trained here step by step; what of streams and batches a member takes is spelled out. */
  @Test
  void whatAllSayTogetherIsTheMeanOfTheirOutputs() {
    Trial trial = trial("mlp", "none", "fast", 3);
    TrialTrainer trainer = trainer();
    DataSplit split = trainer.split(trial);
    double[] sums = new double[200 * 10];
    List<double[]> alone = new ArrayList<>();
    for (String member : List.of("", "#2", "#3")) {
      try (FlushToZero flush = TrialTrainer.denormals(trial);
          TrainableNetwork network = network(trial, split, member)) {
        Random random = new Random(new SeedStream(trial.seed()).named("batch-order" + member));
        int[] order = new int[TRAIN];
        Arrays.setAll(order, i -> i);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
          for (int i = TRAIN - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
          }
          for (int from = 0; from < TRAIN; from += BATCH) {
            train(network, split, Arrays.copyOfRange(order, from, from + BATCH));
          }
          network.endEpoch();
        }
        float[] own = network.probabilities(split.test().features(), 200);
        Arrays.setAll(sums, i -> sums[i] + own[i]);
        double[] copy = new double[own.length];
        Arrays.setAll(copy, i -> own[i]);
        alone.add(copy);
      }
    }
    assertThat(alone.get(1)).isNotEqualTo(alone.get(0)).isNotEqualTo(alone.get(2));
    TrialResult result = trainer.train(trial);
    assertThat(ensemble(result).get(0).value()).isEqualTo(accuracy(sums, split.test().labels()));
    assertThat(
            result.measurements().stream()
                .filter(m -> m.metric() == Metric.ACCURACY && m.split() == Split.TEST)
                .reduce((one, last) -> last)
                .orElseThrow()
                .value())
        .isEqualTo(accuracy(alone.get(0), split.test().labels()));
  }

  private static TrainableNetwork network(Trial trial, DataSplit split, String member) {
    SeedStream streams = new SeedStream(trial.seed());
    return Networks.fast(
        Models.onClassPath()
            .configure(
                trial.model(),
                new ModelSpec(
                    split.train().shape(),
                    split.classes(),
                    trial.regularization(),
                    trial.settings().network(),
                    layout -> {})),
        new Networks.Sizes(TrialTrainer.exampleShape(split.train().shape()), split.classes()),
        Updaters.of(trial.settings()),
        new Networks.Seeds(
            layer -> streams.named("init:" + layer + member), streams.named("dropout" + member)));
  }

  private static void train(TrainableNetwork network, DataSplit split, int[] examples) {
    int size = split.train().shape().size();
    float[] features = new float[examples.length * size];
    int[] labels = new int[examples.length];
    for (int i = 0; i < examples.length; i++) {
      System.arraycopy(split.train().features(), examples[i] * size, features, i * size, size);
      labels[i] = split.train().labels()[examples[i]];
    }
    network.train(features, labels);
  }

  private static double accuracy(double[] probabilities, int[] labels) {
    int classes = probabilities.length / labels.length;
    int right = 0;
    for (int e = 0; e < labels.length; e++) {
      double own = probabilities[e * classes + labels[e]];
      right +=
          Arrays.stream(probabilities, e * classes, (e + 1) * classes).allMatch(p -> p <= own)
              ? 1
              : 0;
    }
    return right / (double) labels.length;
  }

  @Test
  void fiveNetworksAreFiveTimesTheTrainingAndFourMoreEvaluations() {
    Trial one = trial("mlp", "none", "fast", 1);
    Trial five = trial("mlp", "none", "fast", 5);
    assertThat(five.trainedExamples()).isEqualTo(5 * one.trainedExamples()).isEqualTo(5 * 120);
    assertThat(five.evaluatedExamples() - one.evaluatedExamples()).isEqualTo(4 * (40 + 40 + 200));
  }
}
