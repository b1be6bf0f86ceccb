package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Decidability;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypothesesSectionTest {
  /** Its hypotheses begin on line 9. */
  private static final String STUDY =
      """
      name: small
      dataset: { source: mnist, train: 2000, validation: 1000, test: 2000 }
      factors:
        model: [mlp, cnn, inception]
        regularization: [none, batch-norm, dropout, both]
        batchSize: [128, 8, 32]
      exclude: [{ model: mlp, batchSize: 8 }, { regularization: both, model: cnn }]
      hypotheses:
      """;

  private static final String GOOD =
      """
      - claim: Batch norm is better
        compare: { regularization: [batch-norm, none] }
        metric: test-accuracy
        expect: higher
      """;

  private static final Pair BATCH_NORM = new Pair("regularization", "batch-norm", "none");

  private static CheckedStudy read(String hypotheses, String... settings) {
    return StudyFixtures.reader()
        .read(
            new StudySource("study.yaml", STUDY + hypotheses),
            Overrides.of(OptionalInt.empty(), List.of(settings)));
  }

  private static List<Hypothesis> hypotheses(String yaml) {
    return read(yaml).study().hypotheses();
  }

  private static List<String> problemsOf(String hypotheses, String... settings) {
    ProblemsException thrown =
        catchThrowableOfType(ProblemsException.class, () -> read(hypotheses, settings));
    return thrown == null ? List.of() : thrown.problems().stream().map(Problem::toString).toList();
  }

  /** The good hypothesis with one part replaced. */
  private static List<String> problemsWith(String part, String replacement) {
    assertThat(GOOD).contains(part);
    return problemsOf(GOOD.replace(part, replacement));
  }

  private static Prediction prediction(
      ContrastMetric metric, Expectation expect, Optional<Across> across) {
    return new Prediction(BATCH_NORM, metric, expect, metric.defaultMargin(), Map.of(), across);
  }

  // -- what is read ------------------------------------------------------------------------------

  @Test
  void whatAHypothesisDoesNotSayTakesItsDefault() {
    assertThat(hypotheses(GOOD))
        .containsExactly(
            new Hypothesis(
                "h1",
                "Batch norm is better",
                "main",
                List.of(
                    prediction(
                        ContrastMetric.TEST_ACCURACY, Expectation.HIGHER, Optional.empty()))));
    assertThat(hypotheses("  []\n")).isEmpty();
  }

  @Test
  void aFullHypothesisIsReadAsWritten() {
    assertThat(
            hypotheses(
                """
                - id: bn-faster
                  claim: " Batch norm reaches the target in fewer steps "
                  compare: { regularization: [batch-norm, none] }
                  metric: steps-to-target
                  expect: equivalent
                  margin: 0.2
                  where: { model: [inception, cnn], batchSize: 32 }
                  family: speed
                """))
        .containsExactly(
            new Hypothesis(
                "bn-faster",
                "Batch norm reaches the target in fewer steps",
                "speed",
                List.of(
                    new Prediction(
                        BATCH_NORM,
                        ContrastMetric.STEPS_TO_TARGET,
                        Expectation.EQUIVALENT,
                        .2,
                        Map.of("model", List.of("inception", "cnn"), "batchSize", List.of("32")),
                        Optional.empty()))));
  }

  @Test
  void acrossMakesAnInteractionOrATrend() {
    String start = GOOD + "  across: ";
    assertThat(across(start + "batchSize\n"))
        .isEqualTo(new Across.Trend("batchSize", List.of("8", "32", "128")));
    assertThat(across(start + "{ batchSize: [128, 32, 8] }\n"))
        .isEqualTo(new Across.Trend("batchSize", List.of("8", "32", "128")));
    assertThat(across(start + "batchSize\n  where: { batchSize: [128, 32] }\n"))
        .isEqualTo(new Across.Trend("batchSize", List.of("32", "128")));
    assertThat(across(start + "{ model: [inception, mlp] }\n"))
        .isEqualTo(new Across.Interaction(new Pair("model", "inception", "mlp")));
    assertThat(across(start + "{ batchSize: [8, 32] }\n"))
        .isEqualTo(new Across.Interaction(new Pair("batchSize", "8", "32")));
    assertThat(across(start + "{ regularization: [both, dropout] }\n"))
        .isEqualTo(new Across.Interaction(new Pair("regularization", "both", "dropout")));
  }

  private static Across across(String yaml) {
    Prediction prediction = hypotheses(yaml).get(0).parts().get(0);
    assertThat(prediction.where()).doesNotContainKey("batchSize");
    return prediction.across().orElseThrow();
  }

  @Test
  void allOfJoinsParts() {
    Hypothesis hypothesis =
        hypotheses(
                """
                - claim: Faster, and not worse
                  all-of:
                    - { compare: { regularization: [batch-norm, none] }, metric: steps-to-target, expect: lower }
                    - compare: { regularization: [batch-norm, none] }
                      metric: test-accuracy
                      expect: not-worse
                """)
            .get(0);
    assertThat(hypothesis.parts())
        .containsExactly(
            prediction(ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER, Optional.empty()),
            prediction(ContrastMetric.TEST_ACCURACY, Expectation.NOT_WORSE, Optional.empty()));
  }

  @Test
  void anyOfJoinsPartsOfWhichOneIsEnough() {
    Hypothesis hypothesis =
        hypotheses(
                """
                - claim: Faster, or at least different
                  any-of:
                    - { compare: { regularization: [batch-norm, none] }, metric: steps-to-target, expect: lower }
                    - { compare: { regularization: [batch-norm, none] }, metric: test-accuracy, expect: differs }
                """)
            .get(0);
    assertThat(hypothesis.joined()).isEqualTo(Hypothesis.Joined.ANY_OF);
    assertThat(hypothesis.parts())
        .containsExactly(
            prediction(ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER, Optional.empty()),
            prediction(ContrastMetric.TEST_ACCURACY, Expectation.DIFFERS, Optional.empty()));
  }

  @Test
  void theReadmeAndTheDocsShowHypothesesThatAreRead() throws IOException {
    assertThat(shownIn("README.md"))
        .extracting(hypothesis -> hypothesis.id() + " " + hypothesis.parts().size())
        .containsExactly("h1 1");
    assertThat(shownIn("docs/hypotheses.md"))
        .extracting(hypothesis -> hypothesis.id() + " " + hypothesis.parts().size())
        .containsExactly("bn-faster 1", "h2 2", "h3 1", "h4 1");
  }

  private static List<Hypothesis> shownIn(String page) throws IOException {
    String text = Files.readString(Path.of(page));
    String example = text.substring(text.indexOf("```yaml\nhypotheses:\n") + 20);
    return hypotheses(example.substring(0, example.indexOf("```")));
  }

  // -- what is wrong -----------------------------------------------------------------------------

  @Test
  void somethingElseThanAListIsReported() {
    assertThat(problemsOf("  claim: x\n"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:8: hypotheses is a mapping, not a list.\n  Maybe write - { claim:");
  }

  @Test
  void missingAndUnknownKeysAreReportedWithThatOfTheHypothesis() {
    assertThat(problemsOf("- id: a\n  metrics: test-accuracy\n"))
        .containsExactly(
            "study.yaml:9: hypotheses.claim is missing.\n"
                + "  Maybe add \"claim: Batch norm reaches the target in fewer steps\".",
            "study.yaml:9: hypotheses.compare is missing.\n"
                + "  Maybe add \"compare: { regularization: [batch-norm, none] }\".",
            "study.yaml:9: hypotheses.metric is missing.\n  Maybe add \"metric: test-accuracy\".",
            "study.yaml:9: hypotheses.expect is missing.\n  Maybe add \"expect: higher\".",
            "study.yaml:10: There is no key \"metrics\" in hypotheses.\n  Maybe use \"metric\".");
  }

  @Test
  void unknownWordsAreReportedTogetherWithTheNearest() {
    assertThat(
            problemsOf(
                """
                - claim: Batch norm is better
                  compare: { regularization: [batchnorm, nothing] }
                  metric: test-acuracy
                  expect: better
                  where: { modle: cnn, batchSize: 64 }
                """))
        .containsExactly(
            "study.yaml:10: compare names regularization \"batchnorm\", which is not a level.\n"
                + "  Maybe use \"batch-norm\".",
            "study.yaml:10: compare names regularization \"nothing\", which is not a level.\n"
                + "  Maybe use one of none, batch-norm, dropout, both.",
            "study.yaml:11: There is no metric \"test-acuracy\" to compare on.\n"
                + "  Maybe use \"test-accuracy\".",
            "study.yaml:12: Nothing can be expected to be \"better\".\n"
                + "  Maybe use one of higher, lower, differs, equivalent, not-worse, at-most, at-least.",
            "study.yaml:13: There is no factor \"modle\".\n  Maybe use \"model\".",
            "study.yaml:13: where names batchSize 64, which is not a level.\n"
                + "  Maybe use one of 128, 8, 32.");
  }

  @Test
  void anythingButTwoDifferentLevelsCannotBeCompared() {
    assertThat(problemsWith("[batch-norm, none]", "batch-norm"))
        .containsExactly(
            "study.yaml:10: compare names one level of regularization, not two.\n"
                + "  Maybe write { regularization: [batch-norm, none] }: the first against the"
                + " second.");
    assertThat(problemsWith("[batch-norm, none]", "[batch-norm, none, both]"))
        .singleElement()
        .asString()
        .contains("compare names 3 levels of regularization, not two.");
    assertThat(problemsWith("[batch-norm, none]", "[none, none]"))
        .containsExactly(
            "study.yaml:10: compare names regularization \"none\" twice.\n"
                + "  Maybe name two different levels.");
    assertThat(problemsWith("[batch-norm, none] }", "[batch-norm, none], model: [cnn, mlp] }"))
        .containsExactly(
            "study.yaml:10: compare names more than one factor: regularization, model.\n"
                + "  Maybe compare two levels of one factor, and name the others under where.");
    assertThat(problemsWith("{ regularization: [batch-norm, none] }", "batch-norm"))
        .singleElement()
        .asString()
        .contains("hypotheses.compare is \"batch-norm\", not a mapping.");
  }

  @Test
  void aMarginIsAboveZeroAndAShareBelowOne() {
    for (String margin : List.of("0", "-0.1", ".inf", ".nan")) {
      assertThat(problemsOf(GOOD + "  margin: " + margin + "\n"))
          .singleElement()
          .asString()
          .startsWith("study.yaml:13: margin ")
          .contains(" is not a finite number above 0.\n  Maybe write 0.005, or leave it out.");
    }
    assertThat(problemsOf(GOOD + "  margin: 2\n"))
        .containsExactly(
            "study.yaml:13: margin 2.0 of test-accuracy is not below 1.\n"
                + "  Maybe write 0.02, if you meant per cent.");
    assertThat(problemsOf(GOOD + "  margin: wide\n"))
        .singleElement()
        .asString()
        .contains("hypotheses.margin is \"wide\", not a number.");
  }

  @Test
  void whereMustLeaveCellsThatHaveWhatIsCompared() {
    assertThat(problemsOf(GOOD + "  where: { model: mlp, batchSize: 8 }\n"))
        .containsExactly(
            "study.yaml:13: The grid has no cells with all of regularization batch-norm, none where"
                + " batchSize 8 and model mlp.\n"
                + "  Maybe widen where, or take an entry out of exclude.");
    String both = GOOD.replace("[batch-norm, none]", "[both, none]");
    assertThat(problemsOf(both)).isEmpty();
    assertThat(problemsOf(both + "  where: { model: cnn }\n")).hasSize(1);
    assertThat(problemsOf(GOOD + "  across: { model: [mlp, cnn] }\n  where: { batchSize: 8 }\n"))
        .hasSize(1);
    assertThat(problemsOf(GOOD + "  across: batchSize\n  where: { model: mlp }\n")).hasSize(1);
    assertThat(
            problemsOf(
                GOOD + "  across: { regularization: [both, none] }\n  where: { model: cnn }\n"))
        .hasSize(1);
    assertThat(problemsOf(GOOD + "  where: { regularization: dropout }\n"))
        .containsExactly(
            "study.yaml:13: where restricts regularization, which is compared.\n"
                + "  Maybe leave it out.");
    assertThat(problemsOf(GOOD + "  where: { model: [] }\n"))
        .containsExactly("study.yaml:13: where names no level of model.\n  Maybe leave it out.");
  }

  @Test
  void acrossIsANumericFactorOrTwoOtherLevels() {
    String start = GOOD + "  across: ";
    assertThat(problemsOf(start + "model\n"))
        .containsExactly(
            "study.yaml:13: across asks for a trend over model, which is not numeric.\n"
                + "  Maybe use a numeric factor, or name two levels of model for an interaction.");
    assertThat(problemsOf(start + "{ model: [mlp, cnn, inception] }\n"))
        .singleElement()
        .asString()
        .contains("trend over model, which is not numeric.");
    assertThat(problemsOf(start + "epochs\n"))
        .containsExactly(
            "study.yaml:13: across asks for a trend over epochs, which has one level here.\n"
                + "  Maybe name more levels under factors, or leave it out.");
    assertThat(problemsOf(start + "{ batchSize: 8 }\n"))
        .containsExactly(
            "study.yaml:13: across names one level of batchSize.\n"
                + "  Maybe name two for an interaction, or more of a numeric factor for a trend.");
    assertThat(problemsOf(start + "{ regularization: [none, batch-norm] }\n"))
        .singleElement()
        .asString()
        .contains("across names the two levels of regularization that are compared.");
    assertThat(problemsOf(start + "{ model: [mlp, cnn] }\n  where: { model: mlp }\n"))
        .singleElement()
        .asString()
        .contains("where restricts model, and across names its levels, too.");
    assertThat(problemsOf(start + "colour\n"))
        .singleElement()
        .asString()
        .contains("There is no factor \"colour\".");
    String batches = GOOD.replace("regularization: [batch-norm, none]", "batchSize: [8, 32]");
    assertThat(problemsOf(batches + "  across: batchSize\n"))
        .singleElement()
        .asString()
        .contains("a trend over batchSize, which is compared.");
  }

  @Test
  void idsAreUniqueAlsoThoseByPosition() {
    assertThat(problemsOf(GOOD.replace("- claim", "- id: h2\n  claim") + GOOD))
        .containsExactly(
            "study.yaml:14: The id \"h2\" is given twice, first on line 9.\n"
                + "  Maybe give each hypothesis a name of its own.");
    assertThat(problemsOf(GOOD + "  id: two words\n  family: a,b\n"))
        .extracting(problem -> problem.substring(0, problem.indexOf('.', 14)))
        .containsExactly(
            "study.yaml:13: \"two words\" cannot be the id of a hypothesis",
            "study.yaml:14: \"a,b\" cannot be the family of a hypothesis");
  }

  @Test
  void allOfStandsAlone() {
    String part =
        "    - { compare: { regularization: [both, none] }, metric: gap-loss, expect: lower }\n";
    assertThat(problemsOf(GOOD + "  all-of:\n" + part))
        .containsExactly(
            "study.yaml:10: compare, metric, expect stand beside all-of.\n"
                + "  Maybe move it into the list, as a part of its own.");
    assertThat(problemsOf("- claim: x\n  all-of: []\n"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:10: all-of has no parts.");
    assertThat(problemsOf("- claim: x\n  all-of:\n" + part.replace("lower", "lower, family: x")))
        .containsExactly(
            "study.yaml:11: There is no key \"family\" in hypotheses.all-of.\n"
                + "  Maybe use one of compare, of, metric, expect, than, bound, margin, where, across, over.");
  }

  @Test
  void anyOfStandsAloneToo() {
    String part =
        "    - { compare: { regularization: [both, none] }, metric: gap-loss, expect: lower }\n";
    assertThat(problemsOf(GOOD + "  any-of:\n" + part))
        .containsExactly(
            "study.yaml:10: compare, metric, expect stand beside any-of.\n"
                + "  Maybe move it into the list, as a part of its own.");
    assertThat(problemsOf("- claim: x\n  any-of: 3\n"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:10: any-of is 3, not a list.");
    assertThat(problemsOf("- claim: x\n  all-of:\n" + part + "  any-of:\n" + part))
        .containsExactly(
            "study.yaml:12: any-of stands beside all-of.\n"
                + "  Maybe make it two hypotheses: do all parts have to hold, or is one enough?");
  }

  @Test
  void anEmptyClaimIsNone() {
    assertThat(problemsWith("Batch norm is better", "\" \""))
        .containsExactly(
            "study.yaml:9: A claim is empty.\n"
                + "  Maybe write the sentence that the study is to decide.");
  }

  @Test
  void aBrokenLevelIsReportedOnlyWhereTheFactorNamesIt() {
    ProblemsException thrown =
        catchThrowableOfType(
            ProblemsException.class,
            () ->
                StudyFixtures.reader()
                    .read(
                        new StudySource(
                            "study.yaml",
                            STUDY.replace("batch-norm", "batchnorm")
                                + GOOD.replace("batch-norm", "batchnorm")),
                        Overrides.NONE));
    assertThat(thrown.problems()).hasSize(1);
    assertThat(thrown).hasMessageContaining("study.yaml:5: There is no regularization");
  }

  // -- what an option took away ------------------------------------------------------------------

  @Test
  void aHypothesisWhoseLevelAnOptionTookAwayIsLeftOutAndReported() {
    String three =
        GOOD
            + GOOD
            + "  where: { model: [cnn, mlp] }\n"
            + GOOD
            + "  across: batchSize\n"
            + GOOD
            + "  where: { batchSize: 8 }\n";
    CheckedStudy checked = read(three, "model=mlp", "batchSize=8,32");
    assertThat(checked.study().hypotheses()).extracting(Hypothesis::id).containsExactly("h1");
    assertThat(checked.notices())
        .containsExactly(
            "The hypothesis \"h2\" is left out: it needs model cnn, which --set took away.",
            "The hypothesis \"h3\" is left out: it needs cells with all of regularization"
                + " batch-norm, none; batchSize 8, 32, which --set took away.",
            "The hypothesis \"h4\" is left out: it needs cells with all of regularization"
                + " batch-norm, none where batchSize 8, which --set took away.");
    assertThat(read(three, "batchSize=16").notices())
        .containsExactly(
            "The hypothesis \"h3\" is left out: it needs two levels of batchSize, which --set took"
                + " away.",
            "The hypothesis \"h4\" is left out: it needs batchSize 8, which --set took away.");
    assertThat(read(three).notices()).isEmpty();
  }

  @Test
  void aTrendGoesOverTheLevelsOfTheOption() {
    CheckedStudy checked = read(GOOD + "  across: batchSize\n", "batchSize=64,16");
    assertThat(checked.study().hypotheses().get(0).parts().get(0).across())
        .contains(new Across.Trend("batchSize", List.of("16", "64")));
    assertThat(checked.notices()).isEmpty();
  }

  @Test
  void aLevelThatTheFileNeverHadStaysAProblem() {
    assertThat(problemsOf(GOOD + "  where: { batchSize: 64 }\n", "batchSize=8,32"))
        .containsExactly(
            "study.yaml:13: where names batchSize 64, which is not a level.\n"
                + "  Maybe use one of 128, 8, 32.");
  }

  @Test
  void aWrongLevelThatAnOptionReplacedIsNoProblemButNoHypothesisEither() {
    CheckedStudy checked =
        StudyFixtures.reader()
            .read(
                new StudySource(
                    "study.yaml",
                    STUDY.replace("[128, 8, 32]", "[128, 8, 32, many]")
                        + GOOD
                        + "  where: { batchSize: many }\n"
                        + GOOD
                        + "  across: batchSize\n  where: { batchSize: [8, many] }\n"),
                Overrides.of(OptionalInt.empty(), List.of("batchSize=8")));
    assertThat(checked.study().hypotheses()).isEmpty();
    assertThat(checked.notices())
        .containsExactly(
            "The hypothesis \"h1\" is left out: it needs batchSize \"many\", which --set took away.",
            "The hypothesis \"h2\" is left out: it needs batchSize \"many\", which --set took away.");
  }

  @Test
  void anotherEngineKeepsHypothesesAndNotices() {
    CheckedStudy checked = read(GOOD + GOOD + "  where: { model: cnn }\n", "model=mlp");
    CheckedStudy stock = checked.withEngine(EngineChoice.STOCK);
    assertThat(stock.study().engine()).isEqualTo(EngineChoice.STOCK);
    assertThat(stock.study().hypotheses()).isEqualTo(checked.study().hypotheses()).hasSize(1);
    assertThat(stock.notices()).isEqualTo(checked.notices()).hasSize(1);
  }

  // -- the built-in studies ----------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "reference", "cifar10"})
  void everyFamilyOfABuiltInStudyCanBeDecidedWithItsOwnSeeds(String name) {
    Study study =
        StudyFixtures.reader()
            .read(BuiltInStudies.find(name).orElseThrow(), Overrides.NONE)
            .study();
    assertThat(BuiltInStudies.names()).hasSize(3);
    assertThat(Decidability.of(study.hypotheses(), study.seeds()))
        .hasSize(3)
        .allMatch(Decidability::isDecidable)
        .allMatch(family -> family.hypotheses() <= 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model=mlp", "batchSize=16", "regularization=none,dropout", "epochs=2"})
  void aSmallerBuiltInStudyIsNotStoppedByItsHypotheses(String setting) {
    CheckedStudy checked =
        StudyFixtures.reader()
            .read(
                BuiltInStudies.find("quickstart").orElseThrow(),
                Overrides.of(OptionalInt.empty(), List.of(setting)));
    assertThat(checked.study().hypotheses()).isNotEmpty();
    assertThat(checked.study().hypotheses().size() + checked.notices().size()).isEqualTo(12);
  }

  private static final String ZIPPED =
      """
      name: zipped
      dataset: { source: mnist, train: 2000, validation: 1000, test: 2000 }
      factors:
        model: [mlp, cnn]
        regularization: [none, batch-norm]
        batchSize: [8, 32]
        learningRate: [0.01, 0.04]
      zip:
        - { of: [batchSize, learningRate], levels: [[8, 0.01], [32, 0.04]] }
        - { of: [width, epochs], where: { model: mlp }, levels: [[180, 12]] }
      hypotheses:
        - { claim: a, compare: { regularization: [batch-norm, none] }, metric: test-accuracy, expect: higher, across: batchSize }
        - { claim: b, compare: { model: [cnn, mlp] }, metric: test-accuracy, expect: higher }
      """;

  @Test
  void whatIsZippedWithAComparedFactorGoesAlongWithIt() {
    Study study =
        StudyFixtures.reader().read(new StudySource("z.yaml", ZIPPED), Overrides.NONE).study();
    assertThat(study.hypotheses()).hasSize(2);
  }

  @Test
  void levelsThatDifferInAnotherFactorForNoReasonOfAZipAreNotCompared() {
    String crossed =
        ZIPPED.replace(
                "  - { of: [batchSize, learningRate], levels: [[8, 0.01], [32, 0.04]] }\n", "")
            + "";
    String split =
        crossed.replace(
            "hypotheses:",
            "exclude: [{ batchSize: 8, learningRate: 0.04 }, { batchSize: 32, learningRate: 0.01 }]\n"
                + "hypotheses:");
    ProblemsException thrown =
        catchThrowableOfType(
            ProblemsException.class,
            () -> StudyFixtures.reader().read(new StudySource("z.yaml", split), Overrides.NONE));
    assertThat(thrown.problems().stream().map(Problem::toString))
        .anyMatch(problem -> problem.contains("The grid has no cells"));
  }
}
