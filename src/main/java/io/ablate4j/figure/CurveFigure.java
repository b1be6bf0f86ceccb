package io.ablate4j.figure;

import io.ablate4j.figure.Curves.Line;
import io.ablate4j.figure.Curves.Panel;
import io.ablate4j.figure.Curves.Point;
import io.ablate4j.figure.Plot.Paint;
import io.ablate4j.figure.Table.Column;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Learning curves with bands as small multiples, all panels on the same axes. */
public final class CurveFigure {
  private static final List<Integer> DASHED = List.of(5, 3);

  /** Markers along a line, and places where a pointer reads it. */
  private static final int MARKS = 4;

  private static final int READINGS = 12;

  /**
   * Quartile distances beyond which a value does not stretch the axis: curves start far from where
   * they end, but not that far.
   */
  private static final double VALUE_FENCE = 8;

  /** The same for the ends of bands, which are worth less room. */
  private static final double BAND_FENCE = 3;

  private CurveFigure() {}

  /** Draws the curves. */
  public static Figure of(Curves curves) {
    Unit unit = curves.unit();
    double[] values =
        points(curves).flatMapToDouble(p -> unit.shown(p.estimate()).stream()).toArray();
    double[] ends =
        points(curves)
            .flatMap(p -> unit.shownInterval(p.estimate()).stream())
            .flatMapToDouble(Arrays::stream)
            .toArray();
    Axis y =
        Axis.covering(
            unit,
            DoubleStream.concat(
                // Shares cannot run away, and where a curve starts is part of what is shown.
                unit.isShare()
                    ? DoubleStream.concat(Arrays.stream(values), seeds(curves))
                    : withinFences(values, values, VALUE_FENCE),
                withinFences(ends, values, BAND_FENCE)),
            6);
    long outside = Arrays.stream(values).filter(v -> !y.holds(v)).count();
    long bands = Arrays.stream(ends).filter(v -> !y.holds(v)).count();
    double[] xs = points(curves).mapToDouble(Point::x).distinct().sorted().toArray();
    Axis x = curves.inSteps() && xs.length > 0 ? Axis.steps(xs) : across(xs);
    boolean few =
        curves.panels().stream().flatMap(panel -> panel.lines().stream()).anyMatch(Line::isFew);
    Heading heading =
        curves
            .heading()
            .adding(few ? "Thin lines are single seeds." : "")
            .adding(beyond(outside, bands));
    return new Figure(
        heading.id(),
        heading.title(),
        heading.caption(),
        panels(curves, x, y),
        Looks.used(
            curves.looks(),
            curves.panels().stream()
                .flatMap(panel -> panel.lines().stream())
                .map(Line::regularization)
                .distinct()
                .toList()),
        curves.isSplit()
            ? List.of(
                new Figure.Key(Figure.Sign.SOLID, curves.solid()),
                new Figure.Key(Figure.Sign.DASHED, curves.dashed()))
            : List.of(),
        table(curves, xs));
  }

  private static List<Figure.Panel> panels(Curves curves, Axis x, Axis y) {
    List<Figure.Panel> panels = new ArrayList<>();
    for (Panel panel : curves.panels()) {
      String id = curves.heading().id() + "-" + (panels.size() + 1);
      panels.add(
          panel.lines().stream()
                  .flatMap(line -> line.points().stream())
                  .allMatch(p -> curves.unit().shown(p.estimate()).isEmpty())
              ? Figure.Panel.empty(panel.title(), "")
              : Figure.Panel.drawn(
                  panel.title(),
                  () ->
                      draw(curves, panel, x, y)
                          .svg(
                              id,
                              curves.heading().titleOf(panel.title()),
                              description(curves, panel))));
    }
    return panels;
  }

  /** For those who do not see the drawing: where each line ends. */
  private static String description(Curves curves, Panel panel) {
    List<String> ends = new ArrayList<>();
    for (Line line : panel.lines()) {
      if (!line.points().isEmpty()) {
        Point last = line.points().get(line.points().size() - 1);
        ends.add(
            line.regularization()
                + (curves.isSplit() ? " " + curves.split(line) : "")
                + " "
                + curves.unit().reported(last.estimate()));
      }
    }
    return curves.unit().axis()
        + " over "
        + curves.across()
        + "; where the lines end: "
        + String.join("; ", ends)
        + ".";
  }

  private static String beyond(long values, long ends) {
    if (values > 0) {
      return values == 1
          ? "One point lies outside of the axis; it is in the table."
          : values + " points lie outside of the axis; they are in the table.";
    }
    return ends > 0 ? "Some bands go beyond the axis; their ends are in the table." : "";
  }

  private static Stream<Point> points(Curves curves) {
    return curves.panels().stream()
        .flatMap(panel -> panel.lines().stream())
        .flatMap(line -> line.points().stream());
  }

  private static DoubleStream seeds(Curves curves) {
    return curves.panels().stream()
        .flatMap(panel -> panel.lines().stream())
        .filter(Line::isFew)
        .flatMap(line -> line.seeds().stream())
        .flatMap(List::stream)
        .flatMapToDouble(place -> curves.unit().onAxis(place.value()).stream());
  }

  /** Those not farther than some quartile distances of {@code of} from its quartiles. */
  private static DoubleStream withinFences(double[] numbers, double[] of, double fence) {
    double[] sorted = Arrays.stream(of).sorted().toArray();
    if (sorted.length == 0) {
      return DoubleStream.empty();
    }
    double lower = sorted[(sorted.length - 1) / 4];
    double upper = sorted[(sorted.length - 1) * 3 / 4];
    double reach = fence * (upper - lower);
    return Arrays.stream(numbers).filter(v -> lower - reach <= v && v <= upper + reach);
  }

  private static Axis across(double[] xs) {
    if (xs.length == 0) {
      return Axis.linear(0, 1, 2);
    }
    double low = xs[0];
    double high = xs[xs.length - 1];
    double air = high > low ? .03 * (high - low) : .5;
    List<Axis.Tick> ticks = new ArrayList<>();
    for (Axis.Tick tick : Axis.linear(low - air, high + air, 8).ticks()) {
      // Between two epochs there is nothing to label.
      if (tick.at() == Math.rint(tick.at()) && tick.at() >= low) {
        ticks.add(tick);
      }
    }
    return new Axis(low - air, high + air, false, ticks);
  }

  private static Plot draw(Curves curves, Panel panel, Axis x, Axis y) {
    Plot plot = Columns.plot(x, y, curves.across(), curves.unit().axis(), Columns.widestTick(y));
    plot.clip();
    plot.ticksBelow(false);
    plot.referenceRight(curves.unit());
    // Bands below all lines.
    for (Line line : panel.lines()) {
      band(curves, plot, y, Looks.find(curves.looks(), line.regularization()), line);
    }
    for (Look look : curves.looks()) {
      for (Line line : panel.lines()) {
        if (line.regularization().equals(look.name())) {
          line(curves, panel, plot, y, look, line);
        }
      }
    }
    return plot;
  }

  private static void band(Curves curves, Plot plot, Axis y, Look look, Line line) {
    List<Point> run = new ArrayList<>();
    for (Point point : line.points()) {
      if (curves.unit().shownInterval(point.estimate()).isPresent()) {
        run.add(point);
      } else {
        band(curves, plot, y, look, run);
        run.clear();
      }
    }
    band(curves, plot, y, look, run);
  }

  private static void band(Curves curves, Plot plot, Axis y, Look look, List<Point> run) {
    if (run.size() < 2) {
      return;
    }
    double[] xy = new double[4 * run.size()];
    for (int i = 0; i < run.size(); i++) {
      double[] ends = curves.unit().shownInterval(run.get(i).estimate()).orElseThrow();
      int back = xy.length - 2 - 2 * i;
      xy[2 * i] = curves.at(run.get(i).x());
      xy[2 * i + 1] = y.at(ends[0]);
      xy[back] = curves.at(run.get(i).x());
      xy[back + 1] = y.at(ends[1]);
    }
    plot.area(Paint.of(look).faint(.13), xy);
  }

  private static void line(Curves curves, Panel panel, Plot plot, Axis y, Look look, Line line) {
    List<Point> points = line.points();
    if (points.isEmpty()) {
      return; // no seed has run
    }
    double[] xy = new double[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      OptionalDouble shown = curves.unit().shown(points.get(i).estimate());
      xy[2 * i] = curves.at(points.get(i).x());
      xy[2 * i + 1] = shown.isPresent() ? position(y, shown.getAsDouble()) : Double.NaN;
    }
    if (line.isFew()) {
      line.seeds().forEach(seed -> thin(curves, plot, y, look, line.dashed(), seed));
    }
    plot.line(Paint.of(look), 1.6, line.dashed() ? DASHED : List.of(), xy);
    int every = Math.max(1, points.size() / MARKS);
    int reading = Math.max(1, (points.size() + READINGS - 1) / READINGS);
    for (int i = 0; i < points.size(); i++) {
      OptionalDouble shown = curves.unit().shown(points.get(i).estimate());
      if (shown.isEmpty() || !y.holds(shown.getAsDouble())) {
        continue;
      }
      double across = curves.at(points.get(i).x());
      double at = y.at(shown.getAsDouble());
      // Each line has its own rhythm, so that markers of neighbours do not cover one another.
      if ((i + 1 + look.place()) % every == 0 || points.size() == 1) {
        plot.marks(Paint.of(look), look.shape().marker(6.5, false), across, at);
      }
      if ((points.size() - 1 - i) % reading == 0) {
        plot.hotSpot(look, across, at, tip(curves, panel, look, line, points.get(i)));
      }
    }
  }

  private static void thin(
      Curves curves, Plot plot, Axis y, Look look, boolean dashed, List<Curves.Place> seed) {
    if (seed.isEmpty()) {
      return;
    }
    double[] xy = new double[2 * seed.size()];
    for (int i = 0; i < seed.size(); i++) {
      OptionalDouble shown = curves.unit().onAxis(seed.get(i).value());
      xy[2 * i] = curves.at(seed.get(i).x());
      xy[2 * i + 1] = shown.isPresent() ? position(y, shown.getAsDouble()) : Double.NaN;
    }
    plot.line(Paint.of(look).faint(.45), .7, dashed ? DASHED : List.of(), xy);
  }

  /** Beyond the ends, so that lines leave the clipped drawing in their own direction. */
  private static double position(Axis y, double shown) {
    return y.logarithmic() ? Axis.log2(shown) : shown;
  }

  private static String tip(Curves curves, Panel panel, Look look, Line line, Point point) {
    return EstimateTables.join(
            panel.title(),
            look.name(),
            curves.split(line),
            curves.across() + " " + written(point.x()))
        + ": "
        + curves.unit().sentence(point.estimate());
  }

  private static String written(double x) {
    return x == Math.rint(x) ? Digits.whole(x) : Digits.significant(x);
  }

  private static Table table(Curves curves, double[] xs) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("Panel", Kind.NAME));
    columns.add(new Column(Look.head(curves.looks()), Kind.NAME));
    if (curves.isSplit()) {
      columns.add(new Column("Split", Kind.NAME));
    }
    for (double x : xs) {
      columns.add(new Column(written(x), Kind.NUMBER));
    }
    List<Row> rows = new ArrayList<>();
    for (Panel panel : curves.panels()) {
      for (Line line : panel.lines()) {
        RowBuilder cells = new RowBuilder();
        cells.add(panel.title());
        cells.add(line.regularization());
        if (curves.isSplit()) {
          cells.add(curves.split(line));
        }
        for (double x : xs) {
          Optional<Point> point = line.points().stream().filter(p -> p.x() == x).findFirst();
          cells.add(
              point.map(p -> cell(curves.unit(), p)).orElse(Digits.UNDEFINED),
              point.map(p -> exact(curves.unit(), p)).orElse(""));
        }
        rows.add(cells.row(""));
      }
    }
    return new Table(
        curves.heading().title()
            + " ("
            + curves.unit().axis()
            + ") by "
            + curves.across()
            + ", with interval",
        columns,
        rows);
  }

  private static String exact(Unit unit, Point point) {
    return point.estimate().value().isEmpty()
        ? ""
        : unit.exact(point.estimate().value())
            + point.estimate().interval().map(i -> " " + unit.exactBetween(i)).orElse("");
  }

  private static String cell(Unit unit, Point point) {
    if (point.estimate().value().isEmpty()) {
      return Digits.UNDEFINED;
    }
    return unit.write(point.estimate().value().getAsDouble())
        + point.estimate().interval().map(i -> " " + unit.between(i)).orElse("");
  }
}
