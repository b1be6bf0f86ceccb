package io.ablate4j.report;

import io.ablate4j.report.figure.Look;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A chart as an {@code <svg>} element for an HTML page: coordinates to a tenth of a pixel (a third
 * of the size), ids that no other figure has, a title and a description in place of the text, which
 * XChart draws as outlines.
 */
final class InlineSvg {
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+(?:[eE][-+]?\\d+)?");
  private static final Pattern RGB = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");
  private static final Pattern URL = Pattern.compile("url\\(#(.+)\\)");

  private final String id;
  private final Map<String, String> ids = new HashMap<>();
  private final StringBuilder out = new StringBuilder();

  private InlineSvg(String id) {
    this.id = id;
  }

  /**
   * Draws a chart.
   *
   * @param id of the figure on its page; what is in it gets ids that begin with it
   * @param title plain text
   * @param description plain text
   */
  static String of(IChart chart, String id, String title, String description) {
    try {
      byte[] svg = ChartEncoder.getBytes(chart, "svg");
      return new InlineSvg(id).page(parse(svg), title, description);
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("XChart wrote SVG that cannot be read: " + title, e);
    }
  }

  private static Document parse(byte[] svg)
      throws IOException, SAXException, ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    // The DOCTYPE names a DTD on the web; nothing here asks the web.
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
  }

  private String page(Document document, String title, String description) {
    Element root = document.getDocumentElement();
    out.append("<svg viewBox=\"").append(root.getAttribute("viewBox"));
    out.append("\" role=\"img\" aria-labelledby=\"").append(id).append("-t ").append(id);
    out.append("-d\"><title id=\"").append(id).append("-t\">").append(escape(title));
    out.append("</title><desc id=\"").append(id).append("-d\">").append(escape(description));
    out.append("</desc>");
    children(root);
    return out.append("</svg>").toString();
  }

  private void children(Node parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        write(element, "");
      }
    }
  }

  private void write(Element element, String transform) {
    Map<String, String> attributes = attributes(element);
    if ("#ffffff".equals(attributes.get("fill")) && element.getTagName().equals("rect")) {
      return; // the paper; the page has its own
    }
    if (attributes.values().stream().anyMatch(value -> value.contains("NaN"))) {
      return; // what XChart makes of an error bar that is not estimable
    }
    if (!transform.isEmpty()) {
      attributes.put("transform", transform);
    }
    boolean wraps = element.getTagName().equals("g") && !attributes.containsKey("clip-path");
    if (wraps && elementCount(element) <= 1 && !attributes.containsKey("id")) {
      for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
        if (node instanceof Element only) {
          write(only, attributes.getOrDefault("transform", ""));
        }
      }
      return;
    }
    out.append('<').append(element.getTagName());
    attributes.forEach(
        (name, value) ->
            out.append(' ').append(name).append("=\"").append(escape(value)).append('"'));
    if (elementCount(element) == 0) {
      out.append("/>");
      return;
    }
    out.append('>');
    children(element);
    out.append("</").append(element.getTagName()).append('>');
  }

  private static int elementCount(Element element) {
    int count = 0;
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      count += node instanceof Element ? 1 : 0;
    }
    return count;
  }

  private Map<String, String> attributes(Element element) {
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      String value = attribute.getNodeValue();
      switch (attribute.getNodeName()) {
        case "style" -> style(value, attributes);
        case "xmlns" -> {
          // A page knows that this is SVG; the encoder says that some of it is not.
        }
        case "id" -> attributes.put("id", ownId(value));
        case "clip-path" -> {
          Matcher url = URL.matcher(value);
          attributes.put("clip-path", url.matches() ? "url(#" + ownId(url.group(1)) + ")" : value);
        }
        case "d" ->
            attributes.put("d", round(value).replace(",", " ").replaceAll(" ?([A-Z]) ?", "$1"));
        default -> attributes.put(attribute.getNodeName(), round(value));
      }
    }
    return attributes;
  }

  private static void style(String style, Map<String, String> attributes) {
    for (String declaration : style.split(";")) {
      int colon = declaration.indexOf(':');
      String name = declaration.substring(0, colon);
      String value = declaration.substring(colon + 1);
      switch (name) {
        case "fill", "stroke" -> {
          if (!value.equals("none") || name.equals("fill")) {
            attributes.put(name, color(value));
          }
        }
        case "fill-opacity", "stroke-opacity" ->
            attributes.put(name, String.format(Locale.ROOT, "%.2f", Double.parseDouble(value)));
        case "stroke-width", "stroke-dasharray" -> attributes.put(name, round(value));
        default -> {
          // Joins, caps and mitre limits make no difference at these widths.
        }
      }
    }
    Charts.gridColorOf(attributes);
  }

  private static String color(String value) {
    Matcher rgb = RGB.matcher(value);
    return rgb.matches()
        ? Look.css(
            new Color(
                Integer.parseInt(rgb.group(1)),
                Integer.parseInt(rgb.group(2)),
                Integer.parseInt(rgb.group(3))))
        : value;
  }

  /** XChart's ids are hashes of shapes, which charts of one size share. */
  private String ownId(String original) {
    return ids.computeIfAbsent(original, o -> id + "-c" + (ids.size() + 1));
  }

  private static String round(String text) {
    return DECIMAL.matcher(text).replaceAll(match -> tenth(Double.parseDouble(match.group())));
  }

  private static String tenth(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
  }

  /** For element text and for attributes in double quotes. */
  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
