package io.ablate4j.trial;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What one trial measured, by metric, split and epoch. A number that is NaN or infinite is
 * undefined.
 */
public interface TrialCurves {
  /** The last epoch in which anything was measured; 0 if nothing was. */
  int epochs();

  /**
   * What was measured after an epoch; empty if nothing was, or it is undefined.
   *
   * @param metric one that every trial measures, other than {@link Metric#CHECK_ACCURACY}
   * @param epoch from 1
   */
  OptionalDouble at(Metric metric, Split split, int epoch);

  /**
   * What was measured last, whatever the epoch; empty if nothing was, or the last is undefined.
   *
   * @param metric one that every trial measures, other than {@link Metric#CHECK_ACCURACY}
   */
  OptionalDouble last(Metric metric, Split split);

  /** First epoch with the highest validation accuracy; empty if there is none. */
  OptionalInt bestEpoch();
}
