package io.ablate4j.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One combination of factor levels, without the seed: an ordered map of factor to level, each as a
 * word. Cells of one study have the same factors in the same order. Two cells are equal if they
 * have the same levels, whatever the order and whichever factor their study compares.
 *
 * <p>What a level does to a trial is no business of this class, nor which factors there are.
 */
public final class Cell {
  /** The word of a factor that does not exist in a cell: no level of any factor is called so. */
  public static final String ABSENT = "-";

  /** The word of a numeric level that is chosen for each cell on tuning seeds. */
  public static final String TUNED = "tuned";

  /**
   * Stands for all levels of a factor but {@link #TUNED}, where something is averaged over them.
   */
  public static final String FIXED = "fixed";

  private final Map<String, String> levels;
  private final int hash;
  private final String compared;

  private Cell(Map<String, String> levels, String compared) {
    this.levels = Collections.unmodifiableMap(levels);
    this.hash = levels.hashCode();
    this.compared = compared;
  }

  /**
   * Of its levels.
   *
   * @param levels factor to level, in the order in which grids are laid out
   */
  public static Cell of(Map<String, String> levels) {
    levels.forEach(
        (factor, level) -> {
          if (factor == null || level == null) {
            throw new NullPointerException("a cell with " + factor + " = " + level);
          }
        });
    return new Cell(new LinkedHashMap<>(levels), Roles.ARM);
  }

  /** The names of its factors, in order. */
  public Set<String> factors() {
    return levels.keySet();
  }

  /** The factors in which two differ; one that either of them does not have is no difference. */
  public List<String> differences(Cell other) {
    return levels.keySet().stream()
        .filter(factor -> !levels.get(factor).equals(other.level(factor)))
        .filter(factor -> !levels.get(factor).equals(ABSENT))
        .filter(factor -> !other.level(factor).equals(ABSENT))
        .toList();
  }

  /** Factor to level, in order. */
  public Map<String, String> levels() {
    return levels;
  }

  /**
   * Its level of a factor, as a word.
   *
   * @throws IllegalArgumentException if it has no such factor
   */
  public String level(String factor) {
    String level = levels.get(factor);
    if (level == null) {
      throw new IllegalArgumentException("no factor is called " + factor + " in " + levels);
    }
    return level;
  }

  /** The same cell in a study that compares the levels of a factor: those are its arms. */
  public Cell comparing(String factor) {
    return factor.equals(compared) ? this : new Cell(levels, factor);
  }

  /** The factor whose levels the study compares; the regularization if nobody said otherwise. */
  public String compared() {
    return compared;
  }

  /** Its level of that factor. */
  public String arm() {
    return level(compared);
  }

  /** The same cell in another arm. */
  public Cell withArm(String arm) {
    return with(compared, arm);
  }

  /** What is left without its arm: equal for cells that are to be compared. */
  public Cell withoutArm() {
    return without(compared);
  }

  /** The same cell with another level of a factor; one that it does not have yet comes last. */
  public Cell with(String factor, String level) {
    Map<String, String> others = new LinkedHashMap<>(levels);
    others.put(factor, Objects.requireNonNull(level, factor));
    return new Cell(others, compared);
  }

  /** What is left without a factor: equal for cells that differ in it alone. */
  public Cell without(String factor) {
    Map<String, String> others = new LinkedHashMap<>(levels);
    others.remove(factor);
    return new Cell(others, compared);
  }

  /** What is left with some factors alone: equal for cells that are equal in those. */
  public Cell only(Collection<String> factors) {
    Map<String, String> some = new LinkedHashMap<>(levels);
    some.keySet().retainAll(factors);
    return new Cell(some, compared);
  }

  /** The levels of all factors but those, in order: equal for cells that differ in them alone. */
  public List<String> context(Collection<String> besides) {
    List<String> context = new ArrayList<>(levels.size());
    levels.forEach(
        (factor, level) -> {
          if (!besides.contains(factor)) {
            context.add(level);
          }
        });
    return context;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Cell cell && hash == cell.hash && levels.equals(cell.levels);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Such as "{model=mlp, regularization=none}". */
  @Override
  public String toString() {
    return levels.toString();
  }
}
