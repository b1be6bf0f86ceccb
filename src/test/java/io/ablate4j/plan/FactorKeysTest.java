package io.ablate4j.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.factor.SpecFactor;
import io.ablate4j.factor.Surroundings;
import io.ablate4j.model.Models;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.study.yaml.StudyYaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FactorKeysTest {
  private static final StudyReader READER =
      new StudyReader(Models.onClassPath(), Datasets.onClassPath(), new DataFolders(List.of()));

  /** Levels of each factor; of one that is not named here, its usual level and its example. */
  private static final Map<String, String> LEVELS = new LinkedHashMap<>();

  /** Usual levels, as lines of a study file. */
  private static final List<String> USUAL = new ArrayList<>();

  static {
    LEVELS.put("steps", "30, 45");
    LEVELS.put("examples", "200, 330");
    LEVELS.put("trainingExamples", "100, 150");
    LEVELS.put("depth", "2, 4");
    LEVELS.put("width", "24, 40");
    LEVELS.put("weightScheme", "he, \"normal:0.02\"");
    LEVELS.put("optimizer", "adam, sgd");
    Surroundings study =
        new Surroundings(Models.onClassPath(), Map.of(), Map.of(), Map.of(), Optimizer.DEFAULT, 1);
    for (Factor<?> factor : Factors.all()) {
      if (factor instanceof SpecFactor<?> own) {
        own.usual(study).forEach(usual -> USUAL.add(own.name() + ": [" + usual + "]"));
        String usual =
            own.usual(study).stream().map(level -> level + ", ").collect(Collectors.joining());
        LEVELS.putIfAbsent(own.name(), usual + own.levels().example());
      }
    }
    USUAL.add("optimizer: adam");
    USUAL.add("intervention: none");
    USUAL.add("labelNoise: -0.0");
  }

  private static List<String> names() {
    return List.copyOf(LEVELS.keySet());
  }

  private static CheckedStudy study(String factors, String rest) {
    String yaml =
        "name: keys\ndataset: { source: glyphs, train: 120, validation: 60, test: 60 }\n"
            + "factors:\n"
            + factors
            + rest;
    return READER.read(new StudySource("study.yaml", yaml), Overrides.NONE);
  }

  private static <T> String some(Random random, List<T> all) {
    List<T> some = new ArrayList<>(all);
    Collections.shuffle(some, random);
    return some.subList(0, 1 + random.nextInt(all.size())).toString();
  }

  @Test
  void theUsualLevelOfAnyFactorChangesNoCellAndNoKeyOfRandomStudies() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      String factors =
          "  model: "
              + some(random, List.of("mlp", "cnn", "inception"))
              + "\n  regularization: "
              + some(random, List.of("none", "batch-norm", "dropout", "both"))
              + "\n  batchSize: "
              + some(random, List.of(8, 16, 32))
              + "\n  learningRate: "
              + some(random, List.of(0.1, 0.001))
              + "\n  epochs: "
              + some(random, List.of(1, 2))
              + "\n";
      String rest = "seeds: " + (1 + random.nextInt(2)) + "\n";
      List<Trial> before = Planner.plan(study(factors, rest));
      for (String line : USUAL) {
        List<Trial> after = Planner.plan(study(factors + "  " + line + "\n", rest));
        assertThat(after).as(line).isEqualTo(before);
        assertThat(after.stream().map(Trial::key))
            .isEqualTo(before.stream().map(Trial::key).toList());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachLevelIsAnotherTrialThatIsReadBackFromItsSpec(String factor) {
    CheckedStudy study =
        study("  model: mlp\n  " + factor + ": [" + LEVELS.get(factor) + "]\n", "seeds: 1\n");
    List<Trial> trials = Planner.plan(study);
    assertThat(trials).hasSize(4 * LEVELS.get(factor).split(", ").length); // 4 regularizations
    Set<String> specs = new HashSet<>();
    for (Trial trial : trials) {
      assertThat(specs.add(trial.specJson())).isTrue();
      Trial read = TrialSpecJson.read(trial.specJson());
      assertThat(read.settings()).isEqualTo(trial.settings());
      assertThat(read.key()).isEqualTo(trial.key());
    }
  }

  @Test
  void allFactorsTogetherAreWrittenAndReadAsTheyAre() {
    StringBuilder factors = new StringBuilder("  model: mlp\n");
    LEVELS.forEach(
        (factor, levels) -> {
          if (!factor.equals("steps")) {
            factors
                .append("  ")
                .append(factor)
                .append(": [")
                .append(levels.replaceFirst(".*, ", ""));
            factors.append("]\n");
          }
        });
    factors.append("  momentum: [0.5]\n");
    CheckedStudy study = study(factors.toString(), "seeds: 1\n");
    List<Trial> trials = Planner.plan(study);
    assertThat(trials).hasSize(4);
    for (Trial trial : trials) {
      assertThat(trial.cell().factors())
          .containsExactlyElementsOf(
              Factors.names().stream()
                  .filter(
                      name ->
                          !Set.of("steps", Factors.DATASET.name(), Factors.INTERVENTION.name())
                              .contains(name))
                  .toList());
      assertThat(trial.cell().level("epochs")).isEqualTo("-");
      assertThat(TrialSpecJson.read(trial.specJson()).settings()).isEqualTo(trial.settings());
    }
    String resolved = StudyYaml.write(study.study());
    assertThat(READER.read(new StudySource("again.yaml", resolved), Overrides.NONE).study())
        .isEqualTo(study.study());
  }

  @Test
  void momentumMakesSgdAnotherAlgorithmAndAsManyStepsAreTheSameTrialAsTheirExamples() {
    List<Trial> momentum =
        Planner.plan(
            study(
                "  model: mlp\n  regularization: none\n  momentum: [0, 0.9]\n",
                "optimizer: { sgd: { learningRate: 0.1 } }\nseeds: 1\n"));
    assertThat(momentum.stream().map(t -> t.settings().optimizer().kind().word()))
        .containsExactlyInAnyOrder("sgd", "nesterovs");
    String rest = "  model: mlp\n  regularization: none\n  batchSize: 20\n";
    Trial steps = Planner.plan(study(rest + "  steps: 11\n", "seeds: 1\n")).get(0);
    Trial examples = Planner.plan(study(rest + "  examples: 239\n", "seeds: 1\n")).get(0);
    assertThat(examples.key()).isEqualTo(steps.key());
    assertThat(steps.settings().epochs()).isEqualTo(2); // of six steps each
    assertThat(steps.specJson()).contains("\"steps\":11").doesNotContain("epochs");
  }
}
