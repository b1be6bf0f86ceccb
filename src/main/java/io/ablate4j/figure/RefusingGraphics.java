package io.ablate4j.figure;

import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.Map;

/**
 * All of AWT's drawing that XChart has no use for in a bare chart: each of it is refused by name.
 * It is one long list, since AWT knows no smaller interface.
 */
abstract class RefusingGraphics extends Graphics2D {
  /** What is thrown where a chart wants {@code what}. */
  static IllegalStateException refused(String what) {
    return new IllegalStateException(
        "XChart drew " + what + ", which no figure needs.\nMaybe give it to SvgGraphics.");
  }

  @Override
  public void addRenderingHints(Map<?, ?> hints) {
    throw refused("addRenderingHints");
  }

  @Override
  public void clearRect(int x, int y, int width, int height) {
    throw refused("clearRect");
  }

  @Override
  public void clip(Shape shape) {
    throw refused("clip");
  }

  @Override
  public void clipRect(int x, int y, int width, int height) {
    throw refused("clipRect");
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw refused("copyArea");
  }

  @Override
  public Graphics create() {
    throw refused("create");
  }

  @Override
  public void dispose() {
    throw refused("dispose");
  }

  @Override
  public void drawArc(int x, int y, int width, int height, int start, int extent) {
    throw refused("drawArc");
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    throw refused("drawGlyphVector");
  }

  @Override
  public boolean drawImage(Image image, AffineTransform transform, ImageObserver observer) {
    throw refused("drawImage");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, Color color, ImageObserver observer) {
    throw refused("drawImage");
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, Color color, ImageObserver observer) {
    throw refused("drawImage");
  }

  @Override
  public boolean drawImage(
      Image image,
      int dx1,
      int dy1,
      int dx2,
      int dy2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      Color color,
      ImageObserver observer) {
    throw refused("drawImage");
  }

  @Override
  public boolean drawImage(
      Image image,
      int dx1,
      int dy1,
      int dx2,
      int dy2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      ImageObserver observer) {
    throw refused("drawImage");
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, ImageObserver observer) {
    throw refused("drawImage");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
    throw refused("drawImage");
  }

  @Override
  public void drawImage(BufferedImage image, BufferedImageOp operation, int x, int y) {
    throw refused("drawImage");
  }

  @Override
  public void drawLine(int x1, int y1, int x2, int y2) {
    throw refused("drawLine");
  }

  @Override
  public void drawOval(int x, int y, int width, int height) {
    throw refused("drawOval");
  }

  @Override
  public void drawPolygon(int[] xs, int[] ys, int count) {
    throw refused("drawPolygon");
  }

  @Override
  public void drawPolyline(int[] xs, int[] ys, int count) {
    throw refused("drawPolyline");
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform transform) {
    throw refused("drawRenderableImage");
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform transform) {
    throw refused("drawRenderedImage");
  }

  @Override
  public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    throw refused("drawRoundRect");
  }

  @Override
  public void drawString(String text, float x, float y) {
    throw refused("drawString");
  }

  @Override
  public void drawString(String text, int x, int y) {
    throw refused("drawString");
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    throw refused("drawString");
  }

  @Override
  public void drawString(AttributedCharacterIterator text, int x, int y) {
    throw refused("drawString");
  }

  @Override
  public void fillArc(int x, int y, int width, int height, int start, int extent) {
    throw refused("fillArc");
  }

  @Override
  public void fillOval(int x, int y, int width, int height) {
    throw refused("fillOval");
  }

  @Override
  public void fillPolygon(int[] xs, int[] ys, int count) {
    throw refused("fillPolygon");
  }

  @Override
  public void fillRect(int x, int y, int width, int height) {
    throw refused("fillRect");
  }

  @Override
  public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    throw refused("fillRoundRect");
  }

  @Override
  public Color getBackground() {
    throw refused("getBackground");
  }

  @Override
  public Rectangle getClipBounds() {
    throw refused("getClipBounds");
  }

  @Override
  public Color getColor() {
    throw refused("getColor");
  }

  @Override
  public Composite getComposite() {
    throw refused("getComposite");
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    throw refused("getDeviceConfiguration");
  }

  @Override
  public Font getFont() {
    throw refused("getFont");
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    throw refused("getFontMetrics");
  }

  @Override
  public FontRenderContext getFontRenderContext() {
    throw refused("getFontRenderContext");
  }

  @Override
  public Paint getPaint() {
    throw refused("getPaint");
  }

  @Override
  public RenderingHints getRenderingHints() {
    throw refused("getRenderingHints");
  }

  @Override
  public Stroke getStroke() {
    throw refused("getStroke");
  }

  @Override
  public AffineTransform getTransform() {
    throw refused("getTransform");
  }

  @Override
  public boolean hit(Rectangle area, Shape shape, boolean onStroke) {
    throw refused("hit");
  }

  @Override
  public void rotate(double theta, double x, double y) {
    throw refused("rotate");
  }

  @Override
  public void rotate(double theta) {
    throw refused("rotate");
  }

  @Override
  public void scale(double sx, double sy) {
    throw refused("scale");
  }

  @Override
  public void setBackground(Color color) {
    throw refused("setBackground");
  }

  @Override
  public void setClip(int x, int y, int width, int height) {
    throw refused("setClip");
  }

  @Override
  public void setComposite(Composite composite) {
    throw refused("setComposite");
  }

  @Override
  public void setPaint(Paint paint) {
    throw refused("setPaint");
  }

  @Override
  public void setPaintMode() {
    throw refused("setPaintMode");
  }

  @Override
  public void setRenderingHints(Map<?, ?> hints) {
    throw refused("setRenderingHints");
  }

  @Override
  public void setTransform(AffineTransform transform) {
    throw refused("setTransform");
  }

  @Override
  public void setXORMode(Color color) {
    throw refused("setXORMode");
  }

  @Override
  public void shear(double sx, double sy) {
    throw refused("shear");
  }

  @Override
  public void transform(AffineTransform transform) {
    throw refused("transform");
  }

  @Override
  public void translate(double x, double y) {
    throw refused("translate");
  }

  @Override
  public void translate(int x, int y) {
    throw refused("translate");
  }
}
