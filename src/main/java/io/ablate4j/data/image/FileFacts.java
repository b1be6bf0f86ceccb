package io.ablate4j.data.image;

/**
 * What a file says besides its pixels.
 *
 * @param orientation how it is to be turned, 1 (as it is) to 8, as in EXIF
 * @param passes how often a decoder goes over all pixels
 * @param picture what the decoder is to read: the file, or what of it makes the picture
 */
record FileFacts(int orientation, int passes, Bytes picture) {
  /** A file that is decoded as it is. */
  static FileFacts plain(Bytes file) {
    return new FileFacts(1, 1, file);
  }

  /** A file that is turned and otherwise decoded as it is. */
  static FileFacts turned(Bytes file, int orientation) {
    return new FileFacts(orientation, 1, file);
  }
}
