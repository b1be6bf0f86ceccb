package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataSplit;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.data.SeedStream;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialFixtures;
import io.ablate4j.probe.NetworkProbe;
import io.ablate4j.probe.ProbeMoment;
import io.ablate4j.probe.ProbeReading;
import io.ablate4j.probe.ProbeSchedule;
import io.ablate4j.probe.Probes;
import io.ablate4j.probe.ReadingSink;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.ResultDifference;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.view.Batch;
import io.ablate4j.view.LayerView;
import io.ablate4j.view.LayerView.Kind;
import io.ablate4j.view.Mode;
import io.ablate4j.view.NetworkView;
import io.ablate4j.view.NormStatistics;
import io.ablate4j.view.Pass;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read on the test set at the end besides the usual accuracy. */
class TestReadingsTest {
  private static final DatasetSpec GLYPHS = DatasetSpec.of("glyphs", 66, 40, 200);
  private static final int BATCH = 12;
  private static final List<String> BOTH = List.of("accuracy-mc50", "accuracy-recalibrated");

  @ParameterizedTest
  @CsvSource({"mlp, FAST", "cnn, FAST", "mlp, STOCK"})
  void askingForThemChangesNoBitOfWhatElseIsMeasured(String model, EngineChoice engine) {
    Trial trial = trial(model, Regularization.BOTH, engine);
    TrialResult without = train(trial, network -> 0);
    TrialResult with = train(asking(trial, BOTH), network -> 0);
    assertThat(with.key()).isEqualTo(without.key());
    assertThat(ResultDifference.inWords(without, with)).isEmpty();
    assertThat(without.measurements()).noneMatch(m -> Metric.ASKED.contains(m.metric()));
    List<Measurement> read =
        with.measurements().stream().filter(m -> Metric.ASKED.contains(m.metric())).toList();
    assertThat(read)
        .hasSize(2)
        .allMatch(m -> m.split() == Split.TEST && m.epoch() == 2 && m.step() == 10);
  }

  @Test
  void withoutWhatWouldChangeThemTheyAreTheTestAccuracy() {
    for (EngineChoice engine : EngineChoice.values()) {
      TrialResult plain =
          train(asking(trial("mlp", Regularization.NONE, engine), BOTH), network -> 0);
      assertThat(BOTH)
          .allSatisfy(word -> assertThat(value(plain, word)).isEqualTo(value(plain, "accuracy")));
    }
    Trial normed = trial("mlp", Regularization.BATCH_NORM, EngineChoice.FAST);
    TrialResult result = train(asking(normed, BOTH), network -> 0);
    assertThat(value(result, "accuracy-mc50")).isEqualTo(value(result, "accuracy"));
  }

  /** Five whole batches of 12; the last six examples make none. */
  @ParameterizedTest
  @CsvSource({"mlp", "cnn"})
  void statisticsAreThoseOfTheTrainingSet(String model) {
    Trial trial =
        asking(
            trial(model, Regularization.BOTH, EngineChoice.FAST), List.of("accuracy-recalibrated"));
    DataSplit split = split(trial);
    TrialResult result = train(trial, network -> recalibrated(network, split));
    assertThat(value(result, "accuracy-recalibrated")).isEqualTo(value(result, "probe:own"));
    // After ten steps running statistics still remember where they began.
    assertThat(value(result, "accuracy-recalibrated")).isNotEqualTo(value(result, "accuracy"));
  }

  @ParameterizedTest
  @CsvSource({"mlp", "cnn"})
  void outputsOfFiftyMasksAreAveraged(String model) {
    Trial trial =
        asking(trial(model, Regularization.BOTH, EngineChoice.FAST), List.of("accuracy-mc50"));
    DataSplit split = split(trial);
    long seed = new SeedStream(trial.seed()).named("test:accuracy-mc50");
    TrialResult result =
        train(
            trial,
            network -> {
              NetworkView own = network.seeded(seed);
              Batch test = new Batch(split.test().features(), split.test().labels());
              double[] sum = new double[200 * split.classes()];
              for (int pass = 0; pass < 50; pass++) {
                float[] one =
                    own.forward(test, new Mode(Mode.Norm.RUNNING, Mode.Drop.ON)).probabilities();
                Arrays.setAll(sum, i -> sum[i] + one[i]);
              }
              return accuracy(sum, split.test().labels());
            });
    assertThat(value(result, "accuracy-mc50")).isEqualTo(value(result, "probe:own"));
  }

  @Test
  void aTrialThatDivergesHasNone() {
    Trial wild =
        asking(
            TrialFixtures.trial(
                CellFixtures.cell("mlp", "none", BATCH, 1e6, 2),
                3,
                Regularization.NONE,
                GLYPHS,
                checksum(),
                new Optimizer(Optimizer.Kind.SGD, 1e6, new java.util.TreeMap<>()),
                EngineChoice.FAST,
                30,
                List.of("own")),
            BOTH);
    TrialResult result = train(wild, network -> 0);
    assertThat(result.outcome()).isInstanceOf(Outcome.Diverged.class);
    assertThat(result.measurements()).noneMatch(m -> Metric.ASKED.contains(m.metric()));
  }

  /** Mean and variance of all numbers that a batch norm reads, batch after batch, in two passes. */
  private static double recalibrated(NetworkView network, DataSplit split) {
    int size = split.train().shape().size();
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from + BATCH <= 66; from += BATCH) {
      batches.add(
          new Batch(
              Arrays.copyOfRange(split.train().features(), from * size, (from + BATCH) * size),
              Arrays.copyOfRange(split.train().labels(), from, from + BATCH)));
    }
    Map<String, NormStatistics> statistics = new HashMap<>();
    for (LayerView norm : network.layers(Kind.NORM)) {
      List<float[]> read = new ArrayList<>();
      for (Batch batch : batches) {
        Pass pass = network.forward(batch, new Mode(Mode.Norm.BATCH, Mode.Drop.OFF));
        read.add(pass.input(norm.name()));
      }
      int channels = network.statistics(norm.name()).mean().length;
      int pixels = read.get(0).length / BATCH / channels;
      float[] means = new float[channels];
      float[] variances = new float[channels];
      for (int c = 0; c < channels; c++) {
        int channel = c;
        double[] all =
            read.stream()
                .flatMapToDouble(
                    numbers ->
                        java.util.stream.IntStream.range(0, numbers.length)
                            .filter(i -> i / pixels % channels == channel)
                            .mapToDouble(i -> numbers[i]))
                .toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        means[c] = (float) mean;
        variances[c] =
            (float) Arrays.stream(all).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
      }
      statistics.put(norm.name(), new NormStatistics(means, variances));
    }
    Batch test = new Batch(split.test().features(), split.test().labels());
    float[] given = network.with(statistics).forward(test, Mode.INFERENCE).probabilities();
    double[] probabilities = new double[given.length];
    Arrays.setAll(probabilities, i -> given[i]);
    return accuracy(probabilities, test.labels());
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

  private record Own(ToDoubleFunction<NetworkView> measure) implements NetworkProbe {
    @Override
    public String id() {
      return "own";
    }

    @Override
    public String meaning() {
      return "what the test asks";
    }

    @Override
    public String source() {
      return "-";
    }

    @Override
    public List<ProbeReading> readings() {
      return List.of();
    }

    @Override
    public ProbeSchedule schedule() {
      return ProbeSchedule.END;
    }

    @Override
    public void measure(ProbeMoment moment, ReadingSink sink) {
      sink.put("", measure.applyAsDouble(moment.network()));
    }
  }

  private static DatasetCache cache() {
    return new DatasetCache(Datasets.onClassPath(), new DataFolders(List.of()));
  }

  private static DataSplit split(Trial trial) {
    return cache().split(trial);
  }

  private static TrialResult train(Trial trial, ToDoubleFunction<NetworkView> own) {
    return new TrialTrainer(
            Models.onClassPath(),
            cache(),
            NativeRuntime.start(1),
            Clock.systemUTC(),
            Probes.of(List.of(new Own(own)), List.of()))
        .train(trial);
  }

  private static String checksum() {
    return Datasets.onClassPath().get("glyphs").open(GLYPHS, new DataFolders(List.of())).checksum();
  }

  private static Trial trial(String model, Regularization arm, EngineChoice engine) {
    return TrialFixtures.trial(
        CellFixtures.cell(model, arm.name(), BATCH, 1e-3, 2),
        3,
        arm,
        GLYPHS,
        checksum(),
        Optimizer.DEFAULT,
        engine,
        30,
        List.of("own"));
  }

  private static Trial asking(Trial trial, List<String> onTest) {
    return trial.asking(new Asked(List.of(), OptionalDouble.empty(), List.of("own"), onTest));
  }

  private static double value(TrialResult result, String word) {
    return result.measurements().stream()
        .filter(m -> m.metric() == Metric.ofWord(word))
        .filter(m -> m.split() != Split.VALIDATION)
        .filter(m -> m.split() == Split.TEST || m.metric().probe().isPresent())
        .reduce((one, other) -> other)
        .orElseThrow()
        .value();
  }
}
