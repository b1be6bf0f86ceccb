package io.ablate4j.hypothesis;

import io.ablate4j.hypothesis.ContrastMetric.Scale;

/** What a number that a class brings says of itself. */
public interface MetricDefinition {
  /** Up to 50 lower-case letters, digits and hyphens. */
  String id();

  /** What it is, and in which unit; one line. */
  String meaning();

  /** How two of its values are set against one another; a ratio needs values above 0. */
  Scale scale();

  /** Which direction is an improvement, for hypotheses that expect "not-worse". */
  boolean higherIsBetter();

  /**
   * The margin of a hypothesis that sets none, above 0: in the number's unit, or for a ratio its
   * distance from 1.
   */
  default double defaultMargin() {
    return scale().defaultMargin();
  }
}
