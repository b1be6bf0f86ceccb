package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.tuning.Tuning;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TuneSectionTest {
  private static final String GOOD =
      """
      name: tuned
      dataset: { source: mnist, train: 200, validation: 100, test: 100 }
      factors:
        model: mlp
        regularization: [none, both]
        learningRate: [0.001, tuned, 0.1]
      tune: { learningRate: [0.1, 0.001, 0.01], seeds: 2, by: validation-loss }
      seeds: 3
      """;

  private static CheckedStudy read(String yaml, String... sets) {
    return StudyFixtures.reader()
        .read(
            new StudySource("study.yaml", yaml), Overrides.of(OptionalInt.empty(), List.of(sets)));
  }

  private static List<String> problems(String part, String replacement) {
    assertThat(GOOD).contains(part);
    return allProblems(GOOD.replace(part, replacement));
  }

  private static List<String> allProblems(String yaml) {
    ProblemsException thrown = catchThrowableOfType(ProblemsException.class, () -> read(yaml));
    return thrown == null ? List.of() : thrown.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void theLevelKeepsItsPlaceAndTheGridIsAscending() {
    Study study = read(GOOD).study();
    assertThat(study.tuning())
        .contains(new Tuning("learningRate", List.of("0.001", "0.01", "0.1"), 2, Metric.LOSS));
    assertThat(study.cells())
        .extracting(cell -> cell.level("learningRate"))
        .containsExactly("0.001", "tuned", "0.1", "0.001", "tuned", "0.1");
    assertThat(study.cells().get(1)).isIn(study.cells());
    assertThat(study.tried(study.cells().get(1)))
        .extracting(cell -> cell.level("learningRate"))
        .containsExactly("0.001", "0.01", "0.1");
  }

  @Test
  void threeSeedsAndValidationAccuracyUnlessTheFileSaysOtherwise() {
    Tuning tuning =
        read(GOOD.replace(", seeds: 2, by: validation-loss", "")).study().tuning().orElseThrow();
    assertThat(tuning.seeds()).isEqualTo(3);
    assertThat(tuning.metric()).isEqualTo("validation-accuracy");
  }

  @Test
  void aStudyIsTheSameAfterItWasWritten() {
    Study study = read(GOOD).study();
    String yaml = StudyYaml.write(study);
    assertThat(yaml)
        .contains("  learningRate: [0.001, tuned, 0.1]\n")
        .contains("tune: { learningRate: [0.001, 0.01, 0.1], seeds: 2, by: validation-loss }\n");
    assertThat(StudyYaml.write(read(yaml).study())).isEqualTo(yaml);
    assertThat(read(yaml).study()).isEqualTo(study);
  }

  @Test
  void aStudyWithoutItSaysNothingOfIt() {
    String plain = GOOD.replaceAll("tune:.*\n", "").replace(", tuned", "");
    assertThat(StudyYaml.write(read(plain).study())).doesNotContain("tune:");
  }

  @Test
  void aLevelAndWhatItIsChosenFromNeedEachOther() {
    assertThat(
            problems(
                "tune: { learningRate: [0.1, 0.001, 0.01], seeds: 2, by: validation-loss }\n", ""))
        .containsExactly(
            "study.yaml:6: learningRate has the level tuned, and nothing says what it is chosen"
                + " from.\n  Maybe add \"tune: { learningRate: [...], seeds: 3 }\" with the levels to"
                + " try.");
    assertThat(problems(", tuned, 0.1]", "]"))
        .containsExactly(
            "study.yaml:7: tune names learningRate, which has no level tuned.\n"
                + "  Maybe add tuned to factors.learningRate, or leave tune out.");
  }

  @Test
  void whatTheOptionTakesAwayIsNoProblemOfTheFile() {
    assertThat(read(GOOD, "learningRate=0.01").study().tuning()).isEmpty();
    assertThat(read(GOOD, "learningRate=tuned").study().cells())
        .extracting(cell -> cell.level("learningRate"))
        .containsExactly("tuned", "tuned");
  }

  @Test
  void theGridHasTwoLevelsOfTheFactorOrMore() {
    assertThat(problems("[0.1, 0.001, 0.01]", "[0.1, high]"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:7: tune.learningRate is \"high\", not a number.");
    assertThat(problems("[0.1, 0.001, 0.01]", "[0.1, -1]"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:7: learningRate -1.0 is not above 0.");
    assertThat(problems("[0.1, 0.001, 0.01]", "0.1"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:7: tune.learningRate has one level to choose from.");
    assertThat(problems("[0.1, 0.001, 0.01]", "[0.1, 0.1]"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:7: tune.learningRate has the level 0.1 twice.");
  }

  @Test
  void nothingIsChosenOnTestData() {
    assertThat(problems("validation-loss", "test-accuracy"))
        .containsExactly(
            "study.yaml:7: tune.by \"test-accuracy\" would choose on test data.\n"
                + "  Maybe use validation-accuracy.");
    assertThat(problems("validation-loss", "validation-acuracy"))
        .containsExactly(
            "study.yaml:7: There is no metric \"validation-acuracy\" to choose by.\n"
                + "  Maybe use \"validation-accuracy\".");
  }

  @Test
  void seedsAndKeysAreChecked() {
    assertThat(problems("seeds: 2, by", "seeds: 0, by"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:7: tune.seeds 0 is less than 1.");
    assertThat(problems("seeds: 2, by", "seds: 2, by"))
        .containsExactly("study.yaml:7: There is no key \"seds\" in tune.\n  Maybe use \"seeds\".");
    assertThat(problems("tune: { learningRate: [0.1, 0.001, 0.01],", "tune: {"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:7: tune names no factor.");
  }

  @Test
  void oneNumericFactorIsTuned() {
    assertThat(problems("  learningRate: [", "  weightDecay: [0, tuned]\n  learningRate: ["))
        .singleElement()
        .asString()
        .startsWith(
            "study.yaml:6: Two factors have the level tuned: learningRate and weightDecay.");
    assertThat(problems("tune: { learningRate: [0.1, 0.001, 0.01]", "tune: { batchSize: [8, 16]"))
        .singleElement()
        .asString()
        .startsWith(
            "study.yaml:7: tune names batchSize, which has no level tuned; learningRate has.");
    assertThat(problems("tune: { learningRate: [0.1, 0.001, 0.01]", "tune: { model: [mlp, cnn]"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:7: tune names model, which is not numeric.");
    assertThat(problems("[0.001, tuned, 0.1]", "[0.001, tuned, tuned]"))
        .containsExactly(
            "study.yaml:6: learningRate has the level \"tuned\" twice.\n  Maybe leave one out.");
  }

  @Test
  void anotherNumericFactorIsTunedAsWell() {
    Study study =
        read(GOOD.replace("[0.001, tuned, 0.1]", "0.001\n  weightDecay: [tuned, 0]")
                .replace("learningRate: [0.1, 0.001, 0.01]", "weightDecay: [0, 1e-4]"))
            .study();
    assertThat(study.cells())
        .extracting(cell -> cell.level("weightDecay"))
        .containsExactly("tuned", "0.0", "tuned", "0.0");
  }

  @Test
  void everyLevelOfTheGridIsCheckedAtTheLevelThatItMayTakeThePlaceOf() {
    assertThat(
            allProblems(
                GOOD.replace("learningRate: [0.001, tuned, 0.1]", "batchSize: [10, tuned]")
                    .replace("learningRate: [0.1, 0.001, 0.01]", "batchSize: [10, 4000, 1]")))
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("study.yaml:6: batchSize "))
        .anyMatch(problem -> problem.contains("batchSize 4000 is larger than the"))
        .anyMatch(problem -> problem.contains("batchSize 1 trains nothing under \"both\""));
  }

  @Test
  void hypothesesNameTheLevelAndTrendsLeaveItOut() {
    Study study =
        read(GOOD
                + """
                    hypotheses:
                      - claim: Tuned is better
                        compare: { learningRate: [tuned, 0.1] }
                        metric: test-accuracy
                        expect: higher
                      - claim: Both help at the tuned rate
                        compare: { regularization: [both, none] }
                        where: { learningRate: tuned }
                        metric: test-accuracy
                        expect: higher
                      - claim: They help more at a larger one
                        compare: { regularization: [both, none] }
                        across: learningRate
                        metric: test-accuracy
                        expect: higher
                    """)
            .study();
    assertThat(study.hypotheses().get(0).parts().get(0).compare().level()).isEqualTo("tuned");
    assertThat(study.hypotheses().get(1).parts().get(0).where())
        .containsEntry("learningRate", List.of("tuned"));
    assertThat(study.hypotheses().get(2).parts().get(0).across())
        .isEqualTo(Optional.of(new Across.Trend("learningRate", List.of("0.001", "0.1"))));
  }

  @Test
  void aMeanOverFixedAndTunedLevelsIsRefused() {
    String claim =
        """
        hypotheses:
          - claim: Both help
            compare: { regularization: [both, none] }
            metric: test-accuracy
            expect: higher
        """;
    assertThat(allProblems(GOOD + claim))
        .containsExactly(
            "study.yaml:11: A hypothesis would be averaged over fixed and tuned levels of"
                + " learningRate, which answer different questions.\n"
                + "  Maybe add where: { learningRate: tuned }, or one with the fixed levels; for both,"
                + " make it two hypotheses.");
    String where = "    where: { learningRate: [0.001, 0.1] }\n";
    assertThat(allProblems(GOOD + claim + where)).isEmpty();
    // Where cells of one kind alone are set against one another there is nothing to part.
    assertThat(allProblems(GOOD + "design: one-at-a-time\n" + claim)).isEmpty();
    assertThat(read(GOOD + claim, "learningRate=tuned").notices()).isEmpty();
  }

  @Test
  void aTrendOverTheLevelIsRefused() {
    assertThat(
            problems(
                "seeds: 3\n",
                """
                seeds: 3
                hypotheses:
                  - claim: More
                    compare: { regularization: [both, none] }
                    where: { learningRate: [0.1, tuned] }
                    across: learningRate
                    metric: test-accuracy
                    expect: higher
                """))
        .containsExactly(
            "study.yaml:13: across asks for a trend over learningRate, whose level tuned is no"
                + " number.\n  Maybe leave tuned out of where.");
  }

  @Test
  void oneAtATimeTakesTheLevelAsAnyOther() {
    Study study = read(GOOD + "design: one-at-a-time\n").study();
    assertThat(study.cells())
        .extracting(cell -> cell.level("regularization") + " " + cell.level("learningRate"))
        .containsExactly("none 0.001", "none tuned", "none 0.1", "both 0.001");
  }
}
