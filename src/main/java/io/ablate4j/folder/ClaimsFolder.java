package io.ablate4j.folder;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.claims.ClaimsTable;
import io.ablate4j.export.ClaimsCsv;
import io.ablate4j.report.ClaimsPage;
import io.ablate4j.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder of all claim studies: a folder each, and over them {@code index.html} and {@code
 * claims.csv}.
 *
 * @param scales by their words the names of the studies at that scale, in order
 */
public record ClaimsFolder(Path path, Map<String, List<String>> scales) {
  public Path page() {
    return path.resolve("index.html");
  }

  public StudyFolder study(String name) {
    return new StudyFolder(path.resolve(name));
  }

  /** Those that have a store, at all scales. */
  public List<StudyFolder> studies() {
    return scales.values().stream()
        .flatMap(List::stream)
        .map(this::study)
        .filter(StudyFolder::hasStore)
        .toList();
  }

  /** Whether any of them is there. */
  public boolean isThere() {
    return !studies().isEmpty();
  }

  /** The others beside a study, at its scale or not, that have a store. */
  public List<StudyFolder> siblings(StudyFolder study) {
    return studies().stream().filter(other -> !other.path().equals(study.path())).toList();
  }

  /**
   * Writes page and table from what the stores hold. What is registered and has no trial yet has
   * not been run.
   *
   * @throws IOException if they cannot be written
   */
  public void write(ClaimsTable table) throws IOException {
    List<ClaimsPage.Study> studies = new ArrayList<>();
    Map<String, List<StudyAnalysis>> analyses = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> scale : scales.entrySet()) {
      for (String name : scale.getValue()) {
        StudyFolder folder = study(name);
        if (folder.hasStore()) {
          try (ResultStore store = folder.openToRead()) {
            StudyAnalysis analysis = folder.analyse(store);
            if (analysis.status().notRun() < analysis.status().planned()) {
              studies.add(new ClaimsPage.Study(scale.getKey(), name, analysis));
              analyses.computeIfAbsent(scale.getKey(), any -> new ArrayList<>()).add(analysis);
            }
          }
        }
      }
    }
    ClaimsPage.write(table, studies, List.copyOf(scales.keySet()), page());
    ClaimsCsv.write(table, analyses, path);
  }
}
