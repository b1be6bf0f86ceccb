package io.ablate4j.figure;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.Plot.Paint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Lines over the levels of a numeric factor (to the base 2), a line a regularization. A level that
 * has no logarithm stands apart from the lines: zero to the left, one that is no number to the
 * right.
 */
public final class LevelFigure {
  private static final double MARKER = 9;

  /** Pixels between the intervals of two regularizations at one level. */
  private static final double DODGE = 6;

  private LevelFigure() {}

  /**
   * Draws the estimates.
   *
   * @throws IllegalArgumentException if the level of more than one group is no number
   */
  public static Figure of(Estimates estimates) {
    Unit unit = estimates.unit();
    Axis y =
        Axis.covering(
            unit,
            EstimateTables.entries(estimates)
                .flatMapToDouble(e -> EstimateTables.shown(unit, e, EstimateTables.isFew(e))),
            6);
    Places places = Places.of(estimates);
    Axis x = places.axis();
    List<Figure.Panel> panels =
        EstimateTables.panels(estimates, (panel, number) -> draw(estimates, panel, places, x, y));
    return EstimateTables.marked(estimates, "", panels, List.of());
  }

  /**
   * Where groups stand.
   *
   * @param labels by place
   * @param low least logarithm of a level
   * @param high greatest one
   * @param air what stands apart is so far away
   */
  private record Places(TreeMap<Double, String> labels, double low, double high, double air) {
    static Places of(Estimates of) {
      double[] logs = groups(of).flatMapToDouble(group -> log(group).stream()).sorted().toArray();
      double low = logs.length == 0 ? 0 : logs[0];
      double high = logs.length == 0 ? 0 : logs[logs.length - 1];
      Places places = new Places(new TreeMap<>(), low, high, Math.max(1, .25 * (high - low)));
      groups(of)
          .forEach(
              group -> {
                String other = places.labels.put(places.of(group), group.label());
                if (other != null && !other.equals(group.label())) {
                  throw new IllegalArgumentException(
                      "\""
                          + other
                          + "\" and \""
                          + group.label()
                          + "\" have one place.\nMaybe draw a forest or strips.");
                }
              });
      return places;
    }

    private static Stream<Group> groups(Estimates of) {
      return of.panels().stream().flatMap(panel -> panel.groups().stream());
    }

    static OptionalDouble log(Group group) {
      return group.level().isPresent() && group.level().getAsDouble() > 0
          ? OptionalDouble.of(Axis.log2(group.level().getAsDouble()))
          : OptionalDouble.empty();
    }

    double of(Group group) {
      return log(group).orElse(group.level().isPresent() ? low - air : high + air);
    }

    /** Between what stands apart and the others. */
    double[] borders() {
      return labels.keySet().stream()
          .filter(at -> at < low || at > high)
          .mapToDouble(at -> at < low ? low - air / 2 : high + air / 2)
          .toArray();
    }

    Axis axis() {
      List<Axis.Tick> ticks = new ArrayList<>();
      labels.forEach((at, label) -> ticks.add(new Axis.Tick(at, label)));
      if (ticks.isEmpty()) {
        return new Axis(0, 1, true, ticks);
      }
      double edge = Math.max(.5, .1 * (labels.lastKey() - labels.firstKey()));
      return new Axis(labels.firstKey() - edge, labels.lastKey() + edge, true, ticks);
    }
  }

  private static Plot draw(Estimates of, Panel panel, Places places, Axis x, Axis y) {
    List<Look> looks = EstimateTables.used(of);
    Plot plot = Columns.plot(x, y, of.across(), of.unit().axis(), Columns.widestTick(y));
    plot.ticksBelow(true);
    plot.referenceRight(of.unit());
    for (double border : places.borders()) {
      plot.line(Paint.GRID, 1, List.of(), border, y.low(), border, y.high());
    }
    List<Group> groups =
        panel.groups().stream().sorted(Comparator.comparingDouble(places::of)).toList();
    List<Group> joined = groups.stream().filter(group -> Places.log(group).isPresent()).toList();
    for (Look look : looks) {
      double dodge = (looks.indexOf(look) - (looks.size() - 1) / 2.0) * DODGE * plot.xPixel();
      List<Double> line = new ArrayList<>();
      for (Group group : joined) {
        double at = places.of(group) + dodge;
        line.add(at);
        line.add(
            group.entries().stream()
                .filter(e -> e.regularization().equals(look.name()))
                .flatMapToDouble(e -> of.unit().shown(e.estimate()).stream())
                .map(y::at)
                .findFirst()
                .orElse(Double.NaN));
      }
      if (!line.isEmpty()) {
        plot.line(
            Paint.of(look),
            1.5,
            look.dashes(),
            line.stream().mapToDouble(Double::doubleValue).toArray());
      }
      for (Group group : groups) {
        for (Entry entry : group.entries()) {
          if (entry.regularization().equals(look.name())) {
            point(of, panel, group, entry, plot, look, places.of(group) + dodge, y);
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
