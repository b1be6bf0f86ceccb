package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyProblemsTest {
  private static final String GOOD =
      """
      name: small
      dataset: { source: mnist, train: 2000, validation: 1000, test: 2000 }
      factors:
        model: [mlp, cnn]
        regularization: [none, dropout]
        batchSize: [8, 32]
      seeds: 6
      budget: { epochs: 12 }
      optimizer: { adam: { learningRate: 0.001 } }
      target: { metric: validation-accuracy, value: 0.90 }
      """;

  private static List<String> problemsOf(String yaml) {
    ProblemsException thrown =
        catchThrowableOfType(
            ProblemsException.class,
            () -> StudyFixtures.reader().read(new StudySource("study.yaml", yaml), Overrides.NONE));
    return thrown == null ? List.of() : thrown.problems().stream().map(Problem::toString).toList();
  }

  /** The good study with one part replaced. */
  private static List<String> problemsWith(String part, String replacement) {
    assertThat(GOOD).contains(part);
    return problemsOf(GOOD.replace(part, replacement));
  }

  @Test
  void aGoodStudyHasNoProblem() {
    assertThat(problemsOf(GOOD)).isEmpty();
  }

  // -- the file ----------------------------------------------------------------------------------

  @Test
  void brokenYamlIsReportedWithItsLine() {
    assertThat(problemsWith("model: [mlp, cnn]", "model: [mlp, cnn"))
        .containsExactly(
            "study.yaml:5: This is not YAML: expected ',' or ']', but got : (while parsing a flow sequence that"
                + " starts on line 4).\n"
                + "  Maybe compare indentation, quotes, brackets and colons with another study.");
  }

  @Test
  void anEmptyFileIsReported() {
    assertThat(problemsOf("# nothing yet\n"))
        .containsExactly(
            "study.yaml:1: The study is empty.\n  Maybe start with \"name: my-study\".");
  }

  @Test
  void aListIsNoStudy() {
    assertThat(problemsOf("# a list\n- mlp\n- cnn\n"))
        .containsExactly(
            "study.yaml:2: The study is a list, not a mapping.\n"
                + "  Maybe start with \"name: my-study\".");
  }

  @Test
  void aBinaryFileIsReported() {
    assertThat(problemsOf("name: x\nab\u0000\u0001c"))
        .containsExactly(
            "study.yaml:2: The character U+0000 cannot stand in a study file.\n"
                + "  Maybe save it as plain UTF-8 text.");
  }

  @Test
  void aSecondDocumentIsReported() {
    assertThat(problemsOf("name: a\n---\nname: b\n"))
        .containsExactly(
            "study.yaml:2: A second document starts here.\n  Maybe keep one study a file.");
  }

  @Test
  void anAliasBombIsTurnedAwayAtItsFirstAlias() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(problemsOf(bomb.toString()))
        .containsExactly(
            "study.yaml:2: The alias *a0 is not read here.\n  Maybe write the value out.");
  }

  @Test
  void deepNestingIsTurnedAway() {
    assertThat(problemsOf("name: " + "[".repeat(100_000)))
        .containsExactly(
            "study.yaml:1: Values are nested more than 20 deep.\n  Maybe flatten them.");
  }

  @Test
  void aHugeFileIsTurnedAway() {
    assertThat(problemsOf("# " + "x".repeat(1_000_000)))
        .containsExactly(
            "study.yaml:1: The study has more than 1000000 letters.\n  Maybe name another file.");
  }

  // -- keys --------------------------------------------------------------------------------------

  @Test
  void aKeyGivenTwiceIsReportedWithBothLines() {
    assertThat(problemsWith("budget: { epochs: 12 }", "seeds: 7"))
        .containsExactly(
            "study.yaml:8: The key \"seeds\" is given twice, first on line 7.\n"
                + "  Maybe leave one out.");
  }

  @Test
  void aMisspeltKeyIsReportedWithTheNearest() {
    assertThat(problemsWith("seeds: 6", "seedz: 6"))
        .containsExactly("study.yaml:7: There is no key \"seedz\".\n  Maybe use \"seeds\".");
  }

  @Test
  void anUnknownKeyIsReportedWithAllThereAre() {
    assertThat(problemsWith("seeds: 6", "colour: red"))
        .containsExactly(
            "study.yaml:7: There is no key \"colour\".\n"
                + "  Maybe use one of name, description, include, scales, dataset, datasets, factors, zip, only, exclude, design, tune, compare,"
                + " regularizations, interventions, seeds, tuningSeeds, budget, optimizer, target, engine, timing, evaluate,"
                + " probes, hypotheses.");
  }

  @Test
  void aFactorAtTheTopIsSentToItsPlace() {
    assertThat(problemsWith("seeds: 6", "batchSize: 6"))
        .containsExactly(
            "study.yaml:7: There is no key \"batchSize\".\n  Maybe move it under factors.");
    assertThat(problemsWith("budget: { epochs: 12 }", "budget: { steps: 60 }"))
        .containsExactly(
            "study.yaml:8: There is no key \"steps\" in budget.\n  Maybe move it under factors.");
  }

  @Test
  void unknownKeysAreReportedAtEveryLevel() {
    String yaml =
        """
        name: small
        dataset:
          source: mnist
          train: 2000
          validation: 1000
          test: 2000
          path: /data
        factors:
          model: mlp
          regularization: light
          batchsize: 8
        exclude:
          - { modle: mlp }
        regularizations:
          light:
            batch-norm: true
            dropout:
              convolution: 0.1
          other:
            batchNorm:
              decai: 0.9
        budget:
          epoch: 3
        optimizer:
          adam:
            rate: 0.1
        target:
          accuracy: 0.9
          value: 0.9
        """;
    assertThat(problemsOf(yaml))
        .containsExactly(
            "study.yaml:7: There is no key \"path\" in dataset.\n"
                + "  Maybe use one of source, train, validation, test.",
            "study.yaml:11: There is no factor \"batchsize\".\n  Maybe use \"batchSize\".",
            "study.yaml:13: There is no key \"modle\" in exclude.\n  Maybe use \"model\".",
            "study.yaml:16: There is no key \"batch-norm\" in regularizations.light.\n"
                + "  Maybe use \"batchNorm\".",
            "study.yaml:18: There is no key \"convolution\" in regularizations.light.dropout.\n"
                + "  Maybe use one of conv, dense, at, kind, place.",
            "study.yaml:21: There is no key \"decai\" in regularizations.other.batchNorm.\n"
                + "  Maybe use \"decay\".",
            "study.yaml:23: There is no key \"epoch\" in budget.\n  Maybe use \"epochs\".",
            "study.yaml:26: There is no key \"rate\" in optimizer.adam.\n"
                + "  Maybe use \"learningRate\".",
            "study.yaml:28: There is no key \"accuracy\" in target.\n"
                + "  Maybe use one of metric, value, checkExamples.");
  }

  @Test
  void missingKeysAreReportedAtTheirSection() {
    assertThat(problemsOf("seeds: 3\ndataset:\n  source: mnist\nfactors:\n  batchSize: 8\n"))
        .containsExactly(
            "study.yaml:1: name is missing.\n  Maybe add \"name: my-study\".",
            "study.yaml:2: dataset.train is missing.\n  Maybe add \"train: 2000\".",
            "study.yaml:2: dataset.validation is missing.\n  Maybe add \"validation: 1000\".",
            "study.yaml:2: dataset.test is missing.\n  Maybe add \"test: 2000\".",
            "study.yaml:4: factors.model is missing.\n  Maybe add \"model: [mlp, cnn]\".");
  }

  @Test
  void aNameThatCannotNameAFolderIsReported() {
    assertThat(problemsWith("name: small", "name: ../My Study"))
        .containsExactly(
            "study.yaml:1: name \"../My Study\" cannot name a folder.\n"
                + "  Maybe use up to 100 lower-case letters, digits, hyphens, underscores and"
                + " dots, no dot at the start.");
    assertThat(problemsWith("name: small", "name: claims"))
        .containsExactly(
            "study.yaml:1: name \"claims\" names the folder of all studies of claims.\n"
                + "  Maybe call it \"my-claims\".");
  }

  @Test
  void moreMembersThanMemoryHoldsAreReported() {
    assertThat(problemsWith("batchSize: [8, 32]", "members: [1, 1001]"))
        .containsExactly("study.yaml:6: members 1001 is more than 1000.\n  Maybe use fewer.");
  }

  @Test
  void aNumberAsNameIsReportedToNeedQuotes() {
    assertThat(problemsWith("name: small", "name: 2024"))
        .containsExactly(
            "study.yaml:1: name is 2024, not text.\n  Maybe put it in quotes: \"2024\".");
  }

  // -- numbers -----------------------------------------------------------------------------------

  @Test
  void aWordForANumberIsReported() {
    assertThat(problemsWith("seeds: 6", "seeds: six"))
        .containsExactly(
            "study.yaml:7: seeds is \"six\", not a whole number.\n"
                + "  Maybe write a whole number from 1 up, such as 6.");
  }

  @Test
  void otherThingsForANumberAreReported() {
    assertThat(problemsWith("seeds: 6", "seeds: 2.5").get(0))
        .startsWith("study.yaml:7: seeds is 2.5, not a whole number.");
    assertThat(problemsWith("seeds: 6", "seeds: [1, 2]").get(0))
        .startsWith("study.yaml:7: seeds is a list, not a whole number.");
    assertThat(problemsWith("seeds: 6", "seeds:").get(0))
        .startsWith("study.yaml:7: seeds is empty, not a whole number.");
    assertThat(problemsWith("seeds: 6", "seeds: !!int six").get(0))
        .startsWith("study.yaml:7: seeds is six, not a whole number.");
  }

  @Test
  void zeroAndNegativeCountsAreReported() {
    assertThat(problemsWith("seeds: 6", "seeds: 0"))
        .containsExactly(
            "study.yaml:7: seeds 0 is less than 1.\n"
                + "  Maybe write a whole number from 1 up, such as 6.");
    assertThat(problemsWith("epochs: 12", "epochs: -3"))
        .containsExactly(
            "study.yaml:8: budget.epochs -3 is less than 1.\n"
                + "  Maybe write a whole number from 1 up, such as 12.");
    assertThat(problemsWith("validation: 1000", "validation: 0"))
        .containsExactly(
            "study.yaml:2: dataset.validation 0 is less than 1.\n"
                + "  Maybe write a whole number from 1 up, such as 1000.");
  }

  @Test
  void trialsThatNoMemoryHoldsAreReported() {
    assertThat(problemsWith("epochs: 12", "epochs: 2147483647"))
        .singleElement()
        .asString()
        .contains("epochs 2147483647 at batchSize ", " steps a trial, more than 20,000,000.")
        .contains("Maybe lower epochs.");
    assertThat(problemsWith("seeds: 6", "seeds: 2147483647"))
        .singleElement()
        .asString()
        .contains("The grid has more than 1000000 trials.");
  }

  @Test
  void aCountThatFitsNoIntIsReported() {
    assertThat(problemsWith("seeds: 6", "seeds: 99999999999"))
        .containsExactly(
            "study.yaml:7: seeds 99999999999 is more than 2147483647.\n"
                + "  Maybe write a whole number from 1 up, such as 6.");
    assertThat(problemsWith("seeds: 6", "seeds: " + "9".repeat(500_000)).get(0))
        .endsWith(
            "9... is more than 2147483647.\n"
                + "  Maybe write a whole number from 1 up, such as 6.");
  }

  @Test
  void moreTrialsThanAnybodyCanRunAreReported() {
    assertThat(problemsWith("seeds: 6", "seeds: 2000000000"))
        .containsExactly(
            "study.yaml:4: The grid has more than 1000000 trials.\n"
                + "  Maybe use fewer levels or seeds.");
  }

  @Test
  void aHypothesisOnTheCostOfAStepNeedsATimingPass() {
    String hypothesis =
        "\nhypotheses: [{ id: cost, claim: It costs, metric: step-millis, expect: higher, compare:"
            + " { regularization: [dropout, none] } }]";
    assertThat(problemsWith("seeds: 6", "seeds: 6\ntiming: none" + hypothesis))
        .containsExactly(
            "study.yaml:8: timing is none, but hypothesis cost asks what a training step costs.\n"
                + "  Maybe leave timing out, or write default.");
    assertThat(problemsWith("seeds: 6", "seeds: 6\ntiming: never"))
        .containsExactly("study.yaml:8: timing is \"never\".\n  Maybe use one of default, none.");
    assertThat(problemsWith("seeds: 6", "seeds: 6\ntiming: false"))
        .containsExactly("study.yaml:8: timing is false.\n  Maybe use one of default, none.");
  }

  // -- factors -----------------------------------------------------------------------------------

  @Test
  void anUnknownModelIsReportedWithTheNearestOrAllThereAre() {
    assertThat(problemsWith("[mlp, cnn]", "[mlp, vgg]"))
        .containsExactly(
            "study.yaml:4: There is no model \"vgg\".\n  Maybe use one of cnn, inception, mlp.");
    assertThat(problemsWith("[mlp, cnn]", "[mlp, cnnn]"))
        .containsExactly("study.yaml:4: There is no model \"cnnn\".\n  Maybe use \"cnn\".");
  }

  @Test
  void escapeSequencesDoNotReachTheTerminal() {
    assertThat(problemsWith("[mlp, cnn]", "\"m\\e[2J\\nlp\""))
        .singleElement()
        .asString()
        .startsWith("study.yaml:4: There is no model \"m [2J lp\".");
  }

  @Test
  void anUnknownRegularizationIsReportedWithAllThereAre() {
    assertThat(problemsWith("[none, dropout]", "[none, light]"))
        .containsExactly(
            "study.yaml:5: There is no regularization \"light\".\n"
                + "  Maybe use one of none, batch-norm, dropout, both, or define it under"
                + " regularizations.");
  }

  @Test
  void anUnknownFactorIsReportedWithAllThereAre() {
    assertThat(problemsWith("regularization: [none, dropout]", "colour: [red, blue]"))
        .containsExactly(
            "study.yaml:5: There is no factor \"colour\".\n"
                + "  Maybe use one of "
                + String.join(", ", FactorsSection.names())
                + ".");
  }

  @Test
  void aLevelOfTheWrongTypeIsReported() {
    assertThat(problemsWith("[8, 32]", "[8, big]"))
        .containsExactly(
            "study.yaml:6: batchSize is \"big\", not a whole number.\n"
                + "  Maybe write a whole number from 1 up, such as 32.");
    assertThat(problemsWith("batchSize: [8, 32]", "learningRate: fast"))
        .containsExactly(
            "study.yaml:6: learningRate is \"fast\", not a number.\n"
                + "  Maybe write a number, such as 0.001.");
  }

  @Test
  void aLevelGivenTwiceIsReported() {
    assertThat(problemsWith("[8, 32]", "[8, 32, 0x8]"))
        .containsExactly(
            "study.yaml:6: batchSize has the level 0x8 twice.\n  Maybe leave one out.");
    assertThat(problemsWith("[8, 32]", "8\n  learningRate: [1e-3, 0.001]"))
        .containsExactly(
            "study.yaml:7: learningRate has the level 0.001 twice.\n  Maybe leave one out.");
  }

  @Test
  void aFactorWithoutLevelsIsReported() {
    assertThat(problemsWith("[8, 32]", "[]"))
        .containsExactly(
            "study.yaml:6: batchSize has no levels.\n  Maybe name at least one, or leave it out.");
  }

  @Test
  void aBatchLargerThanTheTrainingSetIsReported() {
    assertThat(problemsWith("[8, 32]", "[8, 4096]"))
        .containsExactly(
            "study.yaml:6: batchSize 4096 is larger than the 2000 training examples.\n"
                + "  Maybe lower batchSize, or raise dataset.train.");
  }

  @Test
  void learningRatesThatAreNotPositiveAreReported() {
    for (String rate : List.of("0", "-0.5", ".nan", ".inf")) {
      assertThat(problemsWith("batchSize: [8, 32]", "learningRate: [0.1, " + rate + "]"))
          .singleElement()
          .asString()
          .startsWith("study.yaml:6: learningRate ")
          .endsWith(
              (rate.equals(".inf") ? " is not finite." : " is not above 0.")
                  + "\n  Maybe use 0.001, the default of adam.");
    }
  }

  // -- exclude -----------------------------------------------------------------------------------

  @Test
  void excludingWhatIsNoLevelIsReported() {
    assertThat(problemsWith("seeds: 6", "exclude:\n  - { model: inception }\n  - {batchSize: 16}"))
        .containsExactly(
            "study.yaml:8: exclude names model \"inception\", which is not a level.\n"
                + "  Maybe use one of mlp, cnn.",
            "study.yaml:9: exclude names batchSize 16, which is not a level.\n"
                + "  Maybe use one of 8, 32.");
  }

  @Test
  void excludingEverythingIsReported() {
    assertThat(problemsWith("seeds: 6", "exclude:\n  - { model: mlp }\n  - { model: cnn }"))
        .containsExactly(
            "study.yaml:7: exclude leaves no cell of the grid.\n  Maybe take an entry out.");
  }

  @Test
  void excludingABrokenLevelIsNoSecondProblem() {
    String yaml =
        GOOD.replace("[mlp, cnn]", "[mlp, cnnn]")
            + "exclude: [{ model: cnnn, batchSize: 8 }, { model: mlp }]\n";
    assertThat(problemsOf(yaml))
        .containsExactly("study.yaml:4: There is no model \"cnnn\".\n  Maybe use \"cnn\".");
  }

  @Test
  void excludeOfAnotherFormIsReported() {
    assertThat(problemsWith("seeds: 6", "exclude: { model: mlp }"))
        .containsExactly(
            "study.yaml:7: exclude is a mapping, not a list.\n"
                + "  Maybe write - { model: mlp, batchSize: 8 } on a line of its own.");
    assertThat(problemsWith("seeds: 6", "exclude: [mlp, {}]"))
        .containsExactly(
            "study.yaml:7: exclude is \"mlp\", not a mapping.\n"
                + "  Maybe write { model: mlp, batchSize: 8 }.",
            "study.yaml:7: An entry of exclude is empty.\n"
                + "  Maybe name a level, as in { model: mlp, batchSize: 8 }.");
  }

  // -- regularizations ---------------------------------------------------------------------------

  private static List<String> problemsOfDefinition(String definition) {
    return problemsWith("seeds: 6", "regularizations:\n  " + definition);
  }

  @Test
  void aDropProbabilityOutsideItsRangeIsReported() {
    assertThat(problemsOfDefinition("strong: { dropout: { conv: 25, dense: -0.1 } }"))
        .containsExactly(
            "study.yaml:8: dropout conv 25.0 is not a drop probability in [0, 1).\n"
                + "  Maybe write 0.25, if you meant per cent.",
            "study.yaml:8: dropout dense -0.1 is not a drop probability in [0, 1).\n"
                + "  Maybe use a value such as 0.25; 0 switches it off.");
  }

  @Test
  void batchNormNumbersOutsideTheirRangeAreReported() {
    assertThat(problemsOfDefinition("slow: { batchNorm: { decay: 1, epsilon: .nan } }"))
        .containsExactly(
            "study.yaml:8: batchNorm decay 1.0 is not in [0, 1).\n  Maybe use 0.9, the default.",
            "study.yaml:8: batchNorm epsilon NaN is not above 0.\n  Maybe use 1e-5, the default.");
  }

  @Test
  void batchNormThatIsNowhereIsReported() {
    assertThat(problemsOfDefinition("gone: { batchNorm: { conv: false, dense: false } }"))
        .containsExactly(
            "study.yaml:8: batchNorm with conv and dense both off does nothing.\n"
                + "  Maybe leave batchNorm out, or switch one of the two on.");
  }

  @Test
  void partsOfTheWrongTypeAreReported() {
    assertThat(problemsOfDefinition("odd: { batchNorm: { conv: maybe }, dropout: 0.5 }"))
        .containsExactly(
            "study.yaml:8: regularizations.odd.batchNorm.conv is \"maybe\", not true or false.\n"
                + "  Maybe write true or false.",
            "study.yaml:8: regularizations.odd.dropout is 0.5, not a mapping.\n"
                + "  Maybe write { conv: 0.25, dense: 0.5 }.");
  }

  @Test
  void definingABuiltInNameAgainIsReported() {
    assertThat(problemsOfDefinition("dropout: { dropout: { dense: 0.1 } }"))
        .containsExactly(
            "study.yaml:8: The regularization \"dropout\" is built in and cannot be defined"
                + " again.\n  Maybe call yours \"my-dropout\".");
  }

  @Test
  void aBrokenDefinitionIsReportedOnceAlsoIfItIsUsed() {
    assertThat(
            problemsOf(
                GOOD.replace("[none, dropout]", "[none, strong]")
                    + "regularizations: { strong: { dropout: { dense: 2 } } }\n"))
        .containsExactly(
            "study.yaml:11: dropout dense 2.0 is not a drop probability in [0, 1).\n"
                + "  Maybe write 0.02, if you meant per cent.");
  }

  @Test
  void aNameThatOptionsCannotListIsReported() {
    assertThat(problemsOfDefinition("\"light, low\": { dropout: { dense: 0.1 } }"))
        .containsExactly(
            "study.yaml:8: \"light, low\" cannot name a regularization.\n"
                + "  Maybe use up to 100 letters, digits, hyphens, underscores, dots, plus and at"
                + " signs.");
  }

  @Test
  void aDefinitionNobodyUsesIsNoProblem() {
    assertThat(problemsOfDefinition("spare: { dropout: { dense: 0.1 } }")).isEmpty();
  }

  @Test
  void denseBatchNormOnBatchesOfOneIsReported() {
    assertThat(problemsWith("[none, dropout]\n  batchSize: [8, 32]", "both\n  batchSize: [1, 8]"))
        .containsExactly(
            "study.yaml:6: batchSize 1 trains nothing under \"both\": its dense batch-norm would"
                + " see one example at a time.\n"
                + "  Maybe exclude { regularization: both, batchSize: 1 }, or use batch sizes"
                + " from 2 up.");
  }

  @Test
  void batchesOfOneAreFineWhereDenseBatchNormIsExcluded() {
    String yaml =
        GOOD.replace("[none, dropout]", "[none, batch-norm, conv-only]").replace("[8, 32]", "[1]")
            + "regularizations: { conv-only: { batchNorm: { dense: false } } }\n"
            + "exclude: [{ regularization: batch-norm, batchSize: 1 }]\n";
    assertThat(problemsOf(yaml)).isEmpty();
  }

  // -- optimizer and target ----------------------------------------------------------------------

  @Test
  void anUnknownOptimizerIsReported() {
    assertThat(problemsWith("adam:", "lion:"))
        .containsExactly(
            "study.yaml:9: There is no key \"lion\" in optimizer.\n"
                + "  Maybe use one of adam, sgd, nesterovs, rmsprop.");
  }

  @Test
  void twoOptimizersAreReported() {
    assertThat(problemsWith("{ adam: { learningRate: 0.001 } }", "{ adam: {}, sgd: {} }"))
        .containsExactly(
            "study.yaml:9: optimizer names adam and sgd.\n"
                + "  Maybe name one of adam, sgd, nesterovs, rmsprop.");
  }

  @Test
  void optimizerNumbersOutsideTheirRangeAreReported() {
    assertThat(problemsWith("{ learningRate: 0.001 }", "{ learningRate: 0, beta1: 1.5 }"))
        .containsExactly(
            "study.yaml:9: learningRate 0.0 is not above 0.\n"
                + "  Maybe use 0.001, the default of adam.",
            "study.yaml:9: adam beta1 1.5 is not in [0, 1).\n  Maybe use 0.9, the default.");
  }

  @Test
  void aTargetOutsideItsRangeIsReported() {
    assertThat(problemsWith("0.90", "90"))
        .containsExactly(
            "study.yaml:10: target.value 90.0 is not in (0, 1].\n"
                + "  Maybe write 0.9, if you meant per cent.");
    assertThat(problemsWith("0.90", ".nan"))
        .containsExactly(
            "study.yaml:10: target.value NaN is not in (0, 1].\n"
                + "  Maybe use a share of right answers, such as 0.9.");
  }

  @Test
  void aTargetCheckedEveryNoExamplesIsReported() {
    assertThat(problemsWith("value: 0.90", "checkExamples: 0"))
        .containsExactly(
            "study.yaml:10: target.checkExamples 0 is less than 1.\n"
                + "  Maybe write a whole number from 1 up, such as 500.");
    assertThat(problemsWith("value: 0.90", "checkExamples: 2.5"))
        .containsExactly(
            "study.yaml:10: target.checkExamples is 2.5, not a whole number.\n"
                + "  Maybe write a whole number from 1 up, such as 500.");
  }

  @Test
  void aTargetOnTheTestSetIsReported() {
    assertThat(problemsWith("validation-accuracy", "test-accuracy"))
        .containsExactly(
            "study.yaml:10: target.metric is \"test-accuracy\", not validation-accuracy.\n"
                + "  Maybe use validation-accuracy: targets are chosen on validation data, never"
                + " on test data.");
  }

  // -- data --------------------------------------------------------------------------------------

  @Test
  void anUnknownSourceIsReportedWithAllThereAre() {
    assertThat(problemsWith("source: mnist", "source: mnits"))
        .containsExactly(
            "study.yaml:2: There is no dataset source \"mnits\".\n  Maybe use \"mnist\".");
  }

  @Test
  void whatIsWrongWithTheFilesIsReportedAtTheKeyToChangeOrTheFile() {
    String dataset = "dataset: { source: mnist, train: 2000, validation: 1000, test: 2000 }";
    String block = "dataset:\n  train: 9\n  validation: 9\n  test: 9\n  source: lost";
    assertThat(problemsWith(dataset, block + "\n  path: x"))
        .contains("study.yaml:7: The path is wrong.");
    assertThat(problemsOf(GOOD.replace(dataset, block).replace("[8, 32]", "8")))
        .containsExactly(
            "study.yaml:2: There is no file lost-images.\n  Maybe run: ablate4j fetch lost",
            "study.yaml:2: The path is wrong.",
            "data/lost-labels: The file is cut off.",
            "study.yaml:6: The source is wrong.");
  }

  @Test
  void moreExamplesThanThereAreIsReportedAtTheCount() {
    String yaml =
        GOOD.replace(
            "dataset: { source: mnist, train: 2000, validation: 1000, test: 2000 }",
            "dataset:\n  source: mnist\n  train: 2000\n  validation: 1000\n  test: 20000");
    assertThat(problemsOf(yaml)).singleElement().asString().startsWith("study.yaml:6: ");
    assertThat(problemsOf(yaml.replace("train: 2000", "train: 70000").replace("20000", "100")))
        .singleElement()
        .asString()
        .startsWith("study.yaml:4: ");
  }

  @Test
  void aModelThatDoesNotFitTheDataIsReportedAtItsLevel() {
    assertThat(
            problemsWith(
                "source: mnist, train: 2000, validation: 1000, test: 2000",
                "source: iris, train: 90, validation: 30, test: 30"))
        .containsExactly(
            "study.yaml:4: The model \"cnn\" needs images, not table rows of 4 features.\n"
                + "  Maybe leave it out, or use another dataset.");
  }

  @Test
  void anOptionThatIsNoSingleValueIsReported() {
    assertThat(problemsWith("source: mnist", "source: folder, path: [a, b]"))
        .containsExactly(
            "study.yaml:2: dataset.path is a list, not a single value.\n"
                + "  Maybe write a word or a number.");
  }

  // -- all at once -------------------------------------------------------------------------------

  @Test
  void allProblemsAreReportedAtOnceInFileOrder() {
    String yaml =
        """
        target: { metric: test-accuracy, value: 2 }
        seeds: six
        factors:
          model:
            - mlp
            - cnnn
          batchSize: [8, 4096]
        exclude:
          - { model: mpl }
        optimizer: { adam: { learningRate: -1 } }
        dataset: { source: mnist, train: 2000, validation: 1000, test: many }
        regularizations: { none: {} }
        nane: small
        """;
    assertThat(problemsOf(yaml))
        .extracting(problem -> problem.substring(0, problem.indexOf(" ")))
        .containsExactly(
            "study.yaml:1:",
            "study.yaml:1:",
            "study.yaml:1:",
            "study.yaml:2:",
            "study.yaml:6:",
            "study.yaml:7:",
            "study.yaml:9:",
            "study.yaml:10:",
            "study.yaml:11:",
            "study.yaml:12:",
            "study.yaml:13:");
  }
}
