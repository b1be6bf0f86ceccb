package io.ablate4j.report;

import io.ablate4j.analysis.LearningCurve;
import io.ablate4j.analysis.Spread;
import io.ablate4j.report.Charts.Range;
import io.ablate4j.report.figure.Figure;
import io.ablate4j.report.figure.Look;
import io.ablate4j.report.figure.Table;
import io.ablate4j.report.figure.Table.Column;
import io.ablate4j.report.figure.Table.Kind;
import io.ablate4j.report.figure.Table.Row;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Learning curves as small multiples with common axes, a panel a model and batch size. */
final class CurveFigure {
  private static final String ID = "fig-curves";
  private static final String TITLE = "Accuracy over the epochs";

  private CurveFigure() {}

  static Figure of(Grid grid, List<LearningCurve> curves) {
    Map<String, List<LearningCurve>> panels = new LinkedHashMap<>();
    for (LearningCurve curve : curves) {
      panels.computeIfAbsent(grid.curveTitle(curve.cell()), title -> new ArrayList<>()).add(curve);
    }
    int epochs =
        curves.stream()
            .flatMap(curve -> curve.train().keySet().stream())
            .mapToInt(Integer::intValue)
            .max()
            .orElse(1);
    double lowest =
        curves.stream()
            .flatMap(c -> Stream.of(c.train(), c.validation()))
            .flatMap(line -> line.values().stream())
            .mapToDouble(spread -> 100 * spread.mean().getAsDouble())
            .min()
            .orElse(0);
    // Down to the ten below, so that panels of two reports tend to have one scale.
    double low = Math.max(0, Math.floor((lowest - 1) / 10) * 10);
    Range y = Range.showingEnds(low, 100);
    List<Look> looks = Look.of(grid.regularizations());
    List<Figure.Panel> drawn = new ArrayList<>();
    panels.forEach(
        (title, lines) ->
            drawn.add(
                new Figure.Panel(
                    title,
                    lines.stream().allMatch(l -> l.train().isEmpty() && l.validation().isEmpty())
                        ? ""
                        : draw(title, lines, looks, epochs, y, ID + "-" + (drawn.size() + 1)))));
    return new Figure(
        ID,
        TITLE,
        "Means over the seeds that completed, inference mode; all panels have the same axes.",
        drawn,
        looks,
        List.of(
            new Figure.Key(Figure.Sign.SOLID, "train"),
            new Figure.Key(Figure.Sign.DASHED, "validation")),
        table(grid, curves, epochs));
  }

  private static String draw(
      String title, List<LearningCurve> lines, List<Look> looks, int epochs, Range y, String id) {
    XYChart chart =
        Charts.xy(
            "epoch",
            "accuracy, %",
            new Range(epochs == 1 ? .5 : 1 - .03 * epochs, epochs * 1.03 + (epochs == 1 ? .5 : 0)),
            y,
            ticks(epochs),
            "0");
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
    chart.getStyler().setMarkerSize(5);
    for (LearningCurve line : lines) {
      Look look =
          looks.stream()
              .filter(l -> l.name().equals(line.cell().regularization()))
              .findFirst()
              .orElseThrow();
      add(chart, look.name() + "/train", line.train(), look, Charts.solid());
      add(chart, look.name() + "/validation", line.validation(), look, Charts.dashed());
    }
    return InlineSvg.of(
        chart,
        id,
        TITLE + ": " + title,
        "Train accuracy (solid) and validation accuracy (dashed) in per cent over "
            + epochs
            + " epochs, a colour a regularization. The numbers are in the table of this figure.");
  }

  private static void add(
      XYChart chart, String name, SortedMap<Integer, Spread> line, Look look, BasicStroke stroke) {
    if (line.isEmpty()) {
      return;
    }
    double[] x = line.keySet().stream().mapToDouble(Integer::doubleValue).toArray();
    double[] y = line.values().stream().mapToDouble(s -> 100 * s.mean().getAsDouble()).toArray();
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(look.marker());
    series.setMarkerColor(look.color());
    series.setLineColor(look.color());
    series.setLineStyle(stroke);
  }

  /** At most eight, always the first epoch. */
  private static Map<Double, String> ticks(int epochs) {
    int step = (epochs + 7) / 8;
    Map<Double, String> ticks = new TreeMap<>();
    for (int epoch = 1; epoch <= epochs; epoch += step) {
      ticks.put((double) epoch, String.valueOf(epoch));
    }
    return ticks;
  }

  private static Table table(Grid grid, List<LearningCurve> curves, int epochs) {
    List<Column> columns = new ArrayList<>();
    grid.heads().forEach(head -> columns.add(new Column(head, Kind.NAME)));
    columns.add(new Column("Split", Kind.NAME));
    for (int epoch = 1; epoch <= epochs; epoch++) {
      columns.add(new Column(String.valueOf(epoch), Kind.NUMBER));
    }
    List<Row> rows = new ArrayList<>();
    for (LearningCurve curve : curves) {
      rows.add(row(grid, curve, "train", curve.train(), epochs));
      rows.add(row(grid, curve, "validation", curve.validation(), epochs));
    }
    return new Table("Mean accuracy after each epoch (%)", columns, rows);
  }

  private static Row row(
      Grid grid, LearningCurve curve, String split, SortedMap<Integer, Spread> line, int epochs) {
    List<String> cells = new ArrayList<>(grid.names(curve.cell()));
    cells.add(split);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      Spread spread = line.get(epoch);
      cells.add(
          spread == null ? Numbers.UNDEFINED : Numbers.orDash(spread.mean(), Numbers::percent));
    }
    return new Row("", cells);
  }
}
