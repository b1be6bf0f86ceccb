package io.ablate4j.figure;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A drawing area of XChart's, bare, with text around it that the page sets in its own font. XChart
 * places and paints what is drawn, with {@link SvgGraphics}.
 */
final class Plot {
  /** Of every panel, so that text has one size in all of them. */
  static final int WIDTH = 330;

  private static final double INTERVAL_WIDTH = 1.7;

  /**
   * Room around the drawing area, in pixels.
   *
   * @param left enough for labels
   */
  record Margins(int top, int right, int bottom, int left) {}

  /**
   * What something is painted with.
   *
   * @param cssClass empty, or the regularization's: the one that colours it, or the one that only
   *     hides it with the regularization
   * @param color for fill and stroke
   * @param opacity from 0 to 1
   */
  record Paint(String cssClass, String color, double opacity) {
    static final Paint INK = new Paint("", "currentColor", 1);
    static final Paint GRID = new Paint("", "currentColor", .13);
    static final Paint REFERENCE = new Paint("", "currentColor", .65);

    static Paint of(Look look) {
      return new Paint(look.cssClass(), "currentColor", 1);
    }

    Paint faint(double share) {
      return new Paint(cssClass, color, share);
    }
  }

  /** Where text stands relative to its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** Text at a place in pixels of the whole panel. */
  record Label(
      double x, double y, Anchor anchor, String text, double size, boolean bold, String cssClass) {
    Label(double x, double y, Anchor anchor, String text, double size, boolean bold) {
      this(x, y, anchor, text, size, bold, "");
    }
  }

  /** Text at positions of the axes, to be placed when the chart is painted. */
  private record Inscription(
      double x,
      double y,
      double right,
      double down,
      Anchor anchor,
      String text,
      double size,
      boolean bold,
      String cssClass) {}

  /** Where a pointer reads a value, at positions of the axes. */
  private record HotSpot(Look look, double x, double y, String tip) {}

  private final XYChart chart;
  private final int width;
  private final int height;
  private final Margins margins;
  private final Axis x;
  private final Axis y;
  private final List<Label> labels = new ArrayList<>();
  private final List<Inscription> inscriptions = new ArrayList<>();
  private final List<HotSpot> hotSpots = new ArrayList<>();
  private boolean clipped;
  private int seriesCount;

  /** An empty one, {@code height} pixels high without the margins. */
  Plot(Margins margins, int height, Axis x, Axis y) {
    this.margins = margins;
    this.width = WIDTH - margins.left() - margins.right();
    this.height = height;
    this.x = x;
    this.y = y;
    chart = new XYChartBuilder().width(width).height(height).build();
    XYStyler styler = chart.getStyler();
    styler.setChartTitleVisible(false);
    styler.setLegendVisible(false);
    styler.setXAxisTicksVisible(false);
    styler.setYAxisTicksVisible(false);
    styler.setXAxisTitleVisible(false);
    styler.setYAxisTitleVisible(false);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesVisible(false);
    styler.setChartPadding(0);
    styler.setPlotMargin(0);
    styler.setPlotContentSize(1);
    styler.setChartBackgroundColor(SvgGraphics.PAPER);
    styler.setPlotBackgroundColor(SvgGraphics.PAPER);
    // Too short for ticks of its own: so it measures no text and needs no fonts.
    styler.setXAxisTickMarkSpacingHint(Integer.MAX_VALUE);
    styler.setYAxisTickMarkSpacingHint(Integer.MAX_VALUE);
    styler.setXAxisMin(x.low());
    styler.setXAxisMax(x.high());
    styler.setYAxisMin(y.low());
    styler.setYAxisMax(y.high());
  }

  /** How far a pixel is on the axis to the right. */
  double xPixel() {
    return (x.high() - x.low()) / width;
  }

  /** How far a pixel is on the axis upwards. */
  double yPixel() {
    return (y.high() - y.low()) / height;
  }

  /** Nothing is drawn outside of the drawing area from now on. */
  void clip() {
    clipped = true;
  }

  /** Lines up from the ticks to the right, and their labels below. */
  void ticksBelow(boolean lines) {
    for (Axis.Tick tick : x.ticks()) {
      if (lines) {
        line(Paint.GRID, 1, List.of(), tick.at(), y.low(), tick.at(), y.high());
      }
    }
    double room = x.ticks().size() > 1 ? width / (double) x.ticks().size() - 2 : width;
    for (Axis.Tick tick : x.ticks()) {
      String label = Text.cut(tick.label(), Math.max(room, 30));
      write(tick.at(), y.low(), 0, 16, Anchor.MIDDLE, label);
    }
  }

  /** Lines to the right from the ticks upwards, and their labels on the left. */
  void ticksLeft() {
    for (Axis.Tick tick : y.ticks()) {
      line(Paint.GRID, 1, List.of(), x.low(), tick.at(), x.high(), tick.at());
      write(x.low(), tick.at(), -6, 4, Anchor.END, tick.label());
    }
  }

  /** Title below the ticks, in the middle of the drawing area as far as it fits. */
  void titleBelow(String title) {
    List<String> lines = Text.lines(title, WIDTH - 8);
    for (int i = 0; i < lines.size(); i++) {
      double half = Text.width(lines.get(i)) / 2;
      double middle = Math.max(half + 2, Math.min(WIDTH - half - 2, margins.left() + width / 2.0));
      labels.add(
          new Label(
              middle,
              margins.top() + height + 35 + 15 * i,
              Anchor.MIDDLE,
              lines.get(i),
              Text.SIZE,
              false));
    }
  }

  /** Title over the axis upwards, where it is read without turning the head. */
  void titleAbove(String title) {
    List<String> lines = Text.lines(title, WIDTH - 8);
    for (int i = 0; i < lines.size(); i++) {
      labels.add(new Label(2, 12 + 15 * i, Anchor.START, lines.get(i), Text.SIZE, false));
    }
  }

  /** The unit's reference, if it has one, as a line up from the axis to the right. */
  void referenceUp(Unit unit) {
    unit.reference()
        .ifPresent(r -> line(Paint.REFERENCE, 1, List.of(), x.at(r), y.low(), x.at(r), y.high()));
  }

  /** The unit's reference, if it has one, as a line to the right. */
  void referenceRight(Unit unit) {
    unit.reference()
        .ifPresent(r -> line(Paint.REFERENCE, 1, List.of(), x.low(), y.at(r), x.high(), y.at(r)));
  }

  /** Pairs of x and y; NaN as y makes a gap. */
  void line(Paint paint, double strokeWidth, List<Integer> dashes, double... xy) {
    XYSeries series = add(XYSeriesRenderStyle.Line, xy);
    series.setLineColor(new PaintColor(paint));
    series.setMarker(SeriesMarkers.NONE);
    float[] dash = new float[dashes.size()];
    for (int i = 0; i < dash.length; i++) {
      dash[i] = dashes.get(i);
    }
    series.setLineStyle(
        new BasicStroke(
            (float) strokeWidth,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            10,
            dash.length == 0 ? null : dash,
            0));
  }

  /** A filled polygon of pairs of x and y. */
  void area(Paint paint, double... xy) {
    XYSeries series = add(XYSeriesRenderStyle.PolygonArea, xy);
    series.setFillColor(new PaintColor(paint));
    series.setLineStyle(SeriesLines.NONE);
    series.setMarker(SeriesMarkers.NONE);
  }

  /** Markers at pairs of x and y. */
  void marks(Paint paint, Glyph.Mark mark, double... xy) {
    XYSeries series = add(XYSeriesRenderStyle.Scatter, xy);
    series.setMarkerColor(new PaintColor(paint));
    series.setMarker(new GlyphMarker(mark));
  }

  /** An upright interval around a marker {@code gap} pixels high that it leaves free. */
  void intervalUp(Paint paint, double at, double from, double to, double value, double gap) {
    double free = gap / 2 * yPixel();
    double cap = 2.5 * xPixel();
    stroke(paint, at, from, at, Math.min(value - free, to));
    stroke(paint, at, Math.max(value + free, from), at, to);
    stroke(paint, at - cap, from, at + cap, from);
    stroke(paint, at - cap, to, at + cap, to);
  }

  /** A lying interval around a marker {@code gap} pixels wide that it leaves free. */
  void intervalRight(Paint paint, double at, double from, double to, double value, double gap) {
    double free = gap / 2 * xPixel();
    double cap = 2.5 * yPixel();
    stroke(paint, from, at, Math.min(value - free, to), at);
    stroke(paint, Math.max(value + free, from), at, to, at);
    stroke(paint, from, at - cap, from, at + cap);
    stroke(paint, to, at - cap, to, at + cap);
  }

  /** A stroke forwards; one that would run backwards is hidden by the marker. */
  private void stroke(Paint paint, double x1, double y1, double x2, double y2) {
    if (x1 < x2 || y1 < y2) {
      line(paint, INTERVAL_WIDTH, List.of(), x1, y1, x2, y2);
    }
  }

  /** Text at a position of the axes, moved by pixels. */
  void write(double atX, double atY, double right, double down, Anchor anchor, String text) {
    write(atX, atY, right, down, anchor, text, Text.SIZE, false, "");
  }

  /** The same in another size, or bold; hidden with what else has its class. */
  void write(
      double atX,
      double atY,
      double right,
      double down,
      Anchor anchor,
      String text,
      double size,
      boolean bold,
      String cssClass) {
    inscriptions.add(new Inscription(atX, atY, right, down, anchor, text, size, bold, cssClass));
  }

  /** Text at a place in pixels of the panel. */
  void label(Label label) {
    labels.add(label);
  }

  /** A place where the pointer reads {@code tip}. */
  void hotSpot(Look look, double atX, double atY, String tip) {
    hotSpots.add(new HotSpot(look, atX, atY, tip));
  }

  /** The drawing as an {@code <svg>} element whose ids begin with {@code id}. */
  String svg(String id, String title, String description) {
    SvgWriter writer = new SvgWriter(id, margins.left(), margins.top());
    writer.open(WIDTH, margins.top() + height + margins.bottom(), title, description);
    writer.marks(chart, clipped);
    // An axis shorter than this tells its middle for any place of it.
    chart.getStyler().setXAxisTickMarkSpacingHint(1);
    for (Inscription text : inscriptions) {
      labels.add(
          new Label(
              margins.left() + chart.getScreenXFromChart(text.x()) + text.right(),
              margins.top() + chart.getScreenYFromChart(text.y()) + text.down(),
              text.anchor(),
              text.text(),
              text.size(),
              text.bold(),
              text.cssClass()));
    }
    writer.labels(labels);
    for (HotSpot spot : hotSpots) {
      writer.hotSpot(
          spot.look(),
          margins.left() + chart.getScreenXFromChart(spot.x()),
          margins.top() + chart.getScreenYFromChart(spot.y()),
          spot.tip());
    }
    return writer.close();
  }

  private XYSeries add(XYSeriesRenderStyle style, double... xy) {
    double[] xs = new double[xy.length / 2];
    double[] ys = new double[xy.length / 2];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = xy[2 * i];
      ys[i] = xy[2 * i + 1];
    }
    XYSeries series = chart.addSeries(String.valueOf(seriesCount++), xs, ys);
    series.setXYSeriesRenderStyle(style);
    return series;
  }
}
