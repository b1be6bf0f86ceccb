package io.ablate4j.data.image;

import java.nio.charset.StandardCharsets;

/**
 * A file's bytes, read at any place. What lies behind the end is the sign of a file that was cut.
 */
@SuppressWarnings("ArrayRecordComponent") // a view on the bytes, never compared
record Bytes(byte[] all) {
  int length() {
    return all.length;
  }

  /** The byte there, 0 to 255. */
  int at(long index) throws UnreadableImageException {
    need(index, 1);
    return all[(int) index] & 0xff;
  }

  int big16(long index) throws UnreadableImageException {
    return at(index) << 8 | at(index + 1);
  }

  int little16(long index) throws UnreadableImageException {
    return at(index) | at(index + 1) << 8;
  }

  /** Without sign, hence a long. */
  long big32(long index) throws UnreadableImageException {
    return (long) big16(index) << 16 | big16(index + 2);
  }

  /** Without sign, hence a long. */
  long little32(long index) throws UnreadableImageException {
    return little16(index) | (long) little16(index + 2) << 16;
  }

  /** Whether these letters, in ASCII, stand there; not if the file ends before. */
  boolean says(long index, String letters) {
    byte[] wanted = letters.getBytes(StandardCharsets.ISO_8859_1);
    if (index < 0 || index + wanted.length > all.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (all[(int) index + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * @throws UnreadableImageException if the file ends before these bytes do
   */
  void need(long index, long count) throws UnreadableImageException {
    if (index < 0 || count < 0 || index + count > all.length) {
      throw UnreadableImageException.cut("at byte " + all.length);
    }
  }
}
