package io.ablate4j.forecast;

/**
 * How long what is left of a study is going to take.
 *
 * @param trials that are left
 * @param workers that carry them out
 * @param startSeconds until the workers are there and have loaded what they need
 * @param trainingSeconds from the first trial's start to the last one's end
 * @param timingSeconds of the timing pass
 * @param endSeconds for the analysis and the report
 * @param basis what most of the time for training rests on
 */
public record Forecast(
    int trials,
    int workers,
    double startSeconds,
    double trainingSeconds,
    double timingSeconds,
    double endSeconds,
    Basis basis) {
  /** All of it. */
  public double seconds() {
    return startSeconds + trainingSeconds + timingSeconds + endSeconds;
  }
}
