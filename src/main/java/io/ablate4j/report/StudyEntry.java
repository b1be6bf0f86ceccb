package io.ablate4j.report;

import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.report.section.Verdicts;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A study as the page over all studies shows it; texts are not yet escaped.
 *
 * @param name of the study
 * @param link to its report, relative to the page, with forward slashes and percent escapes
 * @param date of the last trial, such as 2026-01-31; of a running study when it was seen running;
 *     empty if unknown
 * @param state "complete", "partial" or "running"
 * @param trials such as "45 of 48"
 * @param verdicts short sentences, decided ones first; may be empty
 */
public record StudyEntry(
    String name, String link, String date, String state, String trials, List<String> verdicts) {
  private static final int MOST_VERDICTS = 6;
  private static final int DATE_LENGTH = 10;

  public StudyEntry {
    Objects.requireNonNull(name, "name");
    verdicts = List.copyOf(verdicts);
  }

  /**
   * Of what came of a study.
   *
   * @param folder name of its folder beside the page
   */
  public static StudyEntry of(StudySummary summary, String folder) {
    return new StudyEntry(
        summary.study(),
        link(folder),
        summary.runningAt().isPresent()
            ? summary.runningInWords()
            : summary.lastTrial().map(StudyEntry::date).orElse(""),
        summary.state(),
        summary.trials().completed() + " of " + summary.trials().planned(),
        verdicts(summary.hypotheses()));
  }

  /**
   * Of a report, by the summary beside it: the page over all studies has not to read and analyse
   * every store, and says of each study what the report says that it links to. Of a report without
   * one, by what the page itself carries.
   *
   * @param folder name of the report's folder beside the page
   * @return empty if it is no report of ours, or one of a version that carried nothing
   * @throws IOException if it cannot be read
   */
  public static Optional<StudyEntry> ofReport(Path report, String folder) throws IOException {
    Optional<StudySummary> summary = SummaryFile.read(report);
    return summary.isPresent()
        ? summary.map(found -> of(found, folder))
        : CarriedEntry.read(report, folder);
  }

  private static String date(String time) {
    return time.length() < DATE_LENGTH ? "" : time.substring(0, DATE_LENGTH);
  }

  private static List<String> verdicts(List<StudySummary.Result> results) {
    List<String> sentences = new ArrayList<>();
    for (Verdict verdict : List.of(Verdict.SUPPORTED, Verdict.REFUTED, Verdict.EQUIVALENT)) {
      results.stream()
          .filter(result -> result.verdict() == verdict)
          .forEach(result -> sentences.add(verdict.word() + ": " + result.claim()));
    }
    List<String> shown =
        new ArrayList<>(sentences.subList(0, Math.min(MOST_VERDICTS, sentences.size())));
    if (!results.isEmpty()) {
      shown.add(
          "in all: " + Verdicts.count(results.stream().map(StudySummary.Result::verdict).toList()));
    }
    return shown;
  }

  /** The dot keeps a colon in the name from ending a scheme. */
  static String link(String folder) {
    try {
      return new URI(null, null, "./" + folder + "/index.html", null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(folder, e);
    }
  }
}
