package io.ablate4j.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report of the reference study, which is committed, and the templates that it is made by. */
final class CommittedReport {
  static final Path FOLDER = Path.of("reports", "reference");

  private CommittedReport() {}

  static Path page() {
    return FOLDER.resolve("index.html");
  }

  /** Its text. */
  static String html() throws IOException {
    return Files.readString(page(), StandardCharsets.UTF_8);
  }

  /** What today's templates write whatever the study: their styles and their script. */
  static List<String> templates() throws IOException {
    return List.of(raw("style"), raw("sections"), raw("script"));
  }

  private static String raw(String template) throws IOException {
    String source = Files.readString(Path.of("src", "main", "jte", template + ".jte"));
    String begin = "@raw\n";
    return source.substring(source.indexOf(begin) + begin.length(), source.lastIndexOf("@endraw"));
  }
}
