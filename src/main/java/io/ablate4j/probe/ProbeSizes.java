package io.ablate4j.probe;

/**
 * How many examples probes look at.
 *
 * @param batchSize examples of a training step
 * @param train of {@link ProbeMoment#train}
 * @param back of {@link ProbeMoment#gradients}
 * @param trainingSet of {@link ProbeMoment#trainingSet}
 * @param validation of {@link ProbeMoment#validation}
 */
public record ProbeSizes(int batchSize, int train, int back, int trainingSet, int validation) {
  private static final int MOST_TRAIN = 256;
  private static final int MOST_BACK = 64;

  /** Of a trial. */
  public static ProbeSizes of(int batchSize, int trainingSet, int validation) {
    return new ProbeSizes(
        batchSize,
        Math.min(MOST_TRAIN, trainingSet),
        Math.min(MOST_BACK, trainingSet),
        trainingSet,
        validation);
  }
}
