package io.ablate4j.figure;

import java.awt.Color;

/** Contrast as WCAG 2 counts it. */
final class Contrast {
  static final Color LIGHT_PAGE = Color.WHITE;
  static final Color LIGHT_INK = new Color(0x1b1b1b);
  static final Color DARK_PAGE = new Color(0x15181c);
  static final Color DARK_INK = new Color(0xe7e9ec);

  private Contrast() {}

  static double between(Color a, Color b) {
    double high = Math.max(luminance(a), luminance(b));
    double low = Math.min(luminance(a), luminance(b));
    return (high + .05) / (low + .05);
  }

  /** {@code color} with an opacity over a page. */
  static Color over(Color page, Color color, double opacity) {
    return new Color(
        (float) mix(page.getRed(), color.getRed(), opacity),
        (float) mix(page.getGreen(), color.getGreen(), opacity),
        (float) mix(page.getBlue(), color.getBlue(), opacity));
  }

  private static double mix(int page, int color, double opacity) {
    return (page + opacity * (color - page)) / 255;
  }

  private static double luminance(Color color) {
    return .2126 * linear(color.getRed())
        + .7152 * linear(color.getGreen())
        + .0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= .04045 ? share / 12.92 : Math.pow((share + .055) / 1.055, 2.4);
  }
}
