package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.export.TidyCsv;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Plan;
import io.ablate4j.plan.Planner;
import io.ablate4j.plan.Shard;
import io.ablate4j.plan.Trial;
import io.ablate4j.report.HtmlReport;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.store.StoreMerge;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyReader;
import io.ablate4j.study.yaml.StudySource;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that tunes a factor, from its file to its report; what trials give is made up. */
class TunedRunTest {
  private static final String YAML =
      """
      name: tuned-run
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors:
        model: mlp
        regularization: [none, both]
        batchSize: 10
        learningRate: [0.01, tuned]
      tune: { learningRate: [0.001, 0.01, 0.1], seeds: 2 }
      seeds: 3
      budget: { epochs: 1 }
      hypotheses:
        - id: H1
          claim: Both help at the tuned rate
          compare: { regularization: [both, none] }
          where: { learningRate: tuned }
          metric: test-accuracy
          expect: higher
      """;

  @TempDir private Path folder;

  private final Models models = Models.onClassPath();
  private CheckedStudy study;
  private Plan plan;
  private StudyRecord record;
  private final List<List<Trial>> given = new ArrayList<>();
  private Function<Trial, Outcome> outcomes = trial -> new Outcome.Completed();

  TunedRunTest() {
    use(YAML);
  }

  private void use(String yaml) {
    study =
        new StudyReader(models, Datasets.onClassPath(), new DataFolders(List.of()))
            .read(new StudySource("study.yaml", yaml), Overrides.NONE);
    plan = Planner.of(study);
    record = StudyRecords.of(study, models, Map.of());
  }

  /** None is best at .01, which is a fixed level as well, both at .1, the edge. */
  private static double accuracy(Trial trial) {
    double rate = trial.settings().optimizer().learningRate();
    double best = trial.regularization().name().equals("none") ? .01 : .1;
    return .9 - .1 * Math.abs(Math.log10(rate / best)) + trial.seed() % 10 * .001;
  }

  private final class Invented implements TrialExecutor {
    @Override
    public void run(List<Trial> trials, Consumer<TrialResult> sink) {
      given.add(trials);
      trials.forEach(trial -> sink.accept(result(trial)));
    }

    private TrialResult result(Trial trial) {
      Outcome outcome = outcomes.apply(trial);
      List<Measurement> all = new ArrayList<>();
      if (outcome instanceof Outcome.Completed) {
        for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
          all.add(new Measurement(Metric.ACCURACY, split, 1, 6, accuracy(trial)));
          all.add(new Measurement(Metric.LOSS, split, 1, 6, 1 - accuracy(trial)));
        }
      }
      return Records.result(trial.key(), outcome, all);
    }

    @Override
    public int parallelism() {
      return 1;
    }

    @Override
    public void close() {}
  }

  private Path store(String name) {
    return folder.resolve(name).resolve("study.db");
  }

  private RunSummary run(String name) {
    return run(name, all -> all);
  }

  private RunSummary run(String name, UnaryOperator<List<Trial>> share) {
    given.clear();
    try (SqliteStore store = SqliteStore.open(store(name))) {
      return new StudyRunner(store, new Invented(), new SilentListener())
          .run(record, study.study().hypotheses(), plan, share);
    }
  }

  private StudyRows rows(String name) {
    try (ResultStore store = SqliteStore.openToRead(store(name))) {
      return new StudyRows(
          store.study().orElseThrow(),
          store.registration(),
          store.planned(),
          store.results().toList(),
          store.timing());
    }
  }

  private StudyAnalysis analysis(String name) {
    return StudyAnalysis.of(rows(name));
  }

  @Test
  void theSecondPartTrainsAtTheChosenLevelsWhatIsNotThereAlready() {
    RunSummary summary = run("one");
    assertThat(given).hasSize(2);
    assertThat(given.get(0)).hasSize(2 * 3 + 2 * 3 * 2);
    // None at its tuned level is none at .01: nothing is left to train.
    assertThat(given.get(1))
        .hasSize(3)
        .allMatch(trial -> trial.regularization().name().equals("both"))
        .allMatch(trial -> trial.settings().optimizer().learningRate() == .1)
        .allMatch(trial -> trial.cell().level("learningRate").equals("tuned"));
    assertThat(summary.asked()).isEqualTo(24);
    assertThat(summary.completed()).isEqualTo(21);
    assertThat(summary.waiting()).isZero();

    StudyAnalysis analysis = analysis("one");
    assertThat(analysis.status().isComplete()).isTrue();
    assertThat(analysis.status().planned()).isEqualTo(12);
    assertThat(analysis.status().unplanned()).isZero();
    assertThat(analysis.trials()).extracting(t -> t.planned().seed()).containsOnly(1L, 2L, 3L);
    assertThat(analysis.cells()).hasSize(4);
    assertThat(analysis.tuned().choices())
        .extracting(choice -> choice.cell().arm() + " " + choice.level().orElseThrow())
        .containsExactlyInAnyOrder("none 0.01", "both 0.1");
    assertThat(analysis.hypotheses().get(0).parts().get(0).contrast().pairs()).isEqualTo(3);
    assertThat(analysis.registration().isBeforehand()).isTrue();
    assertThat(analysis.registration().seedsBeforehand()).isEqualTo(3);
  }

  @Test
  void twoCellsMayHaveTheSameTrials() {
    run("one");
    List<TrialSummary> ofNone =
        analysis("one").trials().stream()
            .filter(t -> t.planned().cell().level("regularization").equals("none"))
            .toList();
    assertThat(ofNone).hasSize(6).allMatch(TrialSummary::isCompleted);
    assertThat(ofNone.stream().map(t -> t.planned().key()).distinct()).hasSize(3);
  }

  @Test
  void aRunThatWasStoppedBetweenThePartsGoesOnWithTheSameChoice() {
    run("whole");
    List<Trial> second = given.get(1);
    run("stopped", trials -> trials.size() == 18 ? trials : List.of());
    assertThat(given.get(1)).isEmpty();
    assertThat(analysis("stopped").status().notRun()).isEqualTo(3);
    RunSummary rest = run("stopped");
    assertThat(given.get(0)).isEmpty();
    assertThat(given.get(1)).isEqualTo(second);
    assertThat(rest.stored()).isEqualTo(21);
    assertThat(rows("stopped").planned()).isEqualTo(rows("whole").planned());
    assertThat(rows("stopped").results())
        .containsExactlyInAnyOrderElementsOf(rows("whole").results());
  }

  @Test
  void aFailedTuningTrialLeavesItsCellWithoutAChoiceUntilItIsThere() {
    outcomes =
        trial ->
            Tuning.isTuning(trial.seed())
                    && trial.regularization().name().equals("both")
                    && trial.seed() == Tuning.FIRST_SEED
                    && trial.settings().optimizer().learningRate() == .1
                ? new Outcome.Failed("no memory")
                : new Outcome.Completed();
    RunSummary summary = run("failed");
    assertThat(summary.failed()).isEqualTo(1);
    assertThat(summary.waiting()).isEqualTo(3);
    StudyAnalysis open = analysis("failed");
    assertThat(open.status().notRun()).isEqualTo(3);
    assertThat(open.tuned().choices())
        .anyMatch(c -> c.problem().orElse("").equals("tuning incomplete: 1 of 6 trials failed"));
    outcomes = trial -> new Outcome.Completed();
    run("failed");
    assertThat(given.get(0)).hasSize(1);
    assertThat(given.get(1)).hasSize(3);
    assertThat(analysis("failed").status().isComplete()).isTrue();
  }

  @Test
  void partsAreMergedAndThenRunAtTheLevelsThatAllOfThemChoose() {
    for (int number = 1; number <= 2; number++) {
      Shard part = new Shard(number, 2);
      RunSummary summary = run("part" + number, trials -> part.of(trials, trial -> 1));
      assertThat(summary.failed()).isZero();
    }
    StoreMerge.Merged merged =
        StoreMerge.of(List.of(store("part1"), store("part2")), store("joined"), notice -> {});
    assertThat(merged.planned()).isEqualTo(24);
    assertThat(merged.stored()).isEqualTo(21); // those of none are those of a fixed level
    run("joined");
    assertThat(given.get(0)).isEmpty();
    assertThat(given.get(1)).hasSize(3);
    run("whole");
    assertThat(rows("joined").results())
        .containsExactlyInAnyOrderElementsOf(rows("whole").results());
  }

  @Test
  void thePageAndTheTablesTellTunedCellsApart() throws Exception {
    run("one");
    StudyAnalysis analysis = analysis("one");
    Path page = folder.resolve("index.html");
    HtmlReport.write(analysis, page);
    assertThat(page)
        .content()
        .contains("Tuned settings", "on the edge of the grid", "Edge of the grid:")
        .contains("learning rate tuned")
        .contains("What was seen at a fixed learning rate and at a tuned one is kept apart")
        .contains("fixed learning rate: ", "tuned learning rate: ")
        .doesNotContain("1000001", "1,000,001");
    assertThat(TidyCsv.write(analysis, rows("one").results(), folder)).contains("tuning.csv");
    List<String> tuning = Files.readAllLines(folder.resolve("tuning.csv"));
    assertThat(tuning).hasSize(13);
    assertThat(tuning.get(0)).endsWith("seed,outcome,metric,value,chosen");
    assertThat(tuning.stream().filter(line -> line.endsWith(",true"))).hasSize(4);
    assertThat(tuning.stream().filter(line -> line.contains(",1000002,"))).hasSize(6);
    List<String> trials = Files.readAllLines(folder.resolve("trials.csv"));
    assertThat(trials).hasSize(13).noneMatch(line -> line.contains("100000"));
    assertThat(trials.stream().filter(line -> line.contains(",tuned,"))).hasSize(6);
  }

  @Test
  void nothingIsAveragedOverFixedAndTunedLevels() throws Exception {
    use(YAML.replaceAll("(?s)hypotheses:.*", "").replace("[0.01, tuned]", "[0.001, 0.01, tuned]"));
    run("parted");
    StudyAnalysis analysis = analysis("parted");
    ContrastMetric accuracy = ContrastMetric.TEST_ACCURACY;
    assertThat(analysis.overallEffect("both", accuracy)).isEmpty();
    assertThat(analysis.overallEffects("both", accuracy)).hasSize(2);
    // None has .8 and .9 at the fixed levels, both .7 and .8; each has .9 at the one it chose.
    assertThat(value(analysis, "fixed")).isCloseTo(-.1, within(1e-9));
    assertThat(value(analysis, "tuned")).isCloseTo(0, within(1e-9));
    Path page = folder.resolve("parted.html");
    HtmlReport.write(analysis, page);
    String html = Files.readString(page);
    String rows = html.substring(html.lastIndexOf("Fixed and tuned learning rate side by side"));
    assertThat(rows.substring(0, rows.indexOf("</table>")).replaceAll("(\\s*<[^>]+>\\s*)+", "|"))
        .containsPattern(
            "\\|Test accuracy, points\\|both\\|−10\\.0[^|]*\\|3\\|[+−]?0\\.0[^|]*\\|3\\|");
    assertThat(analysis.overall())
        .extracting(each -> each.setting() + " " + each.regularization() + " " + each.cells())
        .containsExactly("fixed none 2", "fixed both 2", "tuned none 1", "tuned both 1");
    assertThat(analysis.targets().get("mlp").origin()).contains("none over 6 trials at a fixed");
    TidyCsv.write(analysis, rows("parted").results(), folder);
    List<String> contrasts = Files.readAllLines(folder.resolve("contrasts.csv"));
    int column = List.of(contrasts.get(0).split(",")).indexOf("learning_rate");
    assertThat(
            contrasts.stream().skip(1).map(line -> line.split(",", -1)[column]).distinct().sorted())
        .containsExactly("0.001", "0.01", "fixed", "tuned");
  }

  private static double value(StudyAnalysis analysis, String setting) {
    return analysis
        .overallEffect("both", ContrastMetric.TEST_ACCURACY, setting)
        .orElseThrow()
        .contrast()
        .effect()
        .value()
        .orElseThrow();
  }

  @Test
  void anotherGridAfterTheFirstResultIsAChangeOfWhatWasRegistered() {
    run("one");
    run("one");
    assertThat(analysis("one").registration().changes()).isEmpty();
    use(YAML.replace("[0.001, 0.01, 0.1], seeds: 2", "[0.001, 0.01, 0.1, 1], seeds: 2"));
    run("one");
    assertThat(given.get(0)).hasSize(4); // two cells at one level more
    assertThat(analysis("one").registration().changes())
        .extracting(change -> change.what())
        .contains("tuning grid from 0.001, 0.01, 0.1 to 0.001, 0.01, 0.1, 1.0");
  }

  @Test
  void aStudyMayCompareTunedWithFixedLevelsOrHaveTunedOnesAlone() throws Exception {
    String alone = YAML.replaceAll("(?s)hypotheses:.*", "");
    for (String yaml :
        List.of(
            alone.replace("[none, both]", "none"),
            alone.replace("[0.01, tuned]", "[0.001, 0.01, tuned]"),
            alone.replace("[0.01, tuned]", "tuned"),
            alone.replace("[none, both]", "none").replace("[0.01, tuned]", "tuned"),
            alone.replace("seeds: 2 }", "seeds: 2, by: validation-loss }"))) {
      use(yaml);
      String name = "study" + yaml.hashCode();
      run(name);
      StudyAnalysis analysis = analysis(name);
      assertThat(analysis.status().isComplete()).isTrue();
      Path page = folder.resolve(name + ".html");
      HtmlReport.write(analysis, page);
      assertThat(page).content().contains("Tuned settings", "</html>");
    }
  }

  @Test
  void theChoiceIsThatOfTheStoredRows() {
    run("one");
    StudyRows rows = rows("one");
    Tuned tuned = Tuned.of(rows.study(), rows.planned(), rows.results());
    assertThat(analysis("one").tuned()).isEqualTo(tuned);
    assertThat(tuned.tuningTrials()).hasSize(12);
  }
}
