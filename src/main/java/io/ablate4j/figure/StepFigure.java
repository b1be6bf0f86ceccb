package io.ablate4j.figure;

import io.ablate4j.figure.Plot.Paint;
import io.ablate4j.figure.Profiles.Line;
import io.ablate4j.figure.Profiles.Panel;
import io.ablate4j.figure.Profiles.Step;
import io.ablate4j.figure.Table.Column;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Performance profiles: steps from 100 % down, all panels on the same axes. */
public final class StepFigure {
  private static final Unit SHARE = Unit.percent("trials at or above, %");

  /** Markers along a line, and places where a pointer reads it. */
  private static final int MARKS = 5;

  private static final int READINGS = 12;

  private StepFigure() {}

  /** Draws the profiles; bands where shares have intervals. */
  public static Figure of(Profiles profiles) {
    Axis x =
        Axis.covering(
            profiles.threshold(),
            lines(profiles)
                .flatMap(line -> line.steps().stream())
                .flatMapToDouble(step -> profiles.threshold().onAxis(step.threshold()).stream()),
            6);
    // A line along 0 or 100 % is seen whole.
    Axis y = new Axis(-2, 103, false, Axis.linear(0, 100, 6).ticks());
    List<Figure.Panel> panels = new ArrayList<>();
    for (Panel panel : profiles.panels()) {
      String id = profiles.heading().id() + "-" + (panels.size() + 1);
      panels.add(
          panel.lines().stream().allMatch(line -> line.steps().isEmpty())
              ? Figure.Panel.empty(panel.title(), "")
              : Figure.Panel.drawn(
                  panel.title(),
                  () ->
                      draw(profiles, panel, x, y)
                          .svg(
                              id,
                              profiles.heading().titleOf(panel.title()),
                              description(profiles, panel))));
    }
    Heading heading = profiles.heading();
    return new Figure(
        heading.id(),
        heading.title(),
        heading.caption(),
        panels,
        Looks.used(profiles.looks(), lines(profiles).map(Line::regularization).distinct().toList()),
        List.of(),
        table(profiles));
  }

  /** For those who do not see the drawing. */
  private static String description(Profiles profiles, Panel panel) {
    Unit unit = profiles.threshold();
    List<String> halves = new ArrayList<>();
    for (Line line : panel.lines()) {
      line.median()
          .ifPresent(
              median ->
                  halves.add(
                      line.regularization()
                          + " "
                          + unit.write(median)
                          + (unit.isShare() ? "\u202f%" : " " + unit.word())));
    }
    return "Share of trials at or above a threshold of "
        + unit.axis()
        + ". Half of the trials are at or above: "
        + String.join(", ", halves)
        + ".";
  }

  private static Stream<Line> lines(Profiles profiles) {
    return profiles.panels().stream().flatMap(panel -> panel.lines().stream());
  }

  private static Plot draw(Profiles profiles, Panel panel, Axis x, Axis y) {
    Unit unit = profiles.threshold();
    Plot plot = Columns.plot(x, y, unit.axis(), SHARE.axis(), Columns.widestTick(y));
    plot.ticksBelow(false);
    for (Look look : profiles.looks()) {
      for (Line line : panel.lines()) {
        List<Step> steps =
            line.steps().stream()
                .filter(step -> unit.onAxis(step.threshold()).isPresent())
                .filter(step -> step.share().value().isPresent())
                .toList();
        if (line.regularization().equals(look.name()) && !steps.isEmpty()) {
          draw(plot, x, unit, look, steps);
          hotSpots(profiles, panel, line, steps, plot, x, look);
        }
      }
    }
    return plot;
  }

  private static void draw(Plot plot, Axis x, Unit unit, Look look, List<Step> steps) {
    if (steps.stream().anyMatch(step -> step.share().interval().isPresent())) {
      List<Double> low =
          outline(x, unit, steps, s -> s.share().interval().map(Interval::low).orElse(share(s)));
      List<Double> high =
          outline(x, unit, steps, s -> s.share().interval().map(Interval::high).orElse(share(s)));
      for (int i = high.size() - 2; i >= 0; i -= 2) {
        low.add(high.get(i));
        low.add(high.get(i + 1));
      }
      plot.area(Paint.of(look).faint(.12), array(low));
    }
    List<Double> line = outline(x, unit, steps, step -> step.share().value().getAsDouble());
    plot.line(Paint.of(look), 1.7, look.dashes(), array(line));
    int every = Math.max(1, steps.size() / MARKS);
    for (int i = every / 2; i < steps.size(); i += every) {
      Step step = steps.get(i);
      plot.marks(
          Paint.of(look), look.shape().marker(7, false), at(x, unit, step), 100 * share(step));
    }
  }

  private static double[] array(List<Double> xy) {
    return xy.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double at(Axis x, Unit unit, Step step) {
    return x.at(unit.onAxis(step.threshold()).getAsDouble());
  }

  private static double share(Step step) {
    return step.share().value().getAsDouble();
  }

  /** Corners from the left edge to the right one, where none is left. */
  private static List<Double> outline(
      Axis x, Unit unit, List<Step> steps, ToDoubleFunction<Step> share) {
    List<Double> xy = new ArrayList<>();
    double from = x.low();
    for (Step step : steps) {
      double y = 100 * share.applyAsDouble(step);
      xy.addAll(List.of(from, y, at(x, unit, step), y));
      from = at(x, unit, step);
    }
    xy.addAll(List.of(from, 0.0, x.high(), 0.0));
    return xy;
  }

  private static void hotSpots(
      Profiles profiles, Panel panel, Line line, List<Step> steps, Plot plot, Axis x, Look look) {
    Unit unit = profiles.threshold();
    int every = (steps.size() + READINGS - 1) / READINGS;
    for (int i = every / 2; i < steps.size(); i += every) {
      Step step = steps.get(i);
      plot.hotSpot(
          look,
          at(x, unit, step),
          100 * share(step),
          EstimateTables.join(panel.title(), look.name())
              + ": "
              + SHARE.write(share(step))
              + "\u202f%"
              + step.share().interval().map(band -> " " + SHARE.between(band)).orElse("")
              + " of "
              + line.trials()
              + (line.trials() == 1 ? " trial" : " trials")
              + " at "
              + unit.write(step.threshold())
              + (unit.isShare() ? "\u202f%" : " " + unit.word())
              + " or above");
    }
  }

  private static Table table(Profiles profiles) {
    Unit unit = profiles.threshold();
    List<Row> rows = new ArrayList<>();
    for (Panel panel : profiles.panels()) {
      for (Line line : panel.lines()) {
        OptionalDouble median = line.median();
        for (Step step : line.steps()) {
          rows.add(
              new RowBuilder()
                  .add(panel.title())
                  .add(line.regularization())
                  .add(String.valueOf(step.share().n()))
                  .add(unit.write(step.threshold()), unit.exact(step.threshold()))
                  .add(
                      step.share().value().isPresent()
                          ? SHARE.write(share(step))
                          : Digits.UNDEFINED,
                      SHARE.exact(step.share().value()))
                  .add(
                      step.share().interval().map(SHARE::low).orElse(Digits.UNDEFINED),
                      step.share().interval().map(i -> SHARE.exact(i.low())).orElse(""))
                  .add(
                      step.share().interval().map(SHARE::high).orElse(Digits.UNDEFINED),
                      step.share().interval().map(i -> SHARE.exact(i.high())).orElse(""))
                  .add(
                      median.isPresent() && median.getAsDouble() == step.threshold()
                          ? "median"
                          : "")
                  .row(""));
        }
      }
    }
    return new Table(
        profiles.heading().title(),
        List.of(
            new Column("Panel", Kind.NAME),
            new Column(Look.head(profiles.looks()), Kind.NAME),
            new Column("Trials", Kind.NUMBER),
            new Column(unit.axis(), Kind.NUMBER),
            new Column(SHARE.axis(), Kind.NUMBER),
            new Column(EstimateTables.LOW, Kind.NUMBER),
            new Column(EstimateTables.HIGH, Kind.NUMBER),
            new Column("Note", Kind.TEXT)),
        rows);
  }
}
