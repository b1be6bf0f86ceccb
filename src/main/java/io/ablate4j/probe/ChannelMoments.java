package io.ablate4j.probe;

import io.ablate4j.view.NormStatistics;
import io.ablate4j.view.Shape;

/**
 * Mean and biased variance of each channel over examples and pixels, batch by batch; combined as by
 * Chan, Golub and LeVeque 1983, so that no digits are lost.
 */
final class ChannelMoments {
  private final int channels;
  private final int pixels;
  private final double[] mean;
  private final double[] squares;
  private long count;

  ChannelMoments(Shape shape) {
    channels = shape.units();
    pixels = shape.pixels();
    mean = new double[channels];
    squares = new double[channels];
  }

  /**
   * Takes in a batch.
   *
   * @param numbers [examples x channels x pixels]
   */
  void add(float[] numbers) {
    int examples = numbers.length / (channels * pixels);
    long added = (long) examples * pixels;
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int e = 0; e < examples; e++) {
        int from = (e * channels + c) * pixels;
        for (int i = from; i < from + pixels; i++) {
          sum += numbers[i];
        }
      }
      double own = sum / added;
      double deviations = 0;
      for (int e = 0; e < examples; e++) {
        int from = (e * channels + c) * pixels;
        for (int i = from; i < from + pixels; i++) {
          deviations += (numbers[i] - own) * (numbers[i] - own);
        }
      }
      double apart = own - mean[c];
      double all = count + added;
      squares[c] += deviations + apart * apart * count * added / all;
      mean[c] += apart * added / all;
    }
    count += added;
  }

  double mean(int channel) {
    return mean[channel];
  }

  double variance(int channel) {
    return squares[channel] / count;
  }

  int channels() {
    return channels;
  }

  /** As batch norm keeps them. */
  NormStatistics statistics() {
    float[] means = new float[channels];
    float[] variances = new float[channels];
    for (int c = 0; c < channels; c++) {
      means[c] = (float) mean[c];
      variances[c] = (float) variance(c);
    }
    return new NormStatistics(means, variances);
  }
}
