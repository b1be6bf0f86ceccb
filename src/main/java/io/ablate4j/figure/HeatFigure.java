package io.ablate4j.figure;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.Plot.Anchor;
import io.ablate4j.figure.Plot.Label;
import io.ablate4j.figure.Plot.Margins;
import io.ablate4j.figure.Plot.Paint;
import io.ablate4j.stats.Estimate;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Effects as coloured cells, blue below the reference and vermillion above, one scale in all
 * panels: a row a group, a column a regularization. The number stands in its cell, its interval
 * below it; bold where the interval leaves the reference out. What is missing has no cell.
 */
public final class HeatFigure {
  /**
   * The strongest colour, as a share of the full one over the page's paper: text in the page's ink
   * has a contrast of at least 4.5 to 1 on it, on white as on the dark page.
   */
  static final double STRONGEST = .72;

  static final String BELOW = "#0072b2";
  static final String ABOVE = "#d55e00";

  private static final int CELL = 36;
  private static final double INTERVAL_SIZE = 10.5;
  private static final int SWATCHES = 4;

  private HeatFigure() {}

  /** Draws the estimates, of which the unit must have a reference. */
  public static Figure of(Estimates estimates) {
    OptionalDouble reference = estimates.unit().reference();
    if (reference.isEmpty()) {
      throw new IllegalArgumentException(
          "no reference to colour by: " + estimates.unit().axis() + "\nMaybe use Unit.around.");
    }
    double farthest =
        EstimateTables.entries(estimates)
            .flatMapToDouble(e -> estimates.unit().shown(e.estimate()).stream())
            .map(shown -> Math.abs(distance(estimates.unit(), shown)))
            .filter(distance -> distance > 0)
            .max()
            .orElse(1);
    return EstimateTables.figure(
        estimates,
        "Numbers are bold where their interval leaves out "
            + Digits.whole(reference.getAsDouble())
            + ".",
        EstimateTables.panels(
            estimates, (panel, number) -> new Drawing(estimates, panel, farthest).plot()),
        List.of());
  }

  /** From the reference, as the axis sees it. */
  private static double distance(Unit unit, double shown) {
    double reference = unit.reference().orElseThrow();
    return unit.logarithmic() ? Axis.log2(shown) - Axis.log2(reference) : shown - reference;
  }

  /** One panel, rows counted downwards in pixels. */
  private static final class Drawing {
    private final Estimates of;
    private final Panel panel;
    private final double farthest;
    private final List<Look> looks;
    private final int left;
    private final int height;
    private final double columnPixels;

    Drawing(Estimates of, Panel panel, double farthest) {
      this.of = of;
      this.panel = panel;
      this.farthest = farthest;
      looks = EstimateTables.used(of);
      double labels =
          of.panels().stream()
              .flatMap(any -> any.groups().stream())
              .mapToDouble(group -> Text.width(group.label()))
              .max()
              .orElse(0);
      left = (int) Math.ceil(Math.max(Text.width(of.across()), Math.min(110, labels)) + 10);
      height = CELL * panel.groups().size();
      columnPixels = (Plot.WIDTH - left - 4) / (double) looks.size();
    }

    Plot plot() {
      Plot plot =
          new Plot(
              new Margins(22, 4, 44, left),
              height,
              new Axis(0, looks.size(), false, List.of()),
              new Axis(-height, 0, false, List.of()));
      plot.label(new Label(2, 13, Anchor.START, of.across(), Text.SIZE, false));
      for (Look look : looks) {
        head(plot, looks.indexOf(look), look);
      }
      double top = 0;
      for (Group group : panel.groups()) {
        plot.write(0, top - CELL / 2.0, -8, 4, Anchor.END, Text.cut(group.label(), left - 10));
        for (Entry entry : group.entries()) {
          cell(plot, group, entry, top);
        }
        top -= CELL;
      }
      scale(plot);
      return plot;
    }

    /** Marker and, if there is room, name; nothing is clipped, so it stands above the cells. */
    private void head(Plot plot, int column, Look look) {
      boolean named = Text.width(look.name()) + 16 < columnPixels;
      double half = named ? (Text.width(look.name()) + 14) / 2 / columnPixels : 5 / columnPixels;
      plot.marks(
          Paint.of(look),
          look.shape().marker(10, false),
          column + .5 - half + 5 / columnPixels,
          13);
      if (named) {
        plot.write(
            column + .5,
            0,
            7,
            -9,
            Anchor.MIDDLE,
            look.name(),
            Text.SIZE,
            false,
            look.hidingClass());
      }
    }

    private void cell(Plot plot, Group group, Entry entry, double top) {
      Unit unit = of.unit();
      Look look = Looks.find(looks, entry.regularization());
      OptionalDouble shown = unit.shown(entry.estimate());
      if (shown.isEmpty()) {
        return;
      }
      double value = shown.getAsDouble();
      double edge = 1.5 / columnPixels;
      double from = looks.indexOf(look) + edge;
      double to = from + 1 - 2 * edge;
      double high = top - 1.5;
      double low = top - CELL + 1.5;
      String hiding = look.hidingClass();
      plot.area(
          paint(hiding, distance(unit, value) / farthest),
          from,
          high,
          to,
          high,
          to,
          low,
          from,
          low);
      // Tells a cell without an effect from a missing one.
      Paint edges = new Paint(hiding, Paint.GRID.color(), Paint.GRID.opacity());
      plot.line(edges, 1, List.of(), from, high, to, high, to, low, from, low, from, high);
      write(plot, entry.estimate(), (from + to) / 2, top - CELL / 2.0, value, hiding);
      plot.hotSpot(
          look, (from + to) / 2, top - CELL / 2.0, EstimateTables.tip(of, panel, group, entry));
    }

    private void write(
        Plot plot, Estimate estimate, double x, double y, double value, String hiding) {
      Unit unit = of.unit();
      double reference = unit.reference().orElseThrow();
      boolean clear =
          unit.shownInterval(estimate)
              .map(ends -> ends[0] > reference || ends[1] < reference)
              .orElse(false);
      String number = unit.writeShown(value);
      String interval = estimate.interval().map(unit::between).orElse("");
      boolean fits =
          !interval.isEmpty()
              && Text.width(interval) * INTERVAL_SIZE / Text.SIZE < columnPixels - 4;
      if (Text.width(number) < columnPixels - 2) {
        plot.write(x, y, 0, fits ? -1 : 4, Anchor.MIDDLE, number, Text.SIZE, clear, hiding);
      }
      if (fits) {
        plot.write(x, y, 0, 12, Anchor.MIDDLE, interval, INTERVAL_SIZE, false, hiding);
      }
    }

    /** Of a distance from -1 to 1; in steps of a hundredth. */
    private static Paint paint(String cssClass, double distance) {
      double opacity = Math.round(Math.abs(distance) * STRONGEST * 100) / 100.0;
      return new Paint(cssClass, distance < 0 ? BELOW : ABOVE, opacity);
    }

    private void scale(Plot plot) {
      double swatch = 14 / columnPixels;
      double start = 0;
      for (int i = -SWATCHES; i <= SWATCHES; i++) {
        double x = start + (i + SWATCHES) * swatch;
        plot.area(
            paint("", (double) i / SWATCHES),
            x,
            -height - 8,
            x + swatch,
            -height - 8,
            x + swatch,
            -height - 18,
            x,
            -height - 18);
      }
      double end = (2 * SWATCHES + 1) * swatch;
      plot.write(start, -height, 0, 32, Anchor.START, written(-farthest));
      plot.write((start + end) / 2, -height, 0, 32, Anchor.MIDDLE, written(0));
      plot.write(end, -height, 0, 32, Anchor.END, written(farthest));
    }

    private String written(double distance) {
      Unit unit = of.unit();
      double reference = unit.reference().orElseThrow();
      double shown =
          unit.logarithmic() ? reference * StrictMath.pow(2, distance) : reference + distance;
      return unit.writeShown(shown);
    }
  }
}
