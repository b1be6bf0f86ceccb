package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.folder.Overview;
import io.ablate4j.folder.StoredStudy;
import io.ablate4j.folder.StudyFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewTest {
  @TempDir private Path reports;

  private Path page() {
    return reports.resolve("index.html");
  }

  private static void report(StudyFolder folder) {
    StringWriter out = new StringWriter();
    int code =
        CommandLineInterface.execute(
            new PrintWriter(out, true),
            new PrintWriter(out, true),
            "report",
            folder.path().toString());
    assertThat(code).as(out.toString()).isZero();
    assertThat(out.toString()).contains("Report: " + folder.report());
  }

  @Test
  void itHasEveryStudyThatHasAReport() throws IOException {
    report(StoredStudy.write(reports.resolve("two words"), "second", 1, 16));
    report(StoredStudy.write(reports.resolve("first"), "first", 2, 5));
    StoredStudy.write(reports.resolve("begun"), "without a report yet", 1, 0);
    Files.createDirectories(reports.resolve("no study"));
    Files.writeString(Files.createDirectories(reports.resolve("broken")).resolve("study.db"), "no");
    Files.writeString(reports.resolve("broken/index.html"), "");
    new Overview(reports).write();
    assertThat(page())
        .content()
        .contains("<a href=\"./first/index.html\">first</a>")
        .contains("<b>◐ partial</b>, 5 of 32 trials completed")
        .contains("<a href=\"./two%20words/index.html\">second</a>")
        .contains("<b>✓ complete</b>, 16 of 16 trials completed")
        .doesNotContain("without a report yet")
        .doesNotContain("broken");
  }

  @Test
  void aReportWritesItAgainButDoesNotBeginIt() throws IOException {
    StudyFolder folder = StoredStudy.write(reports.resolve("one"), "one", 1, 16);
    report(folder);
    assertThat(page()).doesNotExist();
    new Overview(reports).write();
    String before = Files.readString(page());
    StudyFolder other = StoredStudy.write(reports.resolve("other"), "other", 1, 16);
    report(other);
    assertThat(page()).content().isNotEqualTo(before).contains(">other</a>").contains(">one</a>");
  }

  @Test
  void itSaysWhatTheReportsSayAndNeedsTheirStoresNoMore() throws IOException {
    StudyFolder folder = StoredStudy.write(reports.resolve("one"), "a & \"b\" <c>", 1, 5);
    report(folder);
    Files.delete(folder.store());
    new Overview(reports).write();
    assertThat(page())
        .content()
        .contains(">a &amp; \"b\" &lt;c&gt;</a>", "<b>◐ partial</b>, 5 of 16 trials completed");
  }

  @Test
  void aReportOfAnEarlierVersionHasNoSummaryAndIsListedAllTheSame() throws IOException {
    StudyFolder folder = StoredStudy.write(reports.resolve("old"), "old", 1, 5);
    report(folder);
    new Overview(reports).write();
    String before = Files.readString(page());
    assertThat(before).contains("5 of 16 trials completed");
    Files.delete(folder.store());
    Files.delete(folder.path().resolve("summary.json"));
    new Overview(reports).write();
    assertThat(page()).content().isEqualTo(before);
  }

  @Test
  void aReportOfAnEarlierVersionSaysNothingAndItsStoreIsRead() throws IOException {
    StudyFolder folder = StoredStudy.write(reports.resolve("old"), "old", 1, 5);
    report(folder);
    Files.writeString(
        folder.report(),
        Files.readString(folder.report()).replaceFirst(" data-entry=\"[^\"]*\"", ""));
    Files.delete(folder.path().resolve("summary.json"));
    new Overview(reports).write();
    assertThat(page()).content().contains("5 of 16 trials completed");
  }

  @Test
  void aPageOfSomebodyElseStaysAsItIs() throws IOException {
    Files.writeString(page(), "mine");
    report(StoredStudy.write(reports.resolve("one"), "one", 1, 16));
    new Overview(reports).write();
    assertThat(page()).content().isEqualTo("mine");
  }
}
