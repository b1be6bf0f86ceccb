package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.report.PlantedStudy.Fate;
import io.ablate4j.trial.Roles;
import org.junit.jupiter.api.Test;

/** What the page says of arms that never learned, and of cells that say nothing. */
class WhatIsNotEstimableTest {
  private static final String ACCURACY = "Is test accuracy higher?";
  private static final String GAP = "Is the generalization gap smaller?";
  private static final String TARGET = "Is the target reached sooner?";

  private static PlantedStudy oneCell() {
    return PlantedStudy.begin().models("mlp").batchSizes(16).seeds(6);
  }

  @Test
  void anArmThatNeverReachedTheTargetIsNotSaidToHaveReachedIt() {
    Page page =
        Page.of(
            oneCell()
                .arm("heavy", -.78, -.04, 4, 1)
                .claim(
                    "sooner",
                    "f",
                    PlantedStudy.prediction(
                        "heavy", ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER)));
    assertThat(page.answer(TARGET, "heavy")).isEqualTo("no, never in 6 seeds; none in 6 of 6.");
    assertThat(page.claims().get("sooner").seen().get(0))
        .endsWith("(expected lower): never in 6 seeds; none in 6 of 6.");
    assertThat(page.claims().get("sooner").verdict()).isEqualTo("refuted");
    assertThat(page.answer(GAP, "heavy"))
        .contains("The test accuracy of heavy is at chance")
        .doesNotContain("of none is at chance");
  }

  @Test
  void aControlThatNeverReachedItHasNoStepsToBeComparedWith() {
    Page page =
        Page.of(
            PlantedStudy.begin()
                .arm("none", 0, 0, 4, 1)
                .arm("batch-norm", 0, 0, 1, 1)
                .models("mlp")
                .batchSizes(16)
                .seeds(6));
    assertThat(page.answer(TARGET, "batch-norm"))
        .isEqualTo("yes, reached 70 % in 6 of 6 seeds; none never.");
  }

  @Test
  void aMeanNamesTheCellsThatAreNotInIt() {
    Page page =
        Page.of(
            PlantedStudy.withEffects()
                .fate(
                    trial -> Roles.batchSize(trial.cell()) == 64 ? Fate.DIVERGES : Fate.COMPLETES));
    for (String question : new String[] {ACCURACY, GAP, TARGET}) {
      assertThat(page.answer(question, "batch-norm"))
          .contains(
              "Over 2 of 4 cells; not in it: mlp, batch size 64; cnn, batch size 64 (every trial"
                  + " diverged).")
          .doesNotContain("no seed");
    }
  }

  @Test
  void whereOneArmDivergedThereIsNoGapAndThePageSaysWhy() {
    Page page =
        Page.of(
            PlantedStudy.withEffects()
                .fate(
                    trial ->
                        Roles.batchSize(trial.cell()) == 64
                                && trial.cell().level("regularization").equals("batch-norm")
                            ? Fate.DIVERGES
                            : Fate.COMPLETES));
    assertThat(page.answer(GAP, "batch-norm"))
        .isEqualTo(
            "no answer: 16 of 32 trials of batch-norm diverged; no seed has a finished trial in"
                + " every cell.");
  }

  @Test
  void directionMarksOfNamesAreWrittenOut() {
    String html = oneCell().name("a\u202eb\u0007").html();
    assertThat(html).contains("a\\u202eb").doesNotContain("\u202e").doesNotContain("\u0007");
  }
}
