package io.ablate4j.trial;

import java.util.Objects;

/**
 * One number of a trial.
 *
 * @param epoch the epoch in or after which it was read, from 1; the last epoch for numbers of the
 *     whole trial
 * @param step training steps done when it was read, from 0
 * @param value in the metric's unit; may be NaN or infinite in a diverged trial
 */
public record Measurement(Metric metric, Split split, int epoch, int step, double value) {
  public Measurement {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(split, "split");
    check(epoch, step);
  }

  /**
   * @throws IllegalArgumentException if no measurement has such an epoch or step
   */
  static void check(int epoch, int step) {
    if (epoch < 1) {
      throw new IllegalArgumentException("epochs count from 1, not " + epoch);
    }
    if (step < 0) {
      throw new IllegalArgumentException("steps count from 0, not " + step);
    }
  }
}
