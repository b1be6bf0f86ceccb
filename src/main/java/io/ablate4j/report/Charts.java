package io.ablate4j.report;

import io.ablate4j.report.figure.Look;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;

/** Charts in the report's one style, still empty. */
final class Charts {
  static final int WIDTH = 360;
  static final int HEIGHT = 250;

  private static final Color PAPER = Color.WHITE;
  private static final Color GRID = new Color(0xd8, 0xd9, 0xda);
  private static final String GRID_CSS = Look.css(GRID);
  private static final Font SMALL = ChartFont.ofSize(11);

  /** A seed among others: smaller than the mean, whose marker it must not hide. */
  static final Marker DOT =
      new Marker() {
        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
          double d = size * .5;
          g.fill(new Ellipse2D.Double(x - d / 2, y - d / 2, d, d));
        }
      };

  /** Text under the plot, at a place of the horizontal axis. */
  private static final class TickLabel extends AnnotationText {
    private static final int PIXELS_BELOW = 12;

    TickLabel(String text, double x) {
      super(text, x, 0, false);
    }

    /** Of the label's middle; the axis itself cannot place what is outside its range. */
    @Override
    protected int getYAxisScreenValue(double ignored) {
      return Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax()) + PIXELS_BELOW;
    }
  }

  private Charts() {}

  /** Lines of the training set. */
  static BasicStroke solid() {
    return new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  }

  /** Lines of the validation set. */
  static BasicStroke dashed() {
    return new BasicStroke(
        1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {5, 3}, 0);
  }

  /**
   * A range of an axis.
   *
   * @param low at its start, below {@code high}
   */
  record Range(double low, double high) {
    /** With a little air on both sides, but none beyond the bounds. */
    static Range around(double low, double high, double lowest, double highest) {
      double air = high > low ? .06 * (high - low) : Math.max(.05 * Math.abs(high), .5);
      return showingEnds(Math.max(lowest, low - air), Math.min(highest, high + air));
    }

    /** A hair wider, for XChart labels no tick at the very end of an axis. */
    static Range showingEnds(double low, double high) {
      double hair = (high - low) / 500;
      return new Range(low - hair, high + hair);
    }
  }

  /** Points or lines; {@code ticks} are labels of x, by place. */
  static XYChart xy(
      String xTitle, String yTitle, Range x, Range y, Map<Double, String> ticks, String yPattern) {
    XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).build();
    style(chart, xTitle, yTitle, y, yPattern);
    chart.getStyler().setXAxisMin(x.low());
    chart.getStyler().setXAxisMax(x.high());
    // XChart puts its ticks where it likes, not on the levels: keep their room, write our own.
    chart.setCustomXAxisTickLabelsFormatter(place -> " ");
    ticks.forEach((place, label) -> chart.addAnnotation(new TickLabel(label, place)));
    return chart;
  }

  /** Bars from zero; the labels of x are those of the series. */
  static CategoryChart bars(String xTitle, String yTitle, double top) {
    CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).build();
    style(chart, xTitle, yTitle, Range.showingEnds(0, top), "#,##0");
    chart.getStyler().setErrorBarsColorSeriesColor(false);
    chart.getStyler().setErrorBarsColor(Look.INK);
    chart.getStyler().setAvailableSpaceFill(.8);
    return chart;
  }

  /** Text centred at a place given in the units of the axes. */
  static void text(AxesChart<?, ?> chart, String text, double x, double y) {
    chart.addAnnotation(new AnnotationText(text, x, y, false));
  }

  private static void style(
      AxesChart<? extends AxesChartStyler, ?> chart,
      String xTitle,
      String yTitle,
      Range y,
      String yPattern) {
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    AxesChartStyler styler = chart.getStyler();
    styler.setBaseFont(SMALL);
    // The page has the panels' titles as text; here they would shift the plots of a row.
    styler.setChartTitleVisible(false);
    styler.setAxisTitleFont(SMALL);
    styler.setAxisTickLabelsFont(SMALL);
    styler.setAnnotationTextFont(SMALL);
    styler.setChartFontColor(Look.INK);
    styler.setAxisTickLabelsColor(Look.INK);
    styler.setAnnotationTextFontColor(Look.INK);
    styler.setXAxisTitleColor(Look.INK);
    styler.setYAxisTitleColor(Look.INK);
    styler.setChartBackgroundColor(PAPER);
    styler.setPlotBackgroundColor(PAPER);
    styler.setChartPadding(4);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setAxisTicksLineVisible(false);
    styler.setAxisTicksMarksVisible(false);
    styler.setLegendVisible(false);
    styler.setPlotContentSize(1);
    styler.setMarkerSize(8);
    styler.setErrorBarsColorSeriesColor(true);
    styler.setYAxisMin(y.low());
    styler.setYAxisMax(y.high());
    styler.setYAxisDecimalPattern(yPattern);
    styler.setYAxisTickMarkSpacingHint(36);
    styler.setAnnotationLineColor(Look.INK);
    styler.setAnnotationLineStroke(new BasicStroke(1));
    if (y.low() <= 0 && y.high() > 0) {
      chart.addAnnotation(new AnnotationLine(0, false, false));
    }
    styler.setLocale(Locale.ROOT);
  }

  /** Grid lines are the page's text colour, faint, so that they follow it into dark mode. */
  static void gridColorOf(Map<String, String> attributes) {
    for (String name : new String[] {"fill", "stroke"}) {
      if (GRID_CSS.equals(attributes.get(name))) {
        attributes.put(name, "currentColor");
        attributes.put(name + "-opacity", ".15");
      }
    }
  }
}
