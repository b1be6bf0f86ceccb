package io.ablate4j.figure;

/** The shapes of markers, of about equal weight, around the middle of a box of 14 x 14. */
public enum Glyph {
  CIRCLE,
  TRIANGLE(1.2, 12, 7, 1.6, 12.8, 12),
  SQUARE(2.4, 2.4, 11.6, 2.4, 11.6, 11.6, 2.4, 11.6),
  DIAMOND(7, .8, 13.2, 7, 7, 13.2, .8, 7),
  TRIANGLE_DOWN(1.2, 2, 12.8, 2, 7, 12.4),
  CROSS(
      2, 4.4, 4.4, 2, 7, 4.6, 9.6, 2, 12, 4.4, 9.4, 7, 12, 9.6, 9.6, 12, 7, 9.4, 4.4, 12, 2, 9.6,
      4.6, 7),
  PLUS(
      5.2, 1, 8.8, 1, 8.8, 5.2, 13, 5.2, 13, 8.8, 8.8, 8.8, 8.8, 13, 5.2, 13, 5.2, 8.8, 1, 8.8, 1,
      5.2, 5.2, 5.2),
  BAR(4.6, 1, 9.4, 1, 9.4, 13, 4.6, 13),
  HOURGLASS(2, 1.6, 12, 1.6, 8.2, 7, 12, 12.4, 2, 12.4, 5.8, 7);

  static final int BOX = 14;

  private final double[] corners;

  Glyph(double... corners) {
    this.corners = corners;
  }

  /** SVG path data in its box. */
  String pathData() {
    return this == CIRCLE ? "M1.8 7a5.2 5.2 0 1 0 10.4 0a5.2 5.2 0 1 0 -10.4 0Z" : polygon();
  }

  private String polygon() {
    StringBuilder data = new StringBuilder("M");
    for (int i = 0; i < corners.length; i += 2) {
      data.append(i == 0 ? "" : "L").append(number(corners[i]));
      data.append(' ').append(number(corners[i + 1]));
    }
    return data.append('Z').toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((int) value) : String.valueOf(value);
  }

  /** x and y of its corners in its box, one after the other; none of a circle. */
  double[] corners() {
    return corners.clone();
  }

  /** It in a size: filled, or its outline alone. */
  Mark marker(double size, boolean hollow) {
    return new Mark(this, size, hollow);
  }

  /**
   * What is put at a place of a drawing.
   *
   * @param size its width in pixels
   * @param hollow whether it is its outline alone
   */
  record Mark(Glyph glyph, double size, boolean hollow) {}
}
