package io.ablate4j.forecast;

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
