package io.ablate4j.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Factors;
import io.ablate4j.hypothesis.Decidability;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import io.ablate4j.study.yaml.BuiltInStudies;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyFiles;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.train.PlannedEngines;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The studies that put claims on trial, as they come along. */
class ClaimStudiesTest {
  private static final Map<String, CheckedStudy> STUDIES = new HashMap<>();
  private static final Models MODELS = Models.onClassPath();

  @BeforeAll
  static void read() {
    StudyReader reader =
        new StudyReader(MODELS, Datasets.onClassPath(), DataFolders.of(Optional.empty(), Map.of()));
    BuiltInStudies.claims()
        .forEach(name -> STUDIES.put(name, reader.read(StudyFiles.resolve(name), Overrides.NONE)));
  }

  @Test
  void allTwentyNineClaimsAreOnTrialInTheirOrderOfGroups() {
    ClaimsTable table = ClaimsTable.builtIn();
    assertThat(table.claims().stream().map(Claim::id).sorted().toList())
        .isEqualTo(IntStream.rangeClosed(1, 29).mapToObj("C%02d"::formatted).toList());
    assertThat(table.claims()).allMatch(claim -> table.groups().containsKey(claim.group()));
    assertThat(table.miniatures()).hasSize(6);
  }

  @Test
  void eachHypothesisOfTheStudiesIsInTheTableOnceAndTheOtherWayRound() {
    ClaimsTable table = ClaimsTable.builtIn();
    List<String> named = new ArrayList<>();
    table.claims().forEach(claim -> named.addAll(claim.hypotheses()));
    table.miniatures().forEach(miniature -> named.addAll(miniature.parts()));
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            STUDIES.values().stream()
                .flatMap(study -> study.study().hypotheses().stream())
                .map(Hypothesis::id)
                .toList());
  }

  @Test
  void eachFamilyCanBeDecidedWithItsSeeds() {
    STUDIES
        .values()
        .forEach(
            study ->
                assertThat(Decidability.of(study.study().hypotheses(), study.study().seeds()))
                    .as(study.study().name())
                    .allMatch(Decidability::isDecidable));
  }

  @Test
  void allCellsAreTrainedByTheCompiledStep() {
    STUDIES
        .values()
        .forEach(
            study ->
                assertThat(PlannedEngines.of(study, MODELS))
                    .as(study.study().name())
                    .isNotEmpty()
                    .allSatisfy(
                        (cell, engine) -> assertThat(engine).isEqualTo(PlannedEngines.COMPILED)));
  }

  @Test
  void eachStudyHasAPlaceboBesideNoneInACell() {
    STUDIES
        .values()
        .forEach(
            study -> {
              List<Cell> cells = study.study().cells();
              assertThat(cells)
                  .as(study.study().name())
                  .anyMatch(
                      cell ->
                          cell.level(Roles.ARM).equals("placebo")
                              && cells.contains(cell.with(Roles.ARM, "none")));
            });
  }

  @Test
  void scalesDifferInNumbersAlone() {
    DataFolders folders = DataFolders.of(Optional.empty(), System.getenv());
    assumeTrue(System.getenv("ABLATE4J_DATA") != null, "no images in $ABLATE4J_DATA");
    StudyReader reader = new StudyReader(MODELS, Datasets.onClassPath(), folders);
    for (String name : BuiltInStudies.claims()) {
      Study small = STUDIES.get(name).study();
      Study standard =
          reader
              .read(StudyFiles.resolve(name), Overrides.NONE.atScale(Optional.of("standard")))
              .study();
      assertThat(standard.hypotheses()).isEqualTo(small.hypotheses());
      assertThat(standard.cells()).isEqualTo(small.cells());
      assertThat(standard.name()).isEqualTo(name + "-standard");
      assertThat(standard.dataset().source())
          .isEqualTo(name.equals("mini-garbin") ? "cifar10" : "mnist");
      assertThat(standard.target().isPresent()).as(name).isEqualTo(small.target().isPresent());
      if (small.target().isPresent()) {
        assertThat(standard.target()).as(name).isNotEqualTo(small.target());
      }
    }
  }

  @Test
  void anArmOfOneNameIsTheSameInAllStudies() {
    Map<String, Regularization> arms = new HashMap<>();
    STUDIES.values().stream()
        .flatMap(
            study ->
                Stream.of(study.study())
                    .flatMap(each -> each.levels(Factors.REGULARIZATION).stream()))
        .forEach(arm -> assertThat(arms.merge(arm.name(), arm, (a, b) -> a)).isEqualTo(arm));
    assertThat(arms).containsKeys("none", "batch-norm", "dropout", "both", "placebo");
  }
}
