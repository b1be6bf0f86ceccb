package io.ablate4j.figure;

import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.Plot.Margins;
import java.util.List;

/** The frame of charts with numbers upwards; and, of some, with groups side by side. */
final class Columns {
  static final int HEIGHT = 190;

  /** Share of a group's width that its columns take. */
  private static final double FILL = .84;

  private Columns() {}

  /** An empty plot with its axes; the room on the left is enough for the ticks of all panels. */
  static Plot plot(Axis x, Axis y, String titleBelow, String titleAbove, double widestTick) {
    int left = (int) Math.ceil(Math.max(24, widestTick + 10));
    int top = 6 + 15 * Text.lines(titleAbove, Plot.WIDTH - 8).size() + 4;
    int bottom =
        25 + (titleBelow.isBlank() ? 0 : 15 * Text.lines(titleBelow, Plot.WIDTH - 8).size());
    Plot plot = new Plot(new Margins(top, 10, bottom, left), HEIGHT, x, y);
    plot.ticksLeft();
    plot.titleAbove(titleAbove);
    plot.titleBelow(titleBelow);
    return plot;
  }

  static double widestTick(Axis... axes) {
    double widest = 0;
    for (Axis axis : axes) {
      for (Axis.Tick tick : axis.ticks()) {
        widest = Math.max(widest, Text.width(tick.label()));
      }
    }
    return widest;
  }

  /** The groups of a panel as places. */
  static Axis places(Panel panel) {
    return Axis.places(panel.groups().stream().map(Group::label).toList());
  }

  /** How wide a regularization's column is, in groups. */
  static double width(List<Look> looks) {
    return FILL / Math.max(looks.size(), 2);
  }

  /** Middle of a regularization's column in the group at {@code place}. */
  static double middle(int place, List<Look> looks, Look look) {
    return place + (looks.indexOf(look) - (looks.size() - 1) / 2.0) * width(looks);
  }
}
