package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Target;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A target of each model's own. */
class TargetSectionTest {
  private static final String STUDY =
      """
      name: small
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors: { model: [mlp, cnn], regularization: [none, dropout] }
      target: { value: \
      """;

  private static Study read(String value, String... settings) {
    return StudyFixtures.reader()
        .read(
            new StudySource("study.yaml", STUDY + value + " }\n"),
            Overrides.of(OptionalInt.empty(), List.of(settings)))
        .study();
  }

  private static List<String> problems(String value) {
    ProblemsException thrown = catchThrowableOfType(ProblemsException.class, () -> read(value));
    return thrown == null ? List.of() : thrown.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void eachModelMayHaveATargetOfItsOwn() {
    Study study = read("{ mlp: 0.45, cnn: 0.6 }");
    assertThat(study.target()).hasValue(Target.ofModels(Map.of("mlp", .45, "cnn", .6)));
    String resolved = StudyYaml.write(study);
    assertThat(resolved).contains("  value: { cnn: 0.6, mlp: 0.45 }\n");
    Study again =
        StudyFixtures.reader()
            .read(new StudySource("study.yaml", resolved), Overrides.NONE)
            .study();
    assertThat(again).isEqualTo(study);
    assertThat(read("0.5").target()).hasValue(new Target(.5));
  }

  @Test
  void thatOfAModelThatAnOptionTookAwayIsLeftOut() {
    assertThat(read("{ mlp: 0.45, cnn: 0.6 }", "model=cnn").target())
        .hasValue(Target.ofModels(Map.of("cnn", .6)));
  }

  @Test
  void wrongOnesAreReported() {
    assertThat(problems("{ mlp: 0.45 }"))
        .containsExactly(
            "study.yaml:4: target.value names no value for cnn.\n  Maybe add cnn: 0.9.");
    assertThat(problems("{ mlp: 0.45, cnn: 0.6, cnm: 0.5 }"))
        .containsExactly(
            "study.yaml:4: target.value names the model \"cnm\", which is not a level.\n"
                + "  Maybe use \"cnn\".");
    assertThat(problems("{ mlp: 45, cnn: 0.6 }"))
        .containsExactly(
            "study.yaml:4: target.value of mlp 45.0 is not in (0, 1].\n"
                + "  Maybe write 0.45, if you meant per cent.");
  }
}
