package io.ablate4j.hypothesis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When in training a number is read, or what is made of all that was read of it. Study files write
 * it behind a metric: {@code test-accuracy@best}.
 *
 * @param kind which
 * @param step after how many training steps, from 1, of {@link Kind#STEP}; else 0
 */
public record Point(Kind kind, int step) {
  /** Stands between a metric and its point. */
  public static final String SIGN = "@";

  /** A study file may leave it out. */
  public static final Point LAST = new Point(Kind.LAST, 0);

  private static final String STEP_PREFIX = "step-";
  private static final Pattern STEP_WORD = Pattern.compile(STEP_PREFIX + "([1-9][0-9]{0,8})");

  /** One each. */
  public enum Kind {
    INIT("init", "before the first step", (all, best) -> at(all, 0)),
    LAST("last", "at the end", (all, best) -> at(all, all.isEmpty() ? -1 : all.lastKey())),
    MAX("max", "at its highest", (all, best) -> all.values().stream().mapToDouble(v -> v).max()),
    MEAN("mean", "on average", (all, best) -> all.values().stream().mapToDouble(v -> v).average()),
    SUM("sum", "summed up", (all, best) -> all.isEmpty() ? OptionalDouble.empty() : sum(all)),
    BEST(
        "best",
        "at the best validation accuracy",
        (all, best) -> best.isPresent() ? at(all, best.getAsInt()) : OptionalDouble.empty()),
    /** The only one with a number. */
    STEP(STEP_PREFIX, "after step ", (all, best) -> OptionalDouble.empty());

    private final String word;
    private final String inWords;
    private final BiFunction<SortedMap<Integer, Double>, OptionalInt, OptionalDouble> of;

    Kind(
        String word,
        String inWords,
        BiFunction<SortedMap<Integer, Double>, OptionalInt, OptionalDouble> of) {
      this.word = word;
      this.inWords = inWords;
      this.of = of;
    }
  }

  public Point {
    Objects.requireNonNull(kind, "kind");
    if ((kind == Kind.STEP) != step > 0) {
      throw new IllegalArgumentException(kind + " with step " + step);
    }
  }

  private static OptionalDouble at(SortedMap<Integer, Double> all, int step) {
    Double value = all.get(step);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static OptionalDouble sum(Map<Integer, Double> all) {
    return OptionalDouble.of(all.values().stream().mapToDouble(v -> v).sum());
  }

  /** The one that study files call so. */
  public static Optional<Point> ofWord(String word) {
    Matcher step = STEP_WORD.matcher(word);
    if (step.matches()) {
      return Optional.of(new Point(Kind.STEP, Integer.parseInt(step.group(1))));
    }
    return Arrays.stream(Kind.values())
        .filter(kind -> kind != Kind.STEP && kind.word.equals(word))
        .map(kind -> new Point(kind, 0))
        .findFirst();
  }

  /** What study files may write, a step by way of example. */
  public static List<String> words() {
    return Arrays.stream(Kind.values())
        .sorted(Comparator.comparing(kind -> kind == Kind.STEP))
        .map(kind -> kind == Kind.STEP ? STEP_PREFIX + 200 : kind.word)
        .toList();
  }

  /** As study files write it. */
  public String word() {
    return kind == Kind.STEP ? STEP_PREFIX + step : kind.word;
  }

  /** Such as "before the first step". */
  public String inWords() {
    return kind == Kind.STEP ? kind.inWords + step : kind.inWords;
  }

  /**
   * What a trial gave then.
   *
   * @param byStep all that was read, finite, by the training steps done
   * @param best steps done when validation accuracy was highest first
   * @return empty if nothing was read then
   */
  public OptionalDouble of(SortedMap<Integer, Double> byStep, OptionalInt best) {
    return kind == Kind.STEP ? at(byStep, step) : kind.of.apply(byStep, best);
  }
}
