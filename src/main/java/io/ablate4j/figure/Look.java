package io.ablate4j.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a regularization looks in every figure: told apart by colour (after Okabe and Ito, safe for
 * the colour-blind) and, in grey, by marker and dash.
 *
 * <p>The page gives the class {@code r<place>} its colour; figures draw with {@code currentColor}.
 *
 * @param place in the study's list, from 0
 * @param name the regularization
 * @param css its colour on white as the page writes it, contrast at least 3 to 1; of {@code none}
 *     the page's text colour, which it follows into dark mode
 * @param darkCss the same on {@code #15181c}
 * @param shape of its markers
 * @param dashes lengths of dash and gap in pixels in figures whose dashes tell regularizations
 *     apart, as in {@code stroke-dasharray}; empty for a solid line
 * @param head of table columns that name such arms, such as "Regularization"
 */
public record Look(
    int place,
    String name,
    String css,
    String darkCss,
    Glyph shape,
    List<Integer> dashes,
    String head) {
  /** The head where nothing else is said. */
  public static final String REGULARIZATION = "Regularization";

  private static final String INK = "currentColor";

  private static final List<List<Integer>> DASHES =
      List.of(List.of(), List.of(7, 3), List.of(2, 2), List.of(8, 3, 2, 3));

  /** For own regularizations; one of 3, 5 and 4 without a common divisor, so 60 differ. */
  private static final List<List<String>> OWN_COLORS =
      List.of(
          List.of("#cc79a7", "#e3a1c7"),
          List.of("#b07a00", "#e6a82e"),
          List.of("#2f8fcc", "#8fd0f5"));

  private static final List<Glyph> OWN_GLYPHS =
      List.of(Glyph.TRIANGLE_DOWN, Glyph.CROSS, Glyph.PLUS, Glyph.BAR, Glyph.HOURGLASS);

  /** What every reader sees most often looks the same in all reports. */
  private record Fixed(String css, String darkCss, Glyph shape, int dash) {}

  private static final Map<String, Fixed> FIXED =
      Map.of(
          "none", new Fixed(INK, INK, Glyph.CIRCLE, 0),
          "batch-norm", new Fixed("#0072b2", "#56a8e0", Glyph.TRIANGLE, 1),
          "dropout", new Fixed("#d55e00", "#f07f3c", Glyph.SQUARE, 2),
          "both", new Fixed("#009e73", "#2cc295", Glyph.DIAMOND, 3));

  public Look {
    dashes = List.copyOf(dashes);
  }

  /** The looks of a study's regularizations, in their order. */
  public static List<Look> of(List<String> regularizations) {
    return of(regularizations, REGULARIZATION);
  }

  /**
   * The looks of the levels of another factor.
   *
   * @param head of table columns that name them
   */
  public static List<Look> of(List<String> regularizations, String head) {
    List<Look> looks = new ArrayList<>();
    int own = 0;
    for (String name : regularizations) {
      looks.add(of(looks.size(), name, FIXED.containsKey(name) ? 0 : own++).under(head));
    }
    return looks;
  }

  private static Look of(int place, String name, int own) {
    Fixed fixed = FIXED.get(name);
    if (fixed == null) {
      List<String> colors = OWN_COLORS.get(own % OWN_COLORS.size());
      Glyph glyph = OWN_GLYPHS.get(own % OWN_GLYPHS.size());
      fixed = new Fixed(colors.get(0), colors.get(1), glyph, (own + 1) % DASHES.size());
    }
    return new Look(
        place, name, fixed.css, fixed.darkCss, fixed.shape, DASHES.get(fixed.dash), REGULARIZATION);
  }

  /** The arms whose looks are the same in all studies. */
  static Set<String> fixed() {
    return FIXED.keySet();
  }

  private Look under(String other) {
    return new Look(place, name, css, darkCss, shape, dashes, other);
  }

  /** The head of columns that name the arms of these looks. */
  public static String head(List<Look> looks) {
    return looks.stream().map(Look::head).findFirst().orElse(REGULARIZATION);
  }

  /** The class of everything drawn for it. */
  public String cssClass() {
    return "r" + place;
  }

  /** The class of what has no colour of its own and yet is hidden with it. */
  String hidingClass() {
    return "c" + place;
  }

  /** The marker for the legend, SVG path data in a box of 14 x 14. */
  public String glyph() {
    return shape.pathData();
  }

  /** The value of {@code stroke-dasharray} for the legend; empty for a solid line. */
  public String dashArray() {
    return String.join(" ", dashes.stream().map(String::valueOf).toList());
  }
}
