package io.ablate4j.figure;

import static io.ablate4j.figure.EstimateTables.isFew;
import static io.ablate4j.figure.EstimateTables.shown;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.Plot.Anchor;
import io.ablate4j.figure.Plot.Label;
import io.ablate4j.figure.Plot.Margins;
import io.ablate4j.figure.Plot.Paint;
import java.util.List;

/**
 * Points with intervals beside a reference: groups from top to bottom, in each a row a
 * regularization, all panels on one axis.
 */
public final class ForestFigure {
  private static final int ROW = 17;
  private static final double MARKER = 11;

  /** Rows between two groups. */
  private static final double GAP = .75;

  private ForestFigure() {}

  /** Draws the estimates; seeds as dots where there are few. */
  public static Figure of(Estimates estimates) {
    Unit unit = estimates.unit();
    Axis x =
        Axis.covering(
            unit,
            EstimateTables.entries(estimates).flatMapToDouble(e -> shown(unit, e, isFew(e))),
            6);
    List<Figure.Panel> panels =
        EstimateTables.panels(estimates, (panel, number) -> draw(estimates, panel, x));
    return EstimateTables.marked(
        estimates,
        "",
        panels,
        List.of(new Figure.Key(Figure.Sign.INTERVAL, "estimate with interval")));
  }

  private static Plot draw(Estimates of, Panel panel, Axis x) {
    List<Look> looks = EstimateTables.used(of);
    double groupRows = looks.size() + GAP;
    double rows = panel.groups().size() * groupRows;
    Axis y = new Axis(-rows, 0, false, List.of());
    double labels =
        of.panels().stream()
            .flatMap(p -> p.groups().stream())
            .mapToDouble(group -> Text.width(group.label()))
            .max()
            .orElse(0);
    // Letters of the reader's font may be wider than those that are reckoned with.
    int left = (int) Math.ceil(Math.max(34, Math.min(118, 1.1 * labels + 12)));
    Plot plot = new Plot(new Margins(20, 10, 40, left), (int) Math.ceil(rows * ROW), x, y);
    plot.ticksBelow(true);
    plot.titleBelow(of.unit().axis());
    plot.label(new Label(2, 12, Anchor.START, of.across(), Text.SIZE, false));
    plot.referenceUp(of.unit());
    for (int g = 0; g < panel.groups().size(); g++) {
      Group group = panel.groups().get(g);
      double top = -g * groupRows;
      plot.line(Paint.GRID, 1, List.of(), x.low(), top, x.high(), top);
      plot.write(
          x.low(), top - groupRows / 2, -8, 4, Anchor.END, Text.cut(group.label(), left - 10));
      for (Entry entry : group.entries()) {
        Look look = Looks.find(of.looks(), entry.regularization());
        double at = top - GAP / 2 - .5 - looks.indexOf(look);
        draw(of.unit(), plot, x, look, entry, at);
        of.unit()
            .shown(entry.estimate())
            .ifPresent(
                v -> plot.hotSpot(look, x.at(v), at, EstimateTables.tip(of, panel, group, entry)));
      }
    }
    plot.line(Paint.GRID, 1, List.of(), x.low(), -rows, x.high(), -rows);
    return plot;
  }

  /** A marker with its interval; seeds as dots where there are few; nothing where no value is. */
  static void draw(Unit unit, Plot plot, Axis x, Look look, Entry entry, double at) {
    Paint paint = Paint.of(look);
    if (isFew(entry)) {
      EstimateTables.seeds(unit, entry)
          .forEach(
              seed ->
                  plot.marks(
                      paint.faint(.6), Glyph.CIRCLE.marker(4.5, false), x.at(seed), at - .36));
    }
    unit.shown(entry.estimate())
        .ifPresent(
            value -> {
              unit.shownInterval(entry.estimate())
                  .ifPresent(
                      ends ->
                          plot.intervalRight(
                              paint,
                              at,
                              x.at(ends[0]),
                              x.at(ends[1]),
                              x.at(value),
                              entry.hollow() ? MARKER - 1 : 0));
              plot.marks(paint, look.shape().marker(MARKER, entry.hollow()), x.at(value), at);
            });
  }
}
