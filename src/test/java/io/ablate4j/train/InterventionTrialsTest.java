package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trials into whose training something comes: 16 steps, and after eleven of them a rescaling. */
class InterventionTrialsTest {
  private static final StudyReader READER =
      new StudyReader(Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()));

  private static Trial trial(String model, String arm, String intervention, String more) {
    String yaml =
        """
        name: disturbed
        dataset: { source: glyphs, train: 96, validation: 48, test: 48 }
        target: { checkExamples: 12 }
        seeds: 1
        optimizer: { sgd: { learningRate: 0.02 } }
        factors:
          { model: %s, regularization: %s, batchSize: 12, epochs: 2, intervention: [none, %s] }
        interventions:
          rescale-x10: { rescale: { layer: first, by: 10, next: 0.1 }, at: { step: 11 } }
          nothing: { rescale: { layer: first, by: 1, next: 1 }, at: { step: 11 } }
        %s
        """
            .formatted(model, arm, intervention.equals("none") ? "nothing" : intervention, more);
    return Planner.plan(READER.read(new StudySource("study.yaml", yaml), Overrides.NONE)).stream()
        .filter(trial -> trial.cell().level("intervention").equals(intervention))
        .findFirst()
        .orElseThrow();
  }

  private static TrialResult train(Trial trial) {
    return new TrialTrainer(
            Models.onClassPath(),
            new DatasetCache(Datasets.onClassPath(), new DataFolders(List.of())),
            NativeRuntime.start(1),
            Clock.systemUTC())
        .train(trial);
  }

  private static Trial stock(Trial trial) {
    return new Trial(
        trial.cell(),
        trial.seed(),
        trial.settings(),
        trial.dataChecksum(),
        EngineChoice.STOCK,
        trial.checkExamples(),
        trial.asked());
  }

  private static List<Measurement> numbers(TrialResult result) {
    return result.measurements().stream()
        .filter(m -> !m.metric().measuresTime() && m.metric().probe().isEmpty())
        .toList();
  }

  private static double loss(TrialResult result) {
    return numbers(result).stream()
        .filter(m -> m.metric() == Metric.LOSS && m.split() == Split.TRAIN)
        .reduce((first, second) -> second)
        .orElseThrow()
        .value();
  }

  @ParameterizedTest
  @CsvSource({"mlp, none", "cnn, batch-norm", "cnn, dropout"})
  void trainingIsTheSameUpToTheStepAndAnotherFromThereOn(String model, String arm) {
    TrialResult plain = train(trial(model, arm, "none", ""));
    TrialResult disturbed = train(trial(model, arm, "rescale-x10", ""));
    assertThat(disturbed.outcome()).isEqualTo(new Outcome.Completed());
    assertThat(disturbed.provenance().facts()).containsEntry("engine", "compiled");
    assertThat(numbers(disturbed).stream().filter(m -> m.step() <= 11))
        .isNotEmpty()
        .isEqualTo(numbers(plain).stream().filter(m -> m.step() <= 11).toList());
    assertThat(loss(disturbed)).isNotEqualTo(loss(plain));
    assertThat(numbers(train(trial(model, arm, "rescale-x10", "")))).isEqualTo(numbers(disturbed));
  }

  @ParameterizedTest
  @CsvSource({"mlp, none", "cnn, batch-norm"})
  void compiledStepsAndDeeplearning4jGoOnAlike(String model, String arm) {
    Trial trial = trial(model, arm, "rescale-x10", "");
    TrialResult slow = train(stock(trial));
    assertThat(slow.provenance().facts()).containsEntry("engine", "dl4j as released");
    assertThat(loss(train(trial))).isCloseTo(loss(slow), within(.01));
  }

  private static List<Measurement> identity(TrialResult result, String reading) {
    return result.measurements().stream()
        .filter(m -> m.metric().word().equals("probe:function-identity" + reading))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"mlp, none, 1e-5", "cnn, none, 1e-5", "mlp, batch-norm, 0.02"})
  void whetherTheNetworkComputesWhatItDidIsSeenAtTheStepAndRecordedAtTheEnd(
      String model, String arm, double most) {
    String probes = "probes: [function-identity, input-drift, weight-norm]";
    TrialResult seen = train(trial(model, arm, "rescale-x10", probes));
    assertThat(identity(seen, ""))
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.value()).isPositive().isLessThan(most);
              assertThat(m.step()).isEqualTo(16);
              assertThat(m.epoch()).isEqualTo(2);
            });
    double running = identity(seen, ".running").get(0).value();
    if (arm.equals("none")) {
      assertThat(running).isEqualTo(identity(seen, "").get(0).value());
    } else {
      assertThat(running).isGreaterThan(.02); // its statistics are those of another scale
    }
    assertThat(numbers(seen)).isEqualTo(numbers(train(trial(model, arm, "rescale-x10", ""))));
    assertThat(identity(train(trial(model, arm, "none", probes)), "")).isEmpty();
  }

  @Test
  void deeplearning4jSeesTheSame() {
    String probes = "probes: [function-identity]";
    double most =
        identity(train(stock(trial("mlp", "none", "rescale-x10", probes))), "").get(0).value();
    assertThat(most).isLessThan(1e-5);
  }

  @Test
  void anInterventionThatMultipliesByOneChangesNoBit() {
    assertThat(numbers(train(trial("cnn", "both", "nothing", ""))))
        .isEqualTo(numbers(train(trial("cnn", "both", "none", ""))));
  }
}
