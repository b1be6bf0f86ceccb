package io.ablate4j.figure;

import io.ablate4j.figure.Plot.Anchor;
import io.ablate4j.figure.Plot.Paint;
import io.ablate4j.figure.Table.Column;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.figure.Trials.Dot;
import io.ablate4j.figure.Trials.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Two numbers of each trial against one another, all panels on the same axes. */
public final class ScatterFigure {
  private static final double MARKER = 7.5;

  /** Share of the axis that those have which never got there. */
  private static final double NEVER = .12;

  private ScatterFigure() {}

  /** Draws the trials; those without an x hollow at the right edge. */
  public static Figure of(Trials trials) {
    Axis within =
        Axis.covering(
            trials.x(),
            dots(trials).flatMapToDouble(dot -> shown(trials.x(), dot.x()).stream()),
            5);
    boolean censored = dots(trials).anyMatch(ScatterFigure::isCensored);
    double never = censored ? NEVER * (within.high() - within.low()) : 0;
    Axis x = new Axis(within.low(), within.high() + never, within.logarithmic(), within.ticks());
    Axis y =
        Axis.covering(
            trials.y(),
            dots(trials).flatMapToDouble(dot -> shown(trials.y(), dot.y()).stream()),
            6);
    List<Figure.Panel> panels = new ArrayList<>();
    for (Panel panel : trials.panels()) {
      String id = trials.heading().id() + "-" + (panels.size() + 1);
      panels.add(
          panel.dots().stream().allMatch(dot -> shown(trials.y(), dot.y()).isEmpty())
              ? Figure.Panel.empty(panel.title(), "")
              : Figure.Panel.drawn(
                  panel.title(),
                  () ->
                      draw(trials, panel, x, y, within.high(), never)
                          .svg(
                              id,
                              trials.heading().titleOf(panel.title()),
                              description(trials, panel))));
    }
    long neverCount = dots(trials).filter(ScatterFigure::isCensored).count();
    Heading heading =
        trials
            .heading()
            .adding(
                censored
                    ? neverCount + (neverCount == 1 ? " trial" : " trials") + " never got there."
                    : "");
    return new Figure(
        heading.id(),
        heading.title(),
        heading.caption(),
        panels,
        Looks.used(trials.looks(), dots(trials).map(Dot::regularization).distinct().toList()),
        censored
            ? List.of(
                new Figure.Key(Figure.Sign.HOLLOW, "hollow, at the right edge: never got there"))
            : List.of(),
        table(trials));
  }

  /** For those who do not see the drawing. */
  private static String description(Trials trials, Panel panel) {
    List<String> parts = new ArrayList<>();
    for (Look look : trials.looks()) {
      List<Dot> own =
          panel.dots().stream()
              .filter(dot -> dot.regularization().equals(look.name()) && dot.y().isPresent())
              .toList();
      if (!own.isEmpty()) {
        parts.add(
            look.name()
                + " "
                + own.stream().filter(dot -> dot.x().isPresent()).count()
                + " of "
                + own.size()
                + middle(trials.x(), own.stream().map(Dot::x).toList())
                + middle(trials.y(), own.stream().map(Dot::y).toList()));
      }
    }
    return trials.y().axis()
        + " against "
        + trials.x().axis()
        + ", a point a trial. Trials that got there, median "
        + trials.x().axis()
        + " of these and median "
        + trials.y().axis()
        + " of all: "
        + String.join("; ", parts)
        + ".";
  }

  private static String middle(Unit unit, List<OptionalDouble> stored) {
    double[] sorted = stored.stream().flatMapToDouble(OptionalDouble::stream).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length == 0
        ? ""
        : ", "
            + words(
                unit,
                sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }

  private static Stream<Dot> dots(Trials trials) {
    return trials.panels().stream().flatMap(panel -> panel.dots().stream());
  }

  private static boolean isCensored(Dot dot) {
    return dot.x().isEmpty() && dot.y().isPresent();
  }

  private static OptionalDouble shown(Unit unit, OptionalDouble stored) {
    return stored.isPresent() ? unit.onAxis(stored.getAsDouble()) : stored;
  }

  private static Plot draw(Trials trials, Panel panel, Axis x, Axis y, double edge, double never) {
    Plot plot = Columns.plot(x, y, trials.x().axis(), trials.y().axis(), Columns.widestTick(y));
    plot.ticksBelow(false);
    if (never > 0) {
      plot.line(Paint.GRID, 1, List.of(), edge, y.low(), edge, y.high());
      plot.write(edge + never / 2, y.low(), 0, 16, Anchor.MIDDLE, "never");
    }
    for (Look look : trials.looks()) {
      for (Dot dot : panel.dots()) {
        OptionalDouble shownY = shown(trials.y(), dot.y());
        OptionalDouble shownX = shown(trials.x(), dot.x());
        boolean drawn = shownY.isPresent() && (shownX.isPresent() || isCensored(dot));
        if (!drawn || !dot.regularization().equals(look.name())) {
          continue;
        }
        double atX = shownX.isPresent() ? x.at(shownX.getAsDouble()) : edge + never / 2;
        double atY = y.at(shownY.getAsDouble());
        boolean hollow = shownX.isEmpty();
        plot.marks(Paint.of(look).faint(.75), look.shape().marker(MARKER, hollow), atX, atY);
        plot.hotSpot(look, atX, atY, tip(trials, panel, dot));
      }
    }
    return plot;
  }

  private static String tip(Trials trials, Panel panel, Dot dot) {
    return EstimateTables.join(panel.title(), dot.label(), dot.regularization())
        + ": "
        + (dot.x().isPresent() ? words(trials.x(), dot.x().getAsDouble()) : "never got there")
        + ", "
        + words(trials.y(), dot.y().orElseThrow());
  }

  private static String words(Unit unit, double stored) {
    return unit.write(stored)
        + (unit.word().isEmpty() ? "" : unit.isShare() ? "\u202f%" : " " + unit.word());
  }

  private static Table table(Trials trials) {
    List<Row> rows = new ArrayList<>();
    for (Panel panel : trials.panels()) {
      for (Dot dot : panel.dots()) {
        rows.add(
            new RowBuilder()
                .add(panel.title())
                .add(dot.label())
                .add(dot.regularization())
                .add(written(trials.x(), dot.x()), trials.x().exact(dot.x()))
                .add(written(trials.y(), dot.y()), trials.y().exact(dot.y()))
                .row(""));
      }
    }
    return new Table(
        trials.heading().title(),
        List.of(
            new Column("Panel", Kind.NAME),
            new Column("Trial", Kind.NAME),
            new Column(Look.head(trials.looks()), Kind.NAME),
            new Column(trials.x().axis(), Kind.NUMBER),
            new Column(trials.y().axis(), Kind.NUMBER)),
        rows);
  }

  private static String written(Unit unit, OptionalDouble stored) {
    return stored.isPresent() ? unit.write(stored.getAsDouble()) : Digits.UNDEFINED;
  }
}
