package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.factor.Factor;
import io.ablate4j.hypothesis.TrialMetric;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.regularization.DropoutKind;
import io.ablate4j.report.ReportSection;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CONTRIBUTING.md shows is compiled as it stands there, put into a jar, and used. */
class ContributingTest {
  private static final Map<String, Class<?>> SERVICES =
      Map.of(
          "GradientClip", Factor.class,
          "LateDropout", DropoutKind.class,
          "TwoLayers", ModelFactory.class,
          "HalfwayLoss", TrialMetric.class,
          "HalfwaySection", ReportSection.class);

  @TempDir private static Path folder;
  private static String jar;
  private static String page;
  private static Map<TrialKey, TrialResult> results;
  private static List<PlannedTrial> planned;

  private static List<String> blocks(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("CONTRIBUTING.md")));
    List<String> blocks = new ArrayList<>();
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  @BeforeAll
  static void runTheStudyOfThePage() throws Exception {
    OwnJar own = new OwnJar();
    List<String> names = new ArrayList<>();
    for (String source : blocks("java")) {
      Matcher name = Pattern.compile("public final class (\\w+)").matcher(source);
      assertThat(name.find()).as(source).isTrue();
      names.add(name.group(1));
      own.with(SERVICES.get(name.group(1)), "com.example." + name.group(1), source);
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(SERVICES.keySet());
    jar = own.writeTo(folder).toString();
    assertThat(blocks("yaml")).hasSize(1);
    Files.writeString(folder.resolve("own.yaml"), blocks("yaml").get(0));
    assertThat(output(jar, ExitCode.DONE, "run", "own.yaml", "--no-timing"))
        .contains("8 of 8 trials are stored (8 new");
    page = Files.readString(folder.resolve("reports/own-classes/index.html"));
    try (SqliteStore store =
        SqliteStore.openToRead(folder.resolve("reports/own-classes/study.db"))) {
      planned = store.planned();
      results = store.results().collect(Collectors.toMap(TrialResult::key, Function.identity()));
    }
  }

  private static String output(String classPath, int exitCode, String... arguments)
      throws Exception {
    Launched run = Launched.start(folder, classPath, arguments);
    assertThat(run.exitCode()).as(run.output()).isEqualTo(exitCode);
    return run.output();
  }

  private static double loss(PlannedTrial trial, Split split, int epoch) {
    return results.get(trial.key()).measurements().stream()
        .filter(m -> m.metric() == Metric.LOSS && m.split() == split && m.epoch() == epoch)
        .mapToDouble(Measurement::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theFactorIsListedAndItsLevelsTrainUnlikeTrials() throws Exception {
    assertThat(output(jar, ExitCode.DONE, "list", "factors"))
        .containsPattern("gradientClip +largest norm of a layer's gradient\\R");
    for (PlannedTrial tight : planned) {
      if (tight.cell().level("gradientClip").equals("0.001")) {
        PlannedTrial loose =
            planned.stream()
                .filter(t -> t.cell().level("gradientClip").equals("1.0"))
                .filter(t -> t.cell().arm().equals(tight.cell().arm()) && t.seed() == tight.seed())
                .findFirst()
                .orElseThrow();
        assertThat(loose.key()).isNotEqualTo(tight.key());
        assertThat(loss(loose, Split.TRAIN, 2)).isNotEqualTo(loss(tight, Split.TRAIN, 2));
      }
    }
    assertThat(results.values())
        .allSatisfy(
            result ->
                assertThat(result.provenance().facts().get("engine"))
                    .startsWith("dl4j")
                    .contains("gradient normalization"));
    Files.writeString(
        folder.resolve("wrong.yaml"),
        Files.readString(folder.resolve("own.yaml")).replace("[0.001, 1]", "[0, 1]"));
    assertThat(output(jar, ExitCode.BAD_REQUEST, "plan", "wrong.yaml"))
        .contains("wrong.yaml:7: gradientClip 0.0 is not above 0.")
        .contains("Maybe use 1, which clips only the steepest gradients.");
  }

  /** Else its level would take the place of what every trial has. */
  @Test
  void aFactorMayNotBeCalledAsWhatElseIdentifiesATrial() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    String taken =
        blocks("java").stream()
            .filter(source -> source.contains("class GradientClip"))
            .findFirst()
            .orElseThrow()
            .replace("\"gradientClip\"", "\"engine\"");
    String own =
        new OwnJar()
            .with(Factor.class, "com.example.GradientClip", taken)
            .writeTo(other)
            .toString();
    Files.writeString(
        folder.resolve("taken.yaml"),
        """
        name: taken
        dataset: { source: glyphs, train: 60, validation: 30, test: 30 }
        factors: { model: mlp, engine: [0.1, 1] }
        """);
    assertThat(output(own, ExitCode.BAD_REQUEST, "plan", "taken.yaml"))
        .contains("A factor writes \"engine\" into what identifies a trial, which is there.")
        .contains("Maybe rename the factor.");
  }

  @Test
  void theKindOfDropoutStandsAtItsSiteInTheModel() throws Exception {
    assertThat(output(jar, ExitCode.DONE, "plan", "own.yaml", "--sites"))
        .contains("late-dropout: late dropout 0.3 after narrow");
    assertThat(output(jar, ExitCode.DONE, "list", "models"))
        .containsPattern("two-layers +dense layers of 16 and 12 units\\R");
    for (PlannedTrial late : planned) {
      if (late.cell().arm().equals("late-dropout")) {
        PlannedTrial none =
            planned.stream()
                .filter(t -> t.cell().arm().equals("none") && t.seed() == late.seed())
                .filter(
                    t ->
                        t.cell()
                            .levels()
                            .get("gradientClip")
                            .equals(late.cell().level("gradientClip")))
                .findFirst()
                .orElseThrow();
        assertThat(loss(late, Split.TEST, 1)).isEqualTo(loss(none, Split.TEST, 1));
        assertThat(loss(late, Split.TEST, 2)).isNotEqualTo(loss(none, Split.TEST, 2));
      }
    }
    assertThat(planned.stream().map(trial -> trial.cell().level("model")))
        .containsOnly("two-layers");
  }

  @Test
  void theMetricIsAColumnOfTheReportAndTheExportAndIsClaimedOf() throws Exception {
    assertThat(output(jar, ExitCode.DONE, "list", "metrics"))
        .containsPattern("halfway-loss +test loss after half the epochs, nats\\R");
    assertThat(page)
        .contains("Halfway loss, nats", "Late dropout changes nothing before it sets in");
    output(jar, ExitCode.DONE, "export", "reports/own-classes", "--to", "csv");
    List<String> trials = csv("trials.csv");
    int key = List.of(trials.get(0).split(",")).indexOf("trial_key");
    int column = List.of(trials.get(0).split(",")).indexOf("metric_halfway_loss");
    assertThat(column).isPositive();
    for (PlannedTrial trial : planned) {
      double expected = loss(trial, Split.TEST, 1);
      String row =
          trials.stream()
              .filter(line -> line.split(",")[key].equals(trial.key().sha256()))
              .findFirst()
              .orElseThrow();
      assertThat(Double.parseDouble(row.split(",")[column])).isEqualTo(expected);
      assertThat(page).contains(String.format(Locale.ROOT, "%.2f", expected));
    }
    assertThat(csv("contrasts.csv")).anyMatch(line -> line.contains("halfway-loss"));
    assertThat(csv("cells.csv").get(0)).contains("metric_halfway_loss_mean");
  }

  private static List<String> csv(String name) throws IOException {
    return Files.readAllLines(folder.resolve("csv").resolve(name));
  }

  @Test
  void theSectionAndItsFigureAreOnThePageAndInItsContents() {
    assertThat(page)
        .contains("<a href=\"#halfway\">Halfway</a>", "<h2 id=\"halfway\">Halfway</h2>")
        .containsPattern("<figure id=\"fig-halfway\"")
        .containsPattern("Arms may differ early in training.*<a href=\"#fig-halfway\">Figure");
  }

  /** What a hypothesis was about is stored with it. */
  @Test
  void theReportCanBeMadeWhereTheMetricIsMissing() throws Exception {
    output("", ExitCode.DONE, "report", "reports/own-classes", "--to", "without");
    assertThat(Files.readString(folder.resolve("without/index.html")))
        .contains("Late dropout changes nothing before it sets in")
        .doesNotContain("Halfway loss, nats", "id=\"halfway\"");
  }
}
