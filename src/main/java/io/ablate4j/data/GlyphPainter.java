package io.ablate4j.data;

import io.ablate4j.data.GlyphStrokes.Stroke;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Paints one handwritten-looking digit of 28x28 grey pixels. Each draw from the generator decides
 * one thing in a fixed order, and only {@link StrictMath} and correctly rounded arithmetic are
 * used, so the same generator gives the same bytes on every platform.
 */
final class GlyphPainter {
  static final int SIDE = 28;

  private static final double JITTER = 0.05;
  private static final double MOST_TURN = 0.32; // radians, about 18 degrees
  private static final double MOST_SHEAR = 0.3;
  private static final double MOST_SHIFT = 2.0; // pixels
  private static final double LEAST_HEIGHT = 16; // pixels
  private static final double MOST_HEIGHT = 21;
  private static final double LEAST_SLIMNESS = 0.6; // width / height
  private static final double MOST_SLIMNESS = 0.95;
  private static final double THINNEST = 0.8; // half a stroke's width in pixels
  private static final double THICKEST = 1.7;
  private static final double FAINTEST = 0.6;
  private static final double OCCLUSION = 0.3; // probability
  private static final double SCRATCH = 0.3; // probability
  private static final double MOST_NOISE = 0.12; // standard deviation of a pixel

  private final Random random;
  private final double[] squaredDistance = new double[SIDE * SIDE];

  GlyphPainter(Random random) {
    this.random = random;
  }

  /**
   * @param digit 0 to 9
   * @return pixels row by row, 0 for paper and 255 for full ink
   */
  byte[] paint(int digit) {
    List<List<Stroke>> ways = GlyphStrokes.DIGITS.get(digit);
    List<Stroke> strokes = ways.get(random.nextInt(ways.size()));
    double turn = between(-MOST_TURN, MOST_TURN);
    double shear = between(-MOST_SHEAR, MOST_SHEAR);
    double height = between(LEAST_HEIGHT, MOST_HEIGHT);
    double width = height * between(LEAST_SLIMNESS, MOST_SLIMNESS);
    double centreX = (SIDE - 1) / 2.0 + between(-MOST_SHIFT, MOST_SHIFT);
    double centreY = (SIDE - 1) / 2.0 + between(-MOST_SHIFT, MOST_SHIFT);
    double radius = between(THINNEST, THICKEST);
    double ink = between(FAINTEST, 1);
    double noise = between(0, MOST_NOISE);
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);

    Arrays.fill(squaredDistance, Double.MAX_VALUE);
    double reach = radius + 1;
    for (Stroke stroke : strokes) {
      double[] moved = stroke.points().clone();
      for (int i = 0; i < moved.length; i += 2) {
        double y = (moved[i + 1] - 0.5 + between(-JITTER, JITTER)) * height;
        double x = (moved[i] - 0.5 + between(-JITTER, JITTER)) * width - shear * y;
        moved[i] = centreX + cos * x - sin * y;
        moved[i + 1] = centreY + sin * x + cos * y;
      }
      List<double[]> corners = stroke.polyline(moved);
      for (int i = 1; i < corners.size(); i++) {
        measure(corners.get(i - 1), corners.get(i), reach);
      }
    }
    if (random.nextDouble() < SCRATCH) {
      scratch(reach);
    }
    double[] pixels = new double[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      if (squaredDistance[i] < reach * reach) {
        // Ink fades over the one pixel around the stroke's edge.
        double cover = radius + 0.5 - Math.sqrt(squaredDistance[i]);
        pixels[i] = ink * Math.max(0, Math.min(1, cover));
      }
    }
    if (random.nextDouble() < OCCLUSION) {
      occlude(pixels);
    }
    return developed(pixels, noise);
  }

  /** A short line that belongs to no digit. */
  private void scratch(double reach) {
    double[] from = {between(0, SIDE), between(0, SIDE)};
    double[] to = {from[0] + between(-9, 9), from[1] + between(-9, 9)};
    measure(from, to, reach);
  }

  /** Wipes out a rectangle. */
  private void occlude(double[] pixels) {
    int wide = 3 + random.nextInt(6);
    int high = 3 + random.nextInt(6);
    int left = random.nextInt(SIDE - wide);
    int top = random.nextInt(SIDE - high);
    for (int y = top; y < top + high; y++) {
      Arrays.fill(pixels, y * SIDE + left, y * SIDE + left + wide, 0);
    }
  }

  /** Adds noise and rounds to a byte. */
  private byte[] developed(double[] pixels, double noise) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      // The sum of four bytes is close to normal, with mean 510 and this standard deviation, and
      // takes one draw instead of a logarithm.
      int four = random.nextInt();
      int sum = (four & 0xff) + (four >>> 8 & 0xff) + (four >>> 16 & 0xff) + (four >>> 24);
      double value = pixels[i] + noise * (sum - 510) / 147.8;
      bytes[i] = (byte) (int) (255 * Math.max(0, Math.min(1, value)) + 0.5);
    }
    return bytes;
  }

  /** Lowers each near pixel's distance to that from the line between two points. */
  private void measure(double[] from, double[] to, double reach) {
    double dx = to[0] - from[0];
    double dy = to[1] - from[1];
    double length = dx * dx + dy * dy;
    int left = Math.max(0, (int) Math.ceil(Math.min(from[0], to[0]) - reach));
    int right = Math.min(SIDE - 1, (int) Math.floor(Math.max(from[0], to[0]) + reach));
    int top = Math.max(0, (int) Math.ceil(Math.min(from[1], to[1]) - reach));
    int bottom = Math.min(SIDE - 1, (int) Math.floor(Math.max(from[1], to[1]) + reach));
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double px = x - from[0];
        double py = y - from[1];
        double along = length == 0 ? 0 : (px * dx + py * dy) / length;
        along = Math.max(0, Math.min(1, along));
        double ox = px - along * dx;
        double oy = py - along * dy;
        double squared = ox * ox + oy * oy;
        int pixel = y * SIDE + x;
        if (squared < squaredDistance[pixel]) {
          squaredDistance[pixel] = squared;
        }
      }
    }
  }

  private double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }
}
