package io.ablate4j.report.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.markers.Marker;

/**
 * How a regularization looks in every figure: told apart by colour (after Okabe and Ito, safe for
 * the colour-blind) and, in grey, by marker and dash.
 *
 * <p>The page gives the class {@code r<place>} its colour; figures draw with {@code currentColor}.
 *
 * @param place in the study's list, from 0
 * @param name the regularization
 * @param color on white, contrast at least 3 to 1; ink for {@code none}
 * @param dark on {@code #15181c}, contrast at least 3 to 1; ink for {@code none}
 * @param shape of its markers
 * @param dashes lengths of dash and gap in pixels in figures whose dashes tell regularizations
 *     apart, as in {@code stroke-dasharray}; empty for a solid line
 */
public record Look(
    int place, String name, Color color, Color dark, Glyph shape, List<Integer> dashes) {
  /** Of axes and text, and of {@code none}; the page draws it in its own text colour. */
  public static final Color INK = new Color(0x1b, 0x1b, 0x1b);

  private static final List<List<Integer>> DASHES =
      List.of(List.of(), List.of(7, 3), List.of(2, 2), List.of(8, 3, 2, 3));

  /** For own regularizations; one of 3, 5 and 4 without a common divisor, so 60 differ. */
  private static final List<Color[]> OWN_COLORS =
      List.of(colors(0xCC79A7, 0xE3A1C7), colors(0xB07A00, 0xE6A82E), colors(0x2F8FCC, 0x8FD0F5));

  private static final List<Glyph> OWN_GLYPHS =
      List.of(Glyph.TRIANGLE_DOWN, Glyph.CROSS, Glyph.PLUS, Glyph.BAR, Glyph.HOURGLASS);

  private static final List<String> BUILT_IN = List.of("none", "batch-norm", "dropout", "both");

  public Look {
    dashes = List.copyOf(dashes);
  }

  /** The looks of a study's regularizations, in their order. */
  public static List<Look> of(List<String> regularizations) {
    List<Look> looks = new ArrayList<>();
    int own = 0;
    for (String name : regularizations) {
      looks.add(of(looks.size(), name, BUILT_IN.contains(name) ? 0 : own++));
    }
    return looks;
  }

  private static Look of(int place, String name, int own) {
    return switch (name) {
      case "none" -> look(place, name, new Color[] {INK, INK}, Glyph.CIRCLE, 0);
      case "batch-norm" -> look(place, name, colors(0x0072B2, 0x56A8E0), Glyph.TRIANGLE, 1);
      case "dropout" -> look(place, name, colors(0xD55E00, 0xF07F3C), Glyph.SQUARE, 2);
      case "both" -> look(place, name, colors(0x009E73, 0x2CC295), Glyph.DIAMOND, 3);
      default ->
          look(
              place,
              name,
              OWN_COLORS.get(own % OWN_COLORS.size()),
              OWN_GLYPHS.get(own % OWN_GLYPHS.size()),
              (own + 1) % DASHES.size());
    };
  }

  private static Look look(int place, String name, Color[] colors, Glyph glyph, int dash) {
    return new Look(place, name, colors[0], colors[1], glyph, DASHES.get(dash));
  }

  private static Color[] colors(int light, int dark) {
    return new Color[] {new Color(light), new Color(dark)};
  }

  /** The class of everything drawn for it. */
  public String cssClass() {
    return "r" + place;
  }

  /** The colour on white as the page writes it; ink is the page's text colour. */
  public String css() {
    return css(color);
  }

  /** The colour on the dark page as the page writes it; ink is the page's text colour. */
  public String darkCss() {
    return css(dark);
  }

  /** The marker for the legend, SVG path data in a box of 14 x 14. */
  public String glyph() {
    return shape.pathData();
  }

  /** The value of {@code stroke-dasharray} for the legend; empty for a solid line. */
  public String dashArray() {
    return String.join(" ", dashes.stream().map(String::valueOf).toList());
  }

  /** The marker for XChart. */
  public Marker marker() {
    return shape.marker(9, false);
  }

  /** Ink becomes the page's text colour, so that figures follow it into dark mode. */
  public static String css(Color color) {
    return color.equals(INK)
        ? "currentColor"
        : String.format(
            Locale.ROOT, "#%02x%02x%02x", color.getRed(), color.getGreen(), color.getBlue());
  }
}
