package io.ablate4j.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;

/**
 * What XChart paints a bare chart with: shapes become SVG paths at once. It answers what XChart
 * asks for that and refuses all else, so that nothing of a chart is left out without a word.
 */
final class SvgGraphics extends RefusingGraphics {
  /** What XChart fills its ground with; the page has its own. */
  static final Color PAPER = Color.WHITE;

  private final SvgPaths paths;
  private Color color = PAPER;
  private BasicStroke stroke = new BasicStroke(1);
  private Shape clip;

  SvgGraphics(SvgPaths paths) {
    this.paths = paths;
  }

  @Override
  public void draw(Shape shape) {
    if (!(color instanceof PaintColor painted)) {
      throw refused("a line without a paint");
    }
    paths.stroke(shape, painted.paint(), stroke);
  }

  @Override
  public void fill(Shape shape) {
    if (color instanceof PaintColor painted) {
      paths.fill(shape, painted.paint());
    } else if (!color.equals(PAPER)) {
      throw refused("an area without a paint");
    }
  }

  @Override
  public void setColor(Color newColor) {
    color = newColor;
  }

  @Override
  public void setStroke(Stroke newStroke) {
    if (!(newStroke instanceof BasicStroke basic)) {
      throw refused("a stroke that is not basic");
    }
    stroke = basic;
  }

  /** What XChart clips is its drawing area; the writer does that where a figure asks for it. */
  @Override
  public void setClip(Shape newClip) {
    clip = newClip;
  }

  @Override
  public Shape getClip() {
    return clip;
  }

  /** XChart names the font of titles that it then leaves out. */
  @Override
  public void setFont(Font newFont) {
    // Nothing to keep: the page has its own, and text that is drawn after all is refused.
  }

  /** A browser knows best how to smooth what it draws. */
  @Override
  public void setRenderingHint(RenderingHints.Key key, Object value) {
    // Nothing to keep: hints are about pixels.
  }

  @Override
  public Object getRenderingHint(RenderingHints.Key key) {
    return null;
  }
}
