package io.ablate4j.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ablate4j.analysis.StudyStatus;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.trial.TrialKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;

/**
 * A report's {@code summary.json}: what came of a study as data, for the page over all studies and
 * for programs. It names the page it belongs to by its checksum, so that one which another version
 * has left behind, or which has lost its page, is not believed.
 */
final class SummaryFile {
  static final String NAME = "summary.json";

  /** To be raised by a change that a reader of before would misread; more keys are none. */
  static final int SCHEMA = 1;

  /** ASCII alone: names are others' words, and may hold what no file can, such as half a pair. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final ObjectWriter WRITER = MAPPER.writer(printer());

  private SummaryFile() {}

  /** LF on all systems. */
  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
        .withObjectIndenter(lines)
        .withArrayIndenter(lines);
  }

  /**
   * The text of the file.
   *
   * @param page the text of the page that it stands beside
   */
  static String write(StudySummary summary, String page) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("study", summary.study());
    root.put("studyFileSha256", summary.yamlSha256());
    summary.ablate4j().ifPresent(version -> root.put("ablate4j", version));
    root.put("pageSha256", sha256(page));
    root.put("state", summary.state());
    summary.runningAt().ifPresent(when -> root.put("runningAt", when.toString()));
    summary.lastTrial().ifPresent(when -> root.put("lastTrial", when));
    root.putObject("trials")
        .put("planned", summary.trials().planned())
        .put("completed", summary.trials().completed())
        .put("diverged", summary.trials().diverged())
        .put("failed", summary.trials().failed())
        .put("notRun", summary.trials().notRun())
        .put("unplanned", summary.trials().unplanned());
    ArrayNode hypotheses = root.putArray("hypotheses");
    for (StudySummary.Result result : summary.hypotheses()) {
      ObjectNode node =
          hypotheses
              .addObject()
              .put("id", result.id())
              .put("claim", result.claim())
              .put("family", result.family())
              .put("writtenDown", result.isBeforehand() ? "beforehand" : "exploratory")
              .put("verdict", result.verdict().word());
      result.adjusted().ifPresent(p -> node.put("pAdjusted", p));
    }
    try {
      return WRITER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static String sha256(String page) {
    return TrialKey.ofCanonicalJson(page).sha256();
  }

  /**
   * What stands beside a page.
   *
   * @return empty if there is none that can be read, of this schema and of this very page
   */
  static Optional<StudySummary> read(Path page) {
    Path file = page.resolveSibling(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
      if (root.path("schema").intValue() != SCHEMA
          || !text(root, "pageSha256")
              .equals(sha256(Files.readString(page, StandardCharsets.UTF_8)))) {
        return Optional.empty();
      }
      return Optional.of(summary(root));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty(); // damaged, not for us to read, or somebody else's
    }
  }

  private static StudySummary summary(JsonNode root) {
    JsonNode trials = root.required("trials");
    return new StudySummary(
        text(root, "study"),
        text(root, "studyFileSha256"),
        optional(root, "ablate4j"),
        optional(root, "runningAt").map(Instant::parse),
        optional(root, "lastTrial"),
        new StudyStatus(
            count(trials, "planned"),
            count(trials, "completed"),
            count(trials, "diverged"),
            count(trials, "failed"),
            count(trials, "notRun"),
            count(trials, "unplanned")),
        results(root.required("hypotheses")));
  }

  private static List<StudySummary.Result> results(JsonNode hypotheses) {
    return StreamSupport.stream(hypotheses.spliterator(), false)
        .map(
            node ->
                new StudySummary.Result(
                    text(node, "id"),
                    text(node, "claim"),
                    text(node, "family"),
                    text(node, "writtenDown").equals("beforehand"),
                    verdict(text(node, "verdict")),
                    node.has("pAdjusted")
                        ? OptionalDouble.of(node.get("pAdjusted").doubleValue())
                        : OptionalDouble.empty()))
        .toList();
  }

  private static Verdict verdict(String word) {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no verdict is called " + word));
  }

  private static String text(JsonNode node, String key) {
    return optional(node, key)
        .orElseThrow(() -> new IllegalArgumentException("there is no text " + key));
  }

  private static Optional<String> optional(JsonNode node, String key) {
    return Optional.ofNullable(node.path(key).textValue());
  }

  private static int count(JsonNode node, String key) {
    JsonNode value = node.required(key);
    if (!value.isInt() || value.intValue() < 0) {
      throw new IllegalArgumentException(key + " is no count: " + value);
    }
    return value.intValue();
  }
}
