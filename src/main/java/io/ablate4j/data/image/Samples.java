package io.ablate4j.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * A decoded image's samples as they stand in the file, by its depth and not by its largest value:
 * no colour profile is applied. Transparent parts stand on white, as viewers show them.
 */
final class Samples {
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  private final Raster raster;
  private final ColorModel model;
  private final int bands;
  private final double[] largest;
  private final int orientation;
  private boolean transparent;

  /**
   * @param orientation as in EXIF: how the image is to be turned
   * @throws UnreadableImageException if its samples are no grey values nor red, green and blue
   */
  Samples(BufferedImage image, int orientation) throws UnreadableImageException {
    this.raster = image.getRaster();
    this.model = image.getColorModel();
    this.bands = raster.getNumBands();
    this.orientation = orientation;
    int type = raster.getTransferType();
    if (type != DataBuffer.TYPE_BYTE
        && type != DataBuffer.TYPE_USHORT
        && type != DataBuffer.TYPE_INT) {
      throw UnreadableImageException.unsupported(
          "its samples are signed or floating-point numbers", "convert it to PNG.");
    }
    int space = model.getColorSpace().getType();
    boolean indexed = model instanceof IndexColorModel;
    boolean grey = space == ColorSpace.TYPE_GRAY && bands <= 2;
    boolean colour = space == ColorSpace.TYPE_RGB && (bands == 3 || bands == 4);
    if (!indexed && !grey && !colour) {
      throw UnreadableImageException.unsupported(
          "its colours are neither grey nor red, green and blue", "convert it to PNG.");
    }
    largest = new double[indexed ? 0 : bands];
    for (int band = 0; band < largest.length; band++) {
      largest[band] = Math.scalb(1.0, model.getComponentSize(band)) - 1;
    }
  }

  private boolean turned() {
    return orientation > 4;
  }

  int height() {
    return turned() ? raster.getWidth() : raster.getHeight();
  }

  int width() {
    return turned() ? raster.getHeight() : raster.getWidth();
  }

  /** Of the deepest band. */
  int bits() {
    return Arrays.stream(model.getComponentSize()).max().orElseThrow();
  }

  /** Whether a row that was read had transparent parts. */
  boolean transparent() {
    return transparent;
  }

  /**
   * Reads a row of the turned image.
   *
   * @param row [1 or 3][width()], each value from 0 to 1
   */
  void row(int y, double[][] row) {
    int[] samples = samples(y);
    int width = width();
    boolean backwards =
        orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
    double[] rgb = new double[3];
    for (int x = 0; x < width; x++) {
      int at = (backwards ? width - 1 - x : x) * bands;
      if (largest.length == 0) {
        fromPalette(samples[at], rgb);
      } else {
        fromBands(samples, at, rgb);
      }
      if (row.length == 3) {
        row[0][x] = rgb[0];
        row[1][x] = rgb[1];
        row[2][x] = rgb[2];
      } else {
        row[0][x] =
            rgb[0] == rgb[1] && rgb[1] == rgb[2]
                ? rgb[0]
                : RED * rgb[0] + GREEN * rgb[1] + BLUE * rgb[2];
      }
    }
  }

  private int[] samples(int y) {
    int left = raster.getMinX();
    int top = raster.getMinY();
    if (turned()) {
      boolean fromRight = orientation == 7 || orientation == 8;
      int column = fromRight ? raster.getWidth() - 1 - y : y;
      return raster.getPixels(left + column, top, 1, raster.getHeight(), (int[]) null);
    }
    boolean fromBelow = orientation == 3 || orientation == 4;
    int line = fromBelow ? raster.getHeight() - 1 - y : y;
    return raster.getPixels(left, top + line, raster.getWidth(), 1, (int[]) null);
  }

  private void fromPalette(int index, double[] rgb) {
    // An index behind the palette's end is black, as libraries for PNG have it.
    int argb = index < ((IndexColorModel) model).getMapSize() ? model.getRGB(index) : 0xff000000;
    for (int channel = 0; channel < 3; channel++) {
      rgb[channel] = (argb >> 16 - 8 * channel & 0xff) / 255.0;
    }
    onWhite(rgb, (argb >>> 24) / 255.0, false);
  }

  private void fromBands(int[] samples, int at, double[] rgb) {
    for (int channel = 0; channel < 3; channel++) {
      int band = bands < 3 ? 0 : channel;
      rgb[channel] = samples[at + band] / largest[band];
    }
    if (bands == 2 || bands == 4) {
      double alpha = samples[at + bands - 1] / largest[bands - 1];
      onWhite(rgb, alpha, model.isAlphaPremultiplied());
    }
  }

  private void onWhite(double[] rgb, double alpha, boolean multiplied) {
    if (alpha >= 1) {
      return;
    }
    transparent = true;
    for (int channel = 0; channel < 3; channel++) {
      double share = multiplied ? rgb[channel] : rgb[channel] * alpha;
      rgb[channel] = Math.min(1, share + 1 - alpha);
    }
  }
}
