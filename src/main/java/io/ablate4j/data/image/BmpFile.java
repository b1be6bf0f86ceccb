package io.ablate4j.data.image;

/** The header of a BMP file, and whether all its rows are there. */
final class BmpFile {
  private static final int HEADER = 14;
  private static final int OLD_HEADER = 12;
  private static final int BIT_FIELDS = 3;

  private BmpFile() {}

  static FileFacts check(Bytes file) throws UnreadableImageException {
    long pixels = file.little32(10);
    long header = file.little32(HEADER);
    boolean old = header == OLD_HEADER;
    if (!old && (header < 40 || header > 124)) {
      throw UnreadableImageException.damaged("its header says it has " + header + " bytes");
    }
    long width = old ? file.little16(18) : (int) file.little32(18);
    long height = old ? file.little16(20) : Math.abs((long) (int) file.little32(22));
    int bits = file.little16(old ? 24 : 28);
    long compression = old ? 0 : file.little32(30);
    if (compression != 0 && compression != BIT_FIELDS) {
      throw UnreadableImageException.unsupported(
          "it is a compressed BMP (kind " + compression + ")", "convert it to PNG.");
    }
    if (width < 1 || height < 1 || bits < 1 || bits > 32 || pixels < HEADER + header) {
      throw UnreadableImageException.damaged("its header contradicts itself");
    }
    long row = (width * bits + 31) / 32 * 4;
    if (height > file.length() || pixels + row * height > file.length()) {
      throw UnreadableImageException.cut(
          "its " + height + " rows of " + width + " pixels are not all there");
    }
    return FileFacts.plain(file);
  }
}
