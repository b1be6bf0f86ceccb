package io.ablate4j.figure;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.Plot.Paint;
import java.util.List;

/** Each seed as a dot, and beside them the mean with its interval, all panels on one axis. */
public final class StripFigure {
  private static final double MARKER = 9;

  /** Fractional part of the golden ratio: its multiples spread evenly, the same in every run. */
  private static final double GOLDEN = .6180339887498949;

  private StripFigure() {}

  /** Draws the estimates with all their seeds. */
  public static Figure of(Estimates estimates) {
    Unit unit = estimates.unit();
    Axis y =
        Axis.covering(
            unit,
            EstimateTables.entries(estimates)
                .flatMapToDouble(e -> EstimateTables.shown(unit, e, true)),
            6);
    List<Figure.Panel> panels =
        EstimateTables.panels(estimates, (panel, number) -> draw(estimates, panel, y));
    return EstimateTables.marked(
        estimates, "", panels, List.of(new Figure.Key(Figure.Sign.DOT, EstimateTables.ONE_SEED)));
  }

  private static Plot draw(Estimates of, Panel panel, Axis y) {
    List<Look> looks = EstimateTables.used(of);
    Plot plot =
        Columns.plot(
            Columns.places(panel), y, of.across(), of.unit().axis(), Columns.widestTick(y));
    plot.ticksBelow(false);
    plot.referenceRight(of.unit());
    double width = Columns.width(looks);
    for (int g = 0; g < panel.groups().size(); g++) {
      Group group = panel.groups().get(g);
      if (g > 0) {
        plot.line(Paint.GRID, 1, List.of(), g - .5, y.low(), g - .5, y.high());
      }
      for (Entry entry : group.entries()) {
        Look look = Looks.find(of.looks(), entry.regularization());
        double x = Columns.middle(g, looks, look);
        dots(of.unit(), plot, y, look, entry, x - .2 * width, .38 * width);
        of.unit()
            .shown(entry.estimate())
            .ifPresent(
                value -> {
                  double beside = x + .24 * width;
                  of.unit()
                      .shownInterval(entry.estimate())
                      .ifPresent(
                          ends ->
                              plot.intervalUp(
                                  Paint.of(look),
                                  beside,
                                  y.at(ends[0]),
                                  y.at(ends[1]),
                                  y.at(value),
                                  entry.hollow() ? MARKER - 1 : 0));
                  plot.marks(
                      Paint.of(look),
                      look.shape().marker(MARKER, entry.hollow()),
                      beside,
                      y.at(value));
                  plot.hotSpot(
                      look, beside, y.at(value), EstimateTables.tip(of, panel, group, entry));
                });
      }
    }
    return plot;
  }

  private static void dots(
      Unit unit, Plot plot, Axis y, Look look, Entry entry, double middle, double spread) {
    double[] seeds = EstimateTables.seeds(unit, entry).toArray();
    double[] xy = new double[2 * seeds.length];
    for (int i = 0; i < seeds.length; i++) {
      double turns = (i + 1) * GOLDEN;
      xy[2 * i] = middle + (turns - Math.floor(turns) - .5) * spread;
      xy[2 * i + 1] = y.at(seeds[i]);
    }
    if (seeds.length > 0) {
      plot.marks(Paint.of(look).faint(.5), Glyph.CIRCLE.marker(5, false), xy);
    }
  }
}
