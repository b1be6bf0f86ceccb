package io.ablate4j.cli;

import io.ablate4j.design.Fates;
import io.ablate4j.design.Removal;
import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.Surroundings;
import io.ablate4j.model.Models;
import io.ablate4j.problem.Nearest;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a study has the cells of some levels, or has them not. */
final class WhyLines {
  static final String OPTION = "--why";

  /** So many cells that run are named. */
  private static final int TOLD = 5;

  private final Study study;
  private final Fates fates;
  private final Surroundings usual;
  private final List<Problem> problems = new ArrayList<>();

  private WhyLines(CheckedStudy checked, Models models) {
    this.study = checked.study();
    this.fates = checked.fates();
    this.usual =
        new Surroundings(
            models, Map.of(), Map.of(), Map.of(), study.optimizer(), study.budget().epochs());
  }

  /**
   * The answer.
   *
   * @param asked levels of some factors, such as {@code model=cnn,batchSize=16}
   * @throws ProblemsException naming whatever in it is no factor or no level of the study
   */
  static List<String> of(String asked, CheckedStudy checked, Models models) {
    return new WhyLines(checked, models).answer(asked);
  }

  private List<String> answer(String asked) {
    Map<String, String> levels = levels(asked);
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    List<Cell> running =
        fates.all().keySet().stream()
            .filter(cell -> fates.all().get(cell).isEmpty() && has(levels, cell))
            .toList();
    Map<String, List<String>> others = new LinkedHashMap<>();
    fates
        .removed()
        .forEach(
            (entry, cells) ->
                cells.forEach(
                    (cell, removal) -> {
                      if (has(levels, cell)) {
                        others
                            .computeIfAbsent("removed by " + entry, key -> new ArrayList<>())
                            .add(Roles.inWords(cell) + detail(removal));
                      }
                    }));
    fates
        .all()
        .forEach(
            (cell, removal) -> {
              if (isWithoutSome(levels, cell) && removal.filter(Removal::isByZip).isEmpty()) {
                others
                    .computeIfAbsent(without(levels, cell), key -> new ArrayList<>())
                    .add(
                        Roles.inWords(cell)
                            + removal
                                .map(each -> ": removed by " + each.entry() + detail(each))
                                .orElse(": runs"));
              }
            });
    return lines(levels, running, others);
  }

  private List<String> lines(
      Map<String, String> levels, List<Cell> running, Map<String, List<String>> others) {
    String words = levels.isEmpty() ? "the study" : Roles.inWords(Cell.of(levels));
    List<String> lines = new ArrayList<>();
    if (running.isEmpty()) {
      lines.add("No cell of " + words + " runs.");
    } else {
      lines.add(
          (running.size() == 1 ? "A cell of " : running.size() + " cells of ")
              + words
              + (running.size() == 1 ? " runs, with " : " run, each with ")
              + (study.seeds() == 1 ? "one seed:" : study.seeds() + " seeds:"));
      running.stream().limit(TOLD).forEach(cell -> lines.add("  " + Roles.inWords(cell)));
      if (running.size() > TOLD) {
        lines.add("  and " + (running.size() - TOLD) + " more");
      }
    }
    others.forEach(
        (why, cells) -> {
          lines.add(cells.size() + (cells.size() == 1 ? " cell " : " cells ") + why + ":");
          cells.forEach(cell -> lines.add("  " + cell));
        });
    if (running.isEmpty() && others.isEmpty()) {
      lines.add("No combination of levels has these together.");
      levels.forEach(
          (factor, level) ->
              fates
                  .inZipsAlone(factor, level)
                  .ifPresent(
                      zips ->
                          lines.add(
                              Roles.inWords(factor, level) + " stands in " + zips + " alone.")));
    }
    return lines;
  }

  private static String detail(Removal removal) {
    return removal.detail().isEmpty() ? "" : ": " + removal.detail();
  }

  private static boolean has(Map<String, String> levels, Cell cell) {
    return cell.levels().entrySet().containsAll(levels.entrySet());
  }

  /** Whether a cell has the levels, but for factors that do not exist there. */
  private static boolean isWithoutSome(Map<String, String> levels, Cell cell) {
    return !has(levels, cell)
        && levels.keySet().stream()
            .filter(factor -> !cell.level(factor).equals(levels.get(factor)))
            .allMatch(factor -> cell.level(factor).equals(Cell.ABSENT));
  }

  private String without(Map<String, String> levels, Cell cell) {
    return levels.keySet().stream()
        .filter(factor -> !cell.level(factor).equals(levels.get(factor)))
        .map(
            factor ->
                "without "
                    + Roles.inWords(factor, levels.get(factor))
                    + ", since "
                    + fates.absence(cell, factor))
        .collect(Collectors.joining(", and "));
  }

  /** What is asked for, as the study writes it; without what is so in every study. */
  private Map<String, String> levels(String asked) {
    Map<String, String> levels = new LinkedHashMap<>();
    for (String part : asked.split(",", -1)) {
      int sign = part.indexOf('=');
      if (sign < 1) {
        problem("\"" + part.strip() + "\" is not factor=level.", "try " + example() + ".");
        continue;
      }
      String factor = part.substring(0, sign).strip();
      String word = part.substring(sign + 1).strip();
      Optional<String> level = level(factor, word);
      if (level.isPresent() && levels.put(factor, level.get()) != null) {
        problem(factor + " is asked for twice.", "name one level, or none of it.");
      }
    }
    return levels;
  }

  private String example() {
    return study.factors().stream()
        .limit(2)
        .map(axis -> axis.factor().name() + "=" + axis.words().get(0))
        .collect(Collectors.joining(","));
  }

  private Optional<String> level(String factor, String word) {
    for (Axis<?> axis : study.factors()) {
      if (axis.factor().name().equals(factor)) {
        return level(axis, word);
      }
    }
    Optional<Factor<?>> known = Factors.find(factor);
    if (known.isEmpty()) {
      List<String> names = study.factors().stream().<String>map(a -> a.factor().name()).toList();
      problem("There is no factor \"" + factor + "\".", Nearest.advice(factor, names));
      return Optional.empty();
    }
    List<String> only = words(known.get());
    if (only.stream().noneMatch(level -> isSame(known.get(), level, word))) {
      problem(
          factor
              + " does not vary in this study"
              + (only.isEmpty() ? "." : ", whose trials have " + String.join(", ", only) + "."),
          "add " + factor + " to its factors, or do not ask for it.");
    }
    return Optional.empty();
  }

  private <T> List<String> words(Factor<T> factor) {
    return factor.usual(usual).stream().map(factor::word).toList();
  }

  private Optional<String> level(Axis<?> axis, String word) {
    String factor = axis.factor().name();
    Optional<String> level =
        word.equals(Cell.ABSENT)
            ? Optional.of(word)
            : axis.words().stream().filter(each -> isSame(axis.factor(), each, word)).findFirst();
    if (level.isEmpty()) {
      boolean isTried =
          axis.tuning()
              .filter(t -> t.grid().stream().anyMatch(each -> isSame(axis.factor(), each, word)))
              .isPresent();
      problem(
          factor
              + " \""
              + word
              + "\" is not a level of this study"
              + (isTried ? ", but one that tuned is chosen from." : "."),
          isTried
              ? "ask for " + factor + "=" + Cell.TUNED + "."
              : Nearest.advice(word, axis.words()));
    }
    return level;
  }

  /** Numbers may be written in several ways. */
  private static boolean isSame(Factor<?> factor, String level, String word) {
    if (factor.unit() == Factor.Unit.WORD || level.equals(word)) {
      return level.equals(word);
    }
    try {
      return new BigDecimal(level).compareTo(new BigDecimal(word)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void problem(String message, String advice) {
    problems.add(Problem.of(message, advice).at(OPTION));
  }
}
