package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.export.TidyCsv;
import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.DerivedMetrics;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Hypothesis.Joined;
import io.ablate4j.hypothesis.Point;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Reducers;
import io.ablate4j.report.HtmlReport;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that a hypothesis can compare comes to a verdict that can be read and exported. */
class FormsOnThePageTest {
  @TempDir Path folder;

  private static Prediction part(Compared compared, ContrastMetric metric, Expectation expect) {
    return new Prediction(
        compared, metric, expect, metric.defaultMargin(), Map.of(), Optional.empty());
  }

  private static Hypothesis claim(String claim, Joined joined, Prediction... parts) {
    return new Hypothesis(claim, claim, claim, joined, List.of(parts));
  }

  private static List<Hypothesis> claims() {
    Compared arms = new Prediction.Pair("regularization", "batch-norm", "none");
    Compared number = new Compared.AgainstNumber("regularization", "batch-norm", .5);
    Compared readings =
        new Compared.Readings(ContrastMetric.PROBE_TRAIN_ACCURACY, ContrastMetric.TEST_ACCURACY);
    ContrastMetric accuracy = ContrastMetric.TEST_ACCURACY;
    List<Hypothesis> all = new ArrayList<>();
    all.add(claim("differs", Joined.ALL_OF, part(arms, accuracy, Expectation.DIFFERS)));
    all.add(
        claim(
            "any",
            Joined.ANY_OF,
            part(arms, accuracy, Expectation.HIGHER),
            part(arms, accuracy, Expectation.LOWER)));
    all.add(claim("number", Joined.ALL_OF, part(number, accuracy, Expectation.HIGHER)));
    all.add(claim("kept", Joined.ALL_OF, part(number, accuracy, Expectation.AT_LEAST)));
    all.add(claim("broken", Joined.ALL_OF, part(number, accuracy, Expectation.AT_MOST)));
    // None of them gets to the target in its 100 steps.
    Compared slow = new Compared.AgainstNumber("regularization", "none", 30);
    all.add(
        claim(
            "slow", Joined.ALL_OF, part(slow, ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER)));
    all.add(claim("readings", Joined.ALL_OF, part(readings, readings(), Expectation.HIGHER)));
    all.add(
        claim(
            "point",
            Joined.ALL_OF,
            part(
                arms,
                DerivedMetrics.at(accuracy, Point.ofWord("max").orElseThrow()),
                Expectation.HIGHER)));
    Reducers.all()
        .forEach(
            reducer ->
                all.add(
                    claim(
                        reducer.word(),
                        Joined.ALL_OF,
                        part(
                            arms,
                            DerivedMetrics.over(
                                reducer.metric().orElse(accuracy), "batchSize", reducer),
                            Expectation.HIGHER))));
    all.add(
        claim(
            "reached",
            Joined.ALL_OF,
            part(arms, ContrastMetric.REACHED_TARGET, Expectation.HIGHER)));
    return all;
  }

  private static ContrastMetric readings() {
    return ContrastMetric.PROBE_TRAIN_ACCURACY;
  }

  private static PlantedRows rows() {
    PlantedRows rows = new PlantedRows();
    for (int seed = 1; seed <= 8; seed++) {
      for (int batch : new int[] {8, 32}) {
        for (String arm : List.of("none", "batch-norm")) {
          Cell cell = cell("mlp", arm, batch);
          double test =
              .7 + .01 * seed + (arm.equals("none") ? 0 : .05) + (batch == 8 ? 0 : .001 * seed);
          rows.measured(
              cell,
              seed,
              new Measurement(Metric.ACCURACY, Split.TEST, 1, 50, test - .1),
              new Measurement(Metric.ACCURACY, Split.TEST, 2, 100, test),
              new Measurement(Metric.ACCURACY, Split.TRAIN, 2, 100, test + .02),
              new Measurement(Metric.CHECK_ACCURACY, Split.VALIDATION, 1, 1, .1),
              new Measurement(
                  Metric.CHECK_ACCURACY, Split.VALIDATION, 2, 50, arm.equals("none") ? .1 : .9),
              new Measurement(
                  Metric.CHECK_ACCURACY, Split.VALIDATION, 2, 100, arm.equals("none") ? .1 : .9));
        }
      }
    }
    return rows;
  }

  @Test
  void everyFormIsReportedAndExported() throws IOException {
    StudyRows rows = rows().rows(claims().toArray(Hypothesis[]::new));
    StudyAnalysis analysis = StudyAnalysis.of(rows);
    HtmlReport.write(analysis, folder.resolve("index.html"));
    String page =
        Files.readString(folder.resolve("index.html"))
            .replaceAll("(?s)<script.*?</script>", "")
            .replace('\u00a0', ' ')
            .replace("became NaN", ""); // the methods tell of losses
    assertThat(page)
        .contains("Test accuracy, batch-norm against none (expected different): +5.0 points")
        .contains("one of its parts is enough")
        .contains("Test accuracy, batch-norm against 50 % (expected higher): +")
        .contains("(expected at least 50 % in every trial): all 16 trials keep to it; the smallest")
        .contains(
            "(expected at most 50 % in every trial): 16 of 16 trials go beyond it; the largest")
        .contains("Training accuracy against test accuracy (expected higher): +2.0 points")
        .contains("Test accuracy at its highest, batch-norm against none (expected higher): +5.0")
        .contains("Worst test accuracy over batch size, batch-norm against none")
        .contains("Largest stable batch size, batch-norm against none (expected higher): ")
        .contains("none against 30 (expected lower): 3.33 times or more, 8 seeds (16 trials short")
        .contains("Largest trainable batch size, batch-norm against none (expected higher): ")
        .contains("Share of trials that reach the target, batch-norm against none")
        .doesNotContain("NaN");
    TidyCsv.write(analysis, rows.results(), folder);
    List<String> lines = Files.readAllLines(folder.resolve("hypotheses.csv"));
    assertThat(lines).hasSize(claims().size() + 2); // the header, and a second part
    assertThat(lines).filteredOn(line -> line.startsWith("kept,")).hasSize(1);
    assertThat(analysis.hypotheses())
        .filteredOn(result -> result.verdict().word().equals("supported"))
        .extracting(result -> result.hypothesis().id())
        .containsExactly(
            "differs",
            "any",
            "number",
            "kept",
            "readings",
            "point",
            "mean",
            "worst",
            "share-reached",
            "largest-stable",
            "largest-trainable",
            "reached");
  }
}
