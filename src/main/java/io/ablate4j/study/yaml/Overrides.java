package io.ablate4j.study.yaml;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the command line changes in a study before it is checked.
 *
 * @param seeds of {@code --seeds}
 * @param levels of {@code --set factor=level,...}: they take the place of the factor's own
 * @param scale of {@code --scale}
 */
public record Overrides(
    OptionalInt seeds, SortedMap<String, List<String>> levels, Optional<String> scale) {
  /** The study as its file says. */
  public static final Overrides NONE =
      new Overrides(OptionalInt.empty(), new TreeMap<>(), Optional.empty());

  static final String SEEDS_OPTION = "--seeds";
  static final String SET_OPTION = "--set";
  static final String SCALE_OPTION = "--scale";

  public Overrides {
    SortedMap<String, List<String>> copy = new TreeMap<>();
    levels.forEach((factor, words) -> copy.put(factor, List.copyOf(words)));
    levels = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Of the options' texts.
   *
   * @param settings each such as {@code batchSize=8,32}
   * @throws ProblemsException naming every setting of another form, and every factor set twice
   */
  public static Overrides of(OptionalInt seeds, List<String> settings) {
    SortedMap<String, List<String>> levels = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    for (String setting : settings) {
      int sign = setting.indexOf('=');
      if (sign < 1) {
        problems.add(problem("\"" + setting + "\" is not factor=level,...", "try batchSize=8,32."));
      } else if (levels.put(setting.substring(0, sign).strip(), words(setting, sign)) != null) {
        String factor = setting.substring(0, sign).strip();
        problems.add(problem(factor + " is set twice.", "list all its levels in one --set."));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    return new Overrides(seeds, levels, Optional.empty());
  }

  /** The same at a scale. */
  public Overrides atScale(Optional<String> name) {
    return new Overrides(seeds, levels, name);
  }

  private static List<String> words(String setting, int sign) {
    return Arrays.stream(setting.substring(sign + 1).split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Problem problem(String message, String advice) {
    return Problem.of(message, advice).at(SET_OPTION);
  }
}
