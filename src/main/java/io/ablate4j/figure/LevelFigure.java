package io.ablate4j.figure;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.Plot.Paint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Lines over the levels of a numeric factor (to the base 2), a line a regularization. */
public final class LevelFigure {
  private static final double MARKER = 9;

  /** Pixels between the intervals of two regularizations at one level. */
  private static final double DODGE = 6;

  private LevelFigure() {}

  /** Draws the estimates; each group must have its level as a number above zero. */
  public static Figure of(Estimates estimates) {
    Unit unit = estimates.unit();
    Axis y =
        Axis.covering(
            unit,
            EstimateTables.entries(estimates)
                .flatMapToDouble(e -> EstimateTables.shown(unit, e, EstimateTables.isFew(e))),
            6);
    Axis x = levels(estimates);
    List<Figure.Panel> panels =
        EstimateTables.panels(estimates, (panel, number) -> draw(estimates, panel, x, y));
    return EstimateTables.marked(estimates, "", panels, List.of());
  }

  private static double level(Group group) {
    double level = group.level().orElse(0);
    if (!(level > 0)) {
      throw new IllegalArgumentException(
          "\"" + group.label() + "\" has no level above zero.\nMaybe draw a forest or strips.");
    }
    return level;
  }

  private static Axis levels(Estimates of) {
    TreeMap<Double, String> labels = new TreeMap<>();
    of.panels().stream()
        .flatMap(panel -> panel.groups().stream())
        .forEach(group -> labels.put(Axis.log2(level(group)), group.label()));
    List<Axis.Tick> ticks = new ArrayList<>();
    labels.forEach((at, label) -> ticks.add(new Axis.Tick(at, label)));
    if (ticks.isEmpty()) {
      return new Axis(0, 1, true, ticks);
    }
    double air = Math.max(.5, .1 * (labels.lastKey() - labels.firstKey()));
    return new Axis(labels.firstKey() - air, labels.lastKey() + air, true, ticks);
  }

  private static Plot draw(Estimates of, Panel panel, Axis x, Axis y) {
    List<Look> looks = EstimateTables.used(of);
    Plot plot = Columns.plot(x, y, of.across(), of.unit().axis(), Columns.widestTick(y));
    plot.ticksBelow(true);
    plot.referenceRight(of.unit());
    List<Group> groups =
        panel.groups().stream().sorted(Comparator.comparingDouble(LevelFigure::level)).toList();
    for (Look look : looks) {
      double dodge = (looks.indexOf(look) - (looks.size() - 1) / 2.0) * DODGE * plot.xPixel();
      List<Double> line = new ArrayList<>();
      for (Group group : groups) {
        double at = x.at(level(group)) + dodge;
        line.add(at);
        line.add(
            group.entries().stream()
                .filter(e -> e.regularization().equals(look.name()))
                .flatMapToDouble(e -> of.unit().shown(e.estimate()).stream())
                .map(y::at)
                .findFirst()
                .orElse(Double.NaN));
      }
      plot.line(
          Paint.of(look),
          1.5,
          look.dashes(),
          line.stream().mapToDouble(Double::doubleValue).toArray());
      for (Group group : groups) {
        for (Entry entry : group.entries()) {
          if (entry.regularization().equals(look.name())) {
            point(of, panel, group, entry, plot, look, x.at(level(group)) + dodge, y);
          }
        }
      }
    }
    return plot;
  }

  private static void point(
      Estimates of, Panel panel, Group group, Entry entry, Plot plot, Look look, double x, Axis y) {
    Paint paint = Paint.of(look);
    if (EstimateTables.isFew(entry)) {
      EstimateTables.seeds(of.unit(), entry)
          .forEach(
              seed ->
                  plot.marks(
                      paint.faint(.6),
                      Glyph.CIRCLE.marker(4.5, false),
                      x + 3 * plot.xPixel(),
                      y.at(seed)));
    }
    of.unit()
        .shown(entry.estimate())
        .ifPresent(
            value -> {
              of.unit()
                  .shownInterval(entry.estimate())
                  .ifPresent(
                      ends ->
                          plot.intervalUp(
                              paint,
                              x,
                              y.at(ends[0]),
                              y.at(ends[1]),
                              y.at(value),
                              entry.hollow() ? MARKER - 1 : 0));
              plot.marks(paint, look.shape().marker(MARKER, entry.hollow()), x, y.at(value));
              plot.hotSpot(look, x, y.at(value), EstimateTables.tip(of, panel, group, entry));
            });
  }
}
