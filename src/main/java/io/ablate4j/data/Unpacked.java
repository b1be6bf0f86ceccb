package io.ablate4j.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip up to a bound: a few bytes of it may stand for any number. */
final class Unpacked {
  /** Packed more tightly than this, and not small, it is a bomb and no data. */
  private static final long MOST_TIMES = 100;

  private static final long SMALL = 64L << 20;
  private static final int CHUNK = 1 << 16;

  private Unpacked() {}

  /** More bytes than the bound, which the message names. */
  static final class TooManyException extends IOException {
    private static final long serialVersionUID = 1;

    TooManyException(String message) {
      super(message);
    }
  }

  /**
   * @param packed all bytes of the file
   * @param most bytes that may come out
   * @throws TooManyException if there are more, or too many for so small a file
   */
  static byte[] of(byte[] packed, long most) throws IOException {
    long tight = Math.max(SMALL, MOST_TIMES * packed.length);
    long bound = Math.min(most, tight);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), CHUNK)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK);
      byte[] chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        if (out.size() + (long) count > bound) {
          throw new TooManyException(
              bound < most ? MOST_TIMES + " times its size" : most + " bytes");
        }
        out.write(chunk, 0, count);
      }
      return out.toByteArray();
    }
  }

  /** The first bytes, fewer where there are no more. */
  static byte[] head(byte[] packed, int count) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), CHUNK)) {
      return in.readNBytes(count);
    }
  }
}
