package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.store.ResultStore;
import io.ablate4j.trial.tuning.Choice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that tunes a factor, as a user meets it. */
class TunedStudyTest {
  private static final String STUDY =
      """
      name: small
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: mlp
        regularization: [none, batch-norm]
        batchSize: 10
        learningRate: [0.001, tuned]
        depth: 1
        width: 8
      tune: { learningRate: [1e-6, 0.001, 0.1], seeds: 2, by: validation-accuracy }
      seeds: 3
      budget: { epochs: 2 }
      """;

  @TempDir private Path folder;

  @Test
  void eachCellIsEvaluatedAtTheLevelThatItsTuningSeedsChoose() throws Exception {
    Files.writeString(folder.resolve("small.yaml"), STUDY);
    String before = launched("plan", "small.yaml");
    assertThat(before)
        .contains("4 cells x 3 seeds = 12 trials, 0 stored, 12 to run.")
        .contains(
            "Tuning of learning rate: 2 cells x 3 levels x 2 tuning seeds = 12 trials more, 0"
                + " stored, 12 to run.")
        .contains("The levels of 6 trials follow from the first 18.");

    String run = launched("run", "small.yaml", "--workers", "2", "--no-timing");
    assertThat(run)
        .contains("small: 18 trials to run.")
        .contains("Tuned: mlp, none,", "Tuned: mlp, batch-norm,")
        .contains("24 of 24 trials are stored");

    StudyFolder reports = new StudyFolder(folder.resolve("reports/small"));
    StudyAnalysis analysis;
    try (ResultStore store = reports.openToRead()) {
      analysis = reports.analyse(store);
    }
    assertThat(analysis.status().completed()).isEqualTo(12);
    List<Choice> choices = analysis.tuned().choices();
    assertThat(choices).hasSize(2).allMatch(choice -> choice.level().isPresent());
    for (Choice choice : choices) {
      Optional<String> level = choice.level();
      // Nothing is learned at a rate of 1e-6.
      assertThat(level.orElseThrow()).isNotEqualTo("1.0E-6");
      if (level.get().equals("0.001")) {
        assertThat(accuracies(analysis, choice.cell().arm(), "tuned"))
            .isEqualTo(accuracies(analysis, choice.cell().arm(), "0.001"));
      }
    }
    assertThat(launched("run", "small.yaml", "--workers", "2", "--no-timing"))
        .contains("24 of 24 trials are stored (0 new");
    assertThat(launched("plan", "small.yaml"))
        .contains("12 trials, 12 stored, 0 to run.", "12 trials more, 12 stored, 0 to run.")
        .contains("Tuned: mlp, none,");
    assertThat(launched("export", "reports/small", "--to", "csv")).contains("tuning.csv");
    assertThat(Files.readAllLines(folder.resolve("csv/tuning.csv"))).hasSize(13);
    assertThat(Files.readAllLines(folder.resolve("csv/trials.csv"))).hasSize(13);
    assertThat(launched("compare", "reports/small", "reports/small")).contains("tuned");
  }

  /** Six cells, of which the largest rate learns nothing or diverges. */
  @Test
  void theBestLevelIsChosenOnSeedsThatAreNeverEvaluated() throws Exception {
    Files.writeString(
        folder.resolve("best.yaml"),
        """
        name: best
        dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
        factors:
          model: mlp
          regularization: [none, batch-norm]
          batchSize: 10
          learningRate: [1e-6, 0.001, 0.01]
          depth: 1
          width: 8
        tuningSeeds: 2
        seeds: 3
        budget: { epochs: 2 }
        hypotheses:
          - claim: At its best rate batch norm is better
            compare: { regularization: [batch-norm, none] }
            over: { learningRate: best }
            metric: test-accuracy
            expect: higher
          - claim: Always batch norm loses something
            compare: { regularization: [best, batch-norm] }
            metric: test-accuracy
            expect: higher
            where: { learningRate: 0.01 }
        """);
    String tuning = "Best levels are chosen on tuning seeds: 6 cells x 2 tuning seeds = 12 trials";
    assertThat(launched("plan", "best.yaml"))
        .contains("6 cells x 3 seeds = 18 trials, 0 stored, 18 to run.")
        .contains(tuning + " more, 0 stored, 12 to run.");
    assertThat(launched("run", "best.yaml", "--workers", "2", "--no-timing"))
        .contains("best: 30 trials to run.")
        .contains(
            "Best learning rate of mlp, none, batch size 10,",
            "Best regularization of mlp, batch size 10, learning rate 0.01,")
        .contains("30 of 30 trials are stored");
    assertThat(launched("plan", "best.yaml")).contains(tuning + " more, 12 stored, 0 to run.");
    StudyFolder reports = new StudyFolder(folder.resolve("reports/best"));
    try (ResultStore store = reports.openToRead()) {
      StudyAnalysis analysis = reports.analyse(store);
      assertThat(analysis.status().completed() + analysis.status().diverged()).isEqualTo(18);
      assertThat(analysis.trials()).allMatch(trial -> trial.planned().seed() <= 3);
      assertThat(analysis.picks()).hasSize(3).allMatch(pick -> pick.chosen(true).isPresent());
      assertThat(analysis.hypotheses().get(0).parts().get(0).contrast().pairs()).isEqualTo(3);
    }
    assertThat(folder.resolve("reports/best/index.html"))
        .content()
        .contains("Best levels", "The best level of a factor on tuning seeds");
    launched("export", "reports/best", "--to", "csv");
    assertThat(Files.readAllLines(folder.resolve("csv/tuning.csv")))
        .hasSize(13)
        .filteredOn(line -> line.endsWith(",true"))
        .hasSizeGreaterThanOrEqualTo(4);
    assertThat(Files.readAllLines(folder.resolve("csv/trials.csv"))).hasSize(19);
  }

  private void runs(String factor, String tuned, String other, String grid) throws Exception {
    Files.writeString(
        folder.resolve("sizes.yaml"),
        """
        name: sizes
        dataset: { source: glyphs, train: 40, validation: 20, test: 20 }
        factors:
          model: mlp
          regularization: [none, batch-norm]
          width: 6
          %s: %s
          %s: %s
        tune: { %s: %s, seeds: 1 }
        seeds: 2
        budget: { epochs: 1 }
        """
            .formatted(factor, tuned, other.split(": ")[0], other.split(": ")[1], factor, grid));
    assertThat(launched("plan", "sizes.yaml"))
        .contains("4 cells x 2 seeds = 8 trials, 0 stored, 8 to run.")
        .contains("2 cells x 2 levels x 1 tuning seed = 4 trials more")
        .contains("The levels of 4 trials follow from the first 8.");
    assertThat(launched("run", "sizes.yaml", "--workers", "1")).contains("sizes: 8 trials to run.");
    StudyFolder reports = new StudyFolder(folder.resolve("reports/sizes"));
    try (ResultStore store = reports.openToRead()) {
      StudyAnalysis analysis = reports.analyse(store);
      assertThat(analysis.status().completed()).isEqualTo(8);
      assertThat(analysis.tuned().choices())
          .hasSize(2)
          .allMatch(choice -> choice.level().isPresent());
      assertThat(analysis.timing().costs()).isNotEmpty();
    }
    assertThat(folder.resolve("reports/sizes/index.html")).content().contains("Tuned settings");
    assertThat(launched("run", "sizes.yaml", "--workers", "1", "--no-timing"))
        .contains("12 of 12 trials are stored (0 new");
  }

  @Test
  void aBatchSizeIsChosenAndTimed() throws Exception {
    runs("batchSize", "[10, tuned]", "depth: 1", "[5, 20]");
  }

  @Test
  void aDepthIsChosenAndItsNetworksAreAllPlanned() throws Exception {
    runs("depth", "[1, tuned]", "batchSize: 10", "[1, 2]");
  }

  private static List<Double> accuracies(StudyAnalysis analysis, String arm, String rate) {
    return analysis.trials().stream()
        .filter(trial -> trial.planned().cell().arm().equals(arm))
        .filter(trial -> trial.planned().cell().level("learningRate").equals(rate))
        .map((TrialSummary trial) -> trial.value(TrialColumn.TEST_ACCURACY).orElseThrow())
        .sorted()
        .toList();
  }

  private String launched(String... arguments) throws Exception {
    Launched launched = Launched.start(folder, "", arguments);
    assertThat(launched.exitCode()).as(launched.output()).isZero();
    return launched.output();
  }
}
