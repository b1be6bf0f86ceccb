package io.ablate4j.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.trial.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The report of a study: one HTML file that needs no other and no network; beside it its summary,
 * as data.
 */
public final class HtmlReport {
  private static final String TEMPLATES = "io.ablate4j.report.template";

  /** Characters that the drawings of a page may have, so that the page stays below 3 MB. */
  private static final int FIGURES = 1_800_000;

  private static final String UNFINISHED = ".unfinished";

  private HtmlReport() {}

  /**
   * Makes the sections of a user's, which a report will show.
   *
   * @throws io.ablate4j.problem.ProblemsException if one cannot be loaded, or has the id of another
   */
  public static void loadSections() {
    ReportSections.load();
  }

  /**
   * Writes the report, UTF-8 with LF; a reader sees the old file or the new one, never a part.
   *
   * @param indexHtml replaced if it is there; its folder is created if missing
   * @throws IOException if it cannot be written
   */
  public static void write(StudyAnalysis analysis, Path indexHtml) throws IOException {
    write(render(analysis, Optional.empty(), FIGURES), indexHtml);
  }

  /**
   * Writes the report of a study that this very program is running; it says so.
   *
   * @param now when the rows were read
   * @throws IOException if it cannot be written
   */
  public static void writeRunning(StudyAnalysis analysis, Instant now, Path indexHtml)
      throws IOException {
    write(render(analysis, Optional.of(now), FIGURES), indexHtml);
  }

  /**
   * The drawings before the page that links to them; after it its summary. Drawings that no page
   * needs any more are removed.
   */
  static void write(Rendered rendered, Path indexHtml) throws IOException {
    for (Map.Entry<String, String> figure : rendered.figures().entrySet()) {
      replace(indexHtml.resolveSibling(figure.getKey()), Visible.text(figure.getValue()));
    }
    replace(indexHtml, rendered.html());
    replace(indexHtml.resolveSibling(SummaryFile.NAME), rendered.summary());
    Path folder = indexHtml.resolveSibling(LargeFigures.FOLDER);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> drawings = Files.newDirectoryStream(folder, "fig-*.svg")) {
        for (Path drawing : drawings) {
          String key = LargeFigures.FOLDER + drawing.getFileName();
          if (!rendered.figures().containsKey(key)
              && Files.isRegularFile(drawing)
              && begins(drawing, LargeFigures.MARK)) {
            Files.delete(drawing);
          }
        }
      }
    }
  }

  private static boolean begins(Path file, String mark) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(mark.length()), StandardCharsets.UTF_8).equals(mark);
    }
  }

  /**
   * A page with what did not fit on it.
   *
   * @param summary text of the {@code summary.json} beside it
   * @param figures path relative to the page, and content
   */
  record Rendered(String html, String summary, Map<String, String> figures) {}

  /**
   * A reader sees the old file or the new one, never a part; nor does it matter who else writes it
   * at the same time, as parts of a study do to the page over all studies.
   */
  static void replace(Path indexHtml, String html) throws IOException {
    Path folder = indexHtml.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    try {
      replaceOnce(folder, indexHtml, html);
    } catch (NoSuchFileException e) {
      replaceOnce(folder, indexHtml, html); // this program stood still, and another one collected
    }
    collect(folder, indexHtml.getFileName() + ".*" + UNFINISHED);
  }

  private static void replaceOnce(Path folder, Path indexHtml, String html) throws IOException {
    Path unfinished =
        folder.resolve(indexHtml.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
    try {
      Files.writeString(unfinished, html, StandardCharsets.UTF_8);
      Files.move(
          unfinished,
          indexHtml,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Deletes what writers have left that were killed; others may be at work. */
  private static void collect(Path folder, String names) throws IOException {
    Instant old = Instant.now().minus(1, ChronoUnit.MINUTES);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, names)) {
      for (Path file : left) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException e) {
      // Another writer has finished, or collected it.
    }
  }

  /** The page as text; the same analysis gives the same text. */
  static String render(StudyAnalysis analysis) {
    return render(analysis, Optional.empty(), FIGURES).html();
  }

  /**
   * The page as text.
   *
   * @param runningAt when the study was running; empty if it is not known to run
   * @param budget characters that all drawings of the page may have together
   */
  static Rendered render(StudyAnalysis analysis, Optional<Instant> runningAt, int budget) {
    return render(ReportPages.of(analysis, runningAt, budget), false);
  }

  private static Rendered render(ReportPages pages, boolean brief) {
    String html =
        fill(
            "report.jte",
            Map.of(
                "page", pages.page(), "running", pages.summary().runningInWords(), "brief", brief));
    return new Rendered(
        html, SummaryFile.write(pages.summary(), html), brief ? Map.of() : pages.figures());
  }

  /**
   * Writes the short form of the report: answers, verdicts, methods and threats, without figures
   * and without the table of trials. It is to be shared, a tenth as large.
   *
   * @throws IOException if it cannot be written
   */
  public static void writeBrief(StudyAnalysis analysis, Path indexHtml) throws IOException {
    write(render(ReportPages.of(analysis, Optional.empty(), FIGURES), true), indexHtml);
  }

  /** A template with its parameters. */
  static String fill(String template, Map<String, Object> parameters) {
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlReport.class.getClassLoader(), TEMPLATES);
    engine.setTrimControlStructures(true);
    StringOutput out = new StringOutput(1 << 20);
    engine.render(template, parameters, out);
    // Names and reasons are others' words, wherever on the page they stand.
    return Visible.text(out.toString());
  }
}
