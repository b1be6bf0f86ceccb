package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Factors;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.run.StudyRecords;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A number of a regularization as a factor: {@code $name}. */
class StrengthsTest {
  private static final String STUDY =
      """
      name: strengths
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: [mlp, cnn]
        regularization: [none, drop-p, both-p, dropout]
        drop: [0.1, 0.5]
        decay: [0.8, 0.99]
        batchSize: [8]
      regularizations:
        drop-p: { dropout: { conv: 0.1, dense: $drop } }
        both-p: { batchNorm: { at: last, decay: $decay }, dropout: { at: { last: $drop } } }
      seeds: 1
      """;

  private static StudyReader reader() {
    return new StudyReader(
        Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()));
  }

  private static CheckedStudy read(String text) {
    return reader().read(new StudySource("study.yaml", text), Overrides.NONE);
  }

  private static List<String> problems(String text) {
    try {
      read(text);
      return List.of();
    } catch (ProblemsException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  @Test
  void aStrengthIsAFactorOfTheCellsWhoseRegularizationNamesIt() {
    List<String> ofMlp =
        read(STUDY).study().cells().stream()
            .filter(cell -> cell.level("model").equals("mlp"))
            .map(
                cell ->
                    cell.level("regularization")
                        + " "
                        + cell.level("drop")
                        + " "
                        + cell.level("decay"))
            .toList();
    assertThat(ofMlp)
        .containsExactly(
            "none - -",
            "drop-p 0.1 -",
            "drop-p 0.5 -",
            "both-p 0.1 0.8",
            "both-p 0.1 0.99",
            "both-p 0.5 0.8",
            "both-p 0.5 0.99",
            "dropout - -");
  }

  /** As if it stood there: with the key of a trial in whose study it does. */
  @Test
  void aTrialHasTheNumberAndNotTheName() {
    List<Trial> trials = Planner.plan(read(STUDY));
    assertThat(trials).hasSize(16).extracting(Trial::key).doesNotHaveDuplicates();
    String spelled =
        STUDY
            .replace("$drop", "0.5")
            .replace("$decay", "0.99")
            .replaceAll("(?m)^  (drop|decay): .*\\n", "");
    List<Trial> fixed = Planner.plan(read(spelled));
    assertThat(fixed).hasSize(8);
    assertThat(trials).extracting(Trial::key).containsAll(fixed.stream().map(Trial::key).toList());
    for (Trial trial : trials) {
      String spec = TrialSpecJson.write(trial);
      assertThat(spec).doesNotContain("$");
      assertThat(TrialSpecJson.read(spec).key()).isEqualTo(trial.key());
    }
    assertThat(
            trials.stream()
                .filter(trial -> trial.cell().level("regularization").equals("drop-p"))
                .filter(trial -> trial.cell().level("drop").equals("0.5"))
                .findFirst()
                .orElseThrow()
                .settings()
                .regularization()
                .dropout())
        .contains(new Dropout(0.1, 0.5));
  }

  @Test
  void theStudyFileKeepsTheNameAndIsReadAgain() {
    Study study = read(STUDY).study();
    String yaml = StudyYaml.write(study);
    assertThat(yaml).contains("  drop: [0.1, 0.5]\n").contains("at: { last: \"$drop\" }");
    assertThat(read(yaml).study()).isEqualTo(study);
    assertThat(StudyYaml.write(read(yaml).study())).isEqualTo(yaml);
  }

  @Test
  void eachStrengthHasANetworkInTheRecord() {
    assertThat(
            StudyRecords.of(read(STUDY), Models.onClassPath(), Map.of()).models().stream()
                .filter(model -> model.model().equals("mlp"))
                .filter(model -> model.regularization().equals("drop-p"))
                .map(model -> model.placed())
                .toList())
        .containsExactly(
            "dropout 0.1 after dense1, dense2, dense3", "dropout 0.5 after dense1, dense2, dense3");
  }

  @Test
  void whatPutsNothingIntoANetworkIsMentioned() {
    String idle =
        STUDY
            .replace(
                "drop-p: { dropout: { conv: 0.1, dense: $drop } }",
                "drop-p: { dropout: { conv: 0.1 } }")
            .replace("drop: [0.1, 0.5]", "drop: [0, 0.5]");
    assertThat(
            StudyRecords.of(read(idle), Models.onClassPath(), Map.of()).idle().stream()
                .map(network -> network.model() + " " + network.regularization())
                .toList())
        .containsExactly("mlp drop-p");
  }

  @Test
  void optionsMayTakeTheStrengthsPlaceAndThatOfItsRegularization() {
    StudySource source = new StudySource("study.yaml", STUDY);
    Study one =
        reader().read(source, Overrides.of(OptionalInt.empty(), List.of("drop=0.3"))).study();
    assertThat(one.cells()).filteredOn(cell -> cell.level("drop").equals("0.3")).hasSize(6);
    Study none =
        reader()
            .read(source, Overrides.of(OptionalInt.empty(), List.of("regularization=none")))
            .study();
    assertThat(none.cells()).hasSize(2).noneMatch(cell -> cell.factors().contains("drop"));
    assertThat(none.factors()).hasSize(Factors.EVERYWHERE.size());
  }

  @Test
  void aCellCanBeExcludedByItsStrength() {
    String exclude = "exclude: [{ regularization: drop-p, drop: 0.5 }]\n";
    assertThat(read(STUDY + exclude).study().cells()).hasSize(14);
  }

  @Test
  void aStrengthWithoutLevelsIsReported() {
    assertThat(problems(STUDY.replace("  drop: [0.1, 0.5]\n", "")))
        .containsExactly(
            "study.yaml:3: factors.drop is missing, which a regularization names as $drop.\n"
                + "  Maybe add \"drop: [0.1, 0.5]\".");
  }

  @Test
  void aLevelThatItsPartCannotHaveIsReportedWhereItStands() {
    assertThat(problems(STUDY.replace("drop: [0.1, 0.5]", "drop: [0.1, 25]")))
        .containsExactly(
            "study.yaml:6: dropout dense 25.0 is not a drop probability in [0, 1).\n"
                + "  Maybe write 0.25, if you meant per cent.");
    assertThat(problems(STUDY.replace("decay: [0.8, 0.99]", "decay: [0.8, high]")))
        .containsExactly(
            "study.yaml:7: decay is \"high\", not a number.\n  Maybe write a number, such as 0.5.");
  }

  @Test
  void aNameOfAnotherFactorIsTaken() {
    assertThat(problems(STUDY.replace("$drop", "$epochs")))
        .contains(
            "study.yaml:10: regularizations.drop-p names $epochs, which is a factor of its own.\n"
                + "  Maybe call it what it does, such as $drop.");
  }

  @Test
  void aStrengthCountsExamplesWhereExamplesAreCounted() {
    String ghosts = STUDY.replace("decay: $decay", "ghost: $decay").replace("0.8, 0.99", "2, 4");
    assertThat(read(ghosts).study().cells()).hasSize(16);
    assertThat(problems(ghosts.replace("[2, 4]", "[2, 3]")))
        .containsExactly(
            "study.yaml:8: regularization \"both-p\": ghost 3 does not divide batchSize 8.\n"
                + "  Maybe use one of 2, 4.");
    assertThat(problems(ghosts.replace("[2, 4]", "[2, 2.5]")))
        .containsExactly(
            "study.yaml:7: regularizations.both-p.batchNorm.ghost 2.5 is not a whole number from 1"
                + " up.\n  Maybe write one such as 8.");
  }
}
