package io.ablate4j.figure;

import io.ablate4j.figure.Plot.Margins;
import io.ablate4j.figure.Plot.Paint;
import java.util.List;

/** Draws a little of everything. Figures say it where they cannot be drawn; this throws it. */
public final class DrawingTrial {
  private static final int HEIGHT = 100;

  private DrawingTrial() {}

  /**
   * Draws.
   *
   * @return the SVG
   */
  public static String draw() {
    Axis axis = Axis.linear(0, 1, 4);
    Plot plot = new Plot(new Margins(20, 10, 20, 30), HEIGHT, axis, axis);
    plot.ticksLeft();
    plot.ticksBelow(true);
    plot.titleAbove("trial");
    plot.area(Paint.INK.faint(.3), 0, 0, 0, .5, 1, .5, 1, 0);
    plot.line(Paint.INK, 1, List.of(2, 2), 0, 0, 1, 1);
    plot.marks(Paint.INK, Glyph.CIRCLE.marker(8, true), .5, .5);
    return plot.svg("trial", "Trial", "A trial.");
  }
}
