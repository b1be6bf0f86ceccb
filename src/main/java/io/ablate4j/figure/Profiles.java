package io.ablate4j.figure;

import io.ablate4j.stats.Bootstrap;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
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
      double[] all = seeds.stream().flatMap(List::stream).mapToDouble(v -> v).sorted().toArray();
      int[] sizes = seeds.stream().mapToInt(List::size).toArray();
      List<Step> steps = new ArrayList<>();
      for (double threshold : Arrays.stream(all).distinct().toArray()) {
        int[] above =
            seeds.stream()
                .mapToInt(s -> (int) s.stream().filter(v -> v >= threshold).count())
                .toArray();
        double share = (double) Arrays.stream(above).sum() / all.length;
        Optional<Interval> band =
            seeds.size() < Estimates.FEW_SEEDS
                ? Optional.empty()
                : Bootstrap.percentile(
                    seeds.size(), chosen -> share(chosen, above, sizes), LEVEL, RESAMPLES, SEED);
        steps.add(
            new Step(
                threshold,
                band.isPresent()
                    ? Estimate.of(all.length, share, band.get())
                    : Estimate.pointOnly(all.length, share, "all resamples are equal")));
      }
      return new Line(regularization, steps);
    }

    private static double share(int[] chosen, int[] above, int[] sizes) {
      int hits = 0;
      int trials = 0;
      for (int seed : chosen) {
        hits += above[seed];
        trials += sizes[seed];
      }
      return (double) hits / trials;
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
