package io.ablate4j.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.design.Design;
import io.ablate4j.design.Fates;
import io.ablate4j.model.Models;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.study.yaml.StudyYaml;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.tuning.Tuning;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignsTest {
  private static final StudyReader READER =
      new StudyReader(Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()));

  private static final String START =
      "name: designs\ndataset: { source: glyphs, train: 120, validation: 60, test: 60 }\n";

  private static CheckedStudy read(String yaml) {
    return READER.read(new StudySource("study.yaml", START + yaml), Overrides.NONE);
  }

  private static List<String> cells(String yaml, String... factors) {
    return read(yaml).study().cells().stream()
        .map(cell -> String.join(" ", List.of(factors).stream().map(cell::level).toList()))
        .toList();
  }

  @Test
  void aZipPairsLevelsAndLeavesOtherCellsToTheCrossProduct() {
    String yaml =
        """
        factors:
          model: [mlp, cnn]
          regularization: none
          depth: [2, 3]
        zip:
          - { of: [depth, width], where: { model: mlp }, levels: [[2, 64], [4, 32]] }
        """;
    assertThat(cells(yaml, "model", "depth", "width"))
        .containsExactly("mlp 2 64", "mlp 4 32", "cnn 2 -", "cnn 3 -");
    Study study = read(yaml).study();
    assertThat(
            READER.read(new StudySource("again", StudyYaml.write(study)), Overrides.NONE).study())
        .isEqualTo(study);
  }

  @Test
  void aBudgetThatAZipGivesSomeCellsAloneLeavesOthersTheirEpochs() {
    String yaml =
        """
        factors: { model: [mlp, cnn], regularization: none, batchSize: 40, epochs: [3, 5] }
        zip:
          - { of: [steps, width], where: { model: mlp }, levels: [[5, 20], [9, 30]] }
        """;
    assertThat(cells(yaml, "model", "epochs", "steps", "width"))
        .containsExactly("mlp - 5 20", "mlp - 9 30", "cnn 3 - -", "cnn 5 - -");
    Study study = read(yaml).study();
    assertThat(study.cells())
        .extracting(cell -> study.settings(cell).steps())
        .containsExactly(5L, 9L, 3L * 3, 5L * 3); // three batches an epoch
  }

  @Test
  void onlyKeepsCellsOfAnEntryAndExcludeTakesListsOfLevels() {
    String yaml =
        """
        factors:
          model: [mlp, cnn]
          regularization: none
          batchSize: [8, 16, 32]
        only:
          - { model: mlp }
          - { model: cnn, batchSize: [8, 32] }
        exclude:
          - { model: mlp, batchSize: [8, 16] }
        """;
    assertThat(cells(yaml, "model", "batchSize")).containsExactly("mlp 32", "cnn 8", "cnn 32");
    Study study = read(yaml).study();
    assertThat(study.design().stages(study.name(), study.factors()))
        .extracting(Design.Stage::name, stage -> stage.cells().size(), stage -> stage.gone().size())
        .containsExactly(tuple("cross product", 6, 0), tuple("only", 5, 1), tuple("exclude", 3, 2));
  }

  @Test
  void oneAtATimeVariesEachFactorFromTheFirstLevelsOfAll() {
    String yaml =
        """
        factors:
          model: mlp
          regularization: [none, drop-p, batch-norm]
          batchSize: [16, 8, 32]
          drop: [0.2, 0.5]
        regularizations:
          drop-p: { dropout: { at: { dense: $drop } } }
        design: one-at-a-time
        """;
    assertThat(cells(yaml, "regularization", "batchSize", "drop"))
        .containsExactly("none 16 -", "none 8 -", "none 32 -", "drop-p 16 0.2", "batch-norm 16 -");
  }

  @Test
  void oneAtATimeTakesZippedFactorsForOne() {
    String yaml =
        """
        factors: { model: [mlp, cnn], regularization: none, batchSize: [8, 16], depth: [3, 2] }
        zip:
          - { of: [depth, width], where: { model: mlp }, levels: [[2, 64], [4, 32]] }
        design: one-at-a-time
        """;
    assertThat(cells(yaml, "model", "batchSize", "depth", "width"))
        .containsExactly("mlp 8 2 64", "mlp 8 4 32", "mlp 16 2 64", "cnn 8 3 -");
  }

  @Test
  void aRandomDesignIsASampleThatTheNameOfTheStudyDraws() {
    String yaml = "factors: { model: mlp, batchSize: [8, 9, 10, 11, 12] }\ndesign: { random: 7 }\n";
    List<String> once = cells(yaml, "regularization", "batchSize");
    assertThat(once)
        .hasSize(7)
        .doesNotHaveDuplicates()
        .isEqualTo(cells(yaml, "regularization", "batchSize"));
    assertThat(cells(yaml.replace("random: 7", "random: 99"), "batchSize")).hasSize(20);
    CheckedStudy other =
        READER.read(
            new StudySource("study.yaml", START.replace("designs", "others") + yaml),
            Overrides.NONE);
    assertThat(other.study().cells()).hasSize(7).isNotEqualTo(read(yaml).study().cells());
  }

  @Test
  void leaveOneOutAddsEachRegularizationLessOneOfItsPartsOrSites() {
    String yaml =
        """
        factors:
          model: cnn
          regularization: [none, both, sites, three]
        regularizations:
          sites: { batchNorm: { at: [conv1, "conv2", dense1] } }
          three: { batchNorm: true, dropout: [{ at: { conv: 0.1 }, kind: spatial }, { at: { last: 0.4 } }] }
        exclude: [{ regularization: sites-without-batch-norm-at-conv2 }]
        design: leave-one-out
        """;
    CheckedStudy checked = read(yaml);
    assertThat(cells(yaml, "regularization"))
        .containsExactly(
            "none",
            "both",
            "sites",
            "three",
            "dropout", // both without batch norm is one that there is
            "batch-norm",
            "sites-without-batch-norm-at-conv1",
            "sites-without-batch-norm-at-dense1",
            "three-without-batch-norm",
            "three-without-dropout",
            "three-without-dropout-2");
    assertThat(checked.notices())
        .contains(
            "Leave one out: both without dropout is batch-norm, which the study has by that name.",
            "Leave one out: sites without batch-norm at conv1 is called"
                + " sites-without-batch-norm-at-conv1.");
    // What is left is a regularization like any other, with the keys of one that is written out.
    Study study = checked.study();
    String resolved = StudyYaml.write(study);
    CheckedStudy again = READER.read(new StudySource("again.yaml", resolved), Overrides.NONE);
    assertThat(again.study()).isEqualTo(study);
    String written =
        """
        factors:
          model: cnn
          regularization: [sites-without-batch-norm-at-conv1, batch-norm]
        regularizations:
          sites-without-batch-norm-at-conv1: { batchNorm: { at: [conv2, dense1] } }
        """;
    List<String> keys = Planner.plan(checked).stream().map(t -> t.key().sha256()).toList();
    assertThat(keys)
        .containsAll(Planner.plan(read(written)).stream().map(t -> t.key().sha256()).toList());
  }

  @Test
  void leaveOneOutOfAPartThatCannotStandWithoutTheOther() {
    String yaml =
        """
        factors: { model: mlp, regularization: [li] }
        regularizations:
          li: { batchNorm: true, dropout: { place: before-norm, at: { dense: 0.2 } } }
        design: leave-one-out
        """;
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("study.yaml:5: regularization \"li-without-batch-norm\"")
        .hasMessageContaining("Maybe");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zip: [{ of: [depth], levels: [[2]] }] | zip names 1 of the factors",
        "zip: [{ of: [depth, colour], levels: [[2, 3]] }] | colour",
        "zip: [{ of: [depth, width], levels: [[2, 3, 4]] }] | zip pairs 2 factors, and here are 3",
        "zip: [{ of: [depth, width], levels: [[2, 3], [4]] }] | and here is one level.",
        "zip: [{ of: [depth, width], levels: [[2, 3], [2, 3]] }] | has the levels 2, 3 twice.",
        "zip: [{ of: [depth, width], levels: [[2, wide]] }] | width is \"wide\", not a whole number",
        "zip: [{ of: [depth, width] }] | levels is missing",
        "zip: [{ of: [depth, width], where: { depth: 2 }, levels: [[2, 3]] }] | zipped itself",
        "zip: [{ of: [model, width], levels: [[mlp, 3]] }] | which others depend on",
        "only: { model: mlp } | only is a mapping, not a list",
        "only: [{ model: cnn }] | which is not a level",
        "exclude: [{ model: [] }] | exclude names no level of model",
        "exclude: [{ model: mlp }] | exclude leaves no cell of the grid",
        "design: { random: 0 } | less than 1",
        "design: half | half",
        "design: leave-one-out | finds no regularization of two parts"
      })
  void whatIsWrongWithADesignIsReportedWithItsLine(String line, String message) {
    String arms = line.contains("leave-one-out") ? ", regularization: [none, batch-norm]" : "";
    String yaml = "factors: { model: mlp, depth: [2, 3]" + arms + " }\n" + line + "\n";
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("study.yaml:4: ")
        .hasMessageContaining(message);
  }

  @Test
  void whatAPlanCountsIsWhatRunsForFiftyRandomDesigns() {
    for (int seed = 0; seed < 50; seed++) {
      String yaml = RandomDesigns.yaml(new Random(seed));
      CheckedStudy checked = READER.read(new StudySource("random.yaml", yaml), Overrides.NONE);
      Study study = checked.study();
      List<Design.Stage> stages = study.design().stages(study.name(), study.factors());
      List<Cell> cells = stages.get(stages.size() - 1).cells();
      Plan plan = Planner.of(checked);
      List<Trial> trials = plan.first();
      long tuned = study.tuning().map(t -> cells.stream().filter(t::isFor).count()).orElse(0L);
      int tries = study.tuning().map(Tuning::trialsOfCell).orElse(0);
      assertThat(plan.size())
          .as(yaml)
          .isEqualTo(Math.toIntExact(cells.size() * study.seeds() + tuned * tries))
          .isPositive();
      assertThat(plan.waiting()).as(yaml).hasSize(Math.toIntExact(tuned * study.seeds()));
      plan.waiting().forEach(trial -> assertThat(cells).contains(trial.cell()));
      Set<String> keys = new HashSet<>();
      for (Trial trial : trials) {
        keys.add(trial.key().sha256());
        assertThat(cells)
            .contains(
                Tuning.isTuning(trial.seed())
                    ? trial.cell().with(study.tuning().orElseThrow().factor(), Cell.TUNED)
                    : trial.cell());
        assertThat(TrialSpecJson.read(trial.specJson()).settings()).isEqualTo(trial.settings());
      }
      assertThat(keys).as(yaml).hasSameSizeAs(trials); // no trial is counted twice
      // What a step takes away was there before it, and is gone afterwards.
      for (int i = 1; i < stages.size(); i++) {
        assertThat(stages.get(i - 1).cells()).containsAll(stages.get(i).gone());
        assertThat(Collections.disjoint(stages.get(i).cells(), stages.get(i).gone())).isTrue();
      }
      everyCellIsAccountedFor(checked, stages);
      StudySource resolved = new StudySource("again.yaml", StudyYaml.write(study));
      assertThat(READER.read(resolved, Overrides.NONE).study().cells()).as(yaml).isEqualTo(cells);
    }
  }

  /** Each cell that a step takes away has an entry that did it, and the rest are the cells. */
  private static void everyCellIsAccountedFor(CheckedStudy checked, List<Design.Stage> stages) {
    Fates fates = checked.fates();
    Set<Cell> left = new HashSet<>(fates.all().keySet());
    left.removeIf(cell -> fates.all().get(cell).isPresent());
    assertThat(left).isEqualTo(new HashSet<>(checked.study().cells()));
    Map<String, Set<Cell>> gone = new LinkedHashMap<>();
    fates
        .removed()
        .values()
        .forEach(
            cells ->
                cells.forEach(
                    (cell, removal) ->
                        gone.computeIfAbsent(removal.step(), step -> new HashSet<>()).add(cell)));
    for (Design.Stage stage : stages) {
      assertThat(gone.getOrDefault(stage.name(), Set.of())).isEqualTo(new HashSet<>(stage.gone()));
    }
  }
}
