package io.ablate4j.report;

import io.ablate4j.report.figure.BarFigure;
import io.ablate4j.report.figure.Estimates;
import io.ablate4j.report.figure.Estimates.Entry;
import io.ablate4j.report.figure.Estimates.Group;
import io.ablate4j.report.figure.Estimates.Panel;
import io.ablate4j.report.figure.Heading;
import io.ablate4j.report.figure.Look;
import io.ablate4j.report.figure.Unit;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import java.awt.GraphicsEnvironment;
import java.util.List;

/** Whether figures can be drawn here. */
public final class DrawingCheck {
  private DrawingCheck() {}

  /**
   * Draws a figure as a trial. XChart draws with AWT, which wants native libraries and throws a
   * choice of errors where they are missing; text is written as text, so that no font is needed.
   *
   * @return characters of its SVG
   */
  public static int run() {
    Estimate estimate = Estimate.of(6, 1, new Interval(.5, 1.5, .95));
    return BarFigure.of(
            new Estimates(
                new Heading("trial", "Trial", ""),
                Unit.amount("trial", ""),
                "batch size",
                Look.of(List.of("none")),
                List.of(
                    new Panel(
                        "trial",
                        List.of(
                            Group.at(8, "8", List.of(Entry.of("none", estimate, List.of()))))))),
            true)
        .panels()
        .get(0)
        .svg()
        .length();
  }

  /** Font families that AWT finds here; 0 also where it cannot look for them. */
  public static int fontFamilies() {
    try {
      return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
    } catch (RuntimeException | LinkageError e) { // no fontconfig, or no library to draw fonts
      return 0;
    }
  }
}
