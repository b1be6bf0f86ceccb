package io.ablate4j.analysis;

import io.ablate4j.stats.Bootstrap;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import java.util.Arrays;
import java.util.Comparator;
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
 * @param setting {@code fixed} or {@code tuned} where the cells of the two are told apart; else
 *     empty
 * @param accuracies test accuracy of each trial that is in it, 0 to 1, ascending; for the
 *     performance profile
 * @param mean interquartile mean, 95 % interval
 * @param difference the same less that of the control, both over the cells that the two have in
 *     common; not estimable for the control itself
 * @param cells how many of them; without those in which every trial of every arm diverged
 * @param seeds replicates in which every cell of every arm has a result; no other is used
 */
public record Overall(
    String regularization,
    String setting,
    List<Double> accuracies,
    Estimate mean,
    Estimate difference,
    int cells,
    int seeds) {
  private static final int RESAMPLES = 2000;
  private static final long SEED = 7;
  private static final String NO_SEED = "no seed with a result in every cell";

  public Overall {
    Objects.requireNonNull(regularization, "regularization");
    accuracies = List.copyOf(accuracies);
  }

  /**
   * @param values [cells][seeds] of the arm
   * @param shared those of them that the control has, too: a cell that only one of the two has
   *     would be taken for a difference of the two
   * @param control [cells][seeds] of the control, in the order of {@code shared}
   */
  static Overall of(
      String regularization,
      String setting,
      double[][] values,
      double[][] shared,
      double[][] control) {
    Pool arm = new Pool(shared);
    Pool other = new Pool(control);
    return of(
        regularization,
        setting,
        values,
        seeds(values) == 0 || shared.length == 0
            ? Estimate.notEstimable(
                0, shared.length == 0 ? "no cell in common with the control" : NO_SEED)
            : estimate(seeds(values), s -> arm.mean(s) - other.mean(s)));
  }

  /** What the others are compared with. */
  static Overall ofControl(String regularization, String setting, double[][] values) {
    return of(
        regularization,
        setting,
        values,
        Estimate.notEstimable(seeds(values), "the control itself"));
  }

  private static Overall of(
      String regularization, String setting, double[][] values, Estimate difference) {
    Pool pool = new Pool(values);
    int seeds = seeds(values);
    return new Overall(
        regularization,
        setting,
        Arrays.stream(pool.sorted).boxed().toList(),
        seeds == 0
            ? Estimate.notEstimable(0, values.length == 0 ? Silence.DIVERGED : NO_SEED)
            : estimate(seeds, pool::mean),
        difference,
        values.length,
        seeds);
  }

  private static int seeds(double[][] values) {
    return values.length == 0 ? 0 : values[0].length;
  }

  private static Estimate estimate(int seeds, ToDoubleFunction<int[]> statistic) {
    int[] each = new int[seeds];
    Arrays.setAll(each, i -> i);
    double value = statistic.applyAsDouble(each);
    Optional<Interval> interval =
        Bootstrap.percentile(seeds, statistic, PairedContrast.LEVEL, RESAMPLES, SEED);
    return interval.isPresent()
        ? Estimate.of(seeds, value, interval.get())
        : Estimate.pointOnly(seeds, value, seeds == 1 ? "1 seed" : "no scatter over seeds");
  }

  /**
   * Numbers of cells x seeds in order, with the seed of each, so that the interquartile mean over
   * any choice of seeds takes one pass and no sorting.
   */
  private static final class Pool {
    private final double[] sorted;
    private final int[] seedOf;
    private final int cells;

    Pool(double[][] values) {
      cells = values.length;
      int seeds = seeds(values);
      Integer[] order = new Integer[cells * seeds];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, Comparator.comparingDouble(i -> values[i / seeds][i % seeds]));
      sorted = Arrays.stream(order).mapToDouble(i -> values[i / seeds][i % seeds]).toArray();
      seedOf = Arrays.stream(order).mapToInt(i -> i % seeds).toArray();
    }

    /** As {@link io.ablate4j.stats.InterquartileMean} has it, a seed as often as it is chosen. */
    double mean(int[] chosen) {
      int[] times = new int[sorted.length / cells];
      for (int seed : chosen) {
        times[seed]++;
      }
      int cut = cells * chosen.length / 4;
      int from = cut;
      int to = cells * chosen.length - cut;
      double sum = 0;
      int position = 0;
      for (int i = 0; i < sorted.length; i++) {
        int next = position + times[seedOf[i]];
        sum += Math.max(0, Math.min(next, to) - Math.max(position, from)) * sorted[i];
        position = next;
      }
      return sum / (to - from);
    }
  }
}
