package io.ablate4j.train;

import java.util.Optional;

/**
 * Watches the training loss for divergence: NaN, infinity, or an epoch whose mean loss is more than
 * three times the loss of the first step. One unlucky batch is no divergence, hence the mean. A
 * start below that of a uniform guess, ln(classes), counts as that of a guess.
 */
final class DivergenceGuard {
  private static final double EXPLODED = 3;

  private final double guess;
  private double start = Double.NaN;
  private double sum;
  private long steps;

  DivergenceGuard(int classes) {
    guess = Math.log(classes);
  }

  /**
   * Takes note of one step's loss.
   *
   * @return why training has diverged, if it has
   */
  Optional<String> step(double loss) {
    if (!Double.isFinite(loss)) {
      return Optional.of("the training loss became " + loss);
    }
    if (Double.isNaN(start)) {
      start = Math.max(loss, guess);
    }
    sum += loss;
    steps++;
    return Optional.empty();
  }

  /** The same at the end of an epoch; the next one starts afresh. */
  Optional<String> endOfEpoch() {
    double mean = sum / steps;
    sum = 0;
    steps = 0;
    if (mean > EXPLODED * start) {
      return Optional.of(
          "the mean training loss of the epoch, %.3g, is more than %.0f times its start, %.3g"
              .formatted(mean, EXPLODED, start));
    }
    return Optional.empty();
  }
}
