package io.ablate4j.design;

import io.ablate4j.data.SeedStream;
import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factors;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which combinations of levels are cells of a study. In this order: the cross product; factors that
 * do not exist beside others are taken out, and what is then the same counts once; zips; {@code
 * only}; {@code exclude}; the shape.
 *
 * @param zips factors whose levels go together
 * @param crossed levels of zipped factors where they do not go together
 * @param only if there are any, cells have all levels of one of these
 * @param exclude cells do not have all levels of any of these
 * @param shape which of the rest are there
 */
public record Design(
    List<Zip> zips,
    Map<String, List<String>> crossed,
    List<Map<String, String>> only,
    List<Map<String, String>> exclude,
    Shape shape) {
  static final String CROSS_PRODUCT = "cross product";
  static final String ZIP = "zip";
  static final String ONLY = "only";
  static final String EXCLUDE = "exclude";
  static final String ONE_AT_A_TIME = "one-at-a-time";
  static final String RANDOM = "random";

  /** The steps in their order. */
  static final List<String> STEPS =
      List.of(CROSS_PRODUCT, ZIP, ONLY, EXCLUDE, ONE_AT_A_TIME, RANDOM);

  /** The whole cross product. */
  public static final Design FULL = excluding(List.of());

  public Design {
    zips = List.copyOf(zips);
    crossed = Collections.unmodifiableMap(new LinkedHashMap<>(crossed));
    only = only.stream().map(Map::copyOf).toList();
    exclude = exclude.stream().map(Map::copyOf).toList();
  }

  /** The cross product without some cells. */
  public static Design excluding(List<Map<String, String>> exclude) {
    return new Design(List.of(), Map.of(), List.of(), exclude, Shape.FULL);
  }

  /**
   * Which cells of a grid are there.
   *
   * @param sample how many of a random sample; 0 if it is none
   * @param oneAtATime whether only one factor is at another than its first level
   */
  public record Shape(boolean oneAtATime, int sample) {
    public static final Shape FULL = new Shape(false, 0);
    public static final Shape ONE_AT_A_TIME = new Shape(true, 0);

    public Shape {
      if (sample < 0 || (oneAtATime && sample > 0)) {
        throw new IllegalArgumentException("a sample of " + sample);
      }
    }

    /** So many cells, drawn at random. */
    public static Shape random(int cells) {
      return new Shape(false, cells);
    }
  }

  /**
   * What is left after a step.
   *
   * @param name of the step
   * @param cells that are left, in order
   * @param gone those that this step took away
   */
  public record Stage(String name, List<Cell> cells, List<Cell> gone) {}

  /** The cells. */
  public List<Cell> cells(String study, List<Axis<?>> axes) {
    return carryOut(study, axes, (name, before, left) -> {}).stream().map(Cell::of).toList();
  }

  /**
   * Step by step; a step that there is nothing to do in is left out.
   *
   * @param study its name, which a random sample depends on
   * @param axes with all levels that a cell may have
   */
  public List<Stage> stages(String study, List<Axis<?>> axes) {
    List<Stage> stages = new ArrayList<>();
    carryOut(
        study, axes, (name, before, left) -> stages.add(stage(name, left, without(before, left))));
    return stages;
  }

  /** Hears of each step; a grid may be large, so that nobody keeps what nobody asks for. */
  interface Witness {
    void saw(String name, Set<Map<String, String>> before, Set<Map<String, String>> left);
  }

  Set<Map<String, String>> carryOut(String study, List<Axis<?>> axes, Witness witness) {
    Map<String, Set<String>> lacking = lacking(axes);
    Set<Map<String, String>> cells = crossProduct(axes, lacking);
    witness.saw(CROSS_PRODUCT, Set.of(), cells);
    if (!zips.isEmpty()) {
      Set<Map<String, String>> zipped = new LinkedHashSet<>();
      for (Map<String, String> cell : cells) {
        List<Map<String, String>> all = List.of(cell);
        for (Zip zip : zips) {
          all = all.stream().flatMap(each -> zip.of(each).stream()).toList();
        }
        all.forEach(each -> zipped.add(whereTheyExist(each, axes, lacking)));
      }
      witness.saw(ZIP, cells, zipped);
      cells = zipped;
    }
    if (!only.isEmpty()) {
      cells = keep(witness, ONLY, cells, cell -> matches(only, cell));
    }
    if (!exclude.isEmpty()) {
      cells = keep(witness, EXCLUDE, cells, cell -> !matches(exclude, cell));
    }
    if (shape.oneAtATime() && !cells.isEmpty()) {
      Map<String, String> first = firstLevels(axes);
      cells = keep(witness, ONE_AT_A_TIME, cells, cell -> differences(cell, first).size() <= 1);
    }
    if (shape.sample() > 0) {
      Set<Map<String, String>> drawn = sample(study, cells);
      cells = keep(witness, RANDOM, cells, drawn::contains);
    }
    return cells;
  }

  private interface Test {
    boolean isKept(Map<String, String> cell);
  }

  private static Set<Map<String, String>> keep(
      Witness witness, String name, Set<Map<String, String>> cells, Test test) {
    Set<Map<String, String>> kept = new LinkedHashSet<>();
    cells.stream().filter(test::isKept).forEach(kept::add);
    witness.saw(name, cells, kept);
    return kept;
  }

  static Set<Map<String, String>> without(
      Set<Map<String, String>> all, Set<Map<String, String>> some) {
    Set<Map<String, String>> rest = new LinkedHashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private static Stage stage(
      String name, Set<Map<String, String>> cells, Set<Map<String, String>> gone) {
    return new Stage(
        name, cells.stream().map(Cell::of).toList(), gone.stream().map(Cell::of).toList());
  }

  private Set<Map<String, String>> crossProduct(
      List<Axis<?>> axes, Map<String, Set<String>> lacking) {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Axis<?> axis : axes) {
      List<String> words = crossed(axis);
      List<Map<String, String>> longer = new ArrayList<>(combinations.size() * words.size());
      for (Map<String, String> combination : combinations) {
        for (String word : isIn(axis, combination, lacking) ? words : List.of(Cell.ABSENT)) {
          Map<String, String> levels = new LinkedHashMap<>(combination);
          levels.put(axis.factor().name(), word);
          longer.add(levels);
        }
      }
      combinations = longer;
    }
    Set<Map<String, String>> cells = new LinkedHashSet<>();
    combinations.forEach(levels -> cells.add(whereTheyExist(levels, axes, lacking)));
    return cells;
  }

  /** A factor that has levels inside a zip alone is absent elsewhere. */
  List<String> crossed(Axis<?> axis) {
    List<String> words = crossed.getOrDefault(axis.factor().name(), axis.words());
    return words.isEmpty() ? List.of(Cell.ABSENT) : words;
  }

  /** The factors that each regularization does not have, by its name. */
  static Map<String, Set<String>> lacking(List<Axis<?>> axes) {
    Map<String, Set<String>> lacking = new HashMap<>();
    for (Axis<?> arms : axes) {
      if (arms.factor().equals(Factors.REGULARIZATION)) {
        for (Object level : arms.levels()) {
          Regularization arm = (Regularization) level;
          axes.stream()
              .filter(axis -> !axis.factor().isIn(arm))
              .forEach(
                  axis ->
                      lacking
                          .computeIfAbsent(arm.name(), name -> new HashSet<>())
                          .add(axis.factor().name()));
        }
      }
    }
    return lacking;
  }

  /** Whether the combination's regularization has the factor. */
  static boolean isIn(
      Axis<?> axis, Map<String, String> combination, Map<String, Set<String>> lacking) {
    String arm = combination.get(Factors.REGULARIZATION.name());
    return !lacking.getOrDefault(arm, Set.of()).contains(axis.factor().name());
  }

  /** The same levels, but for those of factors that do not exist beside the others. */
  public static Map<String, String> whereTheyExist(Map<String, String> levels, List<Axis<?>> axes) {
    return whereTheyExist(levels, axes, lacking(axes));
  }

  private static Map<String, String> whereTheyExist(
      Map<String, String> levels, List<Axis<?>> axes, Map<String, Set<String>> lacking) {
    Map<String, String> existing = new LinkedHashMap<>(levels);
    for (Axis<?> axis : axes) {
      if (!axis.factor().existsBeside(existing) || !isIn(axis, existing, lacking)) {
        existing.put(axis.factor().name(), Cell.ABSENT);
      }
    }
    return existing;
  }

  private static boolean matches(List<Map<String, String>> entries, Map<String, String> cell) {
    return entries.stream().anyMatch(entry -> matches(entry, cell));
  }

  /** Whether a cell has all levels of an entry. */
  static boolean matches(Map<String, String> entry, Map<String, String> cell) {
    return cell.entrySet().containsAll(entry.entrySet());
  }

  /** The first level of each factor, where it is in no zip. */
  Map<String, String> firstLevels(List<Axis<?>> axes) {
    Map<String, String> first = new LinkedHashMap<>();
    axes.forEach(axis -> first.put(axis.factor().name(), crossed(axis).get(0)));
    return first;
  }

  /**
   * Factors that exist and are not at their first level; those of a zip count once.
   *
   * @param firstLevels see there: the same for all cells of a grid
   */
  Set<String> differences(Map<String, String> cell, Map<String, String> firstLevels) {
    Map<String, String> first = new HashMap<>(firstLevels);
    Map<String, String> unit = new HashMap<>();
    for (Zip zip : zips) {
      if (zip.isFor(cell)) {
        for (int i = 0; i < zip.factors().size(); i++) {
          first.put(zip.factors().get(i), zip.levels().get(0).get(i));
          unit.put(zip.factors().get(i), zip.factors().get(0));
        }
      }
    }
    Set<String> different = new LinkedHashSet<>();
    cell.forEach(
        (factor, level) -> {
          if (!level.equals(Cell.ABSENT) && !level.equals(first.get(factor))) {
            different.add(unit.getOrDefault(factor, factor));
          }
        });
    return different;
  }

  private Set<Map<String, String>> sample(String study, Set<Map<String, String>> cells) {
    List<Map<String, String>> all = List.copyOf(cells);
    List<Integer> places = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
    Collections.shuffle(places, new SeedStream(0).random("design:" + study));
    Set<Map<String, String>> drawn = new LinkedHashSet<>();
    places.stream().limit(shape.sample()).sorted().forEach(place -> drawn.add(all.get(place)));
    return drawn;
  }
}
