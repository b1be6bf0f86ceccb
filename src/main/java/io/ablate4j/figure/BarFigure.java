package io.ablate4j.figure;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.Plot.Paint;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Bars from zero with intervals: for amounts, of which twice the length is twice as much. */
public final class BarFigure {
  private static final double MARKER = 8;

  private BarFigure() {}

  /**
   * Draws the estimates, which must not be below zero.
   *
   * @param ownScales whether each panel has an axis of its own, which the caption then says
   */
  public static Figure of(Estimates estimates, boolean ownScales) {
    Unit unit = estimates.unit();
    if (unit.logarithmic()) {
      throw new IllegalArgumentException(
          "bars from zero on a logarithmic axis: " + unit.axis() + "\nMaybe draw a forest.");
    }
    Axis common = axis(unit, EstimateTables.entries(estimates));
    Axis[] axes =
        estimates.panels().stream()
            .map(panel -> ownScales ? axis(unit, EstimateTables.entries(panel)) : common)
            .toArray(Axis[]::new);
    double tick = Columns.widestTick(axes);
    List<Figure.Panel> panels =
        EstimateTables.panels(
            estimates, (panel, number) -> draw(estimates, panel, axes[number], tick));
    return EstimateTables.marked(
        estimates,
        ownScales && panels.size() > 1 ? "Each panel has its own scale." : "",
        panels,
        List.of());
  }

  private static Axis axis(Unit unit, Stream<Entry> entries) {
    DoubleStream shown =
        entries.flatMapToDouble(e -> EstimateTables.shown(unit, e, EstimateTables.isFew(e)));
    return Axis.fromZero(shown, 6);
  }

  private static Plot draw(Estimates of, Panel panel, Axis y, double tick) {
    List<Look> looks = EstimateTables.used(of);
    Plot plot = Columns.plot(Columns.places(panel), y, of.across(), of.unit().axis(), tick);
    plot.ticksBelow(false);
    double half = Columns.width(looks) * .42;
    for (int g = 0; g < panel.groups().size(); g++) {
      Group group = panel.groups().get(g);
      for (Entry entry : group.entries()) {
        Look look = Looks.find(of.looks(), entry.regularization());
        double x = Columns.middle(g, looks, look);
        of.unit()
            .shown(entry.estimate())
            .ifPresent(
                value -> {
                  bar(of.unit(), plot, y, look, entry, x, half, value);
                  plot.hotSpot(look, x, y.at(value), EstimateTables.tip(of, panel, group, entry));
                });
      }
    }
    plot.line(Paint.REFERENCE, 1, List.of(), -.5, 0, panel.groups().size() - .5, 0);
    return plot;
  }

  private static void bar(
      Unit unit, Plot plot, Axis y, Look look, Entry entry, double x, double half, double value) {
    Paint paint = Paint.of(look);
    double top = y.at(value);
    plot.area(paint.faint(.3), x - half, 0, x - half, top, x + half, top, x + half, 0);
    if (EstimateTables.isFew(entry)) {
      EstimateTables.seeds(unit, entry)
          .forEach(
              seed ->
                  plot.marks(
                      paint.faint(.6), Glyph.CIRCLE.marker(4.5, false), x + half * .7, y.at(seed)));
    }
    unit.shownInterval(entry.estimate())
        .ifPresent(
            ends ->
                plot.intervalUp(
                    paint, x, y.at(ends[0]), y.at(ends[1]), top, entry.hollow() ? MARKER - 1 : 0));
    plot.marks(paint, look.shape().marker(MARKER, entry.hollow()), x, top);
  }
}
