package io.ablate4j.analysis;

import io.ablate4j.trial.Arms;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.StudyRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes an {@link Overall} of each arm. */
final class Overalls {
  private Overalls() {}

  /**
   * Each arm over all cells, on the seeds that are whole; those at fixed levels first, then those
   * at tuned ones.
   */
  static List<Overall> of(StudyRecord study, List<Cell> cells, Observations accuracy) {
    Settings settings = Settings.of(study, cells);
    List<Overall> all = new ArrayList<>();
    settings
        .parts(Map.of(), cells, cells.stream().map(Cell::arm).toList())
        .forEach((levels, own) -> all.addAll(of(settings.kind(levels), own, accuracy)));
    return all;
  }

  private static List<Overall> of(String setting, List<Cell> cells, Observations accuracy) {
    List<String> arms = cells.stream().map(cell -> cell.arm()).distinct().toList();
    String control = Arms.control(arms);
    List<Cell> telling = telling(cells, accuracy);
    Set<Cell> there = new HashSet<>(telling);
    long[] whole =
        Arrays.stream(accuracy.replicates())
            .filter(seed -> telling.stream().allMatch(cell -> accuracy.at(cell, seed).isPresent()))
            .toArray();
    return arms.parallelStream()
        .map(
            arm -> {
              List<Cell> own = telling.stream().filter(c -> c.arm().equals(arm)).toList();
              List<Cell> shared =
                  own.stream()
                      .filter(c -> Contexts.beside(c, control, there).isPresent())
                      .filter(c -> !allDiverged(List.of(c, beside(c, control, there)), accuracy))
                      .toList();
              List<Cell> controls = shared.stream().map(c -> beside(c, control, there)).toList();
              return arm.equals(control)
                  ? Overall.ofControl(arm, setting, values(own, whole, accuracy))
                  : Overall.of(
                      arm,
                      setting,
                      values(own, whole, accuracy),
                      values(shared, whole, accuracy),
                      values(controls, whole, accuracy));
            })
        .toList();
  }

  private static Cell beside(Cell cell, String arm, Set<Cell> there) {
    return Contexts.beside(cell, arm, there).orElseThrow();
  }

  /**
   * Without those in which every trial of every arm diverged, and all are equal for that reason.
   */
  private static List<Cell> telling(List<Cell> cells, Observations accuracy) {
    Map<Cell, List<Cell>> contexts = new LinkedHashMap<>();
    cells.forEach(
        cell ->
            contexts.computeIfAbsent(cell.withoutArm(), context -> new ArrayList<>()).add(cell));
    contexts.values().removeIf(all -> allDiverged(all, accuracy));
    return cells.stream().filter(c -> contexts.containsKey(c.withoutArm())).toList();
  }

  private static boolean allDiverged(List<Cell> cells, Observations accuracy) {
    return cells.stream().allMatch(cell -> Silence.allDiverged(cell, accuracy));
  }

  /** [cells][seeds] */
  private static double[][] values(List<Cell> cells, long[] seeds, Observations accuracy) {
    return cells.stream()
        .map(
            cell ->
                Arrays.stream(seeds)
                    .mapToDouble(seed -> accuracy.at(cell, seed).orElseThrow().value())
                    .toArray())
        .toArray(double[][]::new);
  }
}
