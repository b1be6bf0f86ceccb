package io.ablate4j.analysis;

import io.ablate4j.stats.Bootstrap;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.InterquartileMean;
import io.ablate4j.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One regularization over the whole grid: the interquartile mean of test accuracy over cells x
 * seeds (Agarwal et al. 2021), which neither a few lucky trials nor a few failures decide.
 * Descriptive: the cells of a grid are no sample of anything. Its interval resamples seeds, the
 * same ones in every cell and arm.
 *
 * @param regularization the arm
 * @param accuracies test accuracy of each trial that is in it, 0 to 1, ascending; for the
 *     performance profile
 * @param mean interquartile mean, 95 % interval
 * @param difference the same less that of the control; not estimable for the control itself
 * @param seeds replicates in which every cell of every arm has a result; no other is used
 */
public record Overall(
    String regularization, List<Double> accuracies, Estimate mean, Estimate difference, int seeds) {
  private static final int RESAMPLES = 2000;
  private static final long SEED = 7;

  public Overall {
    Objects.requireNonNull(regularization, "regularization");
    accuracies = List.copyOf(accuracies);
  }

  /**
   * @param values [cells][seeds] of the arm
   * @param control the same of the control; equal to {@code values} for the control itself
   */
  static Overall of(String regularization, double[][] values, double[][] control) {
    int seeds = values.length == 0 ? 0 : values[0].length;
    int[] each = new int[seeds];
    Arrays.setAll(each, i -> i);
    List<Double> all = new ArrayList<>();
    for (double[] row : values) {
      for (double value : row) {
        all.add(value);
      }
    }
    all.sort(null);
    Estimate mean = estimate(seeds, each, s -> mean(values, s));
    Estimate difference =
        Arrays.deepEquals(values, control)
            ? Estimate.notEstimable(seeds, "the control itself")
            : estimate(seeds, each, s -> mean(values, s) - mean(control, s));
    return new Overall(regularization, all, mean, difference, seeds);
  }

  private static Estimate estimate(int seeds, int[] each, ToDoubleFunction<int[]> statistic) {
    if (seeds == 0) {
      return Estimate.notEstimable(0, "no seed with a result in every cell");
    }
    double value = statistic.applyAsDouble(each);
    Optional<Interval> interval =
        Bootstrap.percentile(seeds, statistic, PairedContrast.LEVEL, RESAMPLES, SEED);
    return interval.isPresent()
        ? Estimate.of(seeds, value, interval.get())
        : Estimate.pointOnly(seeds, value, seeds == 1 ? "1 seed" : "no scatter over seeds");
  }

  private static double mean(double[][] values, int[] seeds) {
    double[] all = new double[values.length * seeds.length];
    int i = 0;
    for (double[] row : values) {
      for (int seed : seeds) {
        all[i++] = row[seed];
      }
    }
    return InterquartileMean.of(all).orElseThrow();
  }
}
