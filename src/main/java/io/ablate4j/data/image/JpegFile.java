package io.ablate4j.data.image;

import java.io.ByteArrayOutputStream;

/**
 * The segments of a JPEG file, up to the marker that ends the picture. A preview inside has such a
 * marker, too, which does not count; what follows the picture's own is left out, and so are
 * previews and colour profiles: numbers stay as the file has them.
 */
final class JpegFile {
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;

  private JpegFile() {}

  static FileFacts check(Bytes file) throws UnreadableImageException {
    ByteArrayOutputStream picture = new ByteArrayOutputStream(file.length());
    picture.write(file.all(), 0, 2);
    int orientation = 1;
    int scans = 0;
    int at = 2;
    while (true) {
      int begin = at;
      at = marker(file, at);
      int marker = file.at(at);
      at++;
      if (marker == END_OF_IMAGE) {
        if (scans == 0) {
          throw UnreadableImageException.damaged("it has no picture in it");
        }
        picture.write(file.all(), begin, at - begin);
        return new FileFacts(orientation, scans, new Bytes(picture.toByteArray()));
      }
      if (standsAlone(marker)) {
        picture.write(file.all(), begin, at - begin);
        continue;
      }
      if (at + 2 > file.length()) {
        throw noEnd();
      }
      int segment = at + 2;
      int length = file.big16(at);
      if (length < 2 || at + length > file.length()) {
        throw noEnd();
      }
      if (marker == APP1 && file.says(segment, "Exif\0\0")) {
        orientation = TiffFile.orientation(file, at + 8, length - 8);
      }
      if (isFrame(marker)) {
        requireFewColours(file, at);
      }
      at += length;
      if (marker == START_OF_SCAN) {
        scans++;
        at = endOfScan(file, at);
      }
      boolean preview = marker == APP0 && !file.says(segment, "JFIF\0");
      if (!isBesidePicture(marker) && !preview) {
        picture.write(file.all(), begin, at - begin);
      }
    }
  }

  /** Where the next marker's second byte is; markers may have fill bytes before them. */
  private static int marker(Bytes file, int from) throws UnreadableImageException {
    int at = from;
    if (at < file.length() && file.at(at) != 0xff) {
      throw UnreadableImageException.damaged("no segment begins at byte " + at);
    }
    while (at < file.length() && file.at(at) == 0xff) {
      at++;
    }
    if (at >= file.length()) {
      throw noEnd();
    }
    return at;
  }

  /** Where the first marker after a scan's data begins that is no part of them. */
  private static int endOfScan(Bytes file, int from) throws UnreadableImageException {
    byte[] all = file.all();
    for (int at = from; at + 1 < all.length; at++) {
      int next = all[at + 1] & 0xff;
      if (all[at] == (byte) 0xff && next != 0 && next != 0xff && !isRestart(next)) {
        return at;
      }
    }
    throw noEnd();
  }

  /** The JFIF and Adobe segments tell how colours are coded; others do not matter to them. */
  private static boolean isBesidePicture(int marker) {
    return marker > APP0 && marker <= APP15 && marker != APP14;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static void requireFewColours(Bytes file, int at) throws UnreadableImageException {
    if (file.at(at + 7) == 4) {
      throw UnreadableImageException.unsupported(
          "its colours are CMYK, as for print", "convert it to RGB, as PNG or JPEG.");
    }
  }

  private static boolean standsAlone(int marker) {
    return marker == 0 || marker == 1 || isRestart(marker);
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xd0 && marker <= 0xd7;
  }

  private static UnreadableImageException noEnd() {
    return UnreadableImageException.cut("the marker that ends a JPEG picture is missing");
  }
}
