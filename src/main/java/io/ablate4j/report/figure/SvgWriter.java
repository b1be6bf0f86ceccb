package io.ablate4j.report.figure;

import io.ablate4j.report.figure.Plot.Label;
import io.ablate4j.report.figure.Plot.Paint;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Writes what XChart has painted as small inline SVG: neighbours of one style as one path, in
 * tenths of a pixel from point to point; classes in place of colours; text as text.
 */
final class SvgWriter {
  private static final Pattern RGB = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");
  private static final Pattern COMMAND = Pattern.compile("([MLCZ])([^MLCZ]*)");

  private final String id;
  private final double left;
  private final double top;
  private final List<Paint> paints;
  private final StringBuilder out = new StringBuilder();

  /** Attributes of the path that is being written, and where its pen is, in tenths of a pixel. */
  private String style = "";

  private long penX;
  private long penY;
  private long startX;
  private long startY;

  /** Moves what is painted by {@code left} and {@code top} pixels. */
  SvgWriter(String id, double left, double top, List<Paint> paints) {
    this.id = id;
    this.left = left;
    this.top = top;
    this.paints = paints;
  }

  /** The colour that stands for the paint at that place of the list. */
  static Color code(int place) {
    return new Color(1, place >> 8, place & 0xff);
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
    try {
      Document document = parse(ChartEncoder.getBytes(chart, "svg"));
      if (clipped) {
        out.append("<clipPath id=\"").append(id).append("-c\"><rect x=\"").append(tenths(left));
        out.append("\" y=\"").append(tenths(top));
        out.append("\" width=\"").append(chart.getWidth());
        out.append("\" height=\"").append(chart.getHeight());
        out.append("\"/></clipPath><g clip-path=\"url(#").append(id).append("-c)\">");
      }
      shapes(document.getDocumentElement());
      endPath();
      if (clipped) {
        out.append("</g>");
      }
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("XChart wrote SVG that cannot be read: " + id, e);
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

  private static Document parse(byte[] svg)
      throws IOException, SAXException, ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    // The DOCTYPE names a DTD on the web; nothing here asks the web.
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
  }

  private void shapes(Element parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        switch (element.getTagName()) {
          case "g" -> shapes(element);
          case "line" -> line(element);
          case "path" -> path(element);
          case "defs", "rect" -> {
            // XChart's clip and paper; the page has its own.
          }
          default -> throw new IllegalStateException("XChart drew a " + element.getTagName());
        }
      }
    }
  }

  private void line(Element element) {
    style(element);
    moveTo(number(element, "x1"), number(element, "y1"));
    lineTo(number(element, "x2"), number(element, "y2"));
  }

  private void path(Element element) {
    style(element);
    Matcher commands = COMMAND.matcher(element.getAttribute("d"));
    while (commands.find()) {
      String[] numbers = commands.group(2).strip().split("[ ,]+");
      switch (commands.group(1)) {
        case "M" -> moveTo(parse(numbers[0]), parse(numbers[1]));
        case "L" -> lineTo(parse(numbers[0]), parse(numbers[1]));
        case "C" -> curveTo(numbers);
        default -> {
          out.append('z');
          penX = startX;
          penY = startY;
        }
      }
    }
  }

  /** Begins a path unless the one before looks the same. */
  private void style(Element element) {
    Map<String, String> css = new HashMap<>();
    for (String declaration : element.getAttribute("style").split(";")) {
      int colon = declaration.indexOf(':');
      css.put(declaration.substring(0, colon), declaration.substring(colon + 1));
    }
    StringBuilder attributes = new StringBuilder();
    Matcher fill = RGB.matcher(css.getOrDefault("fill", "none"));
    Matcher stroke = RGB.matcher(css.getOrDefault("stroke", "none"));
    boolean filled = fill.matches();
    Paint paint = paints.get(place(filled ? fill : stroke));
    if (!paint.cssClass().isEmpty()) {
      attributes.append(" class=\"").append(paint.cssClass()).append('"');
    }
    String kind = filled ? "fill" : "stroke";
    attributes.append(' ').append(kind).append("=\"").append(paint.color()).append('"');
    if (paint.opacity() < 1) {
      attributes.append(' ').append(kind).append("-opacity=\"");
      attributes.append(Digits.fixed(paint.opacity(), 2).substring(1)).append('"');
    }
    if (!filled) {
      double strokeWidth = parse(css.getOrDefault("stroke-width", "1"));
      if (strokeWidth != 1) {
        attributes.append(" stroke-width=\"").append(tenths(strokeWidth)).append('"');
      }
      if (css.containsKey("stroke-dasharray")) {
        attributes.append(" stroke-dasharray=\"");
        attributes.append(css.get("stroke-dasharray").replace(',', ' ')).append('"');
      }
    }
    if (!attributes.toString().equals(style)) {
      endPath();
      style = attributes.toString();
      out.append("<path").append(style).append(" d=\"");
    }
  }

  private static int place(Matcher rgb) {
    if (!rgb.matches()) {
      throw new IllegalStateException("XChart drew with neither fill nor stroke");
    }
    return Integer.parseInt(rgb.group(2)) << 8 | Integer.parseInt(rgb.group(3));
  }

  private void endPath() {
    if (!style.isEmpty()) {
      out.append("\"/>");
      style = "";
      // No path goes on where this one has ended.
      penX = Long.MIN_VALUE / 4;
      penY = Long.MIN_VALUE / 4;
    }
  }

  private void moveTo(double x, double y) {
    long newX = Math.round((x + left) * 10);
    long newY = Math.round((y + top) * 10);
    boolean goesOn = newX == penX && newY == penY && out.charAt(out.length() - 1) != 'z';
    if (!goesOn) {
      out.append('M').append(text(newX)).append(' ').append(text(newY));
      startX = newX;
      startY = newY;
    }
    penX = newX;
    penY = newY;
  }

  private void lineTo(double x, double y) {
    long newX = Math.round((x + left) * 10);
    long newY = Math.round((y + top) * 10);
    if (newY == penY) {
      out.append('h').append(text(newX - penX));
    } else if (newX == penX) {
      out.append('v').append(text(newY - penY));
    } else {
      out.append('l').append(text(newX - penX)).append(' ').append(text(newY - penY));
    }
    penX = newX;
    penY = newY;
  }

  private void curveTo(String... numbers) {
    long newX = penX;
    long newY = penY;
    out.append('c');
    for (int i = 0; i < numbers.length; i += 2) {
      newX = Math.round((parse(numbers[i]) + left) * 10);
      newY = Math.round((parse(numbers[i + 1]) + top) * 10);
      out.append(i == 0 ? "" : " ").append(text(newX - penX)).append(' ').append(text(newY - penY));
    }
    penX = newX;
    penY = newY;
  }

  private static double number(Element element, String attribute) {
    return parse(element.getAttribute(attribute));
  }

  private static double parse(String number) {
    return Double.parseDouble(number);
  }

  private static String tenths(double value) {
    return text(Math.round(value * 10));
  }

  private static String text(long tenths) {
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    String whole = size < 10 && size > 0 ? "" : String.valueOf(size / 10);
    return sign + whole + (size % 10 == 0 ? "" : "." + size % 10);
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
