package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.design.Design;
import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.ModelLevel;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.Budget;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.study.Study;
import io.ablate4j.study.TimingChoice;
import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StudyYamlTest {
  private static Study read(String yaml) {
    return StudyFixtures.reader().read(new StudySource("study.yaml", yaml), Overrides.NONE).study();
  }

  /** Everything a study can say, and texts that YAML could take for something else. */
  private static Study demanding(String description, List<Regularization> regularizations) {
    return new Study(
        "2024",
        description,
        new DatasetSpec(
            "folder", 100, 50, 50, new TreeMap<>(Map.of("path", "C:\\my: data #1", "size", "32"))),
        List.of(
            new Axis<>(Factors.MODEL, List.of(ModelLevel.of("cnn"), ModelLevel.of("mlp"))),
            new Axis<>(Factors.REGULARIZATION, regularizations),
            new Axis<>(Factors.BATCH_SIZE, List.of(64, 2)),
            new Axis<>(Factors.LEARNING_RATE, List.of(1e-8, 0.1, 3.0)),
            new Axis<>(Factors.EPOCHS, List.of(1, 100))),
        Design.excluding(
            List.of(
                Map.of("model", "mlp", "batchSize", "2", "learningRate", "1.0E-8"),
                Map.of("epochs", "100", "regularization", "true"))),
        Optional.of("learningRate"),
        3,
        2,
        new Budget(7, 9),
        Optimizer.of(Optimizer.Kind.RMSPROP, 0.25, Map.of("epsilon", 1e-10)),
        Optional.of(new Target(1)),
        33,
        EngineChoice.STOCK,
        TimingChoice.NONE,
        EvaluationPoints.at(List.of(1, 7)),
        List.of(),
        hypotheses());
  }

  /** Every shape of a prediction, on levels that YAML could take for something else. */
  private static List<Hypothesis> hypotheses() {
    Pair arms = new Pair("regularization", "true", "both");
    return List.of(
        new Hypothesis(
            "1e3",
            "no: \"BN\" helps - # or not?",
            "true",
            List.of(
                new Prediction(
                    arms,
                    ContrastMetric.TEST_ACCURACY,
                    Expectation.NOT_WORSE,
                    1e-4,
                    Map.of("model", List.of("mlp", "cnn"), "learningRate", List.of("1.0E-8")),
                    Optional.empty()),
                new Prediction(
                    new Pair("batchSize", "2", "64"),
                    ContrastMetric.GAP_LOSS,
                    Expectation.EQUIVALENT,
                    2,
                    Map.of("model", List.of("cnn")),
                    Optional.of(
                        new Across.Interaction(new Pair("regularization", "empty", "true")))))),
        new Hypothesis(
            "trends",
            "It depends.",
            "main",
            List.of(
                new Prediction(
                    arms,
                    ContrastMetric.STEPS_TO_TARGET,
                    Expectation.LOWER,
                    .05,
                    Map.of("epochs", List.of("1")),
                    Optional.of(new Across.Trend("learningRate", List.of("1.0E-8", "0.1", "3.0")))),
                new Prediction(
                    arms,
                    ContrastMetric.DIVERGENCE,
                    Expectation.HIGHER,
                    .05,
                    Map.of(),
                    Optional.of(new Across.Trend("batchSize", List.of("2", "64")))))),
        new Hypothesis(
            "overlap",
            "The effects overlap.",
            "main",
            Hypothesis.Joined.ANY_OF,
            List.of(
                new Prediction(
                    arms,
                    ContrastMetric.GAP_ACCURACY,
                    Expectation.LOWER,
                    .005,
                    Map.of(),
                    Optional.of(
                        new Across.Interaction(new Pair("regularization", "empty", "both")))))));
  }

  private static List<Regularization> ownRegularizations() {
    List<Regularization> levels = new ArrayList<>(List.of(Regularization.BOTH));
    levels.add(
        new Regularization(
            "true",
            Optional.of(new BatchNorm(true, false, 0.99, 1e-3)),
            Optional.of(new Dropout(0, 0.75))));
    levels.add(new Regularization("empty", Optional.empty(), Optional.empty()));
    return levels;
  }

  @Test
  void whatIsWrittenReadsAgainAsTheSameStudy() {
    for (String description :
        List.of(
            "",
            "plain words",
            "true",
            "1e3",
            "~",
            "- a list?",
            "a: mapping # with \"quotes\", 'more' and \\ back",
            "two\nlines\tand a tab",
            "\u0001\u0085\u2028\uFEFF\u00e9 \uD83D\uDE00 %end")) {
      Study study = demanding(description, ownRegularizations());
      String yaml = StudyYaml.write(study);
      assertThat(read(yaml)).isEqualTo(study);
      assertThat(StudyYaml.write(read(yaml))).isEqualTo(yaml);
    }
  }

  @Test
  void builtInAndExampleStudiesReadAgainAsTheSame() {
    assertThat(read(StudyYaml.write(read(StudyReaderTest.FULL))))
        .isEqualTo(read(StudyReaderTest.FULL));
    for (String name : BuiltInStudies.names()) {
      Study study = read(BuiltInStudies.find(name).orElseThrow().text());
      assertThat(read(StudyYaml.write(study))).isEqualTo(study);
    }
  }

  @Test
  void aStudyWithoutATargetValueReadsAgainAsTheSame() {
    Study study = read(StudyReaderTest.FULL.replace(", value: 0.90", ", checkExamples: 77"));
    assertThat(study.target()).isEmpty();
    assertThat(StudyYaml.write(study))
        .contains("target:\n  metric: validation-accuracy\n  checkExamples: 77\nengine");
    assertThat(read(StudyYaml.write(study))).isEqualTo(study);
  }

  @Test
  void aBuiltInNameForSomethingElseCannotBeWritten() {
    Regularization fake = new Regularization("none", Optional.empty(), Optional.of(Dropout.USUAL));
    assertThatThrownBy(() -> StudyYaml.write(demanding("", List.of(fake))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none");
  }

  @Test
  void numbersAreWrittenAlikeInEveryLocale() {
    Locale before = Locale.getDefault();
    Study study = demanding("\u0001", ownRegularizations());
    String english = StudyYaml.write(study);
    try {
      for (String tag : List.of("de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(StudyYaml.write(study)).isEqualTo(english);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void ownRegularizationsAndExcludesAreWrittenOut() {
    assertThat(StudyYaml.write(demanding("", ownRegularizations())))
        .contains(
            """
            exclude:
              - { model: mlp, batchSize: 2, learningRate: 1.0E-8 }
              - { regularization: "true", epochs: 100 }
            compare: learningRate
            regularizations:
              "true":
                batchNorm:
                  conv: true
                  dense: false
                  decay: 0.99
                  epsilon: 0.001
                dropout:
                  conv: 0.0
                  dense: 0.75
              empty: {}
            seeds: 3
            """);
  }

  @Test
  void quickstartIsResolvedToThisFile() {
    Study quickstart = read(BuiltInStudies.find("quickstart").orElseThrow().text());
    assertThat(StudyYaml.write(quickstart.withHypotheses(List.of())))
        .isEqualTo(
            """
            name: quickstart
            description: "Do Batch Normalization and Dropout help small networks that learn from \
            few images? Every model is trained with neither, either and both, at a small and a \
            large batch size."
            dataset:
              source: glyphs
              train: 500
              validation: 200
              test: 500
            factors:
              model: [mlp, cnn, inception]
              regularization: [none, batch-norm, dropout, both]
              batchSize: [16, 64]
              learningRate: [0.003]
              epochs: [5]
            seeds: 10
            budget:
              epochs: 5
              timeoutMinutes: 60
            optimizer:
              adam:
                learningRate: 0.003
                beta1: 0.9
                beta2: 0.999
                epsilon: 1.0E-8
            target:
              metric: validation-accuracy
              value: 0.5
              checkExamples: 250
            engine: fast
            evaluate: [2, 5]
            """);
  }

  @Test
  void hypothesesAreWrittenWithAllTheirDefaults() {
    Study quickstart = read(BuiltInStudies.find("quickstart").orElseThrow().text());
    assertThat(StudyYaml.write(quickstart.withHypotheses(quickstart.hypotheses().subList(8, 11))))
        .endsWith(
            """
            engine: fast
            evaluate: [2, 5]
            hypotheses:
              - id: dropout-gains-less-on-inception
                claim: Dropout gains less on Inception than on the plain networks.
                family: generalization
                all-of:
                  - compare: { regularization: [dropout, none] }
                    metric: test-accuracy
                    expect: lower
                    margin: 0.005
                    across: { model: [inception, mlp] }
                  - compare: { regularization: [dropout, none] }
                    metric: test-accuracy
                    expect: lower
                    margin: 0.005
                    across: { model: [inception, cnn] }
              - id: effects-overlap
                claim: "Both do much the same, so Dropout gains less beside Batch Normalization than \
            alone."
                family: generalization
                all-of:
                  - compare: { regularization: [both, batch-norm] }
                    metric: test-accuracy
                    expect: lower
                    margin: 0.005
                    across: { regularization: [dropout, none] }
              - id: batch-norm-needs-large-batches
                claim: "The larger the batch, the more Batch Normalization gains in test accuracy."
                family: batch-size
                all-of:
                  - compare: { regularization: [batch-norm, none] }
                    metric: test-accuracy
                    expect: higher
                    margin: 0.005
                    where: { batchSize: [16, 64] }
                    across: batchSize
            """);
  }
}
