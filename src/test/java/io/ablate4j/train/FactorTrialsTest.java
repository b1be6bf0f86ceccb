package io.ablate4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataSplit;
import io.ablate4j.data.Datasets;
import io.ablate4j.engine.runtime.NativeRuntime;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.study.CheckedStudy;
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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What factors do to trials, as far as no other test looks at it. */
class FactorTrialsTest {
  private static final StudyReader READER =
      new StudyReader(Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()));

  private static CheckedStudy study(String model, String arm, String more) {
    String yaml =
        "name: factors\ndataset: { source: glyphs, train: 96, validation: 48, test: 48 }\n"
            + "target: { checkExamples: 1000 }\nseeds: 1\noptimizer: { sgd: { learningRate: 0.02 } }\n"
            + "factors:\n  model: "
            + model
            + "\n  regularization: "
            + arm
            + "\n  batchSize: 12\n  epochs: 2\n"
            + more;
    return READER.read(new StudySource("study.yaml", yaml), Overrides.NONE);
  }

  private static Trial trial(String model, String arm, String factor) {
    return Planner.plan(study(model, arm, "  " + factor + "\n")).get(0);
  }

  private static TrialTrainer trainer() {
    return new TrialTrainer(
        Models.onClassPath(),
        new DatasetCache(Datasets.onClassPath(), new DataFolders(List.of())),
        NativeRuntime.start(1),
        Clock.systemUTC());
  }

  private static double last(TrialResult result, Metric metric, Split split) {
    List<Measurement> found =
        result.measurements().stream()
            .filter(m -> m.metric() == metric && m.split() == split)
            .toList();
    return found.get(found.size() - 1).value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mlp | none | activation: sigmoid",
        "mlp | batch-norm | activation: tanh",
        "cnn | none | activation: leaky-relu",
        "cnn | batch-norm | activation: elu",
        "mlp | none | depth: 5",
        "cnn | none | depth: 5",
        "inception | none | width: 4",
        "mlp | none | weightScale: 0.3",
        "mlp | none | weightScheme: xavier",
        "cnn | batch-norm | weightScheme: 'normal:0.05'",
        "mlp | none | schedule: cosine",
        "mlp | none | schedule: 'step:3'",
        "cnn | batch-norm | weightDecay: 0.5",
        "mlp | none | momentum: 0.8",
        "mlp | none | optimizer: nesterovs",
        "mlp | none | labelNoise: 0.5",
        "mlp | none | inputNoise: 0.5",
        "mlp | none | trainingExamples: 60",
        "mlp | none | steps: 11"
      })
  void aLevelIsCompiledGivesWhatDl4jGivesAndIsNoTrialWithoutIt(
      String model, String arm, String factor) {
    Trial trial = trial(model, arm, factor);
    Trial stock =
        new Trial(
            trial.cell(),
            trial.seed(),
            trial.settings(),
            trial.dataChecksum(),
            EngineChoice.STOCK,
            trial.checkExamples(),
            trial.asked());
    TrialResult quick = trainer().train(trial);
    TrialResult slow = trainer().train(stock);
    TrialResult usual = trainer().train(trial(model, arm, "labelNoise: 0"));
    assertThat(quick.outcome()).isEqualTo(new Outcome.Completed());
    assertThat(quick.provenance().facts()).containsEntry("engine", "compiled");
    assertThat(slow.provenance().facts()).containsEntry("engine", "dl4j as released");
    double loss = last(quick, Metric.LOSS, Split.TRAIN);
    assertThat(loss).isCloseTo(last(slow, Metric.LOSS, Split.TRAIN), within(.01));
    assertThat(loss).isNotEqualTo(last(usual, Metric.LOSS, Split.TRAIN));
  }

  @Test
  void aBudgetOfStepsEndsInsideAPassAndIsMeasuredThere() {
    TrialResult result = trainer().train(trial("mlp", "none", "steps: 11"));
    assertThat(last(result, Metric.STEPS, Split.NONE)).isEqualTo(11);
    assertThat(
            result.measurements().stream()
                .filter(m -> m.metric() == Metric.LOSS && m.split() == Split.TEST)
                .map(m -> m.epoch() + " " + m.step()))
        .containsExactly("1 8", "2 11");
    TrialResult whole = trainer().train(trial("mlp", "none", "steps: 16"));
    TrialResult epochs = trainer().train(trial("mlp", "none", "labelNoise: 0"));
    assertThat(last(whole, Metric.LOSS, Split.TEST))
        .isEqualTo(last(epochs, Metric.LOSS, Split.TEST));
  }

  private static INDArray weights(Trial trial, String layer) {
    TrialTrainer trainer = trainer();
    try (TrainableNetwork network = trainer.network(trial, trainer.split(trial))) {
      return network.graph().getLayer(layer).getParam("W").dup();
    }
  }

  @Test
  void weightsAreScaledAfterTheSameDrawButForThoseOfTheOutput() {
    Trial usual = trial("mlp", "none", "labelNoise: 0");
    Trial scaled = trial("mlp", "none", "weightScale: 0.5");
    assertThat(weights(scaled, "dense2")).isEqualTo(weights(usual, "dense2").mul(.5));
    assertThat(weights(scaled, "output")).isEqualTo(weights(usual, "output"));
    Trial normal = trial("mlp", "none", "weightScheme: 'normal:0.05'");
    assertThat(weights(normal, "dense2").stdNumber().doubleValue()).isCloseTo(.05, within(.002));
    assertThat(weights(normal, "output").stdNumber().doubleValue()).isCloseTo(.05, within(.005));
  }

  @Test
  void noiseIsThatOfTheSeedWhateverTheArmAndNoMoreLabelsAreWrongThanAsked() {
    TrialTrainer trainer = trainer();
    DataSplit clean = trainer.split(trial("mlp", "none", "labelNoise: 0"));
    DataSplit some = trainer.split(trial("mlp", "both", "labelNoise: 0.3"));
    DataSplit more = trainer.split(trial("mlp", "none", "labelNoise: 0.6"));
    int wrong = 0;
    for (int i = 0; i < clean.train().count(); i++) {
      boolean isWrong = some.train().labels()[i] != clean.train().labels()[i];
      wrong += isWrong ? 1 : 0;
      if (isWrong) {
        assertThat(more.train().labels()[i]).isEqualTo(some.train().labels()[i]);
      }
    }
    assertThat(wrong).isBetween(15, 45); // of 96, at .3
    assertThat(some.test().labels()).isEqualTo(clean.test().labels());
    assertThat(some.train().features()).isEqualTo(clean.train().features());
    DataSplit loud = trainer.split(trial("mlp", "none", "inputNoise: 0.2"));
    DataSplit louder = trainer.split(trial("mlp", "none", "inputNoise: 0.4"));
    for (int i = 0; i < 200; i++) {
      float quiet = clean.test().features()[i];
      assertThat(louder.test().features()[i] - quiet)
          .isCloseTo(2 * (loud.test().features()[i] - quiet), within(1e-5f));
    }
  }

  @Test
  void fewerTrainingExamplesAreThoseThatMoreBeginWith() {
    TrialTrainer trainer = trainer();
    DataSplit all = trainer.split(trial("mlp", "none", "labelNoise: 0"));
    DataSplit few = trainer.split(trial("mlp", "none", "trainingExamples: 60"));
    assertThat(few.train().count()).isEqualTo(60);
    assertThat(few.train().labels()).isEqualTo(Arrays.copyOf(all.train().labels(), 60));
    assertThat(few.test().features()).isEqualTo(all.test().features());
  }
}
