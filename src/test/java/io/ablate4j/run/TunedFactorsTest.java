package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.export.TidyCsv;
import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Factors;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Trial;
import io.ablate4j.report.HtmlReport;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Choice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every numeric factor may be tuned, from its file to its report; what trials give is made up. */
class TunedFactorsTest {
  /** A fixed level, one below it and one above it. */
  private static final Map<String, List<String>> LEVELS =
      Map.ofEntries(
          Map.entry("batchSize", List.of("10", "5", "20")),
          Map.entry("learningRate", List.of("0.01", "0.001", "0.1")),
          Map.entry("epochs", List.of("2", "1", "3")),
          Map.entry("members", List.of("2", "1", "3")),
          Map.entry("steps", List.of("6", "3", "12")),
          Map.entry("examples", List.of("60", "30", "90")),
          Map.entry("trainingExamples", List.of("40", "20", "60")),
          Map.entry("depth", List.of("2", "1", "3")),
          Map.entry("width", List.of("8", "4", "12")),
          Map.entry("weightScale", List.of("1", "0.5", "2")),
          Map.entry("momentum", List.of("0.5", "0.1", "0.9")),
          Map.entry("weightDecay", List.of("0.01", "0", "0.1")),
          Map.entry("labelNoise", List.of("0.1", "0", "0.2")),
          Map.entry("inputNoise", List.of("0.1", "0", "0.2")));

  @TempDir private Path folder;

  private final Models models = Models.onClassPath();
  private final List<List<Trial>> given = new ArrayList<>();

  static Stream<String> numericFactors() {
    return Factors.all().stream()
        .filter(factor -> factor.unit() != Factor.Unit.WORD)
        .map(Factor::name);
  }

  @Test
  void eachNumericFactorIsTried() {
    assertThat(LEVELS.keySet())
        .isEqualTo(numericFactors().collect(Collectors.toSet()))
        .hasSizeGreaterThan(12);
  }

  private CheckedStudy study(String factor) {
    List<String> levels = LEVELS.get(factor);
    StringBuilder factors = new StringBuilder();
    if (!factor.equals("batchSize")) {
      factors.append("  batchSize: 10\n");
    }
    return new StudyReader(models, Datasets.onClassPath(), new DataFolders(List.of()))
        .read(
            new StudySource(
                "study.yaml",
                """
                name: tuned-factor
                dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
                optimizer: { sgd: { learningRate: 0.1 } }
                factors:
                  model: mlp
                  regularization: [none, both]
                %s  %s: [%s, tuned]
                tune: { %s: [%s], seeds: 2 }
                seeds: 3
                budget: { epochs: 2 }
                """
                    .formatted(factors, factor, levels.get(0), factor, String.join(", ", levels))),
            Overrides.NONE);
  }

  /** Of none the fixed level is best, of both the greatest. */
  private TrialResult result(Trial trial, String factor, List<String> ascending) {
    int place = ascending.indexOf(word(trial, factor));
    int best = trial.regularization().name().equals("none") ? 1 : 2;
    double accuracy = .9 - .1 * Math.abs(place - best) + trial.seed() % 10 * .001;
    int epochs = trial.settings().epochs();
    int steps = Math.toIntExact(trial.settings().steps());
    List<Measurement> all = new ArrayList<>();
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
      all.add(new Measurement(Metric.ACCURACY, split, epochs, steps, accuracy));
      all.add(new Measurement(Metric.LOSS, split, epochs, steps, 1 - accuracy));
    }
    return new TrialResult(
        trial.key(), new Outcome.Completed(), all, Provenance.of(Map.of("steps", "" + steps)));
  }

  private static <T> String word(Factor<T> factor, Trial trial) {
    return factor.word(factor.of(trial.settings()));
  }

  private static String word(Trial trial, String name) {
    if (name.equals("trainingExamples")) {
      return String.valueOf(trial.settings().dataset().train());
    }
    if (name.equals("examples")) {
      return String.valueOf(trial.settings().steps() * trial.settings().batchSize());
    }
    return Factors.all().stream()
        .filter(factor -> factor.name().equals(name))
        .map(factor -> word(factor, trial))
        .findFirst()
        .orElseThrow();
  }

  private final class Invented implements TrialExecutor {
    private final String factor;
    private final List<String> ascending;

    Invented(String factor, List<String> ascending) {
      this.factor = factor;
      this.ascending = ascending;
    }

    @Override
    public void run(List<Trial> trials, Consumer<TrialResult> sink) {
      given.add(trials);
      trials.forEach(trial -> sink.accept(result(trial, factor, ascending)));
    }

    @Override
    public int parallelism() {
      return 1;
    }

    @Override
    public void close() {}
  }

  private RunSummary run(CheckedStudy study, String factor) {
    given.clear();
    try (SqliteStore store = SqliteStore.open(folder.resolve("study.db"))) {
      return new StudyRunner(
              store,
              new Invented(factor, study.study().tuning().orElseThrow().grid()),
              new SilentListener())
          .run(StudyRecords.of(study, models, Map.of()), List.of(), Planner.of(study), all -> all);
    }
  }

  private StudyRows rows() {
    try (ResultStore store = SqliteStore.openToRead(folder.resolve("study.db"))) {
      return new StudyRows(
          store.study().orElseThrow(),
          store.registration(),
          store.planned(),
          store.results().toList(),
          store.timing());
    }
  }

  @ParameterizedTest
  @MethodSource("numericFactors")
  void itsLevelIsChosenForEachCellAndTheRunGoesOn(String factor) throws Exception {
    CheckedStudy study = study(factor);
    Plan plan = Planner.of(study);
    assertThat(plan.first()).hasSize(2 * 3 + 2 * 3 * 2);
    assertThat(plan.waiting()).hasSize(2 * 3);
    List<String> grid = study.study().tuning().orElseThrow().grid();
    assertThat(plan.first().stream().map(trial -> word(trial, factor)).collect(Collectors.toSet()))
        .isEqualTo(Set.copyOf(grid));

    run(study, factor);
    assertThat(given.get(0)).hasSize(18);
    // None at its tuned level is none at the fixed one.
    assertThat(given.get(1)).hasSize(3).allMatch(trial -> word(trial, factor).equals(grid.get(2)));
    StudyRows rows = rows();
    StudyAnalysis analysis = StudyAnalysis.of(rows);
    assertThat(analysis.status().isComplete()).isTrue();
    assertThat(analysis.tuned().choices().stream().map(Choice::level))
        .extracting(level -> level.orElseThrow())
        .containsExactlyInAnyOrder(grid.get(1), grid.get(2));

    run(study, factor);
    assertThat(given).hasSize(2).allMatch(List::isEmpty);
    assertThat(rows().planned()).isEqualTo(rows.planned());

    Path page = folder.resolve("index.html");
    HtmlReport.write(analysis, page);
    assertThat(page).content().contains("Tuned settings", "Edge of the grid:", "</html>");
    assertThat(TidyCsv.write(analysis, rows.results(), folder)).contains("tuning.csv");
  }
}
