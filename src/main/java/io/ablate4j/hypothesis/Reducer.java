package io.ablate4j.hypothesis;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Makes one number of what the trials of a seed and arm gave at all levels of a factor, before arms
 * are compared. A class and its line in {@link Reducers}.
 */
public interface Reducer {
  /**
   * What a level gave.
   *
   * @param word the level
   * @param value in the unit in which arms are subtracted: of a ratio its natural logarithm
   */
  record AtLevel(String word, double value) {}

  /** As study files name it. */
  String word();

  /** What it makes, one line. */
  String meaning();

  /**
   * What that is called in running text.
   *
   * @param factor in words, such as "learning rate"
   * @param metric such as "test accuracy"
   */
  String name(String factor, String metric);

  /**
   * What it makes of the levels.
   *
   * @param levels at least one; numbers ascending, words in the study's order
   * @return empty where it is undefined
   */
  OptionalDouble of(List<AtLevel> levels, ContrastMetric metric);

  /** The metric that it always reads; empty if the study names one. */
  default Optional<ContrastMetric> metric() {
    return Optional.empty();
  }

  /** The scale of what it makes. */
  default Scale scale(Scale metric) {
    return metric;
  }

  /** How silent cells are told from others, of what it makes. */
  default Reading reading(Reading metric) {
    return metric;
  }

  /** Whether more of what it makes is an improvement. */
  default boolean higherIsBetter(ContrastMetric metric) {
    return metric.higherIsBetter();
  }

  /** Whether levels have to be numbers. */
  default boolean isOfNumbers() {
    return false;
  }

  /** Whether levels have to be above 0, since what counts is by which factor they differ. */
  default boolean isOfLogarithms() {
    return false;
  }

  /** Whether it takes the level that was chosen on tuning seeds, and no other. */
  default boolean isOfTuned() {
    return false;
  }
}
