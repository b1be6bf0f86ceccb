package io.ablate4j.figure;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A panel's SVG as a browser sees it: reads it as XML and follows its relative paths. */
final class Drawn {
  private static final Pattern TOKEN = Pattern.compile("[Mhvlcz]|-?(?:\\d+\\.?\\d*|\\.\\d+)");

  /** A part of a path, from one pen-down to the next. */
  record Stroke(String cssClass, boolean filled, boolean dashed, Rectangle2D bounds) {
    Point2D middle() {
      return new Point2D.Double(bounds.getCenterX(), bounds.getCenterY());
    }
  }

  /** Where a pointer reads a value. */
  record Hot(String cssClass, double x, double y, String tip) {
    Point2D middle() {
      return new Point2D.Double(x, y);
    }
  }

  private final Document document;

  Drawn(String svg) {
    try {
      document =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
    } catch (Exception e) {
      throw new AssertionError("not well formed: " + svg, e);
    }
  }

  static Drawn panel(Figure figure, int number) {
    return new Drawn(figure.panels().get(number).svg());
  }

  List<Element> elements(String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  List<String> texts() {
    return elements("text").stream().map(Element::getTextContent).toList();
  }

  Element text(String content) {
    return elements("text").stream()
        .filter(e -> e.getTextContent().equals(content))
        .findFirst()
        .orElseThrow(() -> new AssertionError(content + " is not among " + texts()));
  }

  List<String> ids() {
    return elements("*").stream().map(e -> e.getAttribute("id")).filter(i -> !i.isEmpty()).toList();
  }

  List<Hot> hotSpots() {
    return elements("circle").stream()
        .map(
            e ->
                new Hot(
                    e.getAttribute("class").replace("hot ", ""),
                    number(e.getAttribute("cx")),
                    number(e.getAttribute("cy")),
                    e.getAttribute("data-tip")))
        .toList();
  }

  List<Stroke> strokes(String cssClass) {
    return elements("path").stream()
        .filter(e -> e.getAttribute("class").equals(cssClass))
        .flatMap(e -> strokes(e).stream())
        .toList();
  }

  /** Filled shapes of marker size. */
  List<Stroke> markers(String cssClass) {
    return strokes(cssClass).stream()
        .filter(s -> s.filled() && s.bounds().getWidth() > 5 && s.bounds().getWidth() < 14)
        .filter(s -> s.bounds().getHeight() > 5 && s.bounds().getHeight() < 14)
        .toList();
  }

  private static List<Stroke> strokes(Element path) {
    List<Stroke> strokes = new ArrayList<>();
    Path2D.Double part = null;
    Matcher tokens = TOKEN.matcher(path.getAttribute("d"));
    List<String> all = new ArrayList<>();
    while (tokens.find()) {
      all.add(tokens.group());
    }
    for (int i = 0; i < all.size(); ) {
      String command = all.get(i++);
      Point2D pen = part == null ? null : part.getCurrentPoint();
      switch (command) {
        case "M" -> {
          add(strokes, path, part);
          part = new Path2D.Double();
          part.moveTo(number(all.get(i)), number(all.get(i + 1)));
          i += 2;
        }
        case "h" -> part.lineTo(pen.getX() + number(all.get(i++)), pen.getY());
        case "v" -> part.lineTo(pen.getX(), pen.getY() + number(all.get(i++)));
        case "l" -> {
          part.lineTo(pen.getX() + number(all.get(i)), pen.getY() + number(all.get(i + 1)));
          i += 2;
        }
        case "c" -> {
          double[] to = new double[6];
          for (int k = 0; k < 6; k++) {
            to[k] = number(all.get(i + k)) + (k % 2 == 0 ? pen.getX() : pen.getY());
          }
          part.curveTo(to[0], to[1], to[2], to[3], to[4], to[5]);
          i += 6;
        }
        case "z" -> part.closePath();
        default -> throw new AssertionError(command + " in " + path.getAttribute("d"));
      }
    }
    add(strokes, path, part);
    return strokes;
  }

  private static void add(List<Stroke> strokes, Element path, Path2D part) {
    if (part != null) {
      strokes.add(
          new Stroke(
              path.getAttribute("class"),
              path.hasAttribute("fill"),
              path.hasAttribute("stroke-dasharray"),
              part.getBounds2D()));
    }
  }

  static double number(String text) {
    return Double.parseDouble(text);
  }
}
