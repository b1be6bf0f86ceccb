package io.ablate4j.figure;

import io.ablate4j.stats.Estimate;
import java.util.List;

/**
 * Numbers over the training.
 *
 * @param heading what stands around the figure
 * @param unit of every number
 * @param across title of the axis to the right, such as "epoch"
 * @param looks of all the study's regularizations, in the study's order
 * @param solid name of the split drawn solid, such as "train"
 * @param dashed name of the split drawn dashed, such as "test"; empty if all lines are of one
 *     split, which then is not named
 * @param panels such as one a model and batch size
 * @param inSteps whether the axis to the right is of training steps: logarithmic, with 0 at its
 *     left end
 */
public record Curves(
    Heading heading,
    Unit unit,
    String across,
    List<Look> looks,
    String solid,
    String dashed,
    List<Panel> panels,
    boolean inSteps) {
  /** On a linear axis. */
  public Curves(
      Heading heading,
      Unit unit,
      String across,
      List<Look> looks,
      String solid,
      String dashed,
      List<Panel> panels) {
    this(heading, unit, across, looks, solid, dashed, panels, false);
  }

  /** Of one split over training steps. */
  public static Curves overSteps(Heading heading, Unit unit, List<Look> looks, List<Panel> panels) {
    return new Curves(heading, unit, "training step", looks, "train", "", panels, true);
  }

  /**
   * A chart of its own.
   *
   * @param title such as "cnn, batch 32"
   * @param lines at most two a regularization
   */
  public record Panel(String title, List<Line> lines) {
    public Panel {
      lines = List.copyOf(lines);
    }
  }

  /**
   * One line with its band.
   *
   * @param regularization name of one of the looks
   * @param dashed whether it is of the split drawn dashed
   * @param points by rising x; one without a value makes a gap
   * @param seeds the line of each seed by rising x; drawn where they are few, see {@link
   *     Estimates#FEW_SEEDS}
   */
  public record Line(
      String regularization, boolean dashed, List<Point> points, List<List<Place>> seeds) {
    public Line {
      points = List.copyOf(points);
      seeds = seeds.stream().map(List::copyOf).toList();
    }

    /** One of which no seed is drawn. */
    public Line(String regularization, boolean dashed, List<Point> points) {
      this(regularization, dashed, points, List.of());
    }

    boolean isFew() {
      return seeds.size() > 1 && seeds.size() < Estimates.FEW_SEEDS;
    }
  }

  /**
   * A number of one seed.
   *
   * @param value in the unit's stored form
   */
  public record Place(double x, double value) {}

  /**
   * @param x such as the epoch
   * @param estimate over the seeds; without an interval there is no band
   */
  public record Point(double x, Estimate estimate) {}

  /** Where an x lies on the axis to the right. */
  double at(double x) {
    return inSteps ? Axis.stepAt(x) : x;
  }

  /** Whether two splits are told apart. */
  boolean isSplit() {
    return !dashed.isEmpty();
  }

  /** The split of a line; empty if there is but one. */
  String split(Line line) {
    return isSplit() ? line.dashed() ? dashed : solid : "";
  }

  public Curves {
    looks = List.copyOf(looks);
    panels = List.copyOf(panels);
    for (Panel panel : panels) {
      Looks.check(looks, panel.lines().stream().map(Line::regularization).toList());
    }
  }
}
