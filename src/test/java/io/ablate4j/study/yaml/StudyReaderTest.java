package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.InputShape;
import io.ablate4j.design.Design;
import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.ModelLevel;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.Budget;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.study.Study;
import io.ablate4j.study.TimingChoice;
import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StudyReaderTest {
  static final String FULL =
      """
      name: batch-size-on-mnist
      dataset: { source: mnist, train: 2000, validation: 1000, test: 2000 }
      factors:
        model: [mlp, cnn, inception]
        regularization: [none, batch-norm, dropout, both, light-dropout]
        batchSize: [8, 32, 128]
      exclude:
        - { model: mlp, batchSize: 8 }
      regularizations:
        light-dropout: { dropout: { conv: 0.1, dense: 0.3 } }
      seeds: 6
      budget: { epochs: 12 }
      optimizer: { adam: { learningRate: 0.001 } }
      target: { metric: validation-accuracy, value: 0.90 }
      """;

  private static final String SHORT =
      """
      name: short
      dataset: { source: mnist, train: 2000, validation: 1000, test: 2000 }
      factors: { model: mlp }
      """;

  private static CheckedStudy read(String yaml, Overrides overrides) {
    return StudyFixtures.reader().read(new StudySource("study.yaml", yaml), overrides);
  }

  private static Study read(String yaml) {
    return read(yaml, Overrides.NONE).study();
  }

  private static Overrides set(String... settings) {
    return Overrides.of(OptionalInt.empty(), List.of(settings));
  }

  @Test
  void aFullStudyIsReadAsWritten() {
    Regularization light =
        new Regularization("light-dropout", Optional.empty(), Optional.of(new Dropout(0.1, 0.3)));
    assertThat(read(FULL))
        .isEqualTo(
            new Study(
                "batch-size-on-mnist",
                "",
                DatasetSpec.of("mnist", 2000, 1000, 2000),
                List.of(
                    new Axis<>(
                        Factors.MODEL,
                        List.of(
                            ModelLevel.of("mlp"),
                            ModelLevel.of("cnn"),
                            ModelLevel.of("inception"))),
                    new Axis<>(
                        Factors.REGULARIZATION,
                        List.of(
                            Regularization.NONE,
                            Regularization.BATCH_NORM,
                            Regularization.DROPOUT,
                            Regularization.BOTH,
                            light)),
                    new Axis<>(Factors.BATCH_SIZE, List.of(8, 32, 128)),
                    new Axis<>(Factors.LEARNING_RATE, List.of(0.001)),
                    new Axis<>(Factors.EPOCHS, List.of(12))),
                Design.excluding(List.of(Map.of("model", "mlp", "batchSize", "8"))),
                Optional.empty(),
                6,
                0,
                new Budget(12, 60),
                Optimizer.DEFAULT,
                Optional.of(new Target(0.9)),
                500,
                EngineChoice.FAST,
                TimingChoice.DEFAULT,
                EvaluationPoints.USUAL,
                List.of(),
                List.of()));
  }

  @Test
  void theDataAreOpenedOnTheWay() {
    CheckedStudy checked = read(FULL, Overrides.NONE);
    assertThat(checked.data().get(0).shape()).isEqualTo(InputShape.image(1, 28, 28));
    assertThat(checked.data().get(0).classNames()).containsExactly("even", "odd");
    assertThat(checked.data().get(0).checksum()).isEqualTo("c0ffee");
  }

  @Test
  void whatAStudyDoesNotSayTakesItsDefault() {
    Study study = read(SHORT);
    assertThat(study.levels(Factors.MODEL)).containsExactly(ModelLevel.of("mlp"));
    assertThat(study.levels(Factors.REGULARIZATION)).isEqualTo(Regularization.builtIn());
    assertThat(study.levels(Factors.BATCH_SIZE)).containsExactly(32);
    assertThat(study.levels(Factors.LEARNING_RATE)).containsExactly(0.001);
    assertThat(study.levels(Factors.EPOCHS)).containsExactly(12);
    assertThat(study.seeds()).isEqualTo(6);
    assertThat(study.budget()).isEqualTo(Budget.DEFAULT);
    assertThat(study.optimizer()).isEqualTo(Optimizer.DEFAULT);
    assertThat(study.target()).isEmpty();
    assertThat(study.checkExamples()).isEqualTo(500);
    assertThat(study.design().exclude()).isEmpty();
  }

  @Test
  void aTargetMaySayHowOftenItIsCheckedAlone() {
    Study study = read(SHORT + "target: { checkExamples: 250 }");
    assertThat(study.target()).isEmpty();
    assertThat(study.checkExamples()).isEqualTo(250);
    assertThat(read(SHORT + "target: { metric: validation-accuracy }").target()).isEmpty();
    assertThat(read(SHORT + "target: { value: 0.8 }").target()).contains(new Target(0.8));
  }

  @Test
  void aQuarterOfTheTrainingExamplesIsRoundedUp() {
    assertThat(read(SHORT.replace("train: 2000", "train: 2001")).checkExamples()).isEqualTo(501);
    assertThat(read(SHORT.replace("train: 2000", "train: 35")).checkExamples()).isEqualTo(9);
  }

  @Test
  void aFactorWinsOverTheBudgetAndTheOptimizer() {
    Study study =
        read(
            SHORT.replace("{ model: mlp }", "{ model: mlp, learningRate: [1e-2, 1], epochs: 3 }")
                + "budget: { epochs: 20, timeoutMinutes: 5 }\n"
                + "optimizer: { nesterovs: { learningRate: 0.5, momentum: 0.8 } }\n");
    assertThat(study.levels(Factors.LEARNING_RATE)).containsExactly(0.01, 1.0);
    assertThat(study.levels(Factors.EPOCHS)).containsExactly(3);
    assertThat(study.budget()).isEqualTo(new Budget(20, 5));
    assertThat(study.optimizer())
        .isEqualTo(Optimizer.of(Optimizer.Kind.NESTEROVS, 0.5, Map.of("momentum", 0.8)));
  }

  @Test
  void aLearningRateOfTheOptimizerIsTheLevelOfEveryCell() {
    Study study = read(SHORT + "optimizer: { sgd: { learningRate: 0.1 } }\n");
    assertThat(study.levels(Factors.LEARNING_RATE)).containsExactly(0.1);
  }

  @Test
  void missingPartsOfARegularizationTakeTheirDefaults() {
    Study study =
        read(
            SHORT.replace("{ model: mlp }", "{ model: mlp, regularization: [a, b, c] }")
                + """
                regularizations:
                  a: { batchNorm: true, dropout: { dense: 0.2 } }
                  b: { batchNorm: { dense: false, decay: 0.99 } }
                  c: { batchNorm: false, dropout: { conv: 0.1 } }
                """);
    assertThat(study.levels(Factors.REGULARIZATION))
        .containsExactly(
            new Regularization(
                "a", Optional.of(BatchNorm.EVERYWHERE), Optional.of(new Dropout(0, 0.2))),
            new Regularization(
                "b", Optional.of(new BatchNorm(true, false, 0.99, 1e-5)), Optional.empty()),
            new Regularization("c", Optional.empty(), Optional.of(new Dropout(0.1, 0))));
  }

  @Test
  void optionsOfADatasetAreKeptAsWritten() {
    Study study = read(SHORT.replace("source: mnist", "source: folder, path: /my data, size: 32"));
    assertThat(study.dataset().options()).isEqualTo(Map.of("path", "/my data", "size", "32"));
  }

  @Test
  void levelsOfExcludeAreComparedAsValues() {
    Study study =
        read(
            SHORT.replace("{ model: mlp }", "{ model: mlp, learningRate: [0.001, 0.1] }")
                + "exclude: [{ learningRate: 1e-3 }]\n");
    assertThat(study.design().exclude()).containsExactly(Map.of("learningRate", "0.001"));
    assertThat(study.cells()).hasSize(4);
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertThat(read("\uFEFF" + SHORT)).isEqualTo(read(SHORT));
  }

  // -- overrides ---------------------------------------------------------------------------------

  @Test
  void overridesTakeThePlaceOfLevelsAndSeeds() {
    Overrides overrides =
        Overrides.of(
            OptionalInt.of(2), List.of("batchSize=16, 64", "regularization=light-dropout"));
    Study study = read(FULL, overrides).study();
    assertThat(study.seeds()).isEqualTo(2);
    assertThat(study.levels(Factors.BATCH_SIZE)).containsExactly(16, 64);
    assertThat(study.levels(Factors.REGULARIZATION))
        .extracting(Regularization::name)
        .containsExactly("light-dropout");
  }

  @Test
  void whatAnOverrideReplacesNeedNotBeRight() {
    String yaml = FULL.replace("[8, 32, 128]", "[8, none]").replace("seeds: 6", "seeds: six");
    Study study = read(yaml, Overrides.of(OptionalInt.of(3), List.of("batchSize=8"))).study();
    assertThat(study.seeds()).isEqualTo(3);
  }

  @Test
  void aModelMayComeFromTheCommandLineAlone() {
    String yaml = SHORT.replace("factors: { model: mlp }", "seeds: 1");
    assertThat(read(yaml, set("model=cnn")).study().levels(Factors.MODEL))
        .containsExactly(ModelLevel.of("cnn"));
  }

  @Test
  void anExcludeOfALevelThatAnOverrideRemovedIsDropped() {
    Study study = read(FULL, set("batchSize=32,128")).study();
    assertThat(study.design().exclude()).isEmpty();
    assertThat(study.cells()).hasSize(3 * 5 * 2);
  }

  @Test
  void anExcludeOfWhatTheFileNeverHadStaysAProblem() {
    assertThatThrownBy(
            () -> read(FULL.replace("batchSize: 8 }", "batchSize: 9 }"), set("batchSize=8")))
        .isInstanceOf(ProblemsException.class)
        .hasMessage(
            "study.yaml:8: exclude names batchSize 9, which is not a level.\n"
                + "  Maybe use one of 8, 32, 128.");
  }

  @Test
  void problemsOfOverridesHaveTheOptionAsPlace() {
    Overrides overrides =
        Overrides.of(
            OptionalInt.of(0),
            List.of("batchSize=0,big,4096", "modle=mlp", "model=", "regularization=light"));
    assertThatThrownBy(() -> read(FULL, overrides))
        .isInstanceOf(ProblemsException.class)
        .hasMessage(
            String.join(
                "\n",
                "--set: There is no factor \"modle\".",
                "  Maybe use \"model\".",
                "--set: model has no levels.",
                "  Maybe name at least one, or leave it out.",
                "--set: There is no regularization \"light\".",
                "  Maybe use one of none, batch-norm, dropout, both, light-dropout, or define it"
                    + " under regularizations.",
                "--set: batchSize 0 is less than 1.",
                "  Maybe write a whole number from 1 up, such as 32.",
                "--set: batchSize is \"big\", not a whole number.",
                "  Maybe write a whole number from 1 up, such as 32.",
                "--seeds: seeds 0 is less than 1.",
                "  Maybe write a whole number from 1 up, such as 6.",
                "--set: batchSize 4096 is larger than the 2000 training examples.",
                "  Maybe lower batchSize, or raise dataset.train."));
  }

  @Test
  void settingsOfAnotherFormAreReportedTogether() {
    assertThatThrownBy(() -> set("batchSize", "=8", "model=mlp", "model=cnn"))
        .isInstanceOf(ProblemsException.class)
        .hasMessage(
            String.join(
                "\n",
                "--set: \"batchSize\" is not factor=level,...",
                "  Maybe try batchSize=8,32.",
                "--set: \"=8\" is not factor=level,...",
                "  Maybe try batchSize=8,32.",
                "--set: model is set twice.",
                "  Maybe list all its levels in one --set."));
  }

  @Test
  void pointsOfEvaluationThatAnOptionLeavesNoEpochsForAreLeftOut() {
    Study study =
        StudyFixtures.reader()
            .read(
                new StudySource(
                    "study.yaml",
                    """
                    name: points
                    dataset: { source: mnist, train: 2000, validation: 1000, test: 2000 }
                    factors: { model: [mlp], regularization: [none] }
                    budget: { epochs: 5 }
                    evaluate: [1, 3, 5]
                    """),
                Overrides.of(OptionalInt.empty(), List.of("epochs=3")))
            .study();
    assertThat(study.evaluate().listed()).containsExactly(1, 3);
  }
}
