package io.ablate4j.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.report.HtmlReport;
import io.ablate4j.store.SqliteStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportRefreshTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-31T12:00:30Z"), ZoneOffset.UTC);

  @TempDir private Path reports;
  private final StringWriter err = new StringWriter();

  private StudyFolder study(String name, SyntheticStudy rows) {
    StudyFolder folder = new StudyFolder(reports.resolve(name));
    try (SqliteStore store = SqliteStore.open(folder.store())) {
      store.begin(rows.study(), List.of(), rows.planned());
      rows.results().forEach(store::save);
    }
    return folder;
  }

  private StudyFolder study(String name) {
    return study(name, new SyntheticStudy.Builder().name(name).build());
  }

  private String page(StudyFolder folder) throws IOException {
    return Files.readString(folder.report());
  }

  private ReportRefresh refresh(StudyFolder folder) {
    return ReportRefresh.start(folder, new PrintWriter(err, true), NOON);
  }

  @Test
  void theReportOfARunningStudySaysHowOldItIs() throws IOException {
    StudyFolder folder = study("small");
    try (ReportRefresh refresh = refresh(folder)) {
      refresh.write();
    }
    assertThat(page(folder)).contains("◐ running", "was running", "2026-01-31 12:00 UTC");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aRunThatEndsEarlyLeavesTheReportThatTheStoreGives() throws IOException {
    StudyFolder folder = study("small");
    try (ReportRefresh refresh = refresh(folder)) {
      refresh.write();
      refresh.endEarly();
      String left = page(folder);
      assertThat(left).contains("◐ partial").doesNotContain("was running");
      refresh.write();
      assertThat(page(folder)).as("after its end").isEqualTo(left);
      try (var store = folder.openToRead()) {
        HtmlReport.write(folder.analyse(store), folder.report());
      }
      assertThat(page(folder)).isEqualTo(left);
    }
  }

  @Test
  void thePageOverAllStudiesSaysThatItRunsForAsLongAsItDoes() throws IOException {
    StudyFolder folder = study("small");
    Path overview = reports.resolve("index.html");
    try (ReportRefresh refresh = refresh(folder)) {
      refresh.write();
      assertThat(overview)
          .content()
          .contains("◐ running</b>, 45 of 48 trials completed, 2026-01-31 12:00 UTC");
      refresh.endEarly();
      assertThat(overview).content().contains("◐ partial</b>, 45 of 48").doesNotContain("running<");
    }
  }

  @Test
  void whatGoesWrongAtTheEndIsReportedAndHidesNothing() throws IOException {
    StudyFolder folder = study("small");
    try (ReportRefresh refresh = refresh(folder)) {
      refresh.write();
      Files.delete(folder.report());
      Files.createDirectories(folder.report().resolve("in the way"));
      refresh.endEarly();
    }
    assertThat(err.toString()).contains("The report still says that the study is running: ");
  }

  @Test
  void aRunThatEndsBeforeItsFirstReportLeavesOneOfWhatItStored() throws IOException {
    StudyFolder folder = study("small");
    try (ReportRefresh refresh = refresh(folder)) {
      refresh.endEarly();
    }
    assertThat(page(folder)).contains("◐ partial").doesNotContain("was running");
    assertThat(reports.resolve("index.html")).content().contains("45 of 48 trials");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aRunThatEndsBeforeItsFirstTrialLeavesTheFolderAlone() {
    StudyFolder folder = new StudyFolder(reports.resolve("small"));
    SyntheticStudy rows = new SyntheticStudy.Builder().name("small").build();
    try (SqliteStore store = SqliteStore.open(folder.store())) {
      store.begin(rows.study(), List.of(), rows.planned());
    }
    try (ReportRefresh refresh = refresh(folder)) {
      refresh.endEarly();
    }
    assertThat(folder.report()).doesNotExist();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aReportThatCannotBeWrittenIsReportedOnceAndDisturbsNothing() throws IOException {
    StudyFolder folder = study("small");
    Files.createDirectories(folder.report().resolve("in the way"));
    try (ReportRefresh refresh = refresh(folder)) {
      refresh.write();
      refresh.write();
      assertThat(err.toString())
          .containsOnlyOnce("The report is not written while the study runs")
          .contains("\n  Maybe ");
      Files.delete(folder.report().resolve("in the way"));
      Files.delete(folder.report());
      refresh.write();
    }
    assertThat(page(folder)).contains("◐ running");
  }

  @Test
  void thePageOverAllStudiesHasEachWithAReportAndLeavesOutWhatItCannotRead() throws IOException {
    for (String name : new String[] {"first", "second & third"}) {
      StudyFolder folder = study(name);
      try (var store = folder.openToRead()) {
        HtmlReport.write(folder.analyse(store), folder.report());
      }
    }
    Path broken = Files.createDirectories(reports.resolve("broken"));
    Files.writeString(broken.resolve("study.db"), "not a store");
    Files.writeString(broken.resolve("index.html"), "a report");
    new Overview(reports).write();
    assertThat(Files.readString(reports.resolve("index.html")))
        .contains("href=\"./first/index.html\"", ">second &amp; third</a>", "45 of 48 trials")
        .contains("href=\"./second%20&amp;%20third/index.html\"")
        .doesNotContain("broken");
  }

  @Test
  void aPageOfSomebodyElseIsNeverReplaced() throws IOException {
    Path page = Files.writeString(reports.resolve("index.html"), "<title>My site</title>");
    new Overview(reports).write();
    assertThat(page).hasContent("<title>My site</title>");
    Files.delete(page);
    new Overview(reports).writeAgain();
    assertThat(page).doesNotExist();
    new Overview(reports).write();
    study("late");
    new Overview(reports).writeAgain();
    assertThat(page).content().contains("There is no study here yet.");
  }
}
