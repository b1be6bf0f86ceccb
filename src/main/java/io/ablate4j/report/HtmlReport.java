package io.ablate4j.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.ablate4j.analysis.StudyAnalysis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The report of a study: one HTML file that needs no other and no network. */
public final class HtmlReport {
  private static final String TEMPLATES = "io.ablate4j.report.template";

  private HtmlReport() {}

  /**
   * Writes the report, UTF-8 with LF; a reader sees the old file or the new one, never a part.
   *
   * @param indexHtml replaced if it is there; its folder is created if missing
   * @throws IOException if it cannot be written
   * @throws NoFontsException if charts cannot be drawn with this Java
   */
  public static void write(StudyAnalysis analysis, Path indexHtml) throws IOException {
    Path folder = indexHtml.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(indexHtml.getFileName() + ".unfinished");
    try {
      Files.writeString(unfinished, render(analysis), StandardCharsets.UTF_8);
      Files.move(
          unfinished,
          indexHtml,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** The page as text; the same analysis gives the same text. */
  static String render(StudyAnalysis analysis) {
    ChartFont.ofSize(1); // first, so that where it fails it is told as what it is
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlReport.class.getClassLoader(), TEMPLATES);
    engine.setTrimControlStructures(true);
    StringOutput out = new StringOutput(1 << 20);
    engine.render("report.jte", ReportPages.of(analysis), out);
    return out.toString();
  }
}
