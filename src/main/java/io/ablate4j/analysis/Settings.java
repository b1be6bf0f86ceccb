package io.ablate4j.analysis;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.tuning.Tuning;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Parts cells at fixed levels from those at a tuned one. They answer different questions, so that
 * no mean goes over both.
 *
 * @param factor that has levels of both kinds and is averaged over; empty if there is none
 */
record Settings(Optional<String> factor) {
  /** What is tuned in some of the cells alone, and is not what the study compares. */
  static Settings of(StudyRecord study, Collection<Cell> cells) {
    return new Settings(
        Tuning.of(study)
            .map(Tuning::factor)
            .filter(factor -> !factor.equals(study.compared()))
            .filter(factor -> cells.stream().anyMatch(cell -> isTuned(cell, factor)))
            .filter(factor -> cells.stream().anyMatch(cell -> isFixed(cell, factor))));
  }

  private static boolean isTuned(Cell cell, String factor) {
    return cell.level(factor).equals(Cell.TUNED);
  }

  private static boolean isFixed(Cell cell, String factor) {
    return !isTuned(cell, factor) && !isAbsent(cell, factor);
  }

  private static boolean isAbsent(Cell cell, String factor) {
    return cell.level(factor).equals(Cell.ABSENT);
  }

  /**
   * A part of the grid, those cells of it apart that are at fixed and at tuned levels. A cell that
   * has no level of the factor is in both; if none of the arms has one, nothing is to be parted.
   *
   * @param levels that tell the part from others
   * @param arms whose cells are averaged over
   * @return cells by levels, with {@link Cell#FIXED} or {@link Cell#TUNED} in these where they were
   *     parted; without parts in which the arms have nothing
   */
  Map<Map<String, String>, List<Cell>> parts(
      Map<String, String> levels, List<Cell> cells, Collection<String> arms) {
    if (factor.isEmpty()
        || cells.stream()
            .filter(cell -> arms.contains(cell.arm()))
            .allMatch(cell -> isAbsent(cell, factor.get()))) {
      return Map.of(levels, cells);
    }
    String name = factor.get();
    Map<Map<String, String>, List<Cell>> parts = new LinkedHashMap<>();
    add(parts, levels, Cell.FIXED, cells, arms, cell -> isFixed(cell, name));
    add(parts, levels, Cell.TUNED, cells, arms, cell -> isTuned(cell, name));
    return parts;
  }

  private void add(
      Map<Map<String, String>, List<Cell>> parts,
      Map<String, String> levels,
      String kind,
      List<Cell> cells,
      Collection<String> arms,
      Predicate<Cell> isIn) {
    List<Cell> own =
        cells.stream()
            .filter(cell -> isIn.test(cell) || isAbsent(cell, factor.orElseThrow()))
            .toList();
    if (own.stream().anyMatch(cell -> arms.contains(cell.arm()) && isIn.test(cell))) {
      Map<String, String> more = new LinkedHashMap<>(levels);
      more.put(factor.orElseThrow(), kind);
      parts.put(more, own);
    }
  }

  /**
   * {@link Cell#FIXED} or {@link Cell#TUNED} of a part of the grid; empty where that is no matter.
   */
  String kind(Map<String, String> levels) {
    String level = factor.map(levels::get).orElse(Cell.ABSENT);
    return level == null || level.equals(Cell.ABSENT)
        ? ""
        : level.equals(Cell.TUNED) ? Cell.TUNED : Cell.FIXED;
  }

  /** The levels that tell a part of the grid, but for that which says what kind they are. */
  Map<String, String> without(Map<String, String> levels) {
    Map<String, String> others = new LinkedHashMap<>(levels);
    factor.ifPresent(others::remove);
    return others;
  }
}
