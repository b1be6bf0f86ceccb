package io.ablate4j.data.image;

import java.util.zip.CRC32;

/**
 * The chunks of a PNG file: each whole and with its checksum, up to IEND. What follows is let be.
 */
final class PngFile {
  private static final int SIGNATURE = 8;
  private static final int AROUND_DATA = 12;

  private PngFile() {}

  static FileFacts check(Bytes file) throws UnreadableImageException {
    int orientation = 1;
    long at = SIGNATURE;
    while (true) {
      if (at >= file.length()) {
        throw UnreadableImageException.cut("its last chunk, IEND, is missing");
      }
      long length = file.big32(at);
      file.need(at, length + AROUND_DATA);
      CRC32 crc = new CRC32();
      crc.update(file.all(), (int) at + 4, (int) length + 4);
      if (crc.getValue() != file.big32(at + 8 + length)) {
        throw UnreadableImageException.damaged(
            "the chunk at byte " + at + " does not go with its checksum");
      }
      if (file.says(at + 4, "eXIf")) {
        orientation = TiffFile.orientation(file, at + 8, length);
      } else if (file.says(at + 4, "acTL") && file.big32(at + 8) > 1) {
        throw UnreadableImageException.unsupported(
            "it is an animation of " + file.big32(at + 8) + " pictures",
            "save one of them as PNG.");
      } else if (file.says(at + 4, "IEND")) {
        return FileFacts.turned(file, orientation);
      }
      at += length + AROUND_DATA;
    }
  }
}
