package io.ablate4j.data.image;

/**
 * The blocks of a GIF file, up to its trailer: one picture, as large as the screen it announces.
 */
final class GifFile {
  private static final int SCREEN = 6;
  private static final int AFTER_SCREEN = 13;
  private static final int EXTENSION = 0x21;
  private static final int PICTURE = 0x2c;
  private static final int TRAILER = 0x3b;

  private GifFile() {}

  static FileFacts check(Bytes file) throws UnreadableImageException {
    long at = AFTER_SCREEN + colours(file.at(SCREEN + 4));
    int pictures = 0;
    while (true) {
      if (at >= file.length()) {
        throw UnreadableImageException.cut("the byte that ends a GIF file is missing");
      }
      switch (file.at(at)) {
        case TRAILER -> {
          requireOne(pictures);
          return FileFacts.plain(file);
        }
        case EXTENSION -> at = afterBlocks(file, at + 2);
        case PICTURE -> {
          pictures++;
          requireWholeScreen(file, at);
          at = afterBlocks(file, at + 11 + colours(file.at(at + 9)));
        }
        default ->
            throw UnreadableImageException.damaged("no block of a GIF file begins at byte " + at);
      }
    }
  }

  private static void requireOne(int pictures) throws UnreadableImageException {
    if (pictures == 0) {
      throw UnreadableImageException.damaged("it has no picture in it");
    }
    if (pictures > 1) {
      throw UnreadableImageException.unsupported(
          "it is an animation of " + pictures + " pictures", "save one of them as PNG.");
    }
  }

  private static void requireWholeScreen(Bytes file, long at) throws UnreadableImageException {
    boolean whole =
        file.little16(at + 1) == 0
            && file.little16(at + 3) == 0
            && file.little16(at + 5) == file.little16(SCREEN)
            && file.little16(at + 7) == file.little16(SCREEN + 2);
    if (!whole) {
      throw UnreadableImageException.unsupported(
          "its picture is not as large as the "
              + file.little16(SCREEN)
              + "x"
              + file.little16(SCREEN + 2)
              + " pixels that the file announces",
          "save it as PNG.");
    }
  }

  /** Bytes of a table of colours, if the flags say that there is one. */
  private static int colours(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
  }

  private static long afterBlocks(Bytes file, long from) throws UnreadableImageException {
    long at = from;
    while (file.at(at) != 0) {
      at += file.at(at) + 1L;
    }
    return at + 1;
  }
}
