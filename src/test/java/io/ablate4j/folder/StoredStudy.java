package io.ablate4j.folder;

import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Folders of studies that were never run, in stores as a run leaves them. */
public final class StoredStudy {
  private StoredStudy() {}

  /** A study of some seeds of which so many trials have a result. */
  public static StudyFolder write(Path folder, String name, int seeds, int results)
      throws IOException {
    SyntheticStudy study =
        new SyntheticStudy.Builder().name(name).seeds(seeds).withoutMishaps().build();
    StudyFolder written = new StudyFolder(Files.createDirectories(folder));
    try (SqliteStore store = SqliteStore.open(written.store())) {
      store.begin(study.study(), List.of(), study.planned());
      study.results().subList(0, results).forEach(store::save);
    }
    return written;
  }
}
