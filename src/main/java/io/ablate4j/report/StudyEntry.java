package io.ablate4j.report;

import io.ablate4j.analysis.HypothesisResult;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.report.section.Verdicts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A study as the page over all studies tells of it; texts are not yet escaped.
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
  private static final int TEXTS = 4;
  private static final int HEAD_BYTES = 16_384;
  private static final Pattern CARRIED =
      Pattern.compile("<html lang=\"en\" data-entry=\"([^\"]*)\"");

  public StudyEntry {
    Objects.requireNonNull(name, "name");
    verdicts = List.copyOf(verdicts);
  }

  /**
   * Of an analysed study.
   *
   * @param folder name of its folder beside the page
   */
  public static StudyEntry of(StudyAnalysis analysis, String folder) {
    String last =
        analysis.trials().stream()
            .flatMap(t -> t.provenance().stream())
            .map(p -> p.facts().getOrDefault("finished", ""))
            .max(String::compareTo)
            .orElse("");
    return new StudyEntry(
        analysis.study().name(),
        link(folder),
        last.length() < DATE_LENGTH ? "" : last.substring(0, DATE_LENGTH),
        analysis.status().word(),
        analysis.status().completed() + " of " + analysis.status().planned(),
        verdicts(analysis.hypotheses()));
  }

  /**
   * Of a report, which carries it at its beginning: the page over all studies has not to read and
   * analyse every store, and says of each study what the report says that it links to.
   *
   * @param folder name of the report's folder beside the page
   * @return empty if it is no report of ours, or one of a version that carried nothing
   * @throws IOException if it cannot be read
   */
  public static Optional<StudyEntry> ofReport(Path report, String folder) throws IOException {
    String head;
    try (InputStream in = Files.newInputStream(report)) {
      head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
    }
    Matcher carried = CARRIED.matcher(head);
    if (!carried.find()) {
      return Optional.empty();
    }
    List<String> texts =
        Stream.of(carried.group(1).split(" ", -1))
            .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8))
            .toList();
    return texts.size() < TEXTS
        ? Optional.empty()
        : Optional.of(
            new StudyEntry(
                texts.get(0),
                link(folder),
                texts.get(1),
                texts.get(2),
                texts.get(3),
                texts.subList(TEXTS, texts.size())));
  }

  /**
   * The same of a study that was running.
   *
   * @param when it was, such as "2026-01-31 10:15 UTC"
   */
  StudyEntry running(String when) {
    return new StudyEntry(name, link, when, "running", trials, verdicts);
  }

  /** What a report carries for {@link #ofReport}: texts in percent escapes, a space between two. */
  String carried() {
    return Stream.concat(Stream.of(name, date, state, trials), verdicts.stream())
        .map(text -> URLEncoder.encode(text, StandardCharsets.UTF_8))
        .collect(Collectors.joining(" "));
  }

  private static List<String> verdicts(List<HypothesisResult> results) {
    List<String> sentences = new ArrayList<>();
    for (Verdict verdict : List.of(Verdict.SUPPORTED, Verdict.REFUTED, Verdict.EQUIVALENT)) {
      results.stream()
          .filter(r -> r.verdict() == verdict)
          .forEach(r -> sentences.add(verdict.word() + ": " + r.hypothesis().claim()));
    }
    List<String> shown =
        new ArrayList<>(sentences.subList(0, Math.min(MOST_VERDICTS, sentences.size())));
    if (!results.isEmpty()) {
      shown.add("in all: " + Verdicts.count(results));
    }
    return shown;
  }

  /** The dot keeps a colon in the name from ending a scheme. */
  private static String link(String folder) {
    try {
      return new URI(null, null, "./" + folder + "/index.html", null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(folder, e);
    }
  }
}
