package io.ablate4j.report;

import static io.ablate4j.report.PlantedStudy.prediction;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.report.PlantedStudy.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryFileTest {
  @TempDir private Path folder;

  private Path page() {
    return folder.resolve("index.html");
  }

  private Path file() {
    return folder.resolve("summary.json");
  }

  private static PlantedStudy claimed(int seeds) {
    return PlantedStudy.withEffects()
        .seeds(seeds)
        .claim(
            "slow", "b", prediction("dropout", ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER))
        .claim("fast", "a", prediction("both", ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER));
  }

  @Test
  void itHasWhatCameOfTheStudyAsData() throws IOException {
    HtmlReport.write(claimed(8).analysis(), page());
    JsonNode root = new ObjectMapper().readTree(file().toFile());
    List<String> keys = new ArrayList<>();
    root.fieldNames().forEachRemaining(keys::add);
    assertThat(keys)
        .containsExactly(
            "schema",
            "study",
            "studyFileSha256",
            "pageSha256",
            "state",
            "lastTrial",
            "trials",
            "hypotheses");
    assertThat(root.get("schema").intValue()).isEqualTo(1);
    assertThat(root.get("study").textValue()).isEqualTo("planted");
    assertThat(root.get("state").textValue()).isEqualTo("complete");
    assertThat(root.get("lastTrial").textValue()).startsWith("2026-01-09T");
    assertThat(root.get("trials").toString())
        .isEqualTo(
            "{\"planned\":128,\"completed\":128,\"diverged\":0,\"failed\":0,\"notRun\":0,"
                + "\"unplanned\":0}");
    JsonNode slow = root.get("hypotheses").get(0);
    assertThat(slow.get("claim").textValue()).isEqualTo("slow");
    assertThat(slow.get("family").textValue()).isEqualTo("b");
    assertThat(slow.get("verdict").textValue()).isEqualTo("refuted");
    assertThat(slow.get("pAdjusted").doubleValue()).isBetween(1e-9, .05);
    assertThat(root.get("hypotheses")).hasSize(2);
  }

  @Test
  void whatIsWrittenIsReadBackAndTheSameRowsGiveTheSameBytes() throws IOException {
    PlantedStudy study = claimed(2).name("100 % \"é\" <b> & 🙂 \u202e");
    HtmlReport.write(study.analysis(), page());
    String first = Files.readString(file());
    assertThat(SummaryFile.read(page())).contains(StudySummary.of(study.analysis()));
    HtmlReport.write(study.analysis(), page());
    assertThat(file()).content().isEqualTo(first).isASCII().endsWith("}\n").doesNotContain("\r");
  }

  @Test
  void ofARunningStudyItSaysWhenThatWas() throws IOException {
    Instant now = Instant.parse("2026-01-31T10:15:42.5Z");
    HtmlReport.writeRunning(claimed(2).analysis(), now, page());
    StudySummary summary = SummaryFile.read(page()).orElseThrow();
    assertThat(summary.state()).isEqualTo("running");
    assertThat(summary.runningAt()).contains(Instant.parse("2026-01-31T10:15:00Z"));
    assertThat(StudyEntry.of(summary, "x").date()).isEqualTo("2026-01-31 10:15 UTC");
  }

  @Test
  void whatIsNotKnownHasNoKey() throws IOException {
    HtmlReport.write(claimed(8).fate(trial -> Fate.DOES_NOT_RUN).analysis(), page());
    assertThat(file()).content().doesNotContain("pAdjusted", "lastTrial", "null", "runningAt");
    StudySummary summary = SummaryFile.read(page()).orElseThrow();
    assertThat(summary.lastTrial()).isEmpty();
    assertThat(summary.hypotheses()).allMatch(result -> result.adjusted().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "schema": 1|"schema": 2
          "schema": 1|"other": 1
          "completed": 32|"completed": 31
          "completed": 32|"completed": 32.5
          "planned": 32|"planned": -32
          "refuted"|"a verdict of a later version"
          "hypotheses": [|"hypothesis": [
          "claim": "slow"|"claim": 5
          }|
          """)
  void whatCannotBeReadIsPassedOverAndThePageSpeaksForItself(String text, String instead)
      throws IOException {
    HtmlReport.write(claimed(2).analysis(), page());
    StudyEntry before = StudyEntry.ofReport(page(), "x").orElseThrow();
    String json = Files.readString(file()).replace("insufficient data", "refuted");
    Files.writeString(file(), json);
    assertThat(SummaryFile.read(page())).as("as it is").isPresent();
    assertThat(json).contains(text);
    Files.writeString(file(), json.replace(text, instead == null ? "" : instead));
    assertThat(SummaryFile.read(page())).isEmpty();
    assertThat(StudyEntry.ofReport(page(), "x")).contains(before);
  }

  @Test
  void aPageOfAnEarlierVersionIsListedByWhatItCarries() throws IOException {
    HtmlReport.write(claimed(8).analysis(), page());
    Optional<StudyEntry> entry = StudyEntry.ofReport(page(), "x");
    Files.delete(file());
    assertThat(SummaryFile.read(page())).isEmpty();
    assertThat(StudyEntry.ofReport(page(), "x")).isEqualTo(entry).isPresent();
  }

  /** An earlier version, which knows of no summary, has written the page again. */
  @Test
  void aSummaryOfAnotherPageIsNotBelieved() throws IOException {
    HtmlReport.write(claimed(2).analysis(), page());
    String stale = Files.readString(file());
    HtmlReport.write(claimed(8).name("renamed").analysis(), page());
    Files.writeString(file(), stale);
    assertThat(SummaryFile.read(page())).isEmpty();
    StudyEntry entry = StudyEntry.ofReport(page(), "x").orElseThrow();
    assertThat(entry.name()).isEqualTo("renamed");
    assertThat(entry.trials()).isEqualTo("128 of 128");
  }
}
