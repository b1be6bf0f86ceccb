package io.ablate4j.report;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.Spread;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.report.Charts.Range;
import io.ablate4j.report.figure.Figure;
import io.ablate4j.report.figure.Look;
import io.ablate4j.report.figure.Table;
import io.ablate4j.report.figure.Table.Column;
import io.ablate4j.report.figure.Table.Kind;
import io.ablate4j.report.figure.Table.Row;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.markers.Marker;

/** Figures of one number by model, batch size and regularization. */
final class Figures {
  /** Below this each seed is drawn: a mean over so few hides more than it tells. */
  static final int FEW_SEEDS = 6;

  /** Numbers of the target that differ by this factor get a logarithmic axis. */
  private static final double WIDE = 30;

  private final Grid grid;
  private final List<Look> looks;

  Figures(Grid grid) {
    this.grid = grid;
    this.looks = Look.of(grid.regularizations());
  }

  /**
   * A number to be drawn.
   *
   * @param id of the figure
   * @param title of the figure
   * @param caption what it means
   * @param column what to draw
   * @param axis title of the vertical axis, with the unit
   * @param scale what the column is multiplied by on it
   * @param format how a value, not yet scaled, is written in the table
   * @param zero whether zero is always in sight
   * @param censored whether seeds may lack the number because they did not reach the target
   */
  record Measure(
      String id,
      String title,
      String caption,
      TrialColumn column,
      String axis,
      double scale,
      DoubleFunction<String> format,
      boolean zero,
      boolean censored) {}

  /** Mean and standard deviation as points; each seed as a dot where there are few. */
  Figure points(Measure measure) {
    Range y = range(measure);
    String dots =
        grid.cells().stream().anyMatch(c -> few(c, measure))
            ? " Small dots are single seeds (fewer than " + FEW_SEEDS + ")."
            : "";
    return new Figure(
        measure.id(),
        measure.title(),
        measure.caption()
            + " Points are means over seeds, bars one standard deviation."
            + (isLogarithmic(measure, y) ? " The axis is logarithmic." : "")
            + dots,
        panels(measure, (title, cells, id) -> pointChart(measure, title, cells, y, id)),
        looks,
        List.of(),
        table(measure));
  }

  /** Means as bars from zero, each model on its own scale. */
  Figure bars(Measure measure) {
    return new Figure(
        measure.id(),
        measure.title(),
        measure.caption(),
        panels(measure, (title, cells, id) -> barChart(measure, title, cells, id)),
        looks,
        List.of(),
        table(measure));
  }

  /** Draws one panel. */
  private interface Drawing {
    String draw(String title, List<CellSummary> cells, String id);
  }

  private List<Figure.Panel> panels(Measure measure, Drawing drawing) {
    List<Figure.Panel> panels = new ArrayList<>();
    grid.panels()
        .forEach(
            (title, cells) ->
                panels.add(
                    panel(
                        measure,
                        title,
                        cells,
                        panels.size(),
                        id -> drawing.draw(title, cells, id))));
    return panels;
  }

  private Figure.Panel panel(
      Measure measure,
      String title,
      List<CellSummary> cells,
      int number,
      UnaryOperator<String> draw) {
    boolean empty = cells.stream().allMatch(c -> c.spread(measure.column()).n() == 0);
    boolean counted = measure.censored() && cells.stream().anyMatch(c -> c.ran() > 0);
    return new Figure.Panel(
        title, empty && !counted ? "" : draw.apply(measure.id() + "-" + (number + 1)));
  }

  private String pointChart(
      Measure measure, String title, List<CellSummary> cells, Range y, String id) {
    List<String> positions = grid.positions();
    Map<Double, String> ticks = new LinkedHashMap<>();
    for (int p = 0; p < positions.size(); p++) {
      ticks.put((double) p, positions.get(p));
    }
    XYChart chart =
        Charts.xy(
            grid.across(),
            measure.axis(),
            new Range(-.5, positions.size() - .5),
            y,
            ticks,
            measure.scale() == 100 || y.high() >= 10 ? "#,##0.#" : "0.00");
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setYAxisLogarithmic(isLogarithmic(measure, y));
    double top =
        isLogarithmic(measure, y)
            ? y.high() * Math.pow(y.low() / y.high(), .03)
            : y.high() - (y.high() - y.low()) * .03;
    for (int r = 0; r < looks.size(); r++) {
      Look look = looks.get(r);
      for (int p = 0; p < positions.size(); p++) {
        Optional<CellSummary> found = grid.find(cells, positions.get(p), look.name());
        if (found.isEmpty()) {
          continue;
        }
        CellSummary cell = found.get();
        double x = p + (r - (looks.size() - 1) / 2.0) * .72 / looks.size();
        String name = r + "/" + p;
        Spread spread = cell.spread(measure.column());
        if (few(cell, measure)) {
          double[] seeds = seeds(cell, measure);
          double[] xs = new double[seeds.length];
          Arrays.fill(xs, x + .3 / looks.size());
          Color faint =
              new Color(
                  look.color().getRed(), look.color().getGreen(), look.color().getBlue(), 150);
          add(chart, name + "/seeds", xs, seeds, null, faint, Charts.DOT);
        }
        if (spread.n() > 0) {
          double mean = spread.mean().getAsDouble() * measure.scale();
          double[] error =
              spread.standardDeviation().isPresent()
                  ? new double[] {spread.standardDeviation().getAsDouble() * measure.scale()}
                  : null;
          add(
              chart,
              name,
              new double[] {x},
              new double[] {mean},
              error,
              look.color(),
              look.marker());
        }
        if (measure.censored() && cell.ran() > 0 && cell.reached() < cell.ran()) {
          String count = cell.reached() + "/" + cell.ran();
          Charts.text(chart, count, x, top);
        }
      }
    }
    return svg(chart, id, measure, title);
  }

  private static boolean isLogarithmic(Measure measure, Range y) {
    return measure.censored() && y.low() > 0;
  }

  private static void add(
      XYChart chart,
      String name,
      double[] x,
      double[] y,
      double[] error,
      Color color,
      Marker marker) {
    XYSeries series =
        error == null ? chart.addSeries(name, x, y) : chart.addSeries(name, x, y, error);
    series.setMarker(marker);
    series.setMarkerColor(color);
    series.setLineColor(color);
  }

  private String barChart(Measure measure, String title, List<CellSummary> cells, String id) {
    double top =
        cells.stream()
            .map(c -> c.spread(measure.column()))
            .filter(s -> s.n() > 0)
            .mapToDouble(s -> s.mean().getAsDouble() + s.standardDeviation().orElse(0))
            .max()
            .orElse(1);
    CategoryChart chart = Charts.bars(grid.across(), measure.axis(), top * 1.05 * measure.scale());
    List<String> positions = grid.positions();
    for (Look look : looks) {
      List<Double> means = new ArrayList<>();
      List<Double> errors = new ArrayList<>();
      for (String position : positions) {
        Spread spread =
            grid.find(cells, position, look.name())
                .map(c -> c.spread(measure.column()))
                .orElse(Spread.of());
        means.add(spread.mean().isPresent() ? spread.mean().getAsDouble() : null);
        errors.add(
            spread.standardDeviation().isPresent()
                ? spread.standardDeviation().getAsDouble()
                : null);
      }
      chart.addSeries(look.name(), positions, means, errors).setFillColor(look.color());
    }
    return svg(chart, id, measure, title);
  }

  private String svg(IChart chart, String id, Measure measure, String title) {
    return InlineSvg.of(
        chart,
        id,
        measure.title() + ": " + title,
        measure.axis()
            + " by "
            + grid.across()
            + " ("
            + String.join(", ", grid.positions())
            + ") and regularization ("
            + String.join(", ", grid.regularizations())
            + "). The numbers are in the table of this figure.");
  }

  private boolean few(CellSummary cell, Measure measure) {
    int n = cell.values().get(measure.column()).size();
    return n > 1 && n < FEW_SEEDS;
  }

  private static double[] seeds(CellSummary cell, Measure measure) {
    return cell.values().get(measure.column()).stream()
        .mapToDouble(v -> v * measure.scale())
        .toArray();
  }

  /** One for all panels, so that they can be compared. */
  private Range range(Measure measure) {
    double[] ends =
        grid.cells().stream()
            .map(c -> c.spread(measure.column()))
            .filter(s -> s.n() > 0)
            .flatMapToDouble(
                s -> {
                  double mean = s.mean().getAsDouble();
                  double sd = s.standardDeviation().orElse(0);
                  return DoubleStream.of(
                      mean - sd, mean + sd, s.min().getAsDouble(), s.max().getAsDouble());
                })
            .map(v -> v * measure.scale())
            .toArray();
    double low = Arrays.stream(ends).min().orElse(0);
    double high = Arrays.stream(ends).max().orElse(1);
    boolean accuracy = measure.column() == TrialColumn.TEST_ACCURACY;
    if (measure.censored()) {
      // Room on top for the counts of seeds that did not reach the target.
      return low > 0 && high / low >= WIDE
          ? new Range(low / 1.3, high * Math.pow(high / low, .15))
          : Range.showingEnds(0, Math.max(high, 1e-9) * 1.15);
    }
    if (measure.zero()) {
      low = Math.min(low, 0);
      high = Math.max(high, 0);
    }
    return Range.around(
        low,
        high,
        accuracy ? 0 : Double.NEGATIVE_INFINITY,
        accuracy ? 100 : Double.POSITIVE_INFINITY);
  }

  private Table table(Measure measure) {
    List<Column> columns = new ArrayList<>();
    grid.heads().forEach(head -> columns.add(new Column(head, Kind.NAME)));
    for (String head : List.of("n", "mean", "sd", "min", "max")) {
      columns.add(new Column(head, Kind.NUMBER));
    }
    if (measure.censored()) {
      columns.add(new Column("reached", Kind.NUMBER));
    }
    List<Row> rows = new ArrayList<>();
    for (CellSummary cell : grid.cells()) {
      Spread spread = cell.spread(measure.column());
      List<String> row = new ArrayList<>(grid.names(cell.cell()));
      row.add(String.valueOf(spread.n()));
      row.add(Numbers.orDash(spread.mean(), measure.format()));
      row.add(Numbers.orDash(spread.standardDeviation(), measure.format()));
      row.add(Numbers.orDash(spread.min(), measure.format()));
      row.add(Numbers.orDash(spread.max(), measure.format()));
      if (measure.censored()) {
        row.add(cell.reached() + " of " + cell.ran());
      }
      rows.add(new Row("", row));
    }
    return new Table(measure.title() + " (" + measure.axis() + ")", columns, rows);
  }
}
