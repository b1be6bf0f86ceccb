package io.ablate4j.report.figure;

import io.ablate4j.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
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

    /** Counts the values; without a band. */
    public static Line counting(String regularization, List<Double> values) {
      double[] thresholds = values.stream().mapToDouble(v -> v).sorted().distinct().toArray();
      List<Step> steps = new ArrayList<>();
      for (double threshold : thresholds) {
        long above = values.stream().filter(v -> v >= threshold).count();
        steps.add(
            new Step(
                threshold,
                Estimate.pointOnly(
                    values.size(), (double) above / values.size(), "no band was asked for")));
      }
      return new Line(regularization, steps);
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
