package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which cells a study does not have, what removed each, and why: nothing is trained. */
class MissingCellsTest {
  /** The numbers of its lines stand in the expectations below. */
  private static final String STUDY =
      """
      name: missing
      dataset: { source: glyphs, train: 120, validation: 60, test: 60 }
      factors:
        model: [mlp, cnn]
        regularization: [none, drop-p]
        batchSize: [8, 16]
        learningRate: [0.01, tuned]
        drop: [0.1, 0.4]
        depth: 3
      regularizations: { drop-p: { dropout: { at: { dense: $drop } } } }
      tune: { learningRate: [0.002, 0.005], seeds: 2 }
      seeds: 2
      zip: [{ of: [depth, width], where: { model: mlp }, levels: [[2, 64], [4, 32]] }]
      only:
        - { model: mlp }
        - { model: cnn, batchSize: 8 }
      exclude:
        - { model: mlp, regularization: [none, drop-p], batchSize: 8 }
        - { regularization: none, learningRate: 0.01 }
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int plan(String yaml, String... options) throws IOException {
    Path study = folder.resolve("study.yaml");
    Files.writeString(study, yaml);
    List<String> args = new ArrayList<>(List.of("plan", study.toString()));
    args.addAll(List.of("--out", folder.resolve("out").toString()));
    args.addAll(List.of(options));
    int code =
        CommandLineInterface.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    assertThat(folder.resolve("out")).doesNotExist();
    return code;
  }

  /** What was written, with the name of the file alone. */
  private String told() {
    return out.toString().replace(folder.resolve("study.yaml").toString(), "study.yaml");
  }

  private Stream<String> below(String head) {
    List<String> lines = told().lines().toList();
    assertThat(lines).contains(head);
    return lines.stream()
        .skip(lines.indexOf(head) + 1L)
        .takeWhile(line -> line.startsWith("  "))
        .map(String::strip);
  }

  @Test
  void missingListsEveryCellBelowTheEntryThatRemovedIt() throws IOException {
    assertThat(plan(STUDY, "--missing")).isZero();
    String where = "zip of depth, width where model mlp (study.yaml:13), which has other levels:";
    assertThat(below("12 cells removed by " + where))
        .hasSize(12)
        .allMatch(cell -> cell.startsWith("mlp, ") && cell.contains("depth 3, width -"));
    assertThat(below("6 cells removed by only, none of its 2 entries:"))
        .hasSize(6)
        .allMatch(
            cell ->
                cell.startsWith("cnn, ")
                    && cell.contains("batch size 16")
                    && cell.endsWith(": not model mlp, as in { model: mlp } (study.yaml:15)"));
    String mlp8 = "exclude { model: mlp, regularization: none, batchSize: 8 } (study.yaml:18)";
    String none = "exclude { regularization: none, learningRate: 0.01 } (study.yaml:19)";
    assertThat(below("2 cells removed by " + mlp8 + ":"))
        .containsExactly(
            "mlp, none, batch size 8, learning rate tuned, epochs 12, depth 2, width 64, drop -",
            "mlp, none, batch size 8, learning rate tuned, epochs 12, depth 4, width 32, drop -");
    assertThat(below("2 cells removed by " + mlp8 + " and " + none + ":")).hasSize(2);
    assertThat(below("3 cells removed by " + none + ":"))
        .contains(
            "cnn, none, batch size 8, learning rate 0.01, epochs 12, depth 3, width -, drop -");
    assertThat(below("8 cells removed by " + mlp8.replace("none", "drop-p") + ":")).hasSize(8);
    assertThat(
            below("One cell whatever drop is (0.1, 0.4), since regularization none has no drop:"))
        .containsExactly(
            "cnn, none, batch size 8, learning rate tuned, epochs 12, depth 3, width -, drop -",
            "mlp, none, batch size 16, learning rate tuned, epochs 12, depth 2, width 64, drop -",
            "mlp, none, batch size 16, learning rate tuned, epochs 12, depth 4, width 32, drop -");
    assertThat(told()).doesNotContain("not: ").doesNotContain("--missing");
  }

  @Test
  void missingSaysWhatADesignLeavesOut() throws IOException {
    String rest =
        STUDY.substring(0, STUDY.indexOf("zip:")).replace("learningRate: [0.01, tuned]", "")
            + "design: ";
    String yaml = rest.replace("tune: { learningRate: [0.002, 0.005], seeds: 2 }", "");
    assertThat(plan(yaml + "one-at-a-time\n", "--missing")).isZero();
    assertThat(
            below(
                "8 cells removed by design: one-at-a-time (study.yaml:13), more than one factor off"
                    + " its first level:"))
        .contains(
            "mlp, drop-p, batch size 16, learning rate 0.001, epochs 12, depth 3, drop 0.4:"
                + " regularization drop-p, batchSize 16, drop 0.4");
    assertThat(plan(yaml + "{ random: 3 }\n", "--missing")).isZero();
    assertThat(below("9 cells removed by design: { random: 3 } (study.yaml:13), not drawn:"))
        .hasSize(9);
  }

  @Test
  void withoutTheOptionFiveAreNamedAndTheOptionsToo() throws IOException {
    assertThat(plan(STUDY)).isZero();
    assertThat(told())
        .contains("nor 7 more")
        .contains("--missing names all and what removed each; --why asks for one.")
        .doesNotContain("removed by zip");
  }

  @Test
  void aStudyOfAllCombinationsMissesNone() throws IOException {
    String yaml = "name: all\ndataset: { source: glyphs, train: 90, validation: 60, test: 60 }\n";
    assertThat(plan(yaml + "factors: { model: mlp }\n", "--missing")).isZero();
    assertThat(told()).contains("No combination of levels is missing.");
  }

  @Test
  void whyAnswersForOneCellThatRuns() throws IOException {
    String cell = "model=cnn,regularization=drop-p,drop=0.10,learningRate=1e-2,batchSize=8";
    assertThat(plan(STUDY, "--why", cell)).isZero();
    assertThat(told().lines())
        .containsExactly(
            "A cell of cnn, drop-p, drop 0.1, learning rate 0.01, batch size 8 runs, with 2 seeds:",
            "  cnn, drop-p, batch size 8, learning rate 0.01, epochs 12, depth 3, width -, drop"
                + " 0.1");
  }

  @Test
  void whyNamesTheEntryThatRemovedACell() throws IOException {
    assertThat(plan(STUDY, "--why", "regularization=none,learningRate=0.01,model=cnn,batchSize=8"))
        .isZero();
    assertThat(told().lines())
        .containsExactly(
            "No cell of none, learning rate 0.01, cnn, batch size 8 runs.",
            "1 cell removed by exclude { regularization: none, learningRate: 0.01 }"
                + " (study.yaml:19):",
            "  cnn, none, batch size 8, learning rate 0.01, epochs 12, depth 3, width -, drop -");
  }

  @Test
  void whySaysWhereAFactorDoesNotExistAndWhatBecameOfThatCell() throws IOException {
    String cell = "model=cnn,regularization=none,drop=0.1,batchSize=8";
    assertThat(plan(STUDY, "--why", cell)).isZero();
    assertThat(told().lines())
        .containsExactly(
            "No cell of cnn, none, drop 0.1, batch size 8 runs.",
            "2 cells without drop 0.1, since regularization none has no drop:",
            "  cnn, none, batch size 8, learning rate 0.01, epochs 12, depth 3, width -, drop -:"
                + " removed by exclude { regularization: none, learningRate: 0.01 }"
                + " (study.yaml:19)",
            "  cnn, none, batch size 8, learning rate tuned, epochs 12, depth 3, width -, drop -:"
                + " runs");
  }

  @Test
  void whySaysOfALevelThatItStandsInAZipAlone() throws IOException {
    assertThat(plan(STUDY, "--why", "model=cnn,depth=4")).isZero();
    assertThat(told())
        .contains("No combination of levels has these together.")
        .contains("depth 4 stands in zip of depth, width where model mlp (study.yaml:13) alone.");
  }

  @Test
  void whyTakesAFactorThatIsAsInEveryStudyForWhatItIs() throws IOException {
    assertThat(plan(STUDY, "--why", "activation=relu,model=cnn,drop=0.4")).isZero();
    assertThat(told()).contains("2 cells of cnn, drop 0.4 run, each with 2 seeds:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batchSize=64 | batchSize \"64\" is not a level of this study. | use one of 8, 16.",
        "model=cnnn | model \"cnnn\" is not a level of this study. | use \"cnn\".",
        "modle=cnn | There is no factor \"modle\". | use \"model\".",
        "drop=half | drop \"half\" is not a level of this study. | use one of 0.1, 0.4.",
        "learningRate=0.002 | but one that tuned is chosen from. | ask for learningRate=tuned.",
        "activation=tanh | does not vary in this study, whose trials have relu. | add activation",
        "momentum=0.9 | momentum does not vary in this study. | add momentum",
        "model=cnn,16 | \"16\" is not factor=level. | try model=mlp,regularization=none.",
        "=16 | \"=16\" is not factor=level. | try model=mlp,regularization=none.",
        "depth=2,depth=4 | depth is asked for twice. | name one level"
      })
  void whatCannotBeAskedForIsOneErrorWithAdvice(String asked, String message, String advice)
      throws IOException {
    assertThat(plan(STUDY, "--why", asked)).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(3).first().asString().startsWith("--why: ");
    assertThat(err.toString()).contains(message).contains("  Maybe " + advice);
    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--missing", "--sites", "--register"})
  void whyDoesNotPassOverAnotherOptionInSilence(String option) throws IOException {
    String[] options =
        option.equals("--register")
            ? new String[] {"--why", "model=mlp", option, folder.resolve("r").toString()}
            : new String[] {"--why", "model=mlp", option};
    assertThat(plan(STUDY, options)).isEqualTo(2);
    assertThat(err.toString()).contains(option + " would be passed over").contains("Maybe ");
    assertThat(folder.resolve("r")).doesNotExist();
  }
}
