package io.ablate4j.data.image;

/** The chunks of a WebP file, in a RIFF that says how long it is. */
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
      picture |= file.says(at, "VP8 ") || file.says(at, "VP8L");
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
}
