package io.ablate4j.forecast;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * What the trials of a network cost.
 *
 * @param stepSeconds of a training step
 * @param imageSeconds of an image in an evaluation
 * @param fixedSeconds of a trial besides: to draw its data, make its network and store its result
 */
record Rates(double stepSeconds, double imageSeconds, double fixedSeconds) {
  Rates {
    if (!(stepSeconds >= 0 && imageSeconds >= 0 && fixedSeconds >= 0)) {
      throw new IllegalArgumentException(
          "no rates: " + stepSeconds + ", " + imageSeconds + ", " + fixedSeconds);
    }
  }

  /**
   * Of several of one network. Of two the lower ones: the other has more of what was not warm or
   * was disturbed.
   *
   * @param all at least one
   */
  static Rates median(Collection<Rates> all) {
    return new Rates(
        median(all, Rates::stepSeconds),
        median(all, Rates::imageSeconds),
        median(all, Rates::fixedSeconds));
  }

  private static double median(Collection<Rates> all, ToDoubleFunction<Rates> part) {
    double[] sorted = all.stream().mapToDouble(part).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  /** On a machine that is slower by a factor. */
  Rates times(double factor) {
    return new Rates(stepSeconds * factor, imageSeconds * factor, fixedSeconds * factor);
  }

  /**
   * What a trial takes in a worker that is warm.
   *
   * @param checksDone share of its checks that take place
   */
  double seconds(TrialWork work, double checksDone) {
    return work.steps() * stepSeconds
        + work.images(checksDone) * imageSeconds
        + work.looks().seconds()
        + fixedSeconds;
  }
}
