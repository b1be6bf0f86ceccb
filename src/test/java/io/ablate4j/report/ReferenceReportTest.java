package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.report.words.Numbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** The report that is committed, which nobody makes again on every change. */
class ReferenceReportTest {
  private static final Path FOLDER = Path.of("reports", "reference");

  private static String page() throws IOException {
    return Files.readString(FOLDER.resolve("index.html"), StandardCharsets.UTF_8);
  }

  private static List<CSVRecord> trials() throws IOException {
    return rows("trials.csv");
  }

  private static List<CSVRecord> rows(String file) throws IOException {
    try (CSVParser parser =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(FOLDER.resolve(file)))) {
      return parser.getRecords();
    }
  }

  @Test
  void it_is_of_a_whole_study_with_a_timing_pass_and_at_most_three_megabytes() throws IOException {
    assertThat(page())
        .contains("✓ complete")
        .contains("<b>360 of 360</b>")
        .contains("alone on the machine")
        .doesNotContain("There was no timing pass");
    assertThat(page().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(3_000_000);
  }

  @Test
  void its_summary_is_of_this_page_and_has_the_verdicts_of_its_csv() throws IOException {
    StudySummary summary = SummaryFile.read(FOLDER.resolve("index.html")).orElseThrow();
    assertThat(summary.state()).isEqualTo("complete");
    assertThat(summary.trials().planned()).isEqualTo(360);
    Map<String, String> verdicts = new TreeMap<>();
    rows("hypotheses.csv").forEach(row -> verdicts.put(row.get("claim"), row.get("verdict")));
    assertThat(verdicts).isNotEmpty();
    assertThat(summary.hypotheses())
        .hasSameSizeAs(verdicts.keySet())
        .allMatch(result -> result.verdict().word().equals(verdicts.get(result.claim())))
        .allMatch(StudySummary.Result::isBeforehand);
  }

  @Test
  void its_styles_and_its_script_are_those_of_the_templates() throws IOException {
    assertThat(CommittedReport.html()).contains(CommittedReport.templates());
  }

  @Test
  void the_validator_of_html_finds_nothing_in_it() throws Exception {
    assertThat(ValidHtmlTest.complaints(CommittedReport.html())).isEmpty();
  }

  @Test
  void it_names_no_folder_of_the_machine_it_was_made_on_and_asks_the_network_for_nothing()
      throws IOException {
    assertThat(page())
        .doesNotContainPattern("[\"' >](/[a-z]+/[a-z0-9]|[A-Z]:\\\\)")
        .doesNotContain(" src=")
        .doesNotContain("<link");
  }

  @Test
  void every_trial_of_its_csv_stands_in_its_table_with_its_accuracy() throws IOException {
    String html = page();
    List<CSVRecord> trials = trials();
    assertThat(trials).hasSize(360);
    for (CSVRecord trial : trials) {
      String key = trial.get("trial_key").substring(0, 12);
      String row = html.substring(html.indexOf("<tr id=\"trial-" + key + "\""));
      row = row.substring(0, row.indexOf("</tr>"));
      assertThat(row)
          .containsPattern(
              ">"
                  + Pattern.quote(Numbers.percent(Double.parseDouble(trial.get("test_accuracy"))))
                  + "<");
    }
  }
}
