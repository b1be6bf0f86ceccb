package io.ablate4j.cli;

import io.ablate4j.design.Fates;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.List;

/** Every combination of levels that is no cell of a study, below what took it away. */
final class MissingLines {
  private MissingLines() {}

  static List<String> of(CheckedStudy study) {
    Fates fates = study.fates();
    List<String> lines = new ArrayList<>();
    fates
        .removed()
        .forEach(
            (entry, cells) -> {
              lines.add("");
              lines.add(
                  cells.size()
                      + (cells.size() == 1 ? " cell" : " cells")
                      + " removed by "
                      + entry
                      + ":");
              cells.forEach(
                  (cell, removal) ->
                      lines.add(
                          "  "
                              + Roles.inWords(cell)
                              + (removal.detail().isEmpty() ? "" : ": " + removal.detail())));
            });
    for (Fates.Collapse collapse : fates.collapsed()) {
      lines.add("");
      lines.add(
          "One cell whatever "
              + collapse.factor()
              + " is ("
              + String.join(", ", collapse.levels())
              + "), since "
              + collapse.because()
              + ":");
      collapse.cells().forEach(cell -> lines.add("  " + Roles.inWords(cell)));
    }
    return lines.isEmpty() ? List.of("", "No combination of levels is missing.") : lines;
  }
}
