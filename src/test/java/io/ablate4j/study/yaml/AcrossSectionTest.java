package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.model.Models;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.Study;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On which scale of a factor a trend is read. */
class AcrossSectionTest {
  /** Its across stands on line 18. */
  private static final String STUDY =
      """
      name: trends
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: [mlp, cnn]
        regularization: [none, drop-p]
        drop: [0.4, 0, 0.1]
        batchSize: [8, 32, 16]
        weightDecay: [0, 0.001, 0.0001]
        labelNoise: [0.1, 0.2]
      regularizations:
        drop-p: { dropout: { conv: 0.1, dense: $drop } }
      seeds: 1
      hypotheses:
        - claim: The more is dropped, the more is gained
          compare: { regularization: [drop-p, none] }
          metric: test-accuracy
          expect: higher
          across: \
      """;

  private static final TrendScale TENTHS = TrendScale.linear(.1);

  private static StudyReader reader() {
    return new StudyReader(
        Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()));
  }

  private static Study read(String text) {
    return reader().read(new StudySource("study.yaml", text), Overrides.NONE).study();
  }

  private static Across across(String across) {
    Study study = read(STUDY + across + "\n");
    Across read = study.hypotheses().get(0).parts().get(0).across().orElseThrow();
    String resolved = StudyYaml.write(study);
    assertThat(read(resolved)).isEqualTo(study);
    assertThat(StudyYaml.write(read(resolved))).isEqualTo(resolved);
    return read;
  }

  private static List<String> problems(String across) {
    ProblemsException thrown =
        catchThrowableOfType(ProblemsException.class, () -> read(STUDY + across + "\n"));
    return thrown == null ? List.of() : thrown.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void aTrendOverAShareIsLinearInTenthsAndOneOverOtherNumbersByDoublings() {
    assertThat(across("drop"))
        .isEqualTo(new Across.Trend("drop", List.of("0.0", "0.1", "0.4"), TENTHS));
    assertThat(across("{ factor: drop }")).isEqualTo(across("drop"));
    assertThat(across("{ drop: [0.4, 0.1, 0] }")).isEqualTo(across("drop"));
    assertThat(across("labelNoise"))
        .isEqualTo(new Across.Trend("labelNoise", List.of("0.1", "0.2"), TENTHS));
    assertThat(across("batchSize"))
        .isEqualTo(new Across.Trend("batchSize", List.of("8", "16", "32"), TrendScale.LOG2));
    assertThat(across("{ factor: batchSize }")).isEqualTo(across("batchSize"));
  }

  @Test
  void aScaleThatIsNamedCounts() {
    assertThat(across("{ factor: drop, by: linear }")).isEqualTo(across("drop"));
    assertThat(across("{ factor: batchSize, by: log2 }")).isEqualTo(across("batchSize"));
    assertThat(across("{ by: linear, factor: batchSize }"))
        .isEqualTo(new Across.Trend("batchSize", List.of("8", "16", "32"), TrendScale.linear(1)));
    assertThat(across("{ factor: weightDecay, by: linear }"))
        .isEqualTo(
            new Across.Trend(
                "weightDecay", List.of("0.0", "1.0E-4", "0.001"), TrendScale.linear(1)));
    assertThat(across("{ factor: labelNoise, by: log2 }"))
        .isEqualTo(new Across.Trend("labelNoise", List.of("0.1", "0.2"), TrendScale.LOG2));
  }

  @Test
  void whereLeavesLevelsOutOfATrend() {
    assertThat(across("{ factor: drop, by: log2 }\n    where: { drop: [0.1, 0.4] }"))
        .isEqualTo(new Across.Trend("drop", List.of("0.1", "0.4"), TrendScale.LOG2));
    assertThat(across("weightDecay\n    where: { weightDecay: [0.001, 0.0001] }"))
        .isEqualTo(new Across.Trend("weightDecay", List.of("1.0E-4", "0.001")));
    assertThat(across("{ drop: [0.1, 0.4] }"))
        .isEqualTo(new Across.Interaction(new Pair("drop", "0.1", "0.4")));
  }

  @Test
  void theResolvedStudyNamesAScaleOnlyWhereItIsNotTheUsualOne() {
    assertThat(StudyYaml.write(read(STUDY + "drop\n"))).contains("        across: drop\n");
    assertThat(StudyYaml.write(read(STUDY + "batchSize\n")))
        .contains("        across: batchSize\n");
    assertThat(StudyYaml.write(read(STUDY + "{ factor: batchSize, by: linear }\n")))
        .contains("        across: { factor: batchSize, by: linear }\n");
    assertThat(StudyYaml.write(read(STUDY + "{ factor: labelNoise, by: log2 }\n")))
        .contains("        across: { factor: labelNoise, by: log2 }\n");
  }

  @Test
  void anUnknownScaleIsReportedWithTheNearest() {
    assertThat(problems("{ factor: drop, by: liner }"))
        .containsExactly(
            "study.yaml:18: hypotheses.across.by is \"liner\".\n  Maybe use \"linear\".");
    assertThat(problems("{ factor: drop, by: [log2] }"))
        .containsExactly(
            "study.yaml:18: hypotheses.across.by is a list, not text.\n  Maybe write a word.");
    assertThat(problems("\n      factor: drop\n      by: ten"))
        .containsExactly(
            "study.yaml:20: hypotheses.across.by is \"ten\".\n  Maybe use one of log2, linear.");
  }

  @Test
  void aLevelThatCannotBeDoubledIsReportedWhetherTheScaleIsNamedOrNot() {
    assertThat(problems("{ factor: drop, by: log2 }"))
        .containsExactly(
            "study.yaml:18: across asks for a trend over drop by doublings, and doubling leads"
                + " nowhere from 0.0.\n"
                + "  Maybe write across: { factor: drop, by: linear }, or leave 0.0 out of its"
                + " levels under where.");
    assertThat(problems("weightDecay"))
        .containsExactly(
            "study.yaml:18: across asks for a trend over weightDecay by doublings, and doubling"
                + " leads nowhere from 0.0.\n"
                + "  Maybe write across: { factor: weightDecay, by: linear }, or leave 0.0 out of"
                + " its levels under where.");
    assertThat(problems("{ factor: drop, by: log2 }\n    where: { drop: [0, 0.4] }"))
        .singleElement()
        .asString()
        .endsWith("or leave 0.0 out of its levels.");
  }

  @Test
  void wordsHaveNoScale() {
    for (String by : TrendScale.By.words()) {
      assertThat(problems("{ factor: model, by: " + by + " }"))
          .containsExactly(
              "study.yaml:18: across asks for a trend over model, which is not numeric.\n"
                  + "  Maybe use a numeric factor, or name two levels of model for an"
                  + " interaction.");
    }
  }

  @Test
  void aScaleIsThatOfOneFactorAndNothingElseStandsBesideIt() {
    assertThat(problems("{ by: linear }"))
        .containsExactly(
            "study.yaml:18: hypotheses.across.factor is missing.\n"
                + "  Maybe add \"factor: batchSize\".");
    assertThat(problems("{ factor: dorp, by: linear }"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:18: There is no factor \"dorp\".\n  Maybe use \"drop\"");
    assertThat(problems("{ factor: drop, by: linear, step: 0.2 }"))
        .singleElement()
        .asString()
        .startsWith("study.yaml:18: There is no key \"step\" in hypotheses.across.");
    assertThat(problems("{ factor: [drop, batchSize] }"))
        .containsExactly(
            "study.yaml:18: hypotheses.across.factor is a list, not text.\n"
                + "  Maybe write a word.");
  }
}
