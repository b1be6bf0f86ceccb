package io.ablate4j.folder;

import io.ablate4j.report.OverviewPage;
import io.ablate4j.report.StudyEntry;
import io.ablate4j.report.StudySummary;
import io.ablate4j.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The page over all studies of a folder: its {@code index.html}. */
public record Overview(Path reports) {
  private Path page() {
    return reports.resolve("index.html");
  }

  /**
   * Writes it, unless there is a page of somebody else.
   *
   * @throws IOException if it cannot be written
   */
  public void write() throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(reports)) {
      folders =
          found
              .map(StudyFolder::new)
              .filter(folder -> Files.isRegularFile(folder.report()))
              .map(StudyFolder::path)
              .sorted()
              .toList();
    }
    List<StudyEntry> entries = new ArrayList<>();
    folders.forEach(path -> entry(new StudyFolder(path)).ifPresent(entries::add));
    OverviewPage.write(entries, page());
  }

  /** What its report says; a report that says nothing is of an earlier version: then its store. */
  private static Optional<StudyEntry> entry(StudyFolder folder) {
    String name = folder.path().getFileName().toString();
    try {
      Optional<StudyEntry> reported = StudyEntry.ofReport(folder.report(), name);
      if (reported.isPresent() || !Files.isRegularFile(folder.store())) {
        return reported;
      }
      try (ResultStore store = folder.openToRead()) {
        return Optional.of(StudyEntry.of(StudySummary.of(folder.analyse(store)), name));
      }
    } catch (IOException | RuntimeException e) {
      // What cannot be read, a store of another version, being made or damaged, is not listed
      // here, and must not spoil the end of a run that was about another study.
      return Optional.empty();
    }
  }

  /** Writes it if there is one already. */
  public void writeAgain() throws IOException {
    if (Files.exists(page())) {
      write();
    }
  }
}
