package io.ablate4j.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How a regularization looks in every figure: told apart by colour (Okabe and Ito's, safe for the
 * colour-blind) and, in grey, by marker.
 *
 * @param name the regularization
 * @param color of markers, lines and bars
 * @param marker at its points
 * @param glyph the same marker for the legend, SVG path data in a box of 14 x 14
 */
public record Look(String name, Color color, Marker marker, String glyph) {
  /** Of axes and text, and of {@code none}; the page draws it in its own text colour. */
  static final Color INK = new Color(0x1b, 0x1b, 0x1b);

  private static final String CIRCLE = "M2 7a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z";
  private static final String TRIANGLE = "M1.5 12L7 2L12.5 12Z";
  private static final String SQUARE = "M2 2H12V12H2Z";
  private static final String DIAMOND = "M7 1L13 7L7 13L1 7Z";
  private static final String TRIANGLE_DOWN = "M1.5 2L7 12L12.5 2Z";
  private static final String CROSS = "M2 3L3 2L7 6L11 2L12 3L8 7L12 11L11 12L7 8L3 12L2 11L6 7Z";
  private static final String PLUS = "M6 1H8V6H13V8H8V13H6V8H1V6H6Z";

  private static final List<Look> OWN =
      List.of(
          new Look("", new Color(0xCC79A7), SeriesMarkers.TRIANGLE_DOWN, TRIANGLE_DOWN),
          new Look("", new Color(0xE69F00), SeriesMarkers.CROSS, CROSS),
          new Look("", new Color(0x56B4E9), SeriesMarkers.PLUS, PLUS));

  /** The looks of a study's regularizations, in their order. */
  static List<Look> of(List<String> regularizations) {
    List<String> own = regularizations.stream().filter(name -> !isBuiltIn(name)).toList();
    return regularizations.stream().map(name -> of(name, own.indexOf(name))).toList();
  }

  private static boolean isBuiltIn(String name) {
    return List.of("none", "batch-norm", "dropout", "both").contains(name);
  }

  private static Look of(String name, int placeAmongOwn) {
    return switch (name) {
      case "none" -> new Look(name, INK, SeriesMarkers.CIRCLE, CIRCLE);
      case "batch-norm" -> new Look(name, new Color(0x0072B2), SeriesMarkers.TRIANGLE_UP, TRIANGLE);
      case "dropout" -> new Look(name, new Color(0xD55E00), SeriesMarkers.SQUARE, SQUARE);
      case "both" -> new Look(name, new Color(0x009E73), SeriesMarkers.DIAMOND, DIAMOND);
      default -> {
        // Beyond three the colours come again, each with the next marker.
        Look color = OWN.get(placeAmongOwn % OWN.size());
        Look marker = OWN.get((placeAmongOwn + placeAmongOwn / OWN.size()) % OWN.size());
        yield new Look(name, color.color, marker.marker, marker.glyph);
      }
    };
  }

  /** The colour as the page writes it. */
  public String css() {
    return css(color);
  }

  /** Ink becomes the page's text colour, so that figures follow it into dark mode. */
  static String css(Color color) {
    return color.equals(INK)
        ? "currentColor"
        : String.format("#%02x%02x%02x", color.getRed(), color.getGreen(), color.getBlue());
  }

  /** Lines of the training set. */
  static BasicStroke solid() {
    return new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  }

  /** Lines of the validation set. */
  static BasicStroke dashed() {
    return new BasicStroke(
        1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {5, 3}, 0);
  }
}
