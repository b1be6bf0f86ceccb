package io.ablate4j.hypothesis;

import io.ablate4j.trial.tuning.Tuned;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One contrast and what is expected of it. Levels are words, as in the study's record.
 *
 * @param compare what is set against what: most often two levels
 * @param metric what they are compared on; of two readings the first
 * @param expect of the first against the second
 * @param margin of {@link Expectation#needsMargin} and of the verdict "equivalent", in the unit of
 *     {@link ContrastMetric#defaultMargin}; above 0
 * @param where factor to the levels it is restricted to; a factor that is not in it is averaged
 *     over, with the same weight for each cell
 * @param across what turns the contrast into an interaction or a trend
 */
public record Prediction(
    Compared compare,
    ContrastMetric metric,
    Expectation expect,
    double margin,
    Map<String, List<String>> where,
    Optional<Across> across) {

  /**
   * Two levels of a factor.
   *
   * @param factor its name, as in the study file
   * @param level the one that is spoken of
   * @param control the one it is compared with
   */
  public record Pair(String factor, String level, String control) implements Compared {
    public Pair {
      Objects.requireNonNull(factor, "factor");
      if (level.equals(control)) {
        throw new IllegalArgumentException(level + " is compared with itself");
      }
    }
  }

  /** How the contrast is expected to change over another factor. */
  public sealed interface Across {
    /**
     * Difference of differences: the contrast at the pair's level less the contrast at its control.
     * If the pair is of the compared factor itself, it is a second pair of levels, and its
     * difference is what is subtracted: compare [both, batch-norm] across [dropout, none] is both -
     * batch-norm - dropout + none.
     */
    record Interaction(Pair pair) implements Across {}

    /**
     * Slope of the contrast over a numeric factor: least squares on the places of the levels, seed
     * by seed.
     *
     * @param factor its name
     * @param levels at least two, ascending
     * @param scale that gives them their places; a slope is the change with a step of it
     */
    record Trend(String factor, List<String> levels, TrendScale scale) implements Across {
      public Trend {
        levels = List.copyOf(levels);
        Objects.requireNonNull(scale, "scale");
      }

      /** A step is a doubling. */
      public Trend(String factor, List<String> levels) {
        this(factor, levels, TrendScale.LOG2);
      }

      /** Where the levels stand, in steps. */
      public double[] positions() {
        return scale.positions(levels);
      }
    }
  }

  public Prediction {
    Objects.requireNonNull(compare, "compare");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(expect, "expect");
    Objects.requireNonNull(across, "across");
    SortedMap<String, List<String>> copy = new TreeMap<>();
    where.forEach((factor, levels) -> copy.put(factor, List.copyOf(levels)));
    where = Collections.unmodifiableSortedMap(copy);
    if (!(margin > 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("margin " + margin);
    }
    if (expect.isBound() && !(compare instanceof Compared.AgainstNumber)) {
      throw new IllegalArgumentException(expect.word() + " without a bound");
    }
  }

  /** The two levels; empty if something else is compared. */
  public Optional<Pair> pair() {
    return compare instanceof Pair pair ? Optional.of(pair) : Optional.empty();
  }

  /** What trials are read for: two of two readings, else one. */
  public List<ContrastMetric> metrics() {
    return compare instanceof Compared.Readings readings
        ? List.of(readings.first(), readings.second())
        : List.of(metric);
  }

  /** Whether it asks for the level that is best on tuning seeds. */
  public boolean asksForBest() {
    return pair()
            .filter(p -> p.level().equals(Tuned.BEST) || p.control().equals(Tuned.BEST))
            .isPresent()
        || metric.over().filter(over -> over.reducer().isOfTuned()).isPresent();
  }

  /** What the contexts are restricted to: all but a factor whose levels become one number. */
  public Map<String, List<String>> ofContexts() {
    if (metric.over().isEmpty()) {
      return where;
    }
    Map<String, List<String>> others = new TreeMap<>(where);
    others.remove(metric.over().get().factor());
    return others;
  }

  /** Whether each trial is held to a bound, instead of a mean to a test. */
  public boolean isBound() {
    return expect.isBound();
  }

  /**
   * The largest difference that the contrast of a share can have: 1 of two levels, less against a
   * number between 0 and 1, 2 of an interaction, and the sum of the absolute weights of a slope.
   */
  public double range() {
    if (compare instanceof Compared.AgainstNumber against) {
      return Math.max(Math.abs(against.number()), Math.abs(1 - against.number()));
    }
    if (across.isEmpty()) {
      return 1;
    }
    if (!(across.get() instanceof Across.Trend trend)) {
      return 2;
    }
    double[] x = trend.positions();
    double mean = Arrays.stream(x).average().orElseThrow();
    double squares = Arrays.stream(x).map(value -> (value - mean) * (value - mean)).sum();
    return Arrays.stream(x).map(value -> Math.abs(value - mean) / squares).sum();
  }

  /**
   * What is compared, on what and what is expected, in one line, such as {@code batch-norm against
   * none: steps-to-target lower (model cnn, mlp)}.
   */
  public String inWords() {
    if (isBound()) {
      return compare.level()
          + ": "
          + metric.word()
          + " "
          + expect.word()
          + " "
          + compare.control()
          + whereInWords();
    }
    StringBuilder words = new StringBuilder(compare.inWords());
    across.ifPresent(other -> words.append(words(other)));
    words.append(": ");
    if (!(compare instanceof Compared.Readings)) {
      words.append(metric.word()).append(' ');
    }
    words.append(expect.word());
    if (expect.needsMargin()) {
      words.append(", margin ").append(margin);
    }
    return words.append(whereInWords()).toString();
  }

  private String whereInWords() {
    return where.isEmpty()
        ? ""
        : where.entrySet().stream()
            .map(entry -> entry.getKey() + " " + String.join(", ", entry.getValue()))
            .collect(Collectors.joining("; ", " (", ")"));
  }

  private String words(Across other) {
    if (other instanceof Across.Trend trend) {
      return (trend.scale().equals(TrendScale.LOG2)
              ? ", as " + trend.factor() + " doubles"
              : ", per " + trend.scale().stepInWords() + " of " + trend.factor())
          + " ("
          + String.join(", ", trend.levels())
          + ")";
    }
    Pair pair = ((Across.Interaction) other).pair();
    return pair.factor().equals(compare.factor())
        ? ", less " + pair.inWords()
        : ", at " + pair.factor() + " " + pair.level() + " less at " + pair.control();
  }
}
