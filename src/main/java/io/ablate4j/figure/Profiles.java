package io.ablate4j.figure;

import io.ablate4j.stats.Bootstrap;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import io.ablate4j.stats.Resamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which share of trials is at or above a threshold.
 *
 * @param heading what stands around the figure
 * @param threshold unit of the thresholds, to the right
 * @param looks of all the study's regularizations, in the study's order
 * @param panels such as one a model
 */
public record Profiles(Heading heading, Unit threshold, List<Look> looks, List<Panel> panels) {
  private static final double LEVEL = .95;
  private static final int RESAMPLES = 2000;
  private static final long SEED = 7;

  /**
   * A chart of its own.
   *
   * @param title such as "cnn"
   * @param lines at most one a regularization
   */
  public record Panel(String title, List<Line> lines) {
    public Panel {
      lines = List.copyOf(lines);
    }
  }

  /**
   * One regularization.
   *
   * @param regularization name of one of the looks
   * @param steps by rising threshold; a step's share holds from the threshold before it (excluded)
   *     to its own (included)
   */
  public record Line(String regularization, List<Step> steps) {
    public Line {
      steps = List.copyOf(steps);
    }

    /**
     * Counts the values, with a 95 % band by resampling seeds, of which each keeps its values
     * together; none below {@link Estimates#FEW_SEEDS} seeds.
     *
     * @param bySeed the values of each seed
     */
    public static Line counting(String regularization, List<List<Double>> bySeed) {
      List<List<Double>> seeds = bySeed.stream().filter(values -> !values.isEmpty()).toList();
      List<Value> all = new ArrayList<>();
      for (int seed = 0; seed < seeds.size(); seed++) {
        for (double value : seeds.get(seed)) {
          all.add(new Value(value, seed));
        }
      }
      all.sort(Comparator.comparingDouble(Value::value));
      Band band = new Band(seeds.stream().mapToInt(List::size).toArray());
      List<Step> steps = new ArrayList<>();
      int below = 0;
      for (double threshold : all.stream().mapToDouble(Value::value).distinct().toArray()) {
        for (; all.get(below).value < threshold; below++) {
          band.leave(all.get(below).seed);
        }
        double share = (double) (all.size() - below) / all.size();
        steps.add(
            new Step(
                threshold,
                band.interval()
                    .map(interval -> Estimate.of(all.size(), share, interval))
                    .orElseGet(
                        () -> Estimate.pointOnly(all.size(), share, "all resamples are equal"))));
      }
      return new Line(regularization, steps);
    }

    private record Value(double value, int seed) {}

    /**
     * The shares of all resamples while the threshold rises. From one to the next few values fall
     * below it, so that no resample is counted anew.
     */
    private static final class Band {
      /** [seed][resample]; of no resample where there are too few seeds for a band. */
      private final int[][] times;

      private final int[] above;
      private final int[] trials;

      Band(int[] sizes) {
        times =
            sizes.length < Estimates.FEW_SEEDS
                ? new int[sizes.length][0]
                : Resamples.of(sizes.length, RESAMPLES, SEED).times();
        trials = new int[times.length == 0 ? 0 : times[0].length];
        for (int seed = 0; seed < sizes.length; seed++) {
          for (int r = 0; r < trials.length; r++) {
            trials[r] += times[seed][r] * sizes[seed];
          }
        }
        above = trials.clone();
      }

      /** One value of a seed is below the threshold from now on. */
      void leave(int seed) {
        for (int r = 0; r < above.length; r++) {
          above[r] -= times[seed][r];
        }
      }

      Optional<Interval> interval() {
        double[] shares = new double[above.length];
        Arrays.setAll(shares, r -> (double) above[r] / trials[r]);
        return Bootstrap.percentile(shares, LEVEL);
      }
    }

    /** How many trials it is about. */
    int trials() {
      return steps.stream().mapToInt(step -> step.share().n()).max().orElse(0);
    }

    /** The middle one of the trials is at this threshold or above. */
    OptionalDouble median() {
      return steps.stream()
          .filter(step -> step.share().value().orElse(0) >= .5)
          .mapToDouble(Step::threshold)
          .max();
    }
  }

  /**
   * @param threshold in the unit's stored form
   * @param share of trials at or above it, from 0 to 1; an interval makes a band
   */
  public record Step(double threshold, Estimate share) {}

  public Profiles {
    looks = List.copyOf(looks);
    panels = List.copyOf(panels);
    for (Panel panel : panels) {
      Looks.check(looks, panel.lines().stream().map(Line::regularization).toList());
    }
  }
}
