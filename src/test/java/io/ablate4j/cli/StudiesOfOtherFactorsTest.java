package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Planner;
import io.ablate4j.run.StudyRecords;
import io.ablate4j.store.OldStore;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code compare} of stores whose studies do not name the same factors: the plans are those of real
 * study files, what trials gave is made up from their keys.
 */
class StudiesOfOtherFactorsTest {
  private static final Path REFERENCE = OldStore.file();

  private static final String DATA =
      "dataset: { source: glyphs, train: 120, validation: 60, test: 60 }\n";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Models models = Models.onClassPath();

  private String compare(String a, String b) {
    int code =
        CommandLineInterface.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "compare",
            folder.resolve(a).toString(),
            folder.resolve(b).toString(),
            "--csv",
            folder.resolve("comparison.csv").toString());
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }

  private void stored(String name, String yaml) {
    CheckedStudy study =
        new StudyReader(models, Datasets.onClassPath(), new DataFolders(List.of()))
            .read(new StudySource("study.yaml", "name: " + name + "\n" + yaml), Overrides.NONE);
    Plan plan = Planner.of(study);
    try (ResultStore store = SqliteStore.open(folder.resolve(name).resolve("study.db"))) {
      store.begin(StudyRecords.of(study, models, Map.of()), List.of(), plan.planned());
      plan.first().forEach(trial -> store.save(result(trial.key())));
    }
  }

  /** The same for the same key. */
  private static TrialResult result(TrialKey key) {
    double accuracy = Integer.parseInt(key.sha256().substring(0, 3), 16) / 4096.0;
    List<Measurement> all = new ArrayList<>();
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
      all.add(new Measurement(Metric.ACCURACY, split, 1, 6, accuracy));
      all.add(new Measurement(Metric.LOSS, split, 1, 6, 1 - accuracy));
    }
    return new TrialResult(key, new Outcome.Completed(), all, Provenance.of(Map.of()));
  }

  @Test
  void aFactorThatOneStudyDoesNotNameStandsAtItsUsualLevelThere() throws IOException {
    stored("plain", DATA + "factors: { model: [mlp, cnn], batchSize: 10 }\nseeds: 3\n");
    stored(
        "varied",
        DATA
            + "factors: { model: mlp, batchSize: 10, activation: [relu, tanh],"
            + " weightDecay: [0, 1e-4], schedule: [constant, cosine] }\nseeds: 3\n");
    assertThat(compare("plain", "varied"))
        .contains("A does not name activation: its trials have relu.")
        .contains("A does not name weightDecay: its trials have 0.0.")
        .contains("A does not name schedule: its trials have constant.")
        .contains("12 trials have the same key in both; all of their numbers are equal")
        .containsPattern("(?m)^mlp +dropout +10 .* relu +constant +0\\.0 .* \\+0\\.00 +3 ")
        .contains("Only in A:", "  cnn, none, batch size 10")
        .contains("Only in B:", "activation tanh")
        .doesNotContain("mlp, none, batch size 10, learning rate 0.001, epochs 12\n");
    assertThat(Files.readAllLines(folder.resolve("comparison.csv")))
        .anyMatch(line -> line.startsWith("mlp,none,10,0.001,12,relu,constant,0,both,3,3,"));
  }

  @Test
  void theOtherWayRoundTheSameCellsAreShared() {
    stored("plain", DATA + "factors: { model: mlp, batchSize: 10 }\nseeds: 2\n");
    stored(
        "varied",
        DATA + "factors: { model: mlp, batchSize: 10, activation: [tanh, relu] }\nseeds: 2\n");
    assertThat(compare("varied", "plain"))
        .contains("B does not name activation: its trials have relu.")
        .contains("8 trials have the same key in both")
        .doesNotContain("Only in B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer: [adam, sgd] | optimizer: its trials have adam | 8",
        "trainingExamples: [60, 120] | trainingExamples: its trials have 120 | 8",
        "labelNoise: [0, 0.2] | labelNoise: its trials have 0.0 | 8",
        "weightScheme: [xavier, he] | weightScheme: its trials have he | 8",
        "depth: [3, 4] | depth, and its trials do not record it | 0",
        "steps: [100, 144] | steps, and its trials do not record it | 0"
      })
  void eachKindOfFactorIsFoundInTheTrialsOrNotThere(String factor, String said, int same) {
    stored("plain", DATA + "factors: { model: mlp, batchSize: 10 }\nseeds: 2\n");
    stored("varied", DATA + "factors: { model: mlp, batchSize: 10, " + factor + " }\nseeds: 2\n");
    assertThat(compare("plain", "varied"))
        .contains("A does not name " + said)
        .contains(
            same == 0 ? "The two studies have no cell in common." : same + " trials have the same");
  }

  @Test
  void theOnlyDataOfAStudyAreThoseThatAnotherOneCallsByAName() {
    String check = "target: { checkExamples: 30 }\n";
    stored("one", DATA + check + "factors: { model: mlp, batchSize: 10 }\nseeds: 2\n");
    String several =
        check
            + """
        datasets:
          small: { source: glyphs, train: 60, validation: 60, test: 60 }
          large: { source: glyphs, train: 120, validation: 60, test: 60 }
        factors: { dataset: [small, large], model: mlp, batchSize: 10 }
        seeds: 2
        """;
    stored("several", several);
    stored("between", several + "compare: dataset\n");
    assertThat(compare("one", "several"))
        .contains("A does not name dataset: its trials have large.")
        .contains("8 trials have the same key in both; all of their numbers are equal")
        .containsPattern("(?m)^mlp +none .*large .* \\+0\\.00 +2 ");
    // A study of several data sets can be compared with itself.
    out.getBuffer().setLength(0);
    assertThat(compare("several", "several")).contains("16 trials have the same key in both");
    out.getBuffer().setLength(0);
    assertThat(compare("between", "one")).contains("8 trials have the same key in both");
  }

  @Test
  void aStrengthThatIsWrittenOutIsThatOfAnOpenRegularization() {
    String yaml =
        "factors: { model: mlp, batchSize: 10, regularization: [none, mine], drop: %s }\n";
    String open = "regularizations: { mine: { dropout: { at: { dense: %s } } } }\nseeds: 2\n";
    stored("fixed", DATA + (yaml + open).replace(", drop: %s", "").formatted("0.4"));
    stored("open", DATA + (yaml + open).formatted("[0.1, 0.4]", "$drop"));
    assertThat(compare("fixed", "open"))
        .contains("A does not name drop: its trials have ", "0.4", "-")
        .contains("4 trials have the same key in both")
        .contains("Only in B:", "mine, batch size 10, learning rate 0.001, epochs 12, drop 0.1")
        .doesNotContain("Only in A");
  }

  @Test
  void aTunedStudyIsComparedWithOneThatNamesMore() {
    String tuned =
        "factors: { model: mlp, batchSize: 10, learningRate: [0.01, tuned]%s }\n"
            + "tune: { learningRate: [0.001, 0.01], seeds: 2 }\nseeds: 2\n";
    stored("tuned", DATA + tuned.formatted(""));
    stored("varied", DATA + tuned.formatted(", activation: [relu, elu]"));
    assertThat(compare("tuned", "varied"))
        .contains("A does not name activation: its trials have relu.")
        .containsPattern("(?m)^mlp +none +10 +tuned .* relu ")
        .doesNotContain("Only in A");
  }

  @Test
  void aStoreOfAnOldSchemaIsComparedWithOneThatNamesMore() throws IOException {
    Files.createDirectories(folder.resolve("old"));
    Files.copy(REFERENCE, folder.resolve("old").resolve("study.db"));
    try (ResultStore old = SqliteStore.openToRead(REFERENCE);
        ResultStore now = SqliteStore.open(folder.resolve("now").resolve("study.db"))) {
      StudyRecord record = old.study().orElseThrow();
      List<PlannedTrial> planned = old.planned();
      now.begin(
          record.withFactors(Map.of("activation", List.of("relu"))),
          List.of(),
          planned.stream().map(t -> t.of(t.cell().with("activation", "relu"))).toList());
      old.results().forEach(now::save);
      now.saveTiming(
          "now",
          old.timing().stream().map(r -> r.of(r.cell().with("activation", "relu"))).toList());
      assertThat(old.timing()).extracting(TimingRound::cell).isNotEmpty();
    }
    assertThat(compare("old", "now"))
        .contains("A does not name activation: its trials have relu.")
        .contains("288 trials have the same key in both; all of their numbers are equal")
        .containsPattern("(?m)^inception +both +128 .* relu .* 1\\.00 ")
        .doesNotContain("Only in");
  }
}
