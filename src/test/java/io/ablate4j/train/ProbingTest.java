package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialFixtures;
import io.ablate4j.probe.DeadUnits;
import io.ablate4j.probe.GradientRatio;
import io.ablate4j.probe.NetworkProbe;
import io.ablate4j.probe.Probe;
import io.ablate4j.probe.Probes;
import io.ablate4j.probe.WeightNorm;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ProbingTest {
  /** As many validation as training examples, so that probes see those that are evaluated. */
  private static final DatasetSpec GLYPHS = DatasetSpec.of("glyphs", 60, 60, 20);

  @ParameterizedTest
  @CsvSource({"mlp, FAST", "cnn, FAST", "mlp, STOCK"})
  void trainingGivesTheSameBitsWhateverAProbeDoes(String model, EngineChoice engine) {
    TrialResult without = train(trial(model, engine), List.of());
    TrialResult with = train(trial(model, engine, "wild"), List.of(new Wild()));
    assertThat(numbers(without)).isNotEmpty().isEqualTo(numbers(with));
    List<Double> drawn = values(with, "wild");
    assertThat(drawn).hasSize(2);
    assertThat(values(train(trial(model, engine, "wild"), List.of(new Wild())), "wild"))
        .isEqualTo(drawn);
  }

  @ParameterizedTest
  @CsvSource({"cnn, FAST", "mlp, STOCK"})
  void aProbeSeesTheNetworkAsItIsAfterEachEpoch(String model, EngineChoice engine) {
    TrialResult result =
        train(trial(model, engine, "own"), List.of(new Own(ProbingTest::accuracy)));
    assertThat(values(result, "own"))
        .hasSize(2)
        .isEqualTo(
            result.measurements().stream()
                .filter(m -> m.metric() == Metric.ACCURACY && m.split() == Split.TRAIN)
                .map(Measurement::value)
                .toList());
  }

  @Test
  void theBuiltInProbesMeasureANetworkWithBatchNormAndDropout() {
    TrialResult result =
        train(
            trial("cnn", EngineChoice.FAST, "dead-units", "gradient-ratio", "weight-norm"),
            List.of(new DeadUnits(), new GradientRatio(), new WeightNorm()));
    // Ten steps: before the first, and after 1, 2, 5 and 10.
    assertThat(values(result, "dead-units")).hasSize(5).allMatch(share -> share >= 0 && share <= 1);
    assertThat(values(result, "gradient-ratio")).hasSize(5).allMatch(r -> Math.abs(r) < 5);
    assertThat(values(result, "weight-norm")).hasSize(5).allMatch(norm -> norm > 1);
  }

  @ParameterizedTest
  @CsvSource({"mlp, FAST", "cnn, FAST", "inception, FAST", "mlp, STOCK"})
  void noBuiltInProbeChangesABitOfTraining(String model, EngineChoice engine) {
    Probes all = Probes.onClassPath();
    List<NetworkProbe> probes = all.ids().stream().map(all::get).toList();
    TrialResult without = train(trial(model, engine), List.of());
    TrialResult with = train(trial(model, engine, all.ids().toArray(String[]::new)), probes);
    assertThat(with.outcome()).isEqualTo(new Outcome.Completed());
    assertThat(numbers(without)).isNotEmpty().isEqualTo(numbers(with));
    List<String> found =
        with.measurements().stream()
            .flatMap(m -> m.metric().probe().stream())
            .map(name -> name.split("\\.")[0])
            .distinct()
            .toList();
    List<String> expected = new ArrayList<>(all.ids());
    expected.remove("saturation"); // of sigmoid and tanh
    expected.remove("function-identity"); // of an intervention
    if (engine == EngineChoice.STOCK) { // Deeplearning4j cannot have the two apart
      expected.removeAll(
          List.of("batch-mates", "mc-dropout", "modes", "recalibration", "variance-shift"));
    }
    assertThat(found).containsAll(expected);
  }

  @Test
  void whatIsNotDefinedIsMissing() {
    TrialResult result =
        train(trial("mlp", EngineChoice.FAST, "own"), List.of(new Own(network -> Double.NaN)));
    assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
    assertThat(values(result, "own")).isEmpty();
  }

  @Test
  void aTrialWhoseProbeThrowsHasFailedAndSaysWhichProbeAndWhy() {
    TrialResult result =
        train(
            trial("mlp", EngineChoice.FAST, "own"),
            List.of(
                new Own(
                    network -> {
                      throw new IllegalStateException("no such layer");
                    })));
    assertThat(result.outcome().reason())
        .startsWith(
            "ProbeFailure: the probe \"own\" failed with java.lang.IllegalStateException: no such"
                + " layer at io.ablate4j.train.ProbingTest.");
    assertThat(result.measurements()).isEmpty();
  }

  @Test
  void anAssertionOfAProbeFailsItsTrialAndNotTheRun() {
    Trial trial = trial("mlp", EngineChoice.FAST, "own");
    Own asserting =
        new Own(
            network -> {
              throw new AssertionError("more than I thought");
            });
    assertThat(train(trial, List.of(asserting)).outcome().reason())
        .contains("the probe \"own\" failed with java.lang.AssertionError: more than I thought");
  }

  @Test
  void aTrialWhoseProbeIsNotOnTheClassPathHasFailed() {
    assertThat(train(trial("mlp", EngineChoice.FAST, "own"), List.of()).outcome().reason())
        .contains("There is no probe \"own\".");
  }

  /** Does all that a probe might do to training. */
  private static final class Wild extends Own {
    Wild() {
      super(
          network -> {
            throw new AssertionError("measures itself");
          });
    }

    @Override
    public String id() {
      return "wild";
    }

    @Override
    public double measure(ComputationGraph network, INDArray features, INDArray labels) {
      double drawn = Nd4j.rand(7).sumNumber().doubleValue();
      network.output(true, features);
      network.fit(new INDArray[] {features}, new INDArray[] {labels});
      network.params().assign(0);
      features.assign(0);
      labels.assign(0);
      return drawn;
    }
  }

  private static class Own implements Probe {
    private final ToDoubleFunction<Asked> measure;

    Own(ToDoubleFunction<Asked> measure) {
      this.measure = measure;
    }

    @Override
    public String id() {
      return "own";
    }

    @Override
    public String meaning() {
      return "what the test asks";
    }

    @Override
    public Scale scale() {
      return Scale.NUMBER;
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public double measure(ComputationGraph network, INDArray features, INDArray labels) {
      return measure.applyAsDouble(new Asked(network, features, labels));
    }
  }

  private record Asked(ComputationGraph network, INDArray features, INDArray labels) {}

  private static double accuracy(Asked asked) {
    INDArray guessed = asked.network().outputSingle(false, asked.features()).argMax(1);
    INDArray right = asked.labels().argMax(1);
    int hits = 0;
    for (int i = 0; i < right.length(); i++) {
      hits += guessed.getLong(i) == right.getLong(i) ? 1 : 0;
    }
    return (double) hits / right.length();
  }

  private static TrialResult train(Trial trial, List<?> probes) {
    return new TrialTrainer(
            Models.onClassPath(),
            new DatasetCache(Datasets.onClassPath(), new DataFolders(List.of())),
            NativeRuntime.start(1),
            Clock.systemUTC(),
            Probes.of(
                probes.stream()
                    .filter(NetworkProbe.class::isInstance)
                    .map(NetworkProbe.class::cast)
                    .toList(),
                probes.stream().filter(Probe.class::isInstance).map(Probe.class::cast).toList()))
        .train(trial);
  }

  private static Trial trial(String model, EngineChoice engine, String... probes) {
    return TrialFixtures.trial(
        CellFixtures.cell(model, Regularization.BOTH.name(), 12, 1e-3, 2),
        3,
        Regularization.BOTH,
        GLYPHS,
        Datasets.onClassPath().get("glyphs").open(GLYPHS, new DataFolders(List.of())).checksum(),
        Optimizer.DEFAULT,
        engine,
        30,
        List.of(probes));
  }

  /** All but times and probes. */
  private static List<Measurement> numbers(TrialResult result) {
    List<Measurement> numbers = new ArrayList<>(result.measurements());
    numbers.removeIf(m -> m.metric().measuresTime() || m.metric().probe().isPresent());
    return numbers;
  }

  private static List<Double> values(TrialResult result, String probe) {
    return result.measurements().stream()
        .filter(m -> m.metric() == Metric.ofProbe(probe))
        .map(Measurement::value)
        .toList();
  }
}
