package io.ablate4j.doctor;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.DataPool;
import io.ablate4j.data.DatasetSource;
import io.ablate4j.data.DatasetSpec;
import io.ablate4j.data.Datasets;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.report.DrawingCheck;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the doctor finds around the program: data, figures, the reports folder.
 *
 * @param reports where studies' folders go
 */
public record PlaceFindings(Datasets datasets, DataFolders folders, Path reports) {
  private static final String PATH = "path";

  /** Carries out all checks, one after the other. */
  public void tell(Consumer<Finding> to) {
    to.accept(dataFolders());
    for (String id : datasets.ids()) {
      DatasetSource source = datasets.get(id);
      if (source.options().contains(PATH)) {
        String name = "data " + id;
        to.accept(
            Finding.of(
                name, "give Java more memory, or check the files.", () -> dataSet(name, source)));
      }
    }
    to.accept(
        Finding.of(
            "figures",
            "install a Java that has its graphics libraries; see the line above.",
            PlaceFindings::figures));
    to.accept(
        Finding.of(
            "fonts",
            "install fontconfig and a font such as DejaVu, should other programs of this Java need"
                + " them; reports need none.",
            PlaceFindings::fonts));
    to.accept(
        Finding.of(
            "reports folder",
            "choose another with --out, on a local disk that may be written.",
            this::store));
  }

  private Finding dataFolders() {
    String text =
        folders.folders().stream()
            .map(f -> f + (Files.isDirectory(f) ? "" : " (not there)"))
            .collect(Collectors.joining(", "));
    return folders.folders().isEmpty()
        ? Finding.hint("data folders", "none", "name one with --data DIR or ABLATE4J_DATA.")
        : Finding.ok("data folders", text);
  }

  /** Opens it, for files that are there may still be damaged. */
  private Finding dataSet(String name, DatasetSource source) {
    try {
      DataPool pool = source.open(DatasetSpec.of(source.id(), 1, 1, 1), folders);
      return Finding.ok(
          name,
          "found: "
              + pool.trainingSize()
              + " + "
              + pool.testSize()
              + " examples of "
              + pool.shape()
              + ", "
              + pool.classNames().size()
              + " classes");
    } catch (ProblemsException e) {
      if (e.problems().stream().allMatch(p -> isAt(p, "dataset.path"))) {
        return Finding.ok(name, "files of your own: name them by dataset.path");
      }
      if (e.problems().stream().allMatch(p -> isAt(p, "dataset.source"))) {
        return Finding.ok(name, "not found");
      }
      return Finding.wrong(
          name,
          e.problems().stream()
              .map(p -> p.place().map(place -> place + ": ").orElse("") + p.message())
              .collect(Collectors.joining(" ")),
          e.problems().get(0).advice());
    }
  }

  private static boolean isAt(Problem problem, String place) {
    return problem.place().filter(place::equals).isPresent();
  }

  private static Finding figures() {
    return Finding.ok("figures", "can be drawn (" + DrawingCheck.run() + " characters of SVG)");
  }

  /** None is needed: a figure's text is text, and a browser sets it in its own fonts. */
  private static Finding fonts() {
    int families = DrawingCheck.fontFamilies();
    return Finding.ok(
        "fonts",
        families
            + (families == 1 ? " family" : " families")
            + " found; figures are drawn without, browsers set their text in fonts of their own");
  }

  /** Makes a store and a lock as a run does, and takes both away again. */
  private Finding store() throws IOException {
    Path there = reports.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    Path trial = Files.createTempDirectory(there, ".doctor-");
    try {
      StudyFolder folder = new StudyFolder(trial);
      try (StudyFolder.Lock lock = folder.lock();
          ResultStore store = SqliteStore.open(folder.store())) {
        return Finding.ok(
            "reports folder",
            "%s%s: SQLite can write there; %.0f GB free"
                .formatted(
                    reports,
                    Files.isDirectory(reports) ? "" : " (to be made)",
                    Files.getFileStore(trial).getUsableSpace() / 1e9));
      }
    } finally {
      delete(trial);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
