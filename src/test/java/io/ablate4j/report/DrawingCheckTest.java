package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ablate4j.analysis.SyntheticStudy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawingCheckTest {
  @TempDir private Path folder;

  @Test
  void aFigureIsDrawn() {
    assertThat(DrawingCheck.run()).isGreaterThan(500);
  }

  @Test
  void withoutFontconfigTheReportHasTheSameBytes() throws Exception {
    assumeLinux();
    Launched run = launch(broken("libfontconfig.so.1", "libfontconfig.so"));
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.report()).isEqualTo(here());
  }

  @Test
  void withoutAnyFontTheReportHasTheSameBytes() throws Exception {
    assumeLinux();
    Path settings =
        Files.writeString(
            folder.resolve("fonts.conf"),
            "<?xml version=\"1.0\"?><fontconfig><dir>/nonexistent</dir></fontconfig>");
    Launched run = launch(Map.of("FONTCONFIG_FILE", settings.toString()));
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.report()).isEqualTo(here());
  }

  @Test
  void withoutAwtsFontLibrariesTheReportHasTheSameBytes() throws Exception {
    assumeLinux();
    Map<String, String> missing =
        broken("libfreetype.so.6", "libfreetype.so", "libfontconfig.so.1", "libfontconfig.so");
    Launched run = launch(missing);
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.report()).isEqualTo(here());
  }

  @Test
  void withoutJavasDrawingLibraryTheReportHasItsNumbersAndSaysWhatIsMissing() throws Exception {
    Launched run =
        launch(
            Map.of(),
            "--limit-modules",
            "java.base,java.logging,java.management,java.naming,java.sql,java.xml,jdk.unsupported");
    assertThat(run.exitCode()).as(run.output()).isZero();
    Page page = Page.of(run.report());
    assertThat(run.report()).doesNotContain("role=\"img\"");
    assertThat(page.all("figure", "")).hasSameSizeAs(Page.of(here()).all("figure", ""));
    assertThat(page.all("td", "").stream().map(Page::text))
        .isEqualTo(Page.of(here()).all("td", "").stream().map(Page::text).toList());
    assertThat(page.all("p", "empty").stream().map(Page::text))
        .isNotEmpty()
        .allMatch(text -> text.startsWith("This cannot be drawn by the Java that made the report"));
  }

  private static void assumeLinux() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    assumeTrue(system.contains("linux"), "only known how to take libraries away on Linux");
  }

  private static String here() {
    return HtmlReport.render(new SyntheticStudy.Builder().build().analysis());
  }

  /** Libraries of these names are found first, and cannot be loaded. */
  private Map<String, String> broken(String... libraries) throws IOException {
    Path place = Files.createDirectory(folder.resolve("broken"));
    for (String library : libraries) {
      Files.createFile(place.resolve(library));
    }
    return Map.of("LD_LIBRARY_PATH", place.toString());
  }

  private record Launched(int exitCode, String output, Path file) {
    String report() throws IOException {
      return Files.readString(file, StandardCharsets.UTF_8);
    }
  }

  private Launched launch(Map<String, String> environment, String... flags)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Path report = folder.resolve("index.html");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(
        List.of(
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            ReportMain.class.getName(),
            report.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(new TreeMap<>(environment));
    Process process = builder.start();
    if (!process.waitFor(30, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("no report after half an hour: " + Files.readString(output));
    }
    return new Launched(process.exitValue(), Files.readString(output), report);
  }
}
