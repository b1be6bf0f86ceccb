package io.ablate4j.data.image;

/**
 * The chunks of a WebP file, in a RIFF that says how long it is. Its lossless codec is refused: of
 * a damaged file of 38 bytes the decoder makes tables for a minute.
 */
final class WebpFile {
  private static final int FIRST = 12;

  private WebpFile() {}

  static FileFacts check(Bytes file) throws UnreadableImageException {
    long end = file.little32(4) + 8;
    if (end > file.length()) {
      throw UnreadableImageException.cut(
          "it has " + file.length() + " of the " + end + " bytes it announces");
    }
    int orientation = 1;
    boolean picture = false;
    for (long at = FIRST; at + 8 <= end; ) {
      long length = file.little32(at + 4);
      file.need(at + 8, length);
      if (file.says(at, "ANIM")) {
        throw UnreadableImageException.unsupported(
            "it is an animation", "save one picture as PNG.");
      }
      if (file.says(at, "VP8L") || file.says(at, "ALPH") && isLossless(file, at + 8, length)) {
        throw UnreadableImageException.unsupported(
            "it is lossless WebP, of which only the lossy kind is read", "save it as PNG.");
      }
      picture |= file.says(at, "VP8 ");
      if (file.says(at, "EXIF")) {
        long from = at + 8 + (file.says(at + 8, "Exif\0\0") ? 6 : 0);
        orientation = TiffFile.orientation(file, from, length);
      }
      at += 8 + length + (length & 1);
    }
    if (!picture) {
      throw UnreadableImageException.damaged("it has no picture in it");
    }
    return FileFacts.turned(file, orientation);
  }

  /** Whether the transparency of a lossy picture is packed by the lossless codec. */
  private static boolean isLossless(Bytes file, long at, long length)
      throws UnreadableImageException {
    return length > 0 && (file.at(at) & 3) != 0;
  }
}
