package io.ablate4j.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyFiles;
import io.ablate4j.study.yaml.StudyFixtures;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final String YAML =
      """
      name: plan
      dataset: { source: mnist, train: 200, validation: 100, test: 100 }
      factors: { model: [mlp, cnn], batchSize: [8, 32], learningRate: [0.01, 0.1] }
      exclude: [{ model: mlp, batchSize: 8 }]
      seeds: 3
      """;

  private static CheckedStudy study(String yaml, OptionalInt seeds) {
    return StudyFixtures.reader()
        .read(new StudySource("study.yaml", yaml), Overrides.of(seeds, List.of()));
  }

  @Test
  void everyCellRunsOnceASeedInBlocksOfSeeds() {
    CheckedStudy checked = study(YAML, OptionalInt.empty());
    List<Cell> cells = checked.study().cells();
    List<Trial> trials = Planner.plan(checked);
    assertThat(cells).hasSize(24);
    assertThat(trials).hasSize(72);
    for (int block = 0; block < 3; block++) {
      List<Trial> ofSeed = trials.subList(24 * block, 24 * (block + 1));
      assertThat(ofSeed).extracting(Trial::seed).containsOnly(block + 1L);
      assertThat(ofSeed).extracting(Trial::cell).containsExactlyInAnyOrderElementsOf(cells);
    }
  }

  @Test
  void blocksAreShuffledEachInItsOwnWay() {
    CheckedStudy checked = study(YAML, OptionalInt.empty());
    List<Cell> order = Planner.plan(checked).stream().map(Trial::cell).toList();
    assertThat(order.subList(0, 24))
        .isNotEqualTo(checked.study().cells())
        .isNotEqualTo(order.subList(24, 48));
  }

  @Test
  void theOrderIsPinned() {
    assertThat(Planner.plan(study(YAML, OptionalInt.empty())).subList(0, 3))
        .extracting(Trial::cell)
        .containsExactly(
            CellFixtures.cell("cnn", "none", 8, 0.1, 12),
            CellFixtures.cell("cnn", "none", 32, 0.01, 12),
            CellFixtures.cell("cnn", "dropout", 8, 0.1, 12));
  }

  @Test
  void theSameStudyIsPlannedTheSameAndMoreSeedsComeAfter() {
    List<Trial> three = Planner.plan(study(YAML, OptionalInt.empty()));
    List<Trial> five = Planner.plan(study(YAML, OptionalInt.of(5)));
    assertThat(Planner.plan(study(YAML, OptionalInt.empty()))).isEqualTo(three);
    assertThat(five.subList(0, three.size())).isEqualTo(three);
  }

  @Test
  void noTwoTrialsHaveTheSameKey() {
    CheckedStudy checked =
        StudyFixtures.reader().read(StudyFiles.resolve("quickstart"), Overrides.NONE);
    assertThat(Planner.plan(checked)).hasSize(240).extracting(Trial::key).doesNotHaveDuplicates();
  }

  @Test
  void everyTrialIsCheckedAsOftenAsItsStudySays() {
    assertThat(Planner.plan(study(YAML, OptionalInt.empty())))
        .extracting(Trial::checkExamples)
        .containsOnly(50); // a quarter of the training examples
    assertThat(Planner.plan(study(YAML + "target: { checkExamples: 7 }", OptionalInt.empty())))
        .extracting(Trial::checkExamples)
        .containsOnly(7);
  }

  @Test
  void everyPlannedTrialReadsAgainFromItsSpec() {
    for (Trial trial : Planner.plan(study(YAML, OptionalInt.empty()))) {
      assertThat(String.valueOf(trial.settings().optimizer().learningRate()))
          .isEqualTo(trial.cell().level("learningRate"));
      assertThat(TrialSpecJson.readRequest(TrialSpecJson.writeRequest(trial))).isEqualTo(trial);
    }
  }
}
