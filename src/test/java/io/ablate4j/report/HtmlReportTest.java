package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.NonBreakingSpaces;
import io.ablate4j.report.words.Numbers;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord.ProbeRecord;
import io.ablate4j.trial.TargetLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  @TempDir private Path folder;

  private static List<String> all(String regex, String html) {
    return Pattern.compile(regex).matcher(html).results().map(m -> m.group(1)).toList();
  }

  /** What a table shows, without its tags. */
  private static List<String> rows(String html) {
    return Pattern.compile("<tr[^>]*>(.*?)</tr>", Pattern.DOTALL)
        .matcher(html)
        .results()
        .map((MatchResult m) -> m.group(1).replaceAll("<[^>]+>", "|").replaceAll("\\|+", "|"))
        .toList();
  }

  @Test
  void every_cell_is_in_it_with_the_numbers_of_the_analysis() {
    StudyAnalysis analysis = new SyntheticStudy.Builder().build().analysis();
    List<String> rows = rows(HtmlReport.render(analysis));
    for (CellSummary cell : analysis.cells()) {
      String names =
          "|"
              + cell.cell().level("model")
              + "|"
              + Roles.batchSize(cell.cell())
              + "|"
              + cell.cell().level("regularization")
              + "|"
              + cell.completed()
              + " of "
              + cell.planned()
              + "|";
      String test =
          "|" + Numbers.spread(cell.spread(TrialColumn.TEST_ACCURACY), Numbers::percent) + "|";
      assertThat(rows).anyMatch(row -> row.startsWith(names) && row.contains(test));
    }
  }

  @Test
  void every_trial_is_in_it_even_one_that_diverged_failed_or_did_not_run() {
    StudyAnalysis analysis = new SyntheticStudy.Builder().build().analysis();
    String html = HtmlReport.render(analysis);
    for (TrialSummary trial : analysis.trials()) {
      assertThat(html).contains(trial.planned().key().shortForm());
    }
    assertThat(html)
        .contains("diverged: loss is NaN")
        .contains("failed: the worker ran out of memory")
        .contains(">not run<")
        .contains("◐ partial")
        .contains("<b>45 of 48</b>");
  }

  @Test
  void no_two_elements_share_an_id_and_every_reference_has_its_element() {
    String html = HtmlReport.render(new SyntheticStudy.Builder().build().analysis());
    List<String> ids = all("\\sid=\"([^\"]+)\"", html);
    assertThat(ids).doesNotHaveDuplicates().contains("fig-steps-1-t", "fig-curves-4-d");
    assertThat(ids).containsAll(all("url\\(#([^)]+)\\)", html));
    assertThat(ids).containsAll(all("href=\"#([^\"]+)\"", html));
    assertThat(ids)
        .containsAll(
            all("aria-labelledby=\"([^\"]+)\"", html).stream()
                .flatMap(refs -> Stream.of(refs.split(" ")))
                .toList());
  }

  @Test
  void every_chart_tells_its_title_and_no_number_in_it_is_undefined() {
    String html = HtmlReport.render(new SyntheticStudy.Builder().build().analysis());
    List<String> charts = all("(?s)(<svg[^>]* role=\"img\".*?</svg>)", html);
    // Steps, throughput, accuracy, two gaps, their seeds, profile, map, interaction and two over
    // the batch size by model; curves by model and batch.
    assertThat(charts).hasSizeGreaterThanOrEqualTo(11 * 2 + 4); // more with another section
    assertThat(charts)
        .allSatisfy(
            chart ->
                assertThat(chart)
                    .containsPattern("<title id=\"[^\"]+\">[^<]+</title><desc id=\"[^\"]+\">[^<]+<")
                    .doesNotContain("NaN")
                    .doesNotContain("Infinity"));
  }

  @Test
  void probes_have_a_section_over_the_steps_and_against_the_control() {
    StudyAnalysis analysis =
        new SyntheticStudy.Builder()
            .probes(
                new ProbeRecord("dead-units", "share", false, .005, "share of units that are < 1"),
                // Named so that it could take the place of a figure of the other.
                new ProbeRecord("d-2", "ratio", true, .05, "a norm"),
                new ProbeRecord("d", "number", true, .1, "a number"),
                new ProbeRecord("e", "nats", true, .1, "a loss"))
            .build()
            .analysis();
    String html = HtmlReport.render(analysis);
    assertThat(all("\\sid=\"([^\"]+)\"", html))
        .doesNotHaveDuplicates()
        .contains("fig-probe-dead-units-4-t", "fig-probed-dead-units-2-t", "fig-probed-d-2-2-t")
        .containsAll(all("href=\"#([^\"]+)\"", html));
    assertThat(html)
        .contains("The probe dead-units measures: share of units that are &lt; 1. It is shown")
        .contains("dead-units: share of units that are &lt; 1; d-2: a norm");
    CellSummary cell = analysis.cells().get(1);
    double mean = cell.spread(analysis.probes().get(0)).mean().orElseThrow();
    assertThat(rows(html))
        .anyMatch(
            row ->
                row.startsWith("|mlp, batch 64|none|")
                    && row.contains("|" + String.format(Locale.ROOT, "%.1f [", 100 * mean)));
    for (String arm : List.of("batch-norm", "dropout", "both")) {
      for (ContrastMetric probe : analysis.probes()) {
        EstimateText reported =
            EstimateText.of(
                analysis.cellEffects(arm, probe).get(0).contrast().effect(), probe.scale());
        assertThat(html).contains(reported.value().replace("-", "\u2212"));
      }
    }
  }

  @Test
  void the_same_rows_give_the_same_bytes_in_any_locale() throws IOException {
    SyntheticStudy rows = new SyntheticStudy.Builder().build();
    HtmlReport.write(rows.analysis(), folder.resolve("new/index.html"));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      HtmlReport.write(rows.analysis(), folder.resolve("again.html"));
    } finally {
      Locale.setDefault(before);
    }
    byte[] bytes = Files.readAllBytes(folder.resolve("new/index.html"));
    assertThat(bytes).isEqualTo(Files.readAllBytes(folder.resolve("again.html")));
    assertThat(bytes).doesNotContain('\r');
    Path summary = folder.resolve("new/summary.json");
    assertThat(summary).hasSameBinaryContentAs(folder.resolve("summary.json"));
    try (Stream<Path> files = Files.list(folder.resolve("new"))) {
      assertThat(files).containsExactlyInAnyOrder(folder.resolve("new/index.html"), summary);
    }
  }

  @Test
  void several_may_write_one_page_at_the_same_time_and_nobody_reads_a_part(@TempDir Path folder)
      throws Exception {
    Path page = folder.resolve("index.html");
    Path dead = Files.writeString(folder.resolve("index.html.dead.unfinished"), "half");
    Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path alive = Files.writeString(folder.resolve("index.html.alive.unfinished"), "half");
    HtmlReport.replace(page, "a".repeat(100_000));
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (char letter : "abcd".toCharArray()) {
        all.add(
            writers.submit(
                () -> {
                  for (int time = 0; time < 50; time++) {
                    HtmlReport.replace(page, String.valueOf(letter).repeat(100_000));
                    assertThat(Files.readString(page)).matches("(.)\\1{99999}");
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      writers.shutdownNow();
    }
    assertThat(folder).isDirectoryNotContaining(file -> file.equals(dead));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(page, alive);
    }
  }

  @Test
  void it_asks_the_network_for_nothing() {
    String html = HtmlReport.render(new SyntheticStudy.Builder().build().analysis());
    assertThat(html)
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("<script ") // one without an address is all there is
        .doesNotContain(" src=")
        .doesNotContain("@import")
        .doesNotContain("<link");
  }

  @Test
  void hostile_names_show_as_text() {
    String evil = "</script><img src=x onerror=\"alert('1')\"> 🎉 &amp;";
    String html =
        HtmlReport.render(
            new SyntheticStudy.Builder()
                .name(evil)
                .description(evil)
                .models(evil, "${x} @if(true)")
                .regularizations("none", "</svg>\"'")
                .build()
                .analysis());
    assertThat(html).doesNotContain("<img").doesNotContain("</svg>\"'");
    assertThat(html.split("</script", -1)).as("around the page's own script").hasSize(2);
    assertThat(html)
        .contains("&lt;/script&gt;")
        .contains("🎉 &amp;amp;")
        .contains("${x} @if(true)");
  }

  @Test
  void a_study_of_which_nothing_has_run_says_so_and_draws_nothing() {
    String html = HtmlReport.render(new SyntheticStudy.Builder().notRun().build().analysis());
    assertThat(html)
        .contains("Nothing to draw: no value is known yet.")
        .contains("Nothing has run yet.")
        .doesNotContain("role=\"img\"");
  }

  @Test
  void a_study_that_varies_the_learning_rate_alone_has_it_to_the_right() {
    String html =
        HtmlReport.render(
            new SyntheticStudy.Builder()
                .batchSizes(32)
                .learningRates(.001, .01)
                .withoutMishaps()
                .build()
                .analysis());
    assertThat(html).contains("; learning rate 0.01: ");
    assertThat(rows(html)).anyMatch(row -> row.startsWith("|mlp|32|0.01|dropout|3 of 3|"));
    assertThat(html).contains("<p>cnn, batch 32, learning rate 0.01</p>");
  }

  @Test
  void a_study_that_varies_both_has_a_panel_a_model_and_learning_rate() {
    String html =
        HtmlReport.render(new SyntheticStudy.Builder().learningRates(.001, .01).build().analysis());
    assertThat(html).contains("<p>mlp, learning rate 0.01</p>").contains("; batch size 64: ");
  }

  @Test
  void a_single_seed_has_no_standard_deviation() {
    StudyAnalysis analysis =
        new SyntheticStudy.Builder().seeds(1).withoutMishaps().build().analysis();
    String html = HtmlReport.render(analysis);
    double test = analysis.cells().get(0).spread(TrialColumn.TEST_ACCURACY).mean().getAsDouble();
    assertThat(rows(html))
        .anyMatch(row -> row.startsWith("|mlp|16|none|1 of 1|" + Numbers.percent(test) + "|"));
    assertThat(html).contains("✓ complete");
  }

  @Test
  void without_a_target_of_its_own_a_study_has_one_a_model() {
    StudyAnalysis analysis = new SyntheticStudy.Builder().noTarget().build().analysis();
    double cnn = analysis.targets().get("cnn").value(TargetLevel.MAIN).getAsDouble();
    assertThat(HtmlReport.render(analysis))
        .contains(
            NonBreakingSpaces.in(
                "cnn: "
                    + Numbers.percent(cnn)
                    + " %, 98 % of the median best validation accuracy of none over 6 trials"))
        .contains("fig-steps");
    assertThat(
            HtmlReport.render(new SyntheticStudy.Builder().noTarget().notRun().build().analysis()))
        .contains("mlp: not estimable: no trial of none has completed")
        .contains("There is no target yet")
        .doesNotContain("fig-steps");
  }

  @Test
  void a_thousand_trials_of_fifty_epochs_fit_in_five_megabytes() {
    StudyAnalysis analysis =
        new SyntheticStudy.Builder()
            .models("mlp", "cnn", "inception")
            .batchSizes(8, 32, 128)
            .seeds(28)
            .epochs(50)
            .build()
            .analysis();
    assertThat(analysis.trials()).hasSizeGreaterThan(1000);
    String html = HtmlReport.render(analysis);
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(5_000_000);
  }

  @Test
  void a_grid_as_large_as_the_quickstart_fits_in_three_megabytes() {
    String html =
        HtmlReport.render(
            new SyntheticStudy.Builder()
                .models("mlp", "cnn", "inception")
                .seeds(8)
                .epochs(8)
                .build()
                .analysis());
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(3_000_000);
  }
}
