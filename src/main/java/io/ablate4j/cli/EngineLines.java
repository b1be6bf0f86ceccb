package io.ablate4j.cli;

import io.ablate4j.train.PlannedEngines;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which cells are going to be trained by the compiled step, and why others are not. */
final class EngineLines {
  private EngineLines() {}

  /**
   * @param engines by cell, as {@link PlannedEngines} finds them
   */
  static List<String> of(Map<Cell, String> engines) {
    Map<String, List<Cell>> others = new LinkedHashMap<>();
    engines.forEach(
        (cell, engine) -> {
          if (!engine.equals(PlannedEngines.COMPILED)) {
            others.computeIfAbsent(engine, e -> new ArrayList<>()).add(cell);
          }
        });
    int left = others.values().stream().mapToInt(List::size).sum();
    if (left == 0) {
      return List.of("Engine: all cells are compiled.");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Engine: " + (engines.size() - left) + " of " + engines.size() + " cells are compiled.");
    others.forEach(
        (engine, cells) -> {
          lines.add("  " + engine + (cells.size() == engines.size() ? ": all cells" : ":"));
          if (cells.size() < engines.size()) {
            cells.forEach(cell -> lines.add("    " + Roles.inWords(cell)));
          }
        });
    return lines;
  }
}
