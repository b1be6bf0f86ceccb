package io.ablate4j.figure;

import io.ablate4j.stats.Estimate;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One number with its interval for each regularization, in groups, in panels: what all figures of
 * estimates are drawn from.
 *
 * @param heading what stands around the figure
 * @param unit of every number in it; says how it is shown, written and scaled
 * @param across what the groups are levels of, such as "batch size"; title of that axis
 * @param looks of all the study's regularizations, in the study's order
 * @param panels such as one a model; titles are given by the caller
 */
public record Estimates(
    Heading heading, Unit unit, String across, List<Look> looks, List<Panel> panels) {

  /** Below this many seeds each of them is drawn: a mean over so few hides more than it shows. */
  public static final int FEW_SEEDS = 6;

  /**
   * A chart of its own.
   *
   * @param title such as "cnn"
   * @param groups in the order of their axis
   */
  public record Panel(String title, List<Group> groups) {
    public Panel {
      groups = List.copyOf(groups);
    }
  }

  /**
   * What stands at one place of the axis.
   *
   * @param label such as "32"
   * @param level the same as a number, above zero, where it is one; {@link LevelFigure} wants it
   * @param entries at most one a regularization; a missing one leaves its place empty
   */
  public record Group(String label, OptionalDouble level, List<Entry> entries) {
    public Group {
      entries = List.copyOf(entries);
    }

    /** A group of a numeric level. */
    public static Group at(double level, String label, List<Entry> entries) {
      return new Group(label, OptionalDouble.of(level), entries);
    }

    /** A group of a level that is no number. */
    public static Group of(String label, List<Entry> entries) {
      return new Group(label, OptionalDouble.empty(), entries);
    }
  }

  /**
   * A number of one regularization.
   *
   * @param regularization name of one of the looks
   * @param estimate in the unit's stored form; where value or interval is missing the plot stays
   *     empty there and the table gives the reason
   * @param hollow whether the marker is drawn hollow, such as for a ratio with censored pairs
   * @param seeds each seed's value, in the same form; may be empty. Figures of means draw them
   *     where there are fewer than {@link #FEW_SEEDS}, {@link StripFigure} always
   * @param above of a contrast, the share of replicates above no difference, ties counted half
   */
  public record Entry(
      String regularization,
      Estimate estimate,
      boolean hollow,
      List<Double> seeds,
      OptionalDouble above) {
    public Entry {
      seeds = List.copyOf(seeds);
    }

    /** One of no contrast. */
    public Entry(String regularization, Estimate estimate, boolean hollow, List<Double> seeds) {
      this(regularization, estimate, hollow, seeds, OptionalDouble.empty());
    }

    /** One whose marker is filled. */
    public static Entry of(String regularization, Estimate estimate, List<Double> seeds) {
      return new Entry(regularization, estimate, false, seeds);
    }
  }

  public Estimates {
    looks = List.copyOf(looks);
    panels = List.copyOf(panels);
    for (Panel panel : panels) {
      for (Group group : panel.groups()) {
        Looks.check(looks, group.entries().stream().map(Entry::regularization).toList());
      }
    }
  }
}
