package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Decidability;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.TestMetrics;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.registration.HypothesesJson;
import io.ablate4j.study.Study;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two readings of a trial, a level against a number, and bounds. */
class ComparedSectionTest {
  /** What is compared begins on line 9. */
  private static final String STUDY =
      """
      name: small
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: [mlp, cnn]
        regularization: [none, dropout]
        batchSize: [8, 32]
      hypotheses:
        - claim: It is so
      """;

  private static Study read(String text) {
    return StudyFixtures.reader().read(new StudySource("study.yaml", text), Overrides.NONE).study();
  }

  private static String lines(String... lines) {
    return STUDY + "    " + String.join("\n    ", lines) + "\n";
  }

  /** As it is read; also after a round through the resolved file and the registration. */
  private static Prediction prediction(String... lines) {
    Study study = read(lines(lines));
    String resolved = StudyYaml.write(study);
    assertThat(read(resolved)).isEqualTo(study);
    assertThat(StudyYaml.write(read(resolved))).isEqualTo(resolved);
    assertThat(HypothesesJson.read(HypothesesJson.write(study.hypotheses(), Map.of())))
        .isEqualTo(study.hypotheses());
    return study.hypotheses().get(0).parts().get(0);
  }

  private static List<String> problems(String... lines) {
    ProblemsException thrown =
        catchThrowableOfType(ProblemsException.class, () -> read(lines(lines)));
    return thrown == null ? List.of() : thrown.problems().stream().map(Problem::toString).toList();
  }

  private static final String OF = "of: { regularization: dropout }";
  private static final String ACCURACY = "metric: test-accuracy";

  @Test
  void aLevelIsComparedWithANumber() {
    Prediction read = prediction(OF, ACCURACY, "expect: higher", "than: 0.5");
    assertThat(read.compare())
        .isEqualTo(new Compared.AgainstNumber("regularization", "dropout", .5));
    assertThat(read.inWords()).isEqualTo("dropout against 0.5: test-accuracy higher");
    assertThat(
            prediction(
                    OF,
                    "metric: steps-to-target",
                    "expect: equivalent",
                    "than: 300",
                    "margin: 0.1",
                    "where: { model: cnn }")
                .inWords())
        .isEqualTo("dropout against 300: steps-to-target equivalent, margin 0.1 (model cnn)");
  }

  @Test
  void theOneLevelMayHaveThoseOfOtherFactorsBesideIt() {
    Prediction read =
        prediction(
            "of: { regularization: dropout, model: mlp }", ACCURACY, "expect: higher", "than: 0.5");
    assertThat(read)
        .isEqualTo(
            prediction(OF, ACCURACY, "expect: higher", "than: 0.5", "where: { model: mlp }"));
  }

  @Test
  void theTestSetMayBeReadInOtherWaysWhereAHypothesisAsksForIt() {
    Prediction read =
        prediction(
            "compare: { reading: [test-accuracy-recalibrated, test-accuracy] }",
            "where: { regularization: dropout, batchSize: [8, 32] }",
            "expect: equivalent",
            "margin: 0.005");
    assertThat(read.inWords())
        .isEqualTo(
            "test-accuracy-recalibrated against test-accuracy: equivalent, margin 0.005"
                + " (batchSize 8, 32; regularization dropout)");
    assertThat(
            prediction(
                    "compare: { regularization: [dropout, none] }",
                    "metric: test-accuracy-mc50",
                    "expect: higher")
                .metric())
        .isEqualTo(TestMetrics.MC50);
    assertThat(
            problems(
                "compare: { reading: [test-accuracy-mc50@best, test-accuracy] }", "expect: higher"))
        .containsExactly(
            "study.yaml:9: test-accuracy-mc50 is one number of a whole trial, and is not read at"
                + " points of it.\n  Maybe leave out @best; accuracies, losses and probes have points.");
  }

  @Test
  void anEnsembleTakesTrialsOfSeveralNetworks() {
    String[] gain = {
      "compare: { reading: [test-accuracy-ensemble, test-accuracy] }",
      "where: { regularization: none }",
      "expect: higher"
    };
    assertThat(problems(gain))
        .containsExactly(
            "study.yaml:9: Trials of mlp, none, batch size 8, learning rate 0.001, epochs 12 have"
                + " one network and no test-accuracy-ensemble.\n"
                + "  Maybe add \"members: 5\" to factors, or name such cells under where.");
    String several =
        lines(gain)
            .replace("  batchSize: [8, 32]\n", "  batchSize: [8, 32]\n  members: [1, 5]\n")
            .replace(
                "hypotheses:\n",
                "only: [{ regularization: none, members: 5 }, { regularization: dropout, members: 1"
                    + " }]\nhypotheses:\n");
    Study study = read(several);
    assertThat(study.hypotheses().get(0).parts().get(0).metric()).isEqualTo(TestMetrics.ENSEMBLE);
    assertThat(read(StudyYaml.write(study))).isEqualTo(study);
    assertThat(study.cells())
        .hasSize(8)
        .allMatch(
            cell ->
                cell.level("members").equals("5") == cell.level("regularization").equals("none"));
  }

  @Test
  void eachTrialIsHeldToABound() {
    Prediction read = prediction(OF, ACCURACY, "expect: at-least", "bound: 0.25");
    assertThat(read.isBound()).isTrue();
    assertThat(read.inWords()).isEqualTo("dropout: test-accuracy at-least 0.25");
    assertThat(prediction(OF, "metric: divergence", "expect: at-most", "bound: 0").inWords())
        .isEqualTo("dropout: divergence at-most 0");
  }

  @Test
  void twoReadingsOfATrialAreCompared() {
    Prediction read =
        prediction(
            "compare: { reading: [\"probe:train-accuracy\", test-accuracy] }", "expect: higher");
    assertThat(read.compare())
        .isEqualTo(
            new Compared.Readings(
                ContrastMetric.PROBE_TRAIN_ACCURACY, ContrastMetric.TEST_ACCURACY));
    assertThat(read.metric()).isEqualTo(ContrastMetric.PROBE_TRAIN_ACCURACY);
    assertThat(read.inWords()).isEqualTo("probe:train-accuracy against test-accuracy: higher");
    assertThat(
            prediction(
                    "compare: { reading: [probe:train-loss, probe:test-loss] }",
                    "expect: lower",
                    "across: batchSize",
                    "where: { regularization: dropout }")
                .inWords())
        .isEqualTo(
            "probe:train-loss against probe:test-loss, as batchSize doubles (8, 32): lower"
                + " (regularization dropout)");
  }

  @Test
  void whatIsRegisteredSaysWhichOfTheThreeItIs() {
    assertThat(json(OF, ACCURACY, "expect: higher", "than: 0.5"))
        .contains(
            "{\"expect\":\"higher\",\"margin\":0.005,\"metric\":\"test-accuracy\","
                + "\"of\":{\"factor\":\"regularization\",\"level\":\"dropout\"},\"than\":0.5,"
                + "\"where\":{}}");
    assertThat(json(OF, ACCURACY, "expect: at-most", "bound: 0.5"))
        .contains("\"bound\":0.5,\"expect\":\"at-most\"");
    assertThat(json("compare: { reading: [test-accuracy, test-macro-f1] }", "expect: differs"))
        .contains("\"readings\":[{\"metric\":\"test-accuracy\"},{\"metric\":\"test-macro-f1\"}]")
        .doesNotContain("compare");
  }

  private static String json(String... lines) {
    return HypothesesJson.write(read(lines(lines)).hypotheses(), Map.of());
  }

  @Test
  void aBoundIsDecidedBySixSeedsAndTakesNoShare() {
    Study study = read(lines(OF, ACCURACY, "expect: at-least", "bound: 0.25"));
    Decidability family = Decidability.of(study.hypotheses(), 6).get(0);
    assertThat(family.isDecidable()).isTrue();
    assertThat(family.hypotheses()).isZero();
    assertThat(Decidability.of(study.hypotheses(), 5).get(0).seedsNeeded()).isEqualTo(6);
  }

  /** Which arm that is follows from the tuning seeds, as the level of the rate does. */
  @Test
  void theBestArmIsComparedWhereTheStudyTunes() {
    String tuned =
        lines("compare: { regularization: [best, dropout] }", ACCURACY, "expect: equivalent")
            .replace(
                "  batchSize: [8, 32]\n",
                "  learningRate: [tuned]\n"
                    + "tune: { learningRate: [0.001, 0.01], seeds: 2, by: validation-accuracy }\n");
    Study study = read(tuned);
    assertThat(study.hypotheses().get(0).parts().get(0).inWords())
        .startsWith("best against dropout: test-accuracy equivalent");
    assertThat(read(StudyYaml.write(study))).isEqualTo(study);
    assertThat(problems("compare: { regularization: [best, dropout] }", ACCURACY, "expect: lower"))
        .containsExactly(
            "study.yaml:9: compare names the best regularization, and the study has no tuning"
                + " seeds to choose it on.\n"
                + "  Maybe add \"tuningSeeds: 3\" to the study.");
  }

  @Test
  void whatIsMissingOrStandsTogetherIsReported() {
    assertThat(problems(OF, ACCURACY, "expect: higher"))
        .containsExactly("study.yaml:8: hypotheses.than is missing.\n  Maybe add \"than: 0.5\".");
    assertThat(problems(OF, ACCURACY, "expect: at-most"))
        .containsExactly("study.yaml:8: hypotheses.bound is missing.\n  Maybe add \"bound: 0.5\".");
    assertThat(problems(OF, ACCURACY, "expect: at-most", "than: 0.5"))
        .containsExactly(
            "study.yaml:12: than stands beside expect: at-most.\n  Maybe call it bound.");
    assertThat(problems(OF, ACCURACY, "expect: lower", "bound: 0.5"))
        .containsExactly(
            "study.yaml:12: bound stands beside expect: lower.\n  Maybe call it than.");
    assertThat(
            problems(OF, "compare: { regularization: [dropout, none] }", ACCURACY, "expect: lower"))
        .containsExactly(
            "study.yaml:9: of stands beside compare.\n"
                + "  Maybe write compare for two levels, or of for one and a number.");
    assertThat(
            problems(
                "compare: { regularization: [dropout, none] }",
                ACCURACY,
                "expect: at-most",
                "bound: 0.5"))
        .containsExactly(
            "study.yaml:11: at-most is of each trial, not of a difference.\n"
                + "  Maybe write of: { regularization: batch-norm } and bound: 0.001.",
            "study.yaml:12: bound stands beside compare, which names both sides.\n"
                + "  Maybe leave it out, or write of: { regularization: batch-norm }.");
    assertThat(problems(OF, ACCURACY, "expect: at-most", "bound: 0.5", "margin: 0.1"))
        .containsExactly(
            "study.yaml:13: margin stands beside expect: at-most, which has none.\n"
                + "  Maybe leave it out; the bound is what each trial is held to.");
    assertThat(problems(OF, ACCURACY, "expect: higher", "than: 0.5", "across: batchSize"))
        .containsExactly(
            "study.yaml:13: across stands beside of, which compares a level with a number.\n"
                + "  Maybe compare two levels, or leave it out.");
    assertThat(
            problems(OF, ACCURACY, "expect: lower", "than: 0.5", "where: { regularization: none }"))
        .containsExactly(
            "study.yaml:13: where restricts regularization, which is compared.\n"
                + "  Maybe leave it out.");
  }

  @Test
  void numbersThatNothingCanBeComparedWithAreReported() {
    assertThat(problems(OF, ACCURACY, "expect: higher", "than: 50"))
        .containsExactly(
            "study.yaml:12: 50 of test-accuracy is not between -1 and 1.\n"
                + "  Maybe write 0.5, if you meant per cent.");
    assertThat(problems(OF, "metric: steps-to-target", "expect: lower", "than: 0"))
        .containsExactly(
            "study.yaml:12: 0 of steps-to-target is not above 0, and no ratio to it.\n"
                + "  Maybe write a number above 0.");
    assertThat(problems(OF, ACCURACY, "expect: higher", "than: half"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:12: hypotheses.than is \"half\", not a number.");
    assertThat(problems(OF, "metric: step-millis", "expect: at-most", "bound: 3"))
        .containsExactly(
            "study.yaml:12: A bound holds for each trial, and step-millis takes the timing pass.\n"
                + "  Maybe compare its mean: than with expect: lower.");
    assertThat(
            problems(
                "of: { regularization: [dropout, none] }", ACCURACY, "expect: lower", "than: 0"))
        .containsExactly(
            "study.yaml:9: of names 2 levels of regularization, not one.\n"
                + "  Maybe write { regularization: batch-norm }.");
    assertThat(
            problems(
                "of: { model: mlp, batchSize: 8 }",
                ACCURACY,
                "expect: lower",
                "than: 0",
                "where: { batchSize: 8 }"))
        .containsExactly("study.yaml:9: where and of both name batchSize.\n  Maybe leave one out.");
  }

  @Test
  void boundsThatEachShareOrNoneKeepsAreReported() {
    assertThat(problems(OF, ACCURACY, "expect: at-most", "bound: 1"))
        .containsExactly(
            "study.yaml:12: test-accuracy is always at-most 1, whatever comes.\n"
                + "  Maybe write a number between 0 and 1, such as 0.5.");
    assertThat(problems(OF, "metric: divergence", "expect: at-most", "bound: -0.1"))
        .containsExactly(
            "study.yaml:12: divergence is never at-most -0.1, whatever comes.\n"
                + "  Maybe write a number between 0 and 1, such as 0.5.");
    assertThat(problems(OF, ACCURACY, "expect: at-least", "bound: 0"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:12: test-accuracy is always at-least 0, whatever comes.");
    assertThat(problems(OF, "metric: gap-accuracy", "expect: at-least", "bound: -1"))
        .containsExactly(
            "study.yaml:12: gap-accuracy is always at-least -1, whatever comes.\n"
                + "  Maybe write a number between -1 and 1, such as 0.5.");
    assertThat(problems(OF, "metric: gap-accuracy", "expect: at-least", "bound: -0.5")).isEmpty();
    assertThat(problems(OF, "metric: divergence", "expect: at-least", "bound: 1")).isEmpty();
    assertThat(problems(OF, "metric: divergence", "expect: at-most", "bound: 0")).isEmpty();
    assertThat(problems(OF, "metric: gap-loss", "expect: at-most", "bound: 3")).isEmpty();
  }

  @Test
  void readingsThatCannotBeSetAgainstOneAnotherAreReported() {
    assertThat(problems("compare: { reading: [test-accuracy, probe:test-loss] }", "expect: lower"))
        .containsExactly(
            "study.yaml:9: The readings test-accuracy and probe:test-loss are of two scales, share"
                + " and nats.\n  Maybe name two of one scale; list metrics shows what there is.");
    assertThat(problems("compare: { reading: [test-accuracy, test-accuracy] }", "expect: lower"))
        .containsExactly(
            "study.yaml:9: compare names the reading \"test-accuracy\" twice.\n"
                + "  Maybe name two different ones.");
    assertThat(problems("compare: { reading: [test-accuracy] }", "expect: lower"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:9: compare names one reading, not two.");
    assertThat(
            problems(
                "compare: { raeding: [test-accuracy, gap-accuracy] }", ACCURACY, "expect: lower"))
        .containsExactly("study.yaml:9: There is no factor \"raeding\".\n  Maybe use \"reading\".");
    assertThat(problems("compare: { reading: [test-acuracy, gap-loss] }", "expect: lower"))
        .containsExactly(
            "study.yaml:9: There is no metric \"test-acuracy\" to compare on.\n"
                + "  Maybe use \"test-accuracy\".");
    assertThat(
            problems(
                "compare: { reading: [steps-to-target, steps-to-easier-target] }", "expect: lower"))
        .containsExactly(
            "study.yaml:9: Of steps-to-target a trial has no number that another could be set"
                + " against.\n  Maybe compare two accuracies, losses, gaps or probes.");
    assertThat(
            problems(
                "compare: { reading: [test-accuracy, test-macro-f1] }", ACCURACY, "expect: lower"))
        .containsExactly(
            "study.yaml:10: metric stands beside two readings, which say what is compared.\n"
                + "  Maybe leave it out.");
  }
}
