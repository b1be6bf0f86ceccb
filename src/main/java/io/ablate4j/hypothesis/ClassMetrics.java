package io.ablate4j.hypothesis;

import io.ablate4j.trial.Metric;
import java.util.Optional;
import java.util.regex.Pattern;

/** What arms are compared on that a class brings: a probe or a trial metric. */
public final class ClassMetrics {
  /** As for the other names that stand in study files. */
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");

  /** That of a probe, and where it gives several numbers the key of one. */
  private static final Pattern READING =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,49}(\\.[a-z0-9][a-z0-9-]{0,49})?");

  private ClassMetrics() {}

  /**
   * Of what a probe gives: its word is {@code probe:} and its id, with a key behind a dot if it
   * gives several numbers.
   *
   * @throws IllegalArgumentException if {@code id} is not made of up to 50 lower-case letters,
   *     digits and hyphens, or is that of a number that every trial records
   */
  public static ContrastMetric ofProbe(
      String id,
      ContrastMetric.Scale scale,
      boolean higherIsBetter,
      double defaultMargin,
      String meaning) {
    if (ContrastMetric.builtIn(Metric.PROBE_PREFIX + require(READING, id)).isPresent()) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is the name of a number that every trial records");
    }
    return ofClass(
        Reading.PROBE, Metric.PROBE_PREFIX + id, scale, higherIsBetter, defaultMargin, meaning);
  }

  /**
   * Of a trial metric: its word is its id.
   *
   * @throws IllegalArgumentException if its id is not made of up to 50 lower-case letters, digits
   *     and hyphens, or is the word of a metric that is built in
   */
  public static ContrastMetric ofTrial(MetricDefinition metric) {
    String word = require(ID, metric.id());
    if (ContrastMetric.builtIn(word).isPresent()) {
      throw new IllegalArgumentException(
          "\"" + word + "\" is the name of a metric that is built in");
    }
    return ofClass(
        Reading.TRIAL,
        word,
        metric.scale(),
        metric.higherIsBetter(),
        metric.defaultMargin(),
        metric.meaning());
  }

  /**
   * Of a class that need not be on the class path, as it is stored.
   *
   * @param reading {@link Reading#PROBE} or {@link Reading#TRIAL}
   */
  public static ContrastMetric ofClass(
      Reading reading,
      String word,
      ContrastMetric.Scale scale,
      boolean higherIsBetter,
      double defaultMargin,
      String meaning) {
    String name =
        reading == Reading.PROBE
            ? word.substring(Metric.PROBE_PREFIX.length())
            : word.replace('-', ' ');
    return new ContrastMetric(
        reading, Optional.empty(), word, name, scale, higherIsBetter, defaultMargin, meaning);
  }

  private static String require(Pattern pattern, String id) {
    if (!pattern.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is not made of up to 50 lower-case letters, digits and hyphens");
    }
    return id;
  }
}
