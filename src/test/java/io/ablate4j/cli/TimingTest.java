package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timing pass as a user meets it. */
class TimingTest {
  private static final String STUDY =
      """
      name: tiny
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: mlp
        regularization: [none, both, own]
        batchSize: 10
      regularizations:
        own: { dropout: { conv: 0.1, dense: 0.3 } }
      seeds: 2
      budget: { epochs: 2 }
      hypotheses:
        - id: both-cost-time
          claim: A step with both takes longer.
          compare: { regularization: [both, none] }
          metric: step-millis
          expect: higher
      """;

  private static final Pattern PLANNED =
      Pattern.compile("tiny: timing pass: 1 group, ([0-9]+) rounds? each on one thread");

  private static final Pattern NO_TIME =
      Pattern.compile(
          "tiny: steps not timed: [0-9]+ rounds would take more than [0-9]+ s, a quarter of the run");

  @TempDir private Path folder;

  @Test
  void aRunTimesEachArmInEachRoundAndTheNextRunHasNothingLeftToTime() throws Exception {
    Files.writeString(folder.resolve("tiny.yaml"), STUDY);

    Launched without = Launched.start(folder, "", "run", "tiny.yaml", "--no-timing");
    assertThat(without.exitCode()).as(without.output()).isZero();
    assertThat(without.output())
        .contains("Without a timing pass nothing is known of both-cost-time.")
        .doesNotContain("timing pass: ")
        .doesNotContain("cannot be decided");
    assertThat(timing()).isEmpty();

    Launched later = Launched.start(folder, "", "run", "tiny.yaml", "--executor", "in-process");
    assertThat(later.exitCode()).as(later.output()).isZero();
    assertThat(later.output()).contains("tiny: all 6 trials are stored already.");
    skipWhereStepsTakeTooLong(later);
    assertThat(later.output())
        .containsPattern(PLANNED)
        .contains("tiny: timing pass done, ")
        .doesNotContain("Without a timing pass");
    List<TimingRound> first = timing();
    // On a quiet machine some 20; fewer where steps take long since others use it.
    int planned =
        PLANNED
            .matcher(later.output())
            .results()
            .mapToInt(match -> Integer.parseInt(match.group(1)))
            .findFirst()
            .orElseThrow();
    int layouts = Runtime.getRuntime().availableProcessors() == 1 ? 1 : Layout.values().length;
    Map<Layout, List<TimingRound>> byLayout =
        first.stream().collect(Collectors.groupingBy(TimingRound::layout));
    assertThat(byLayout).hasSize(layouts);
    byLayout.forEach(
        (layout, rounds) -> {
          assertThat(rounds.stream().map(r -> r.cell().level("regularization")))
              .containsOnly("none", "both", "own");
          // A layout has none of a number where it had enough and the other one went on.
          Map<Integer, List<TimingRound>> byNumber =
              rounds.stream().collect(Collectors.groupingBy(TimingRound::round));
          assertThat(byNumber).hasSizeGreaterThanOrEqualTo(Math.min(6, planned));
          byNumber.forEach(
              (number, arms) ->
                  assertThat(arms)
                      .as("round %d, %s", number, layout)
                      .hasSize(3)
                      .allMatch(r -> r.stepMillis() > 0)
                      // A round is disturbed as a whole: its arms are compared with one another.
                      .extracting(TimingRound::disturbed)
                      .containsOnly(arms.get(0).disturbed()));
        });

    Launched again = Launched.start(folder, "", "run", "tiny.yaml");
    assertThat(again.exitCode()).as(again.output()).isZero();
    if (areEnough(first, Layout.ONE_THREAD) && areEnough(first, Layout.ALL_CORES)) {
      assertThat(again.output()).doesNotContain("timing pass");
      assertThat(timing()).isEqualTo(first);
    } else { // others use this machine
      assertThat(again.output()).contains("tiny: timing pass: 1 group, ");
    }

    Launched otherArms =
        Launched.start(folder, "", "run", "tiny.yaml", "--set", "regularization=none,own");
    assertThat(otherArms.exitCode()).as(otherArms.output()).isZero();
    assertThat(otherArms.output()).contains("tiny: timing pass: 1 group, ");
    assertThat(timing().stream().map(r -> r.cell().level("regularization")))
        .containsOnly("none", "own");
  }

  @Test
  void aPassThatIsInterruptedGoesOnWithTheGroupsItHasNotDone() throws Exception {
    Files.writeString(
        folder.resolve("tiny.yaml"),
        STUDY
            .replace("batchSize: 10", "batchSize: [10, 20]")
            .replace("model: mlp", "model: " + GatedMlp.ID));
    String gate = GatedMlp.service(folder.resolve("services"));
    GatedMlp.closeOnceTimed(folder, Path.of("reports", "tiny", "study.db"));
    Launched interrupted = Launched.start(folder, gate, "run", "tiny.yaml");
    if (!GatedMlp.isHeld(folder, interrupted)) {
      skipWhereStepsTakeTooLong(interrupted);
    }
    GatedMlp.awaitHeld(folder, interrupted);
    interrupted.pressCtrlC();
    assertThat(interrupted.exitCode()).as(interrupted.output()).isEqualTo(130);
    assertThat(interrupted.output()).contains("Interrupted: 12 of 12 trials are stored.");
    List<TimingRound> first = timing();

    GatedMlp.open(folder);
    Launched again = Launched.start(folder, gate, "run", "tiny.yaml");
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output()).contains("tiny: timing pass: ");
    if (Stream.of(Layout.values()).allMatch(layout -> areEnough(first, layout))) {
      assertThat(timing()).hasSizeGreaterThan(first.size());
    } // else others use this machine, and rounds are taken again
    for (Layout layout : Layout.values()) {
      if (areEnough(first, layout)) {
        assertThat(timing()).containsAll(first.stream().filter(r -> r.layout() == layout).toList());
      }
    }
    assertThat(timing().stream().map(r -> Roles.batchSize(r.cell()))).containsOnly(10, 20);
  }

  /**
   * Skips, visibly, where others leave so little of this machine that the pass reports that it has
   * no time for the least rounds: there is nothing to look at then.
   */
  private void skipWhereStepsTakeTooLong(Launched run) {
    if (NO_TIME.matcher(run.output()).find()) {
      assertThat(timing()).isEmpty();
      Assumptions.abort("others use this machine, so steps take too long to be timed");
    }
  }

  /** Whether enough rounds were left undisturbed, so that a later run need not repeat them. */
  private static boolean areEnough(List<TimingRound> rounds, Layout layout) {
    return rounds.stream()
            .filter(r -> r.layout() == layout && !r.disturbed())
            .map(TimingRound::round)
            .distinct()
            .count()
        >= 6;
  }

  private List<TimingRound> timing() {
    try (SqliteStore store = SqliteStore.openToRead(folder.resolve("reports/tiny/study.db"))) {
      return store.timing();
    }
  }
}
