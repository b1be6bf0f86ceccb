package io.ablate4j.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * A binary PGM or PPM file, which is so plain that it is read here: a header in digits, then all
 * samples.
 *
 * @param bands 1 for grey, 3 for red, green, blue
 * @param deep whether a sample has two bytes
 * @param first where the samples begin
 */
record PnmFile(int width, int height, int bands, boolean deep, int first) {
  /**
   * @throws UnreadableImageException if it is no such file, or not all of it is there
   */
  static PnmFile of(Bytes file) throws UnreadableImageException {
    if (file.says(0, "P2") || file.says(0, "P3")) {
      throw UnreadableImageException.unsupported(
          "it is a PGM or PPM written in digits", "convert it to PNG.");
    }
    long[] numbers = new long[3]; // width, height, largest value
    int at = 2;
    for (int i = 0; i < numbers.length; i++) {
      at = skipSpace(file, at);
      int first = at;
      while (isDigit(file.at(at))) {
        numbers[i] = Math.min(Integer.MAX_VALUE, numbers[i] * 10 + file.at(at) - '0');
        at++;
      }
      if (at == first) {
        throw UnreadableImageException.damaged("its header has no number at byte " + at);
      }
    }
    if (numbers[0] == 0 || numbers[1] == 0 || numbers[2] != 255 && numbers[2] != 65_535) {
      throw UnreadableImageException.unsupported(
          "its header says "
              + numbers[0]
              + "x"
              + numbers[1]
              + " pixels with values to "
              + numbers[2]
              + "; 255 or 65535 is read",
          "convert it to PNG.");
    }
    int bands = file.says(0, "P6") ? 3 : 1;
    boolean deep = numbers[2] > 255;
    long row = numbers[0] * bands * (deep ? 2 : 1);
    if (numbers[1] > file.length() || at + 1 + row * numbers[1] > file.length()) {
      throw UnreadableImageException.cut(
          "its " + numbers[1] + " rows of " + numbers[0] + " pixels are not all there");
    }
    return new PnmFile((int) numbers[0], (int) numbers[1], bands, deep, at + 1);
  }

  /** The picture in it. */
  BufferedImage image(Bytes file) throws UnreadableImageException {
    int type = deep ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
    WritableRaster raster = Raster.createInterleavedRaster(type, width, height, bands, null);
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < row.length; i++) {
        long sample = (long) y * row.length + i;
        row[i] = deep ? file.big16(first + 2 * sample) : file.at(first + sample);
      }
      raster.setPixels(0, y, width, 1, row);
    }
    ColorSpace space = ColorSpace.getInstance(bands == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    ComponentColorModel model =
        new ComponentColorModel(space, false, false, ComponentColorModel.OPAQUE, type);
    return new BufferedImage(model, raster, false, null);
  }

  private static int skipSpace(Bytes file, int from) throws UnreadableImageException {
    int at = from;
    while (true) {
      if (file.at(at) == '#') {
        while (file.at(at) != '\n') {
          at++;
        }
      } else if (!Character.isWhitespace(file.at(at))) {
        return at;
      }
      at++;
    }
  }

  private static boolean isDigit(int letter) {
    return letter >= '0' && letter <= '9';
  }
}
