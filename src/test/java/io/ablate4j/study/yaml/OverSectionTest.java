package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.registration.HypothesesJson;
import io.ablate4j.study.Study;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One number of all levels of a factor, and points of training. */
class OverSectionTest {
  /** What is compared stands on line 9, the rest from line 10. */
  private static final String STUDY =
      """
      name: small
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: [mlp, cnn]
        regularization: [none, dropout]
        learningRate: [0.001, 0.01, 0.1]
        weightDecay: [0, 0.001]
      hypotheses:
        - { claim: It is so, compare: { regularization: [dropout, none] }, expect: higher,\s""";

  private static final String PROBES = "probes: [dead-units, update-ratio, modes]\n";

  private static Study read(String rest) {
    return StudyFixtures.reader()
        .read(new StudySource("study.yaml", STUDY + rest + " }\n" + PROBES), Overrides.NONE)
        .study();
  }

  /** As it is read; also after a round through the resolved file and the registration. */
  private static Prediction prediction(String rest) {
    Study study = read(rest);
    String resolved = StudyYaml.write(study);
    Study again =
        StudyFixtures.reader()
            .read(new StudySource("study.yaml", resolved), Overrides.NONE)
            .study();
    assertThat(again).isEqualTo(study);
    assertThat(StudyYaml.write(again)).isEqualTo(resolved);
    assertThat(HypothesesJson.read(HypothesesJson.write(study.hypotheses(), Map.of())))
        .isEqualTo(study.hypotheses());
    return study.hypotheses().get(0).parts().get(0);
  }

  private static List<String> problems(String rest) {
    ProblemsException thrown = catchThrowableOfType(ProblemsException.class, () -> read(rest));
    return thrown == null ? List.of() : thrown.problems().stream().map(Problem::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "worst", "range", "argmax"})
  void aReducerMakesOneNumberOfTheLevels(String reducer) {
    Prediction read = prediction("metric: test-accuracy, over: { learningRate: " + reducer + " }");
    assertThat(read.inWords())
        .isEqualTo(
            "dropout against none: " + reducer + " over learningRate of test-accuracy higher");
  }

  @ParameterizedTest
  @ValueSource(strings = {"share-reached", "largest-stable", "largest-trainable"})
  void whatReadsTheTargetTakesNoMetric(String reducer) {
    assertThat(prediction("over: { learningRate: " + reducer + " }").inWords())
        .isEqualTo("dropout against none: " + reducer + " over learningRate higher");
    assertThat(problems("metric: test-accuracy, over: { learningRate: " + reducer + " }"))
        .containsExactly(
            "study.yaml:9: metric stands beside over: "
                + reducer
                + ", which says what is read.\n  Maybe leave it out.");
  }

  @Test
  void aPointOfTrainingStandsBehindItsMetric() {
    assertThat(prediction("metric: test-accuracy@best").metric().word())
        .isEqualTo("test-accuracy@best");
    assertThat(prediction("metric: test-accuracy@last"))
        .isEqualTo(prediction("metric: test-accuracy"));
    assertThat(prediction("metric: probe:train-loss@step-4").metric().word())
        .isEqualTo("probe:train-loss@step-4");
    assertThat(prediction("metric: probe:test-loss@max, over: { learningRate: range }").inWords())
        .isEqualTo("dropout against none: range over learningRate of probe:test-loss@max higher");
  }

  @Test
  void whatIsRegisteredNamesTheReducer() {
    assertThat(
            HypothesesJson.write(
                read("metric: test-accuracy@mean, over: { learningRate: range }").hypotheses(),
                Map.of()))
        .contains(
            "\"metric\":\"test-accuracy@mean\","
                + "\"over\":{\"factor\":\"learningRate\",\"reducer\":\"range\"},");
  }

  @Test
  void wrongReducersAndFactorsAreReported() {
    assertThat(problems("metric: test-accuracy, over: { learningRate: ragne }"))
        .containsExactly(
            "study.yaml:9: Nothing is made of levels by \"ragne\".\n  Maybe use \"range\".");
    assertThat(problems("metric: test-accuracy, over: { learnRate: range }"))
        .containsExactly(
            "study.yaml:9: There is no factor \"learnRate\".\n  Maybe use \"learningRate\".");
    assertThat(problems("metric: test-accuracy, over: { model: argmax }"))
        .containsExactly(
            "study.yaml:9: over asks for argmax over model, which is not numeric.\n"
                + "  Maybe use a numeric factor.");
    assertThat(problems("metric: test-accuracy, over: { regularization: range }"))
        .containsExactly(
            "study.yaml:9: over makes one number of the levels of regularization, which is"
                + " compared.\n  Maybe name another factor.");
    assertThat(problems("over: { weightDecay: largest-stable }"))
        .containsExactly(
            "study.yaml:9: over asks for largest-stable over weightDecay, and no factor leads from"
                + " 0.0 to another level.\n  Maybe leave 0.0 out under where.");
    assertThat(
            problems(
                "metric: test-accuracy, over: { learningRate: range },"
                    + " where: { learningRate: 0.1 }"))
        .containsExactly(
            "study.yaml:9: over asks for range over learningRate, which has one level here.\n"
                + "  Maybe name more levels, or leave it out.");
    assertThat(problems("metric: test-accuracy, over: { learningRate: best }"))
        .containsExactly(
            "study.yaml:9: over asks for best over learningRate, whose best level is chosen"
                + " nowhere.\n  Maybe add \"tuningSeeds: 3\" to the study.");
    assertThat(problems("metric: steps-to-target, over: { learningRate: mean }"))
        .containsExactly(
            "study.yaml:9: Of steps-to-target nothing is made over levels: it may be cut off, or"
                + " timed.\n  Maybe use an accuracy, a loss, a probe, or share-reached.");
    assertThat(problems("metric: gap-loss, over: { learningRate: range }, across: learningRate"))
        .containsExactly(
            "study.yaml:9: across names learningRate, of whose levels over makes one number.\n"
                + "  Maybe name another factor.");
  }

  /** 60 examples in batches of 32 are one step an epoch, evaluated after epochs 1, 2, 4, 8, 12. */
  @Test
  void stepsAtWhichNothingIsReadAreReportedWithThoseAtWhichItIs() {
    assertThat(problems("metric: test-accuracy@step-3"))
        .singleElement()
        .asString()
        .startsWith(
            "study.yaml:9: The study does not read test-accuracy after step 3 of mlp, none,")
        .endsWith(
            "Maybe ask for one of the steps 1, 2, 4, 8, 12, or name other epochs under evaluate.");
    assertThat(problems("metric: test-accuracy@init"))
        .singleElement()
        .asString()
        .contains("does not read test-accuracy before the first step of mlp, none,");
  }

  /** A budget of 12 steps. */
  @Test
  void stepsAtWhichAProbeIsNotAskedAreReportedWithThoseAtWhichItIs() {
    assertThat(problems("metric: probe:dead-units@step-3"))
        .singleElement()
        .asString()
        .startsWith(
            "study.yaml:9: The study does not read probe:dead-units after step 3 of mlp, none,")
        .endsWith("Maybe ask for one of the steps 0, 1, 2, 5, 10, 12.");
    assertThat(problems("metric: probe:update-ratio.mean@init"))
        .singleElement()
        .asString()
        .endsWith("Maybe ask for one of the steps 1, 2, 5, 10.");
    assertThat(problems("metric: probe:modes.batch-on@step-10"))
        .singleElement()
        .asString()
        .endsWith("Maybe ask for step 12.");
    assertThat(prediction("metric: probe:dead-units@step-10").metric().word())
        .isEqualTo("probe:dead-units@step-10");
    assertThat(prediction("metric: probe:dead-units@init").metric().word())
        .isEqualTo("probe:dead-units@init");
  }

  @Test
  void pointsThatAMetricDoesNotHaveAreReported() {
    assertThat(problems("metric: test-accuracy@lst"))
        .containsExactly(
            "study.yaml:9: There is no point of training \"lst\".\n  Maybe use \"last\".");
    assertThat(problems("metric: test-accuracy@step-0"))
        .containsExactly(
            "study.yaml:9: There is no point of training \"step-0\".\n"
                + "  Maybe use init, which is before the first step.");
    assertThat(problems("metric: steps-to-target@max"))
        .containsExactly(
            "study.yaml:9: steps-to-target is one number of a whole trial, and is not read at"
                + " points of it.\n"
                + "  Maybe leave out @max; accuracies, losses and probes have points.");
    assertThat(problems("metric: test-accuracy@sum"))
        .containsExactly(
            "study.yaml:9: A sum of test-accuracy is no share.\n"
                + "  Maybe use test-accuracy@mean, which is the same but for its scale.");
  }
}
