package io.ablate4j.report.figure;

import io.ablate4j.report.figure.Estimates.Entry;
import io.ablate4j.report.figure.Estimates.Group;
import io.ablate4j.report.figure.Estimates.Panel;
import io.ablate4j.report.figure.Plot.Anchor;
import io.ablate4j.report.figure.Plot.Label;
import io.ablate4j.report.figure.Plot.Margins;
import io.ablate4j.report.figure.Plot.Paint;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Effects as coloured cells, blue below the reference and vermillion above, in one chart: a row a
 * group, a column a regularization. The number stands in its cell, its interval below it; bold
 * where the interval leaves the reference out. What is missing has no cell.
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
  private static final int TITLE = 26;
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
    String id = estimates.heading().id() + "-1";
    boolean empty =
        EstimateTables.entries(estimates)
            .allMatch(e -> estimates.unit().shown(e.estimate()).isEmpty());
    Figure.Panel panel =
        empty
            ? new Figure.Panel("", "")
            : new Figure.Panel(
                "",
                new Drawing(estimates)
                    .plot()
                    .svg(
                        id,
                        estimates.heading().title(),
                        estimates.unit().axis()
                            + " as colour, by panel, "
                            + estimates.across()
                            + " and regularization. The numbers are in the table of this"
                            + " figure."));
    return EstimateTables.figure(
        estimates,
        "Numbers are bold where their interval leaves out "
            + Digits.inDigitsOf(100, reference.getAsDouble())
            + ".",
        List.of(panel),
        List.of(),
        false);
  }

  /** One drawing, rows counted downwards in pixels. */
  private static final class Drawing {
    private final Estimates of;
    private final List<Look> looks;
    private final double reference;
    private final double farthest;
    private final int left;
    private final int height;
    private final double columnPixels;

    Drawing(Estimates of) {
      this.of = of;
      looks = EstimateTables.used(of);
      reference = of.unit().reference().orElseThrow();
      farthest =
          Math.max(
              1e-12,
              EstimateTables.entries(of)
                  .flatMapToDouble(e -> of.unit().shown(e.estimate()).stream())
                  .map(v -> Math.abs(distance(v)))
                  .max()
                  .orElse(1));
      double labels =
          of.panels().stream()
              .flatMap(panel -> panel.groups().stream())
              .mapToDouble(group -> Text.width(group.label()))
              .max()
              .orElse(0);
      left = (int) Math.ceil(Math.max(Text.width(of.across()), Math.min(110, labels)) + 12);
      height = of.panels().stream().mapToInt(panel -> TITLE + CELL * panel.groups().size()).sum();
      columnPixels = (Plot.WIDTH - left - 4) / (double) looks.size();
    }

    private double distance(double shown) {
      return of.unit().logarithmic() ? Axis.log2(shown) - Axis.log2(reference) : shown - reference;
    }

    Plot plot() {
      Plot plot =
          new Plot(
              new Margins(18, 4, 46, left),
              height,
              new Axis(0, looks.size(), false, List.of()),
              new Axis(-height, 0, false, List.of()));
      plot.label(new Label(2, 12, Anchor.START, of.across(), Text.SIZE, false));
      for (Look look : looks) {
        int column = looks.indexOf(look);
        String name = Text.cut(look.name(), columnPixels - 18);
        double half = (Text.width(name) + 14) / 2 / columnPixels;
        plot.write(column + .5, 0, 7, -6, Anchor.MIDDLE, name);
        // Rows are in pixels, and nothing is clipped: this stands above the cells.
        plot.marks(
            Paint.of(look),
            look.shape().marker(9, false),
            column + .5 - half + 5 / columnPixels,
            10);
      }
      double top = 0;
      for (Panel panel : of.panels()) {
        String title = Text.cut(panel.title(), Plot.WIDTH - 8);
        plot.write(0, top, 6 - left, 18, Anchor.START, title, Text.SIZE, true);
        top -= TITLE;
        for (Group group : panel.groups()) {
          plot.write(0, top - CELL / 2.0, -8, 4, Anchor.END, Text.cut(group.label(), left - 10));
          for (Entry entry : group.entries()) {
            cell(plot, panel, group, entry, top);
          }
          top -= CELL;
        }
      }
      scale(plot);
      return plot;
    }

    private void cell(Plot plot, Panel panel, Group group, Entry entry, double top) {
      Unit unit = of.unit();
      Look look = Looks.find(looks, entry.regularization());
      int column = looks.indexOf(look);
      OptionalDouble shown = unit.shown(entry.estimate());
      if (shown.isEmpty()) {
        return;
      }
      double value = shown.getAsDouble();
      double edge = 1 / columnPixels;
      plot.area(
          paint(distance(value) / farthest),
          column + edge,
          top - 1,
          column + 1 - edge,
          top - 1,
          column + 1 - edge,
          top - CELL + 1,
          column + edge,
          top - CELL + 1);
      boolean clear =
          unit.shownInterval(entry.estimate())
              .map(ends -> ends[0] > reference || ends[1] < reference)
              .orElse(false);
      String number = unit.format().apply(value);
      String interval =
          entry
              .estimate()
              .interval()
              .map(i -> "[" + unit.write(i.low()) + ", " + unit.write(i.high()) + "]")
              .orElse("");
      boolean fits =
          !interval.isEmpty()
              && Text.width(interval) * INTERVAL_SIZE / Text.SIZE < columnPixels - 2;
      double middle = column + .5;
      plot.write(
          middle, top - CELL / 2.0, 0, fits ? -1 : 4, Anchor.MIDDLE, number, Text.SIZE, clear);
      if (fits) {
        plot.write(middle, top - CELL / 2.0, 0, 12, Anchor.MIDDLE, interval, INTERVAL_SIZE, false);
      }
      plot.hotSpot(look, middle, top - CELL / 2.0, EstimateTables.tip(of, panel, group, entry));
    }

    /** Of a distance from -1 to 1; in steps of a hundredth. */
    private static Paint paint(double distance) {
      double opacity = Math.round(Math.abs(distance) * STRONGEST * 100) / 100.0;
      return new Paint("", distance < 0 ? BELOW : ABOVE, opacity);
    }

    private void scale(Plot plot) {
      double swatch = 14 / columnPixels;
      double start = 0;
      for (int i = -SWATCHES; i <= SWATCHES; i++) {
        double x = start + (i + SWATCHES) * swatch;
        plot.area(
            paint((double) i / SWATCHES),
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
      double shown =
          of.unit().logarithmic() ? reference * StrictMath.pow(2, distance) : reference + distance;
      return of.unit().format().apply(shown);
    }
  }
}
