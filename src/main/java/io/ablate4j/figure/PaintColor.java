package io.ablate4j.figure;

import io.ablate4j.figure.Plot.Paint;
import java.awt.Color;

/**
 * A paint in the place of a colour: XChart hands the very object on to what it draws with, {@link
 * SvgGraphics}, which takes the paint out again.
 */
final class PaintColor extends Color {
  private static final long serialVersionUID = 1;

  /** Never written out; a colour can be by inheritance alone. */
  private final transient Paint paint;

  PaintColor(Paint paint) {
    super(0);
    this.paint = paint;
  }

  Paint paint() {
    return paint;
  }
}
