package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.problem.ProblemsException;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How levels of one type are read, from study files and from the specs of trials.
 *
 * @param unit what they are
 * @param example a level, as advice shows it
 * @param value what stands in a study file, whatever its size; gives nothing, and notes a problem,
 *     where it is of another type
 * @param ofJson a level as it stands in a trial's spec
 * @param checked the level, given the factor's name; throws a {@link ProblemsException} if it is
 *     none
 */
public record LevelType<T>(
    Factor.Unit unit,
    T example,
    Function<Written, Optional<T>> value,
    Function<JsonNode, T> ofJson,
    BiFunction<String, T, T> checked) {
  public LevelType {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(example, "example");
  }

  /** The same with another check in place of its own. */
  public LevelType<T> checkedBy(UnaryOperator<T> check) {
    return new LevelType<>(unit, example, value, ofJson, (factor, level) -> check.apply(level));
  }

  /**
   * Shares from 0 to 1.
   *
   * @param advice what to use in place of others, such as "0.2 for a fifth of the labels"
   */
  public static LevelType<Double> share(String example, String advice) {
    return number(
        Factor.Unit.SHARE,
        example,
        level -> level >= 0 && level <= 1,
        "is not a share from 0 to 1",
        advice);
  }

  /**
   * Numbers from 0 up.
   *
   * @param advice what to use in place of others, such as "0.0001; 0 is none"
   */
  public static LevelType<Double> fromZero(String example, String advice) {
    return number(
        Factor.Unit.RATIO,
        example,
        level -> level >= 0 && !Double.isInfinite(level),
        "is not a number from 0 up",
        advice);
  }

  /**
   * Numbers above 0.
   *
   * @param advice what to use in place of others, such as "1 for the scheme's own size"
   */
  public static LevelType<Double> aboveZero(String example, String advice) {
    return number(
        Factor.Unit.RATIO,
        example,
        level -> level > 0 && !Double.isInfinite(level),
        "is not above 0",
        advice);
  }

  private static LevelType<Double> number(
      Factor.Unit unit,
      String example,
      Function<Double, Boolean> isLevel,
      String objection,
      String advice) {
    return new LevelType<>(
        unit,
        Double.valueOf(example),
        written -> written.number(example),
        JsonNode::doubleValue,
        (factor, level) -> {
          if (!isLevel.apply(level)) {
            throw wrong(
                factor,
                level,
                Double.isInfinite(level) ? "is not finite" : objection,
                "use " + advice + ".");
          }
          return level + 0.0; // SQLite and people know no negative zero
        });
  }

  /** Whole numbers from 1 up. */
  public static LevelType<Integer> count(int example) {
    return count(example, Integer.MAX_VALUE);
  }

  /** Whole numbers from 1 to the most there may be. */
  public static LevelType<Integer> count(int example, int most) {
    return new LevelType<>(
        Factor.Unit.COUNT,
        example,
        written -> written.count(String.valueOf(example)),
        JsonNode::intValue,
        (factor, level) -> {
          if (level > most) {
            throw wrong(factor, level, "is more than " + most, "use fewer.");
          }
          return level;
        });
  }

  /**
   * Words.
   *
   * @param canonical the word as it is written in tables and specs; throws a {@link
   *     ProblemsException} where there is no such level
   */
  public static LevelType<String> word(String example, UnaryOperator<String> canonical) {
    return new LevelType<>(
        Factor.Unit.WORD,
        example,
        Written::text,
        JsonNode::textValue,
        (factor, level) -> canonical.apply(level));
  }

  /** These words alone. */
  public static LevelType<String> oneOf(Collection<String> words) {
    return new LevelType<>(
        Factor.Unit.WORD,
        words.iterator().next(),
        written -> written.oneOf(words),
        JsonNode::textValue,
        (factor, level) -> level);
  }

  private static ProblemsException wrong(
      String factor, Object level, String objection, String advice) {
    return ProblemsException.of(factor + " " + level + " " + objection + ".", advice);
  }
}
