package io.ablate4j.design;

import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factors;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of each combination of levels: it is a cell, or which step took it away, and why. */
public final class Fates {
  private final Design design;
  private final Places places;
  private final List<Axis<?>> axes;

  /** The strengths that a regularization does not have, by its name. */
  private final Map<String, Set<String>> strengths;

  private final Map<String, String> firstLevels;
  private final Map<Cell, Optional<Removal>> all = new LinkedHashMap<>();

  /**
   * Levels of a factor that make no cells of their own, because the factor does not exist there.
   *
   * @param factor which does not
   * @param because why, such as "regularization none has no drop"
   * @param levels that are one cell, two or more
   * @param cells that they are
   */
  public record Collapse(String factor, String because, List<String> levels, List<Cell> cells) {
    public Collapse {
      levels = List.copyOf(levels);
      cells = List.copyOf(cells);
    }
  }

  private Fates(Design design, Places places, List<Axis<?>> axes) {
    this.design = design;
    this.places = places;
    this.axes = List.copyOf(axes);
    this.strengths = Design.lacking(axes);
    this.firstLevels = design.firstLevels(axes);
  }

  /**
   * Carries out a design.
   *
   * @param places of its entries
   * @param study its name, which a random sample depends on
   * @param axes with all levels that a cell may have
   */
  public static Fates of(Design design, Places places, String study, List<Axis<?>> axes) {
    Fates fates = new Fates(design, places, axes);
    Map<Map<String, String>, Optional<Removal>> all = new LinkedHashMap<>();
    Set<Map<String, String>> kept =
        design.carryOut(
            study,
            axes,
            (name, before, left) -> {
              left.forEach(cell -> all.putIfAbsent(cell, Optional.empty()));
              Design.without(before, left)
                  .forEach(cell -> all.put(cell, Optional.of(fates.removal(name, cell))));
            });
    all.forEach((cell, removal) -> fates.all.put(Cell.of(cell), removal));
    if (all.values().stream().filter(Optional::isEmpty).count() != kept.size()) {
      throw new IllegalStateException("a cell is neither kept nor taken away");
    }
    return fates;
  }

  /**
   * Every combination that was a cell before some step, in order; what took it away, or nothing if
   * it is there.
   */
  public Map<Cell, Optional<Removal>> all() {
    return Collections.unmodifiableMap(all);
  }

  /** The cells that were taken away, by the entry that did it, in the order of the steps. */
  public Map<String, Map<Cell, Removal>> removed() {
    Map<String, Map<Cell, Removal>> removed = new LinkedHashMap<>();
    for (String step : Design.STEPS) {
      all.forEach(
          (cell, fate) ->
              fate.filter(removal -> removal.step().equals(step))
                  .ifPresent(
                      removal ->
                          removed
                              .computeIfAbsent(removal.entry(), entry -> new LinkedHashMap<>())
                              .put(cell, removal)));
    }
    return removed;
  }

  /** Where levels of a factor are one cell that is there. */
  public List<Collapse> collapsed() {
    Map<List<String>, List<Cell>> cells = new LinkedHashMap<>();
    for (Axis<?> axis : axes) {
      String factor = axis.factor().name();
      if (design.crossed(axis).size() > 1) {
        all.keySet().stream()
            .filter(cell -> all.get(cell).isEmpty())
            .filter(cell -> cell.level(factor).equals(Cell.ABSENT))
            .forEach(
                cell ->
                    cells
                        .computeIfAbsent(
                            List.of(factor, absence(cell, axis)), key -> new ArrayList<>())
                        .add(cell));
      }
    }
    List<Collapse> collapsed = new ArrayList<>();
    cells.forEach(
        (key, those) ->
            collapsed.add(
                new Collapse(key.get(0), key.get(1), design.crossed(axis(key.get(0))), those)));
    return collapsed;
  }

  /** Why a factor does not exist in a cell, such as "regularization none has no drop". */
  public String absence(Cell cell, String factor) {
    return absence(cell, axis(factor));
  }

  /** The zips that alone give a factor a level, with their places; nothing if others do, too. */
  public Optional<String> inZipsAlone(String factor, String level) {
    if (design.crossed(axis(factor)).contains(level)) {
      return Optional.empty();
    }
    List<String> zips = new ArrayList<>();
    for (int i = 0; i < design.zips().size(); i++) {
      Zip zip = design.zips().get(i);
      int at = zip.factors().indexOf(factor);
      if (at >= 0 && zip.levels().stream().anyMatch(levels -> levels.get(at).equals(level))) {
        zips.add(inWords(i));
      }
    }
    return zips.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", zips));
  }

  private Axis<?> axis(String factor) {
    return axes.stream()
        .filter(axis -> axis.factor().name().equals(factor))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no factor is called " + factor));
  }

  private String absence(Cell cell, Axis<?> axis) {
    String factor = axis.factor().name();
    if (!Design.isIn(axis, cell.levels(), strengths)) {
      String arms = Factors.REGULARIZATION.name();
      return arms + " " + cell.level(arms) + " has no " + factor;
    }
    if (!axis.factor().existsBeside(cell.levels())) {
      // Which one it is that rules it out only the factor knows: the one without which it exists.
      return cell.factors().stream()
          .filter(other -> axis.factor().existsBeside(cell.without(other).levels()))
          .findFirst()
          .map(other -> factor + " does not exist beside " + other)
          .orElse(factor + " does not exist beside these levels");
    }
    return factor + " has levels inside zip alone";
  }

  private Removal removal(String step, Map<String, String> cell) {
    return switch (step) {
      case Design.ZIP -> new Removal(step, zips(cell), "");
      case Design.ONLY -> new Removal(step, only(), design.only().size() > 1 ? nearest(cell) : "");
      case Design.EXCLUDE -> new Removal(step, excludes(cell), "");
      case Design.ONE_AT_A_TIME ->
          new Removal(
              step,
              shape() + ", more than one factor off its first level",
              design.differences(cell, firstLevels).stream()
                  .map(factor -> factor + " " + cell.get(factor))
                  .collect(Collectors.joining(", ")));
      default -> new Removal(step, shape() + ", not drawn", "");
    };
  }

  private String shape() {
    return "design: "
        + (design.shape().oneAtATime()
            ? Design.ONE_AT_A_TIME
            : "{ " + Design.RANDOM + ": " + design.shape().sample() + " }")
        + Places.inWords(places.shape());
  }

  private String excludes(Map<String, String> cell) {
    return design.exclude().stream()
        .filter(entry -> Design.matches(entry, cell))
        .map(entry -> Design.EXCLUDE + " " + inWords(entry, places.exclude()))
        .collect(Collectors.joining(" and "));
  }

  private String only() {
    return design.only().size() == 1
        ? Design.ONLY + " " + inWords(design.only().get(0), places.only())
        : Design.ONLY + ", none of its " + design.only().size() + " entries";
  }

  private String zips(Map<String, String> cell) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < design.zips().size(); i++) {
      if (design.zips().get(i).isFor(cell)) {
        words.add(inWords(i));
      }
    }
    return String.join(" and ", words) + ", which has other levels";
  }

  private String inWords(int index) {
    Zip zip = design.zips().get(index);
    String where =
        zip.where().entrySet().stream()
            .map(entry -> entry.getKey() + " " + String.join(" or ", entry.getValue()))
            .collect(Collectors.joining(" and "));
    return Design.ZIP
        + " of "
        + String.join(", ", zip.factors())
        + (where.isEmpty() ? "" : " where " + where)
        + Places.inWords(places.ofZip(index));
  }

  /** Of the entries of {@code only} the one that lacks the fewest levels, and which those are. */
  private String nearest(Map<String, String> cell) {
    Map<String, String> nearest =
        design.only().stream()
            .min(Comparator.comparingInt(entry -> lacking(entry, cell).size()))
            .orElseThrow();
    return "not "
        + String.join(", not ", lacking(nearest, cell))
        + ", as in "
        + inWords(nearest, places.only());
  }

  private List<String> lacking(Map<String, String> entry, Map<String, String> cell) {
    return written(entry)
        .filter(factor -> !entry.get(factor).equals(cell.get(factor)))
        .map(factor -> factor + " " + entry.get(factor))
        .toList();
  }

  /** As it would be written, and where it is. */
  private String inWords(Map<String, String> entry, Map<Map<String, String>, String> where) {
    return written(entry)
            .map(factor -> factor + ": " + entry.get(factor))
            .collect(Collectors.joining(", ", "{ ", " }"))
        + Places.inWords(where.getOrDefault(entry, ""));
  }

  /** The factors of an entry in the order of the grid. */
  private Stream<String> written(Map<String, String> entry) {
    return axes.stream().<String>map(axis -> axis.factor().name()).filter(entry::containsKey);
  }
}
