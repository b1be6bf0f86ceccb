package io.ablate4j.report;

import static io.ablate4j.hypothesis.ContrastMetric.GAP_ACCURACY;
import static io.ablate4j.hypothesis.ContrastMetric.SECONDS_TO_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEPS_TO_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEP_MILLIS;
import static io.ablate4j.hypothesis.ContrastMetric.TEST_ACCURACY;
import static io.ablate4j.report.PlantedStudy.across;
import static io.ablate4j.report.PlantedStudy.prediction;
import static io.ablate4j.report.PlantedStudy.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.export.TidyCsv;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.report.Page.Answer;
import io.ablate4j.report.Page.Claim;
import io.ablate4j.report.PlantedStudy.Fate;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says of studies whose truth is known. */
class WhatThePageSaysTest {
  private static final String ACCURACY = "Is test accuracy higher?";
  private static final String GAP = "Is the generalization gap smaller?";
  private static final String TARGET = "Is the target reached sooner?";

  /** Effect, cause and judgement in one word: what a comparison by seeds does not carry. */
  private static final String CAUSAL =
      "(?i).*\\b(caus|because|due to|owing|leads? to|led to|results? in|makes?\\b|improv|thanks|"
          + "therefore|hence|help|prevent|reduces|increases|responsible|proves?\\b|speeds).*";

  @Test
  void anEffectThatIsThereIsFoundInTheRightDirection() {
    Page page = Page.of(PlantedStudy.withEffects());
    assertThat(page.answers())
        .extracting(Answer::question, Answer::arm, Answer::mood)
        .contains(
            tuple(ACCURACY, "batch-norm", "yes"),
            tuple(ACCURACY, "dropout", "no"),
            tuple(GAP, "dropout", "yes"),
            tuple(GAP, "both", "yes"),
            tuple(TARGET, "batch-norm", "yes"),
            tuple(TARGET, "dropout", "no"));
    assertThat(page.answer(ACCURACY, "batch-norm"))
        .startsWith("yes, 3.1 points higher than with none [2.8, 3.5], 8 seeds.");
    assertThat(page.answer(ACCURACY, "dropout"))
        .startsWith("no, 2.1 points lower than with none [1.6, 2.5], 8 seeds.");
    assertThat(page.answer(GAP, "dropout")).contains("points smaller than with none");
    assertThat(page.answer(TARGET, "batch-norm"))
        .startsWith("yes, reached 70 % in 0.61 times the steps of none [")
        .endsWith("By cell: sooner in 4.");
  }

  @Test
  void anEffectThatIsNotThereIsNotFound() {
    Page page = Page.of(PlantedStudy.withoutEffect());
    assertThat(page.answers()).hasSize(9).allMatch(a -> a.mood().equals("open"));
    assertThat(page.answers())
        .allMatch(a -> a.text().startsWith("undecided: "))
        .noneMatch(a -> a.text().matches("(yes|no),.*"));
  }

  @Test
  void withThreeSeedsNothingIsAnswered() {
    Page page =
        Page.of(
            PlantedStudy.withEffects()
                .seeds(3)
                .claim("few", "main", prediction("both", STEPS_TO_TARGET, Expectation.LOWER)));
    assertThat(page.answers()).hasSize(9).allMatch(a -> a.mood().equals("few"));
    assertThat(page.answers())
        .allMatch(
            a -> a.text().startsWith("insufficient data: 3 seeds, an answer needs 6; so far "))
        .noneMatch(a -> a.text().contains("[")); // no interval that could be taken for one
    assertThat(page.claims().get("few").verdict()).isEqualTo("insufficient data");
    assertThat(page.claims().get("few").note())
        .isEqualTo("Claim 1, family main: 3 pairs, at least 6 are needed; needs 6 seeds.");
    assertThat(page.threats().get(0))
        .isEqualTo("Few seeds: with 3 seeds no verdict is given. What is seen may be luck.");
  }

  @Test
  void oneSeedIsOneSeed() {
    Page page = Page.of(PlantedStudy.withEffects().seeds(1));
    assertThat(page.answers())
        .allMatch(
            a -> a.text().startsWith("insufficient data: 1 seed, an answer needs 6; so far "));
    assertThat(page.threats().get(0)).startsWith("Few seeds: with 1 seed no verdict");
    assertThat(page.paragraphs("methods").get(0)).contains("was trained with 1 seed.");
  }

  @Test
  void failuresAndDivergenceAreReportedWhereverTheyMatter() {
    Page page =
        Page.of(
            PlantedStudy.withEffects()
                .fate(
                    trial ->
                        !trial.cell().level("model").equals("cnn")
                                || Roles.batchSize(trial.cell()) != 64
                            ? Fate.COMPLETES
                            : switch (trial.cell().level("regularization") + trial.seed()) {
                              case "dropout1" -> Fate.DIVERGES;
                              case "both2" -> Fate.FAILS;
                              default -> Fate.COMPLETES;
                            })
                .claim("d", "main", prediction("dropout", STEPS_TO_TARGET, Expectation.LOWER))
                .claim("b", "main", prediction("both", TEST_ACCURACY, Expectation.HIGHER)));
    assertThat(page.status())
        .containsExactly(
            "◐ partial",
            "126 of 128 trials completed",
            "1 diverged",
            "1 failed",
            page.status().get(4));
    assertThat(page.header())
        .contains("1 trial failed and will be tried again by the next run.")
        .doesNotContain("not run yet");
    assertThat(page.answer(TARGET, "dropout")).contains(" 1 trial of dropout fell short.");
    assertThat(page.scope())
        .endsWith(" A trial that falls short of the target (hollow) counts as its whole budget.");
    assertThat(page.answer(ACCURACY, "both")).contains("7 seeds");
    assertThat(page.answer(ACCURACY, "dropout")).contains("8 seeds"); // divergence counts
    assertThat(page.answer(GAP, "dropout")).contains("7 seeds"); // but has no gap
    assertThat(page.claims().get("d").seen().get(0))
        .endsWith("8 seeds (1 trial diverged, 1 trial of dropout short of the target).");
    assertThat(page.claims().get("b").seen().get(0)).endsWith("7 seeds (1 missing).");
    assertThat(page.threats())
        .anyMatch(t -> t.startsWith("Missing trials: 1 failed. A contrast leaves out"))
        .anyMatch(t -> t.startsWith("Divergence: 1 trial diverged."))
        .anyMatch(t -> t.startsWith("Censoring: "))
        .anyMatch(t -> t.startsWith("Shared processor: there was no timing pass"));
    assertThat(page.section("trials", 100_000))
        .contains("diverged: loss is NaN")
        .contains("failed: the worker ran out of memory");
  }

  @Test
  void aStudyHalfDoneTellsOfTheSeedsThatAreWhole() {
    Page page =
        Page.of(
            PlantedStudy.withEffects()
                .fate(trial -> trial.seed() <= 4 ? Fate.COMPLETES : Fate.DOES_NOT_RUN));
    assertThat(page.status()).startsWith("◐ partial", "64 of 128 trials completed");
    assertThat(page.status()).contains("64 not run");
    assertThat(page.header())
        .contains("What follows is about the trials that ran. 64 trials have not run yet.");
    assertThat(page.answers())
        .allMatch(a -> a.text().startsWith("insufficient data: 4 seeds, an answer needs 6"));
    assertThat(page.threats())
        .anyMatch(t -> t.startsWith("Missing trials: 64 have not run. A contrast"));
    assertThat(page.paragraphs("methods").get(0))
        .contains(" is to be trained with 8 seeds. So far 64 of 128 trials have run. A seed")
        .doesNotContain("was trained");
  }

  @Test
  void aStudyThatHasNotRunAnswersNothingAndInventsNothing() {
    Page page =
        Page.of(
            PlantedStudy.withEffects()
                .fate(trial -> Fate.DOES_NOT_RUN)
                .claim("c", "main", prediction("both", TEST_ACCURACY, Expectation.HIGHER)));
    assertThat(page.status()).startsWith("◐ partial", "0 of 128 trials completed");
    assertThat(page.header()).contains("Nothing has run yet.");
    assertThat(page.answers())
        .hasSize(9)
        .allMatch(a -> a.text().equals("no answer yet: no seed has run in every cell."));
    Claim claim = page.claims().get("c");
    assertThat(claim.verdict()).isEqualTo("insufficient data");
    assertThat(claim.seen()).allMatch(s -> s.endsWith(": not estimable (no pairs)."));
    assertThat(page.table("verdicts", "").subList(1, 13))
        .allMatch(row -> row.subList(3, 6).stream().allMatch("–"::equals));
  }

  @Test
  void whatRestsOnTimesHasColumnsWhereAnythingWasTimedAlone() {
    List<String> columns = List.of("Time of a step, ratio", "Seconds to target, ratio");
    List<String> costs = List.of("Step, ms, one thread", "Step, ms, all cores");
    Page timed = Page.of(PlantedStudy.withEffects().timed(8));
    assertThat(timed.table("verdicts", "").get(0)).containsAll(columns);
    assertThat(timed.table("speed", "Seeds that reached").get(0)).containsAll(costs);
    Page untimed = Page.of(PlantedStudy.withEffects());
    assertThat(untimed.table("verdicts", "").get(0)).doesNotContainAnyElementsOf(columns);
    assertThat(untimed.table("speed", "Seeds that reached").get(0))
        .doesNotContainAnyElementsOf(costs);
  }

  @Test
  void aRunningStudySaysWhen() {
    String html =
        HtmlReport.render(
                PlantedStudy.withEffects().seeds(2).analysis(),
                Optional.of(Instant.parse("2026-01-31T10:15:00Z")),
                1_800_000)
            .html();
    Page page = Page.of(html);
    assertThat(page.status().get(0)).isEqualTo("◐ running");
    assertThat(page.header())
        .contains("The study was running when this page was written, 2026-01-31 10:15 UTC.");
  }

  private static PlantedStudy withVerdicts() {
    return PlantedStudy.withEffects()
        .arm("late", .1, 0, 1, 1)
        .arm("same", 0, 0, 1, 1)
        .controls("placebo")
        .seeds(10)
        .timed(8)
        .fate(
            trial ->
                trial.cell().level("regularization").equals("late") && trial.seed() > 5
                    ? Fate.DOES_NOT_RUN
                    : Fate.COMPLETES)
        .claim("is", "a", prediction("batch-norm", STEPS_TO_TARGET, Expectation.LOWER))
        .claim("is not", "a", prediction("dropout", STEPS_TO_TARGET, Expectation.LOWER))
        .claim("is alike", "b", prediction("same", TEST_ACCURACY, Expectation.HIGHER, .02))
        .claim("is open", "c", prediction("same", GAP_ACCURACY, Expectation.LOWER, .0001))
        .claim("is late", "d", prediction("late", TEST_ACCURACY, Expectation.HIGHER))
        .claim("is dear", "e", prediction("batch-norm", STEP_MILLIS, Expectation.HIGHER));
  }

  @Test
  void everyVerdictHasItsWordAndItsEvidence() {
    Page page = Page.of(withVerdicts());
    Map<String, Claim> claims = page.claims();
    assertThat(claims.get("is").verdict()).isEqualTo("supported");
    assertThat(claims.get("is").note())
        .matches("Claim 1, family a: p = 0\\.00\\d \\(Holm over 2 claims\\)\\.");
    assertThat(claims.get("is not").verdict()).isEqualTo("refuted");
    assertThat(claims.get("is not").seen().get(0))
        .startsWith("Steps to the target, dropout against none (expected lower): 1.");
    assertThat(claims.get("is alike").verdict()).isEqualTo("equivalent");
    assertThat(claims.get("is alike").note()).contains("Holm over 1 claim)");
    assertThat(claims.get("is open").verdict()).isEqualTo("undecided");
    assertThat(claims.get("is open").note()).contains("the interval leaves it open");
    assertThat(claims.get("is late").verdict()).isEqualTo("insufficient data");
    assertThat(claims.get("is late").seen().get(0)).endsWith("5 seeds (5 missing).");
    assertThat(claims.get("is dear").verdict()).isEqualTo("supported");
    assertThat(claims.get("is dear").seen().get(0)).endsWith("7 rounds (1 missing).");
    assertThat(page.status())
        .contains(
            "claims: 2 supported, 1 refuted, 1 equivalent, 1 undecided and 1 insufficient data");
  }

  /** One round of batch norm was disturbed, which leaves five of the six. */
  @Test
  void whatLacksRoundsAsksForRoundsOrForATimingPassAndNotForSeeds() {
    Supplier<PlantedStudy> study =
        () ->
            PlantedStudy.withEffects()
                .claim("c", "main", prediction("batch-norm", SECONDS_TO_TARGET, Expectation.LOWER));
    assertThat(Page.of(study.get().timed(6)).claims().get("c").note())
        .endsWith(
            "no pairs whose steps were timed in 6 undisturbed rounds; needs 6 rounds; the next run"
                + " repeats rounds that were disturbed.");
    assertThat(Page.of(study.get()).claims().get("c").note())
        .endsWith(
            "needs the timing pass, which comes after the trials unless --no-timing leaves it out.");
  }

  @Test
  void aControlThatChangesNothingHasPassed() {
    Page page = Page.of(withVerdicts());
    assertThat(page.section("answer", 10_000))
        .contains("Control passed: placebo, which changes nothing")
        .contains("in all 40 pairs.");
    assertThat(page.answer(ACCURACY, "placebo"))
        .isEqualTo("undecided: 0.0 points against none, 10 seeds. By cell: open in 4.");
  }

  @Test
  void hypothesesThatWereStoredBeforehandAreNamedByTheirChecksum() {
    assertThat(Page.of(withVerdicts()).registration())
        .isEqualTo(
            "These hypotheses were stored before the first trial (SHA-256 abcdef012345… of them and"
                + " of the target, data and cells they rest on) and have not been changed since.");
  }

  @Test
  void hypothesesThatWereChangedOrCameAfterwardsExplore() {
    assertThat(Page.of(withVerdicts().registered("aaaaaaaaaaaaaaaa", "bbbb", 10)).registration())
        .startsWith("Not all is as it was stored before the first trial (SHA-256 bbbb… of them")
        .endsWith(" What changed: h1: target from 0.9 to 0.8.");
    assertThat(Page.of(withVerdicts().registered("aaaaaaaaaaaaaaaa", "", 10)).registration())
        .isEqualTo(
            "These hypotheses were written down after the first trial, so every verdict is"
                + " exploratory.");
    assertThat(Page.of(PlantedStudy.withEffects().seeds(1)).registration())
        .isEqualTo(
            "This study wrote no hypothesis down beforehand, so everything below is exploratory.");
  }

  @Test
  void aNumberOfSeedsThatWasChangedIsReported() {
    assertThat(
            Page.of(withVerdicts().registered("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", 8))
                .registration())
        .contains(
            "have not been changed since. The number of seeds was changed from 8 to 10 after");
  }

  @Test
  void whatVariesIsAveragedOverAndWhatDoesNotIsNotReported() {
    assertThat(Page.of(PlantedStudy.withEffects().models("mlp").batchSizes(32).seeds(6)).scope())
        .isEqualTo(
            "Each regularization against none, paired by seed; brackets and bars are 95 % intervals."
                + " These answers explore: they are not adjusted for their number.");
    Page oneModel = Page.of(PlantedStudy.withEffects().models("mlp").seeds(6));
    assertThat(oneModel.scope()).contains("paired by seed, averaged over 2 batch sizes; brackets");
    assertThat(oneModel.answer(ACCURACY, "batch-norm")).contains("By cell: higher in 2.");
    Page oneCell = Page.of(PlantedStudy.withEffects().models("mlp").batchSizes(32).seeds(6));
    assertThat(oneCell.answers()).noneMatch(a -> a.text().contains("By cell"));
    assertThat(oneCell.section("interactions", 10_000))
        .contains("This study has one batch size, so nothing is shown over it.");
  }

  @Test
  void anArmThatStandsNowhereBesideTheControlHasNoAnswerAndTheReason() {
    Page page =
        Page.of(
            PlantedStudy.withEffects()
                .models("mlp")
                .seeds(6)
                .leaveOut(
                    cell ->
                        cell.level("batchSize").equals("64") == cell.arm().equals("batch-norm")));
    assertThat(page.answer(ACCURACY, "batch-norm"))
        .isEqualTo(
            "no answer: wherever batch-norm stands, none is not there with the same batch size.");
    assertThat(page.answer(ACCURACY, "dropout")).doesNotContain("no answer");
    assertThat(page.scope()).as("one batch size is in the averages").doesNotContain("averaged");
  }

  @Test
  void aStudyWithOneRegularizationHasNothingToCompare() {
    Page page = Page.of(PlantedStudy.begin().seeds(2));
    assertThat(page.answers()).isEmpty();
    assertThat(page.section("answer", 1000))
        .contains("There is nothing to compare: the study has one regularization.");
    assertThat(page.section("verdicts", 1000)).doesNotContain("Cell by cell");
    assertThat(page.section("gap", 5000))
        .contains("Gap of each seed")
        .doesNotContain("Nothing to draw: no value is known yet.");
  }

  @Test
  void ownRegularizationsAreSpokenOfLikeTheBuiltInOnes() {
    Page page =
        Page.of(
            PlantedStudy.begin()
                .arm("</b>light & \"dropout\"", .03, 0, 1, 1)
                .seeds(6)
                .claim(
                    "<i>c</i>",
                    "f&f",
                    prediction("</b>light & \"dropout\"", TEST_ACCURACY, Expectation.HIGHER)));
    assertThat(page.answer(ACCURACY, "</b>light & \"dropout\"")).startsWith("yes, 3.");
    assertThat(page.claims().get("<i>c</i>").seen().get(0))
        .startsWith("Test accuracy, </b>light & \"dropout\" against none (expected higher): +3.");
    assertThat(page.claims().get("<i>c</i>").note()).startsWith("Claim 1, family f&f: p = ");
  }

  @Test
  void noSentenceSaysWhy() {
    for (PlantedStudy study :
        List.of(
            withVerdicts(), PlantedStudy.withoutEffect(), PlantedStudy.withEffects().seeds(3))) {
      Page page = Page.of(study);
      assertThat(page.answers()).isNotEmpty().noneMatch(a -> a.text().matches(CAUSAL));
      assertThat(page.claims().values())
          .allSatisfy(
              claim -> {
                assertThat(claim.seen()).isNotEmpty().noneMatch(s -> s.matches(CAUSAL));
                assertThat(claim.note()).doesNotMatch(CAUSAL);
              });
      assertThat(page.threats()).isNotEmpty().noneMatch(t -> t.matches(CAUSAL));
      for (String section : List.of("verdicts", "speed", "gap", "interactions", "curves")) {
        assertThat(page.paragraphs(section)).isNotEmpty().noneMatch(t -> t.matches(CAUSAL));
      }
      assertThat(page.paragraphs("methods")).isNotEmpty().noneMatch(t -> t.matches(CAUSAL));
      assertThat(page.figures())
          .isNotEmpty()
          .noneMatch(id -> page.caption(id).matches(CAUSAL))
          .noneMatch(id -> page.titleOf(id).matches(CAUSAL));
      assertThat(page.all("caption", "").stream().map(Page::text))
          .isNotEmpty()
          .noneMatch(t -> t.matches(CAUSAL));
      assertThat(page.all("desc", "").stream().map(Page::text))
          .isNotEmpty()
          .noneMatch(t -> t.matches(CAUSAL));
    }
    assertThat("it improves accuracy").matches(CAUSAL);
    assertThat("higher because of it").matches(CAUSAL);
  }

  @Test
  void anEffectThatWasClaimedBeforehandIsNamedByItsClaim() {
    Page page =
        Page.of(
            PlantedStudy.withEffects()
                .claim(
                    "trend",
                    "a",
                    across(
                        where(
                            prediction("dropout", GAP_ACCURACY, Expectation.HIGHER),
                            "batchSize",
                            "16",
                            "64"),
                        new Across.Trend("batchSize", List.of("16", "64"))))
                .claim(
                    "sum",
                    "a",
                    across(
                        against("both", "dropout"),
                        new Across.Interaction(new Pair("regularization", "batch-norm", "none"))))
                .claim(
                    "in one model",
                    "a",
                    across(
                        prediction("both", STEPS_TO_TARGET, Expectation.LOWER),
                        new Across.Interaction(new Pair("model", "cnn", "mlp"))))
                .claim(
                    "of one model alone",
                    "a",
                    where(
                        across(
                            prediction("dropout", GAP_ACCURACY, Expectation.LOWER),
                            new Across.Trend("batchSize", List.of("16", "64"))),
                        "model",
                        "mlp"))
                .claim(
                    "on a scale that the table does not show",
                    "a",
                    across(
                        prediction("both", GAP_ACCURACY, Expectation.LOWER),
                        new Across.Trend("batchSize", List.of("16", "64"), TrendScale.linear(1)))));
    List<List<String>> table = page.table("interactions", "Main effects");
    assertThat(table.get(0)).endsWith("Seeds", "Claim");
    assertThat(
            table.stream()
                .filter(row -> row.get(8).startsWith("claim"))
                .map(row -> row.get(8) + ": " + String.join(", ", row.subList(0, 4))))
        .containsExactlyInAnyOrder(
            "claim 1: trend over batch size, dropout, the whole grid, generalization gap",
            "claim 2: interaction, batch-norm × dropout, the whole grid, test accuracy",
            "claim 3: cnn less mlp, both, the whole grid, steps to the target",
            "claim 4: trend over batch size, dropout, mlp, generalization gap");
    assertThat(page.claims().get("sum").note()).startsWith("Claim 2, family a: ");
    assertThat(Page.of(PlantedStudy.withEffects()).table("interactions", "Main").get(0))
        .doesNotContain("Claim");
  }

  @Test
  void twoWaysOfDropoutAreEachCrossedWithBatchNormWhateverTheirNames() {
    PlantedStudy study =
        PlantedStudy.withEffects()
            .seeds(6)
            .arm("light", .005, -.01, 1.1, 1.1)
            .arm("bn-light", .06, -.01, .8, 1.5)
            .parts(
                Map.of(
                    "none", new Parts("", ""),
                    "batch-norm", new Parts("everywhere", ""),
                    "dropout", new Parts("", "half"),
                    "both", new Parts("everywhere", "half"),
                    "light", new Parts("", "tenth"),
                    "bn-light", new Parts("everywhere", "tenth")))
            .claim(
                "light sum",
                "a",
                across(
                    against("bn-light", "light"),
                    new Across.Interaction(new Pair("regularization", "batch-norm", "none"))));
    Page page = Page.of(study);
    assertThat(page.section("interactions", 10_000))
        .contains("both − batch-norm − dropout + none and bn-light − batch-norm − light + none in");
    List<List<String>> drawn = page.numbersOf("fig-interaction");
    assertThat(drawn.stream().skip(1).map(row -> row.get(2)).distinct())
        .containsExactly("both", "bn-light");
    assertThat(drawn).hasSize(1 + 2 * 4);
    List<List<String>> table = page.table("interactions", "Main effects");
    assertThat(table.stream().map(row -> String.join(", ", row.subList(0, 4))))
        .contains(
            "main effect, without and with dropout, batch-norm, the whole grid, test accuracy",
            "main effect, without and with light, batch-norm, the whole grid, test accuracy",
            "main effect, without and with batch-norm, light, mlp, test accuracy",
            "interaction, batch-norm × light, the whole grid, test accuracy");
    assertThat(table.stream().filter(row -> row.get(8).equals("claim 1")).map(row -> row.get(1)))
        .containsExactly("batch-norm × light");
    double planted = 100 * (.06 - .03 - .005);
    assertThat(
            table.stream()
                .filter(row -> row.get(1).equals("batch-norm × light"))
                .filter(row -> row.get(2).equals("the whole grid") && row.get(7).equals("6"))
                .map(row -> row.get(4))
                .filter(cell -> cell.endsWith(" points"))
                .map(cell -> Double.parseDouble(cell.replace(" points", "")))
                .findFirst()
                .orElseThrow())
        .isCloseTo(planted, within(1.0));
  }

  @Test
  void withoutTheFourArmsThePageSaysWhatAnInteractionTakes() {
    Page page =
        Page.of(PlantedStudy.begin().arm("dropout", -.02, -.03, 1.5, 1.1).batchSizes(16).seeds(2));
    assertThat(page.section("interactions", 10_000))
        .contains("Whether batch norm and dropout add up is not known here. That takes four")
        .doesNotContain("whether batch norm and dropout add up");
    assertThat(page.figures()).isNotEmpty().doesNotContain("fig-interaction");
  }

  private static Prediction against(String arm, String other) {
    return new Prediction(
        new Pair("regularization", arm, other),
        TEST_ACCURACY,
        Expectation.LOWER,
        .005,
        Map.of(),
        Optional.empty());
  }

  @Test
  void textsNameFiguresByTheNumbersTheyHave() {
    Page page = Page.of(PlantedStudy.withEffects().seeds(6));
    List<String> titles = page.figures().stream().map(page::titleOf).toList();
    for (int i = 0; i < titles.size(); i++) {
      assertThat(titles.get(i)).startsWith("Figure " + (i + 1) + ". ");
    }
    assertThat(page.paragraphs("speed").get(0))
        .contains("reach the target (Figure 1), the cost of a step (Figure 2)")
        .as("there is no such figure without a timing pass")
        .contains("the seconds to the target.");
    assertThat(page.all("p", "").stream().map(Page::text)).noneMatch(text -> text.contains("{"));
    assertThat(
            page.all("a", "").stream()
                .filter(link -> !link.getAttribute("class").contains("anchor"))
                .map(link -> link.getAttribute("href")))
        .containsAll(page.figures().stream().map(id -> "#" + id).toList());
  }

  @Test
  void theMethodsSayWhatHoldsOfThisStudyAndNoMore() {
    Page whole = Page.of(PlantedStudy.withEffects().seeds(6).fact("input-shape", "28x28x1"));
    assertThat(whole.paragraphs("methods").get(0))
        .startsWith("Every combination of models mlp and cnn, regularizations none, ")
        .contains(" was trained with 6 seeds. A seed fixes the images that are drawn");
    assertThat(whole.paragraphs("methods").get(1)).contains("Layers stand in the order");
    assertThat(whole.threats())
        .noneMatch(t -> t.startsWith("Parameters"))
        .noneMatch(t -> t.startsWith("Reduced data") || t.startsWith("Scale"))
        .contains(
            "Fixed settings: all arms share one learning rate and budget. An arm that would do"
                + " better with settings of its own is at a disadvantage. Nothing was tuned.");
    Page part =
        Page.of(
            PlantedStudy.withEffects()
                .models("mlp", "own")
                .seeds(6)
                .leaveOut(cell -> cell.level("model").equals("own") && Roles.batchSize(cell) == 64)
                .fact("input-shape", "4 features")
                .fact("train-examples", "1200")
                .fact("optimizer", "rmsprop")
                .fact("optimizer-decay", "0.95")
                .fact("optimizer-epsilon", "1.0E-8"));
    assertThat(part.paragraphs("methods").get(0))
        .contains(" and 4 epochs, but for 4 of 16 that the study leaves out, was trained with")
        .contains("A seed fixes the examples that are drawn");
    assertThat(part.paragraphs("methods").get(1))
        .contains("glyphs, 1\u202f200 training, ")
        .contains(" examples a seed. Optimizer: RMSProp (decay 0.95, epsilon 1e-8). ")
        .contains("The layers of each network are listed below in their order.")
        .doesNotContain("Layers stand in the order");
    assertThat(part.threats())
        .contains(
            "Scale: a seed trains on 1\u202f200 examples, and no network has more than 7\u202f850"
                + " parameters. An effect that holds here need not hold with more of either.");
    assertThat(
            Page.of(
                    PlantedStudy.withEffects()
                        .seeds(6)
                        .fact("input-shape", "28x28x1")
                        .fact("dataset", "mnist")
                        .fact("train-examples", "2000"))
                .threats())
        .anyMatch(
            t ->
                t.startsWith(
                    "Reduced data: a seed trains on 2\u202f000 of the 60\u202f000 training images"));
  }

  @Test
  void factsAreReportedInWords() {
    Page page =
        Page.of(
            PlantedStudy.withEffects()
                .seeds(2)
                .fact("jvm-flags", "-Xmx1g")
                .fact("pinned", "to one processor")
                .fact("flush-to-zero", "not available")
                .fact("test-examples", "2000")
                .fact("of-no-known-name", "as it is"));
    assertThat(page.section("provenance", 2000))
        .contains("Pinnedto one processor", "Denormals flushed to zeronot available")
        .contains("JVM flags-Xmx1g", "Test examples2\u202f000", "Of no known nameas it is")
        .contains("Native buildnone32")
        .doesNotContain("native-build");
  }

  @Test
  void everyFileOfTheExportIsNamed(@TempDir Path folder) throws IOException {
    PlantedStudy study = PlantedStudy.withEffects().timed(6);
    TidyCsv.write(study.analysis(), study.rows().results(), folder);
    String data = Page.of(study).section("data", 9999);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSizeGreaterThan(4)
          .allMatch(data::contains);
    }
  }

  @Test
  void noHyphenStandsForAMinus() {
    Page page = Page.of(withVerdicts());
    assertThat(page.answers()).anyMatch(a -> a.text().contains("−"));
    assertThat(page.answers()).noneMatch(a -> a.text().matches(".*-\\d.*"));
    assertThat(page.claims().values())
        .allMatch(c -> c.seen().stream().noneMatch(s -> s.matches(".*-\\d.*")));
  }

  @Test
  void aResultThatNobodyAskedForIsCounted() {
    var all = PlantedStudy.withEffects().seeds(3).rows();
    for (int unplanned : new int[] {1, 2}) {
      var fewer =
          new StudyRows(
              all.study(),
              all.registration(),
              all.planned().subList(0, all.planned().size() - unplanned),
              all.results(),
              List.of());
      assertThat(Page.of(HtmlReport.render(StudyAnalysis.of(fewer))).header())
          .contains(
              unplanned == 1
                  ? "holds 1 result that this study does not ask for; it is left out."
                  : "holds 2 results that this study does not ask for; they are left out.");
    }
  }
}
