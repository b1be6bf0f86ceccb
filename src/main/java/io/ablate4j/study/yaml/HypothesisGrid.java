package io.ablate4j.study.yaml;

import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.TestMetrics;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether a study's grid has the cells that a prediction compares.
 *
 * @param cells that the study has
 * @param study none if its grid is not known yet, because something in it is wrong
 * @param isCutByOptions whether {@code --set} changed it
 */
record HypothesisGrid(
    Optional<Study> study, Set<Map<String, String>> cells, boolean isCutByOptions) {
  static HypothesisGrid of(Study study, Overrides overrides, FactorsSection factors) {
    boolean known =
        factors.all().stream().allMatch(levels -> levels.broken().isEmpty())
            && !StudyChecks.isTooLarge(study);
    Set<Map<String, String>> cells = new HashSet<>();
    if (known) {
      study.cells().forEach(cell -> cells.add(cell.levels()));
    }
    return new HypothesisGrid(
        known ? Optional.of(study) : Optional.empty(), cells, !overrides.levels().isEmpty());
  }

  /**
   * What the grid would need for the prediction and has nowhere, in words.
   *
   * <p>Somewhere, all compared levels have to be there with the same levels of the other factors.
   */
  Optional<String> missing(Prediction prediction) {
    if (study.isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, String>> needed = needed(prediction);
    return isSomewhere(prediction, needed, cells -> true)
        ? Optional.empty()
        : Optional.of(inWords(needed, prediction));
  }

  /** What it asks for at a point of training at which the study does not read it. */
  Optional<ReadPoints> unread(Prediction prediction, ProbesSection probes) {
    return study.flatMap(known -> ReadPoints.lacking(known, prediction, probes));
  }

  /**
   * Whether all interventions of the study come at one step; so it is taken where it is too large.
   */
  boolean hasInterventionStep() {
    return study.isEmpty() || study.get().interventionStep().isPresent();
  }

  /** A cell of one network a trial where the prediction asks for what several do together. */
  Optional<Cell> single(Prediction prediction) {
    return prediction.metrics().stream().anyMatch(each -> each.root().equals(TestMetrics.ENSEMBLE))
        ? study.flatMap(
            known ->
                known.cells().stream()
                    .filter(cell -> ReadPoints.speaksOf(prediction, cell))
                    .filter(cell -> known.settings(cell).members() == 1)
                    .findFirst())
        : Optional.empty();
  }

  /** The factor over whose fixed and tuned levels the prediction would be averaged. */
  Optional<String> pooled(Prediction prediction) {
    if (study.isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, String>> needed = needed(prediction);
    return study
        .get()
        .tuning()
        .map(Tuning::factor)
        .filter(factor -> !isReduced(prediction, factor))
        .filter(factor -> needed.stream().noneMatch(cell -> cell.containsKey(factor)))
        .filter(
            factor ->
                isSomewhere(prediction, needed, has(factor, Cell.TUNED::equals))
                    && isSomewhere(
                        prediction,
                        needed,
                        has(factor, level -> !Set.of(Cell.TUNED, Cell.ABSENT).contains(level))));
  }

  /** Whether it is no level, but stands for the one that is best on tuning seeds. */
  private boolean isBest(String factor, String level) {
    return level.equals(Tuned.BEST)
        && study.orElseThrow().factors().stream()
            .filter(axis -> axis.factor().name().equals(factor))
            .noneMatch(axis -> axis.words().contains(level));
  }

  private static boolean isReduced(Prediction prediction, String factor) {
    return prediction.metric().over().filter(over -> over.factor().equals(factor)).isPresent();
  }

  private static Predicate<List<Map<String, String>>> has(
      String factor, Predicate<String> isLevel) {
    return cells -> cells.stream().anyMatch(cell -> isLevel.test(cell.get(factor)));
  }

  private boolean isSomewhere(
      Prediction prediction,
      List<Map<String, String>> needed,
      Predicate<List<Map<String, String>>> isWanted) {
    Set<String> apart = new HashSet<>();
    needed.forEach(cell -> apart.addAll(cell.keySet()));
    apart.addAll(zippedWith(apart));
    List<Map<String, String>> first =
        cells.stream().filter(cell -> isAsked(cell, needed.get(0), prediction)).toList();
    return first.stream()
        .anyMatch(
            context -> {
              List<Map<String, String>> found = new ArrayList<>();
              for (Map<String, String> each : needed) {
                Optional<Map<String, String>> there =
                    cells.stream()
                        .filter(cell -> isAsked(cell, each, prediction))
                        .filter(cell -> isBeside(cell, context, apart))
                        .findFirst();
                there.ifPresent(found::add);
                if (there.isEmpty()) {
                  return false;
                }
              }
              return isWanted.test(found);
            });
  }

  /** What goes along with factors that are compared, in a zip: its levels are theirs. */
  private Set<String> zippedWith(Set<String> compared) {
    Set<String> along = new HashSet<>();
    study.orElseThrow().design().zips().stream()
        .filter(zip -> zip.factors().stream().anyMatch(compared::contains))
        .forEach(zip -> along.addAll(zip.factors()));
    return along;
  }

  /** Whether a cell has the levels, or none that could be others, where the prediction looks. */
  private static boolean isAsked(
      Map<String, String> cell, Map<String, String> levels, Prediction prediction) {
    return levels.entrySet().stream().allMatch(level -> has(cell, level.getKey(), level.getValue()))
        && prediction.where().entrySet().stream()
            .filter(entry -> !levels.containsKey(entry.getKey()))
            .allMatch(
                entry ->
                    entry.getValue().stream().anyMatch(level -> has(cell, entry.getKey(), level)));
  }

  private static boolean has(Map<String, String> cell, String factor, String level) {
    String own = cell.get(factor);
    return level.equals(own) || Cell.ABSENT.equals(own);
  }

  /** Whether two cells differ in those factors alone, or in one that either does not have. */
  private static boolean isBeside(
      Map<String, String> cell, Map<String, String> other, Set<String> apart) {
    return cell.entrySet().stream()
        .allMatch(
            level ->
                apart.contains(level.getKey())
                    || level.getValue().equals(Cell.ABSENT)
                    || Set.of(level.getValue(), Cell.ABSENT).contains(other.get(level.getKey())));
  }

  /** The levels that have to occur beside one another, as far as they are compared. */
  private List<Map<String, String>> needed(Prediction prediction) {
    String compared = prediction.compare().factor();
    List<Map<String, String>> needed = new ArrayList<>();
    for (Map<String, String> alone : alone(prediction.compare())) {
      if (prediction.across().isEmpty()) {
        needed.add(alone);
        continue;
      }
      if (prediction.across().get() instanceof Across.Trend trend) {
        trend.levels().forEach(other -> needed.add(with(alone, trend.factor(), other)));
      } else if (prediction.across().get() instanceof Across.Interaction interaction) {
        Pair second = interaction.pair();
        if (second.factor().equals(compared)) {
          needed.add(alone);
        }
        for (String other : List.of(second.level(), second.control())) {
          needed.add(with(alone, second.factor(), other));
        }
      }
    }
    return needed.stream().distinct().toList();
  }

  /** What each side takes besides what all have. */
  private List<Map<String, String>> alone(Compared compared) {
    if (compared instanceof Compared.Readings) {
      return List.of(Map.of());
    }
    return compared instanceof Pair pair
        ? Stream.of(pair.level(), pair.control())
            .filter(level -> !isBest(pair.factor(), level))
            .map(level -> Map.of(pair.factor(), level))
            .toList()
        : List.of(Map.of(compared.factor(), compared.level()));
  }

  private static Map<String, String> with(Map<String, String> levels, String factor, String level) {
    Map<String, String> more = new LinkedHashMap<>(levels);
    more.put(factor, level);
    return more;
  }

  private static String inWords(List<Map<String, String>> needed, Prediction prediction) {
    Map<String, Set<String>> byFactor = new LinkedHashMap<>();
    needed.forEach(
        cell ->
            cell.forEach(
                (factor, level) ->
                    byFactor.computeIfAbsent(factor, name -> new LinkedHashSet<>()).add(level)));
    List<String> parts = new ArrayList<>();
    byFactor.forEach((factor, levels) -> parts.add(factor + " " + String.join(", ", levels)));
    StringBuilder words = new StringBuilder("cells with all of ").append(String.join("; ", parts));
    if (!prediction.where().isEmpty()) {
      List<String> restrictions = new ArrayList<>();
      prediction
          .where()
          .forEach(
              (factor, levels) -> restrictions.add(factor + " " + String.join(" or ", levels)));
      words.append(" where ").append(String.join(" and ", restrictions));
    }
    return words.toString();
  }
}
