package io.ablate4j.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyFixtures;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.tuning.Tuning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TunedPlanTest {
  private static final String YAML =
      """
      name: plan
      dataset: { source: mnist, train: 200, validation: 100, test: 100 }
      factors: { model: mlp, regularization: [none, both], learningRate: [0.01, tuned] }
      tune: { learningRate: [0.001, 0.01, 0.1], seeds: 2 }
      seeds: 4
      """;

  private static CheckedStudy study(String yaml) {
    return StudyFixtures.reader().read(new StudySource("study.yaml", yaml), Overrides.NONE);
  }

  /** Read by what comes along: placements are tried on networks. */
  private static CheckedStudy trainable(String yaml) {
    return new StudyReader(Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()))
        .read(new StudySource("study.yaml", yaml), Overrides.NONE);
  }

  @Test
  void theFirstTrialsAreThoseWithALevelThenTheGridOnTuningSeeds() {
    Plan plan = Planner.of(study(YAML));
    assertThat(plan.first()).hasSize(2 * 4 + 2 * 3 * 2);
    assertThat(plan.waiting()).hasSize(2 * 4);
    assertThat(plan.size()).isEqualTo(28);
    assertThat(plan.first().subList(0, 8))
        .extracting(trial -> trial.cell().level("learningRate"))
        .containsOnly("0.01");
    List<Trial> tuning = plan.first().subList(8, 20);
    assertThat(tuning.subList(0, 6)).extracting(Trial::seed).containsOnly(Tuning.FIRST_SEED);
    assertThat(tuning.subList(6, 12)).extracting(Trial::seed).containsOnly(Tuning.FIRST_SEED + 1);
    Map<Object, Long> levels =
        tuning.stream()
            .collect(
                Collectors.groupingBy(
                    trial -> trial.settings().optimizer().learningRate(), Collectors.counting()));
    assertThat(levels).isEqualTo(Map.of(.001, 4L, .01, 4L, .1, 4L));
    assertThat(plan.planned()).extracting(PlannedTrial::key).doesNotHaveDuplicates().hasSize(28);
  }

  @Test
  void aChosenLevelThatIsFixedElsewhereHasTheVeryTrialsOfThatCell() {
    Plan plan = Planner.of(study(YAML));
    Map<Cell, String> levels = new HashMap<>();
    plan.waiting().forEach(trial -> levels.put(trial.cell(), "0.01"));
    List<Trial> second = plan.second(levels);
    assertThat(second).hasSize(8);
    assertThat(second)
        .extracting(trial -> trial.cell().level("learningRate"))
        .containsOnly("tuned");
    assertThat(second)
        .extracting(Trial::key)
        .containsExactlyInAnyOrderElementsOf(
            plan.first().stream()
                .filter(trial -> !Tuning.isTuning(trial.seed()))
                .map(Trial::key)
                .toList());
  }

  @Test
  void cellsWithoutAChoiceGoOnWaiting() {
    Plan plan = Planner.of(study(YAML));
    Cell one = plan.waiting().get(0).cell();
    assertThat(plan.second(Map.of())).isEmpty();
    assertThat(plan.second(Map.of(one, "0.1")))
        .hasSize(4)
        .allMatch(trial -> trial.cell().equals(one))
        .allMatch(trial -> trial.settings().optimizer().learningRate() == .1);
  }

  @Test
  void fixedTrialsHaveTheKeysOfAStudyThatTunesNothing() {
    String plain = YAML.replace(", tuned", "").replaceAll("tune:.*\n", "");
    assertThat(Planner.of(study(YAML)).first().subList(0, 8))
        .extracting(Trial::key)
        .containsExactlyInAnyOrderElementsOf(
            Planner.plan(study(plain)).stream().map(Trial::key).toList());
  }

  @Test
  void theExampleIsAStudy() throws Exception {
    Plan plan = Planner.of(trainable(Files.readString(Path.of("examples", "tuned", "study.yaml"))));
    assertThat(plan.first()).hasSize(2 * 8 + 5 * 3);
    assertThat(plan.waiting()).hasSize(8);
  }

  @Test
  void aStrengthOfRegularizationsIsTunedInCellsThatHaveIt() {
    Plan plan =
        Planner.of(
            trainable(
                """
                name: strength
                dataset: { source: glyphs, train: 200, validation: 100, test: 100 }
                factors: { model: mlp, regularization: [none, open], drop: [0.2, tuned] }
                regularizations: { open: { dropout: { at: { last: $drop } } } }
                tune: { drop: [0.1, 0.2, 0.5], seeds: 2 }
                seeds: 3
                """));
    assertThat(plan.first()).hasSize(3 + 3 + 3 * 2);
    assertThat(plan.waiting()).hasSize(3);
  }
}
