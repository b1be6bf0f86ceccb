package io.ablate4j.hypothesis;

import io.ablate4j.trial.TrialCurves;
import java.util.OptionalDouble;

/**
 * A number of a trial that is made of what it measured: a column of tables and exports, compared
 * between arms, and a metric that hypotheses may name by its id. Found through {@link
 * java.util.ServiceLoader}; needs a constructor without arguments. Trials that are stored already
 * have it, too.
 */
public interface TrialMetric extends MetricDefinition {
  /**
   * The number of a trial that used its whole budget.
   *
   * @return empty, NaN or an infinity where it is not defined: the trial then counts as missing
   */
  OptionalDouble of(TrialCurves trial);
}
