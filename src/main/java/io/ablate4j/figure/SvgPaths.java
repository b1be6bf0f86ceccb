package io.ablate4j.figure;

import io.ablate4j.figure.Plot.Paint;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.PathIterator;

/**
 * Writes shapes as small SVG paths: neighbours of one style as one path, in tenths of a pixel from
 * point to point; classes in place of colours.
 */
final class SvgPaths {
  private final StringBuilder out;
  private final double left;
  private final double top;

  /** Attributes of the path that is being written, and where its pen is, in tenths of a pixel. */
  private String style = "";

  private long penX;
  private long penY;
  private long startX;
  private long startY;

  /** Moves what is painted by {@code left} and {@code top} pixels. */
  SvgPaths(StringBuilder out, double left, double top) {
    this.out = out;
    this.left = left;
    this.top = top;
  }

  void fill(Shape shape, Paint paint) {
    begin(style(paint, "fill"));
    add(shape);
  }

  void stroke(Shape shape, Paint paint, BasicStroke stroke) {
    String attributes = style(paint, "stroke");
    if (stroke.getLineWidth() != 1) {
      attributes += " stroke-width=\"" + tenths(stroke.getLineWidth()) + '"';
    }
    if (stroke.getDashArray() != null) {
      attributes += " stroke-dasharray=\"" + spaced(stroke.getDashArray()) + '"';
    }
    begin(attributes);
    add(shape);
  }

  /** Ends the last path. */
  void end() {
    if (!style.isEmpty()) {
      out.append("\"/>");
      style = "";
      // No path goes on where this one has ended.
      penX = Long.MIN_VALUE / 4;
      penY = Long.MIN_VALUE / 4;
    }
  }

  private static String style(Paint paint, String kind) {
    StringBuilder attributes = new StringBuilder();
    if (!paint.cssClass().isEmpty()) {
      attributes.append(" class=\"").append(paint.cssClass()).append('"');
    }
    attributes.append(' ').append(kind).append("=\"").append(paint.color()).append('"');
    if (paint.opacity() < 1) {
      attributes.append(' ').append(kind).append("-opacity=\"");
      attributes.append(Digits.fixed(paint.opacity(), 2).substring(1)).append('"');
    }
    return attributes.toString();
  }

  private static String spaced(float... dashes) {
    StringBuilder text = new StringBuilder();
    for (float dash : dashes) {
      text.append(text.isEmpty() ? "" : " ").append(tenths(dash));
    }
    return text.toString();
  }

  /** Begins a path unless the one before looks the same. */
  private void begin(String attributes) {
    if (!attributes.equals(style)) {
      end();
      style = attributes;
      out.append("<path").append(style).append(" d=\"");
    }
  }

  private void add(Shape shape) {
    double[] at = new double[6];
    for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
      switch (i.currentSegment(at)) {
        case PathIterator.SEG_MOVETO -> moveTo(at[0], at[1]);
        case PathIterator.SEG_LINETO -> lineTo(at[0], at[1]);
        case PathIterator.SEG_CUBICTO -> curveTo(at);
        case PathIterator.SEG_CLOSE -> close();
        default -> throw RefusingGraphics.refused("a quadratic curve");
      }
    }
  }

  private void moveTo(double x, double y) {
    long newX = Math.round((x + left) * 10);
    long newY = Math.round((y + top) * 10);
    boolean goesOn = newX == penX && newY == penY && out.charAt(out.length() - 1) != 'z';
    if (!goesOn) {
      out.append('M').append(text(newX)).append(' ').append(text(newY));
      startX = newX;
      startY = newY;
    }
    penX = newX;
    penY = newY;
  }

  private void lineTo(double x, double y) {
    long newX = Math.round((x + left) * 10);
    long newY = Math.round((y + top) * 10);
    if (newY == penY) {
      out.append('h').append(text(newX - penX));
    } else if (newX == penX) {
      out.append('v').append(text(newY - penY));
    } else {
      out.append('l').append(text(newX - penX)).append(' ').append(text(newY - penY));
    }
    penX = newX;
    penY = newY;
  }

  /** To the last of three points, towards the first two. */
  private void curveTo(double... points) {
    long newX = penX;
    long newY = penY;
    out.append('c');
    for (int i = 0; i < points.length; i += 2) {
      newX = Math.round((points[i] + left) * 10);
      newY = Math.round((points[i + 1] + top) * 10);
      out.append(i == 0 ? "" : " ").append(text(newX - penX)).append(' ').append(text(newY - penY));
    }
    penX = newX;
    penY = newY;
  }

  private void close() {
    out.append('z');
    penX = startX;
    penY = startY;
  }

  /** A number of pixels as SVG has it, with one decimal at most. */
  static String tenths(double value) {
    return text(Math.round(value * 10));
  }

  private static String text(long tenths) {
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    String whole = size < 10 && size > 0 ? "" : String.valueOf(size / 10);
    return sign + whole + (size % 10 == 0 ? "" : "." + size % 10);
  }
}
