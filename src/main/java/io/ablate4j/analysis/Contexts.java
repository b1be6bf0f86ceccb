package io.ablate4j.analysis;

import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cells that differ in nothing but some factors. A factor that a cell does not have is no
 * difference: {@code none} stands beside each strength of a dropout, which it has not.
 */
final class Contexts {
  private Contexts() {}

  /**
   * The cells by the levels of all factors but those; a cell without a factor is in the contexts of
   * all its levels.
   *
   * @return in the order of the cells
   */
  static Map<List<String>, List<Cell>> of(Collection<Cell> cells, Set<String> besides) {
    Map<List<String>, List<Cell>> plain = new LinkedHashMap<>();
    cells.forEach(
        cell -> plain.computeIfAbsent(cell.context(besides), c -> new ArrayList<>()).add(cell));
    Set<List<String>> open = new HashSet<>();
    for (List<String> context : plain.keySet()) {
      if (context.contains(Cell.ABSENT)
          && plain.keySet().stream().anyMatch(other -> isWithin(other, context))) {
        open.add(context);
      }
    }
    if (open.isEmpty()) {
      return plain;
    }
    Map<List<String>, List<Cell>> contexts = new LinkedHashMap<>();
    for (List<String> context : plain.keySet()) {
      if (!open.contains(context)) {
        List<Cell> all = new ArrayList<>();
        plain.forEach(
            (other, own) -> {
              if (other.equals(context) || open.contains(other) && isWithin(context, other)) {
                all.addAll(own);
              }
            });
        contexts.put(context, all);
      }
    }
    return contexts;
  }

  /**
   * Factors whose levels go with those of others, one with one: what a study zips with what it
   * compares. Of a factor with one level nothing can go along.
   */
  static Set<String> goingWith(Set<String> compared, Collection<Cell> cells) {
    Set<String> along = new HashSet<>();
    for (String factor : cells.isEmpty() ? Set.<String>of() : cells.iterator().next().factors()) {
      if (!compared.contains(factor)
          && compared.stream().anyMatch(each -> areOneWithOne(each, factor, cells))) {
        along.add(factor);
      }
    }
    return along;
  }

  private static boolean areOneWithOne(String one, String other, Collection<Cell> cells) {
    Map<String, String> there = new HashMap<>();
    Map<String, String> back = new HashMap<>();
    for (Cell cell : cells) {
      String level = cell.levels().getOrDefault(one, Cell.ABSENT);
      String along = cell.levels().getOrDefault(other, Cell.ABSENT);
      if (!there.computeIfAbsent(level, any -> along).equals(along)
          || !back.computeIfAbsent(along, any -> level).equals(level)) {
        return false;
      }
    }
    return there.size() > 1;
  }

  /** Whether a context is another one with levels where that has none. */
  private static boolean isWithin(List<String> context, List<String> open) {
    if (context.equals(open) || context.size() != open.size()) {
      return false;
    }
    for (int i = 0; i < open.size(); i++) {
      if (!open.get(i).equals(context.get(i)) && !open.get(i).equals(Cell.ABSENT)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a cell has that level of the factor, or none that could be another. */
  static boolean has(Cell cell, String factor, String level) {
    String own = cell.level(factor);
    return own.equals(level) || own.equals(Cell.ABSENT);
  }

  /** The cell of another arm that stands beside a cell. */
  static Optional<Cell> beside(Cell cell, String arm, Collection<Cell> there) {
    Cell twin = cell.withArm(arm);
    if (there.contains(twin)) {
      return Optional.of(twin);
    }
    List<String> context = cell.context(Set.of(cell.compared()));
    return there.stream()
        .filter(other -> other.arm().equals(arm))
        .filter(other -> isWithin(context, other.context(Set.of(cell.compared()))))
        .findFirst();
  }
}
