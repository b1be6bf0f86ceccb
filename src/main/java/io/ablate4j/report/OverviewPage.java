package io.ablate4j.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The page over all studies of a folder. */
public final class OverviewPage {
  /** By this a page of ours is known; nobody else's is ever replaced. */
  private static final String MARK = "<meta name=\"generator\" content=\"ablate4j overview\">";

  private static final int HEAD_BYTES = 4096;

  private OverviewPage() {}

  /**
   * Writes the page, unless there is one that we have not made.
   *
   * @param studies in the order to be shown
   * @return whether it was written
   * @throws IOException if it cannot be
   */
  public static boolean write(List<StudyEntry> studies, Path indexHtml) throws IOException {
    if (Files.exists(indexHtml) && !isOurs(indexHtml)) {
      return false;
    }
    HtmlReport.replace(indexHtml, render(studies));
    return true;
  }

  private static boolean isOurs(Path page) throws IOException {
    try (var in = Files.newInputStream(page)) {
      return new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8).contains(MARK);
    }
  }

  /** The page as text. */
  static String render(List<StudyEntry> studies) {
    return HtmlReport.fill("overview.jte", Map.of("studies", studies));
  }
}
