package io.ablate4j.view;

/**
 * What batch norm takes for mean and variance of its input, a number a channel.
 *
 * @param mean [channels]
 * @param variance [channels], biased
 */
public record NormStatistics(float[] mean, float[] variance) {
  public NormStatistics {
    mean = mean.clone();
    variance = variance.clone();
    if (mean.length != variance.length) {
      throw new IllegalArgumentException(
          mean.length + " means, but " + variance.length + " variances");
    }
  }

  @Override
  public float[] mean() {
    return mean.clone();
  }

  @Override
  public float[] variance() {
    return variance.clone();
  }
}
