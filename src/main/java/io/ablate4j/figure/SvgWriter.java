package io.ablate4j.figure;

import static io.ablate4j.figure.SvgPaths.tenths;

import io.ablate4j.figure.Plot.Label;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;

/** Writes a drawing as inline SVG: what XChart paints as paths, text as text. */
final class SvgWriter {
  private final String id;
  private final double left;
  private final double top;
  private final StringBuilder out = new StringBuilder();

  /** Moves what is painted by {@code left} and {@code top} pixels. */
  SvgWriter(String id, double left, double top) {
    this.id = id;
    this.left = left;
    this.top = top;
  }

  void open(double width, double height, String title, String description) {
    out.append("<svg viewBox=\"0 0 ").append(tenths(width)).append(' ').append(tenths(height));
    out.append("\" role=\"img\" aria-labelledby=\"").append(id).append("-t ").append(id);
    out.append("-d\" fill=\"none\" font-family=\"system-ui,sans-serif\"><title id=\"");
    out.append(id).append("-t\">").append(escape(title));
    out.append("</title><desc id=\"").append(id).append("-d\">").append(escape(description));
    out.append("</desc>");
  }

  void marks(XYChart chart, boolean clipped) {
    if (clipped) {
      out.append("<clipPath id=\"").append(id).append("-c\"><rect x=\"").append(tenths(left));
      out.append("\" y=\"").append(tenths(top));
      out.append("\" width=\"").append(chart.getWidth());
      out.append("\" height=\"").append(chart.getHeight());
      out.append("\"/></clipPath><g clip-path=\"url(#").append(id).append("-c)\">");
    }
    SvgPaths paths = new SvgPaths(out, left, top);
    chart.paint(new SvgGraphics(paths), chart.getWidth(), chart.getHeight());
    paths.end();
    if (clipped) {
      out.append("</g>");
    }
  }

  void labels(List<Label> labels) {
    out.append("<g fill=\"currentColor\" font-size=\"").append(tenths(Text.SIZE)).append("\">");
    for (Label label : labels) {
      out.append("<text x=\"").append(tenths(label.x()));
      out.append("\" y=\"").append(tenths(label.y())).append('"');
      if (!label.cssClass().isEmpty()) {
        out.append(" class=\"").append(label.cssClass()).append('"');
      }
      if (label.anchor() != Plot.Anchor.START) {
        out.append(" text-anchor=\"").append(label.anchor().name().toLowerCase(Locale.ROOT));
        out.append('"');
      }
      if (label.size() != Text.SIZE) {
        out.append(" font-size=\"").append(tenths(label.size())).append('"');
      }
      out.append(label.bold() ? " font-weight=\"600\">" : ">");
      out.append(escape(label.text())).append("</text>");
    }
    out.append("</g>");
  }

  void hotSpot(Look look, double x, double y, String tip) {
    out.append("<circle class=\"hot ").append(look.cssClass()).append("\" cx=\"");
    out.append(tenths(x)).append("\" cy=\"").append(tenths(y));
    out.append("\" r=\"9\" fill=\"transparent\" data-tip=\"").append(escape(tip)).append("\"/>");
  }

  String close() {
    return out.append("</svg>").toString();
  }

  /** For element text and for attributes in double quotes. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                // What neither HTML nor XML can hold.
                default -> escaped.appendCodePoint(c < 0x20 || c == 0x7f ? ' ' : c);
              }
            });
    return escaped.toString();
  }
}
