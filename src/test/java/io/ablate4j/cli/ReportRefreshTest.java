package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.SyntheticStudy;
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
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T10:15:42.5Z"), ZoneOffset.UTC);

  @TempDir private Path reports;

  private final StringWriter err = new StringWriter();

  private ReportRefresh refresh(StudyFolder folder) {
    return ReportRefresh.start(folder, new PrintWriter(err, true), CLOCK);
  }

  @Test
  void aPageOfAStudyThatIsBeingRunSaysSoAndShowsWhatIsThere() throws IOException {
    SyntheticStudy study = new SyntheticStudy.Builder().seeds(2).withoutMishaps().build();
    StudyFolder folder = new StudyFolder(Files.createDirectories(reports.resolve("one")));
    try (SqliteStore run = SqliteStore.open(folder.store());
        ReportRefresh refresh = refresh(folder)) {
      run.begin(study.study(), List.of(), study.planned());
      run.save(study.results().get(0));
      refresh.write();
      assertThat(folder.report())
          .content()
          .contains("The study was running when this page was written, 2026-01-31 10:15 UTC.")
          .contains("◐ running")
          .contains("<b>1 of 32</b>");
      // The run goes on, and the next page has what it stored meanwhile.
      study.results().subList(1, 32).forEach(run::save);
      refresh.write();
      assertThat(folder.report()).content().contains("◐ running").contains("<b>32 of 32</b>");
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFailureIsToldOnceAndNeverThrown() throws IOException {
    StudyFolder folder = StoredStudy.write(reports.resolve("one"), "one", 1, 16);
    Files.createDirectories(folder.report().resolve("in-the-way"));
    try (ReportRefresh refresh = refresh(folder)) {
      refresh.write();
      refresh.write();
      assertThat(err.toString())
          .containsOnlyOnce("The report is not written while the study runs: ")
          .doesNotContain("null")
          .contains("\n  Maybe ");
      Files.delete(folder.report().resolve("in-the-way"));
      Files.delete(folder.report());
      refresh.write();
    }
    assertThat(folder.report()).content().contains("<b>16 of 16</b>");
  }

  @Test
  void aStoreThatIsNotThereYetIsAFailureLikeAnyOther() {
    try (ReportRefresh refresh = refresh(new StudyFolder(reports.resolve("nowhere")))) {
      refresh.write();
    }
    assertThat(err.toString()).contains("The report is not written while the study runs: ");
  }
}
