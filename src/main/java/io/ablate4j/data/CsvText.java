package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Bytes of a table as text. They have to be UTF-8: a decoder that replaces what it does not know
 * merges labels that differ in nothing else.
 */
final class CsvText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int SAMPLE = 4096;

  /** What starts like this is no text at all. */
  private record Magic(String start, String what) {}

  private static final List<Magic> PACKED =
      List.of(
          new Magic("PK\u0003\u0004", "a zip archive, such as an Excel workbook"),
          new Magic("\u00D0\u00CF\u0011\u00E0", "an old Excel workbook"),
          new Magic("BZh", "packed by bzip2"),
          new Magic("\u00FD7zXZ", "packed by xz"),
          new Magic("\u0028\u00B5\u002F\u00FD", "packed by zstd"),
          new Magic("PAR1", "a Parquet file"),
          new Magic("\u0089HDF", "an HDF5 file"));

  private CsvText() {}

  /**
   * The text, without a byte order mark.
   *
   * @param where place of the problem, a file
   * @param name of the file in messages
   * @throws ProblemsException naming the encoding, or the line of the first byte that is not UTF-8
   */
  static String decoded(String where, String name, byte[] bytes) {
    kind(bytes)
        .ifPresent(
            kind -> {
              throw problem(
                  where, name + " is " + kind + ", not text in UTF-8.", "save it as CSV in UTF-8.");
            });
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length); // UTF-8 has no more characters than bytes
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      int line = line(bytes, in.position());
      throw problem(
          where + ":" + line,
          String.format(
              Locale.ROOT,
              "Line %d of %s is not UTF-8: it holds the byte 0x%02x.",
              line,
              name,
              bytes[in.position()]),
          "save it as UTF-8; iconv -f ISO-8859-1 -t UTF-8 does so if it is Latin-1.");
    }
    out.flip();
    if (out.length() > 0 && out.charAt(0) == BYTE_ORDER_MARK) {
      out.get();
    }
    String text = out.toString();
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      long line = text.substring(0, nul).lines().count() + (endsLine(text, nul) ? 1 : 0);
      throw problem(
          where + ":" + Math.max(1, line),
          "Line " + Math.max(1, line) + " of " + name + " holds a NUL character.",
          "copy or download it again; a table is text.");
    }
    return text;
  }

  private static boolean endsLine(String text, int end) {
    return end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r');
  }

  /** What the bytes are, if their beginning says that they are not UTF-8. */
  private static Optional<String> kind(byte[] bytes) {
    for (Magic magic : PACKED) {
      if (startsWith(bytes, magic.start())) {
        return Optional.of(magic.what());
      }
    }
    if (startsWith(bytes, "\u00FF\u00FE\0\0") || startsWith(bytes, "\0\0\u00FE\u00FF")) {
      return Optional.of("UTF-32");
    }
    if (startsWith(bytes, "\u00FF\u00FE") || startsWith(bytes, "\u00FE\u00FF")) {
      return Optional.of("UTF-16");
    }
    return wideWithoutMark(bytes);
  }

  private static boolean startsWith(byte[] bytes, String start) {
    byte[] wanted = start.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length >= wanted.length
        && ByteBuffer.wrap(bytes, 0, wanted.length).equals(ByteBuffer.wrap(wanted));
  }

  /** Digits and delimiters of UTF-16 and UTF-32 are zeros for one byte in two or three in four. */
  private static Optional<String> wideWithoutMark(byte[] bytes) {
    int count = Math.min(SAMPLE, bytes.length) / 4;
    int[] zeros = new int[4];
    for (int i = 0; i < 4 * count; i++) {
      if (bytes[i] == 0) {
        zeros[i % 4]++;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    if (zeros[2] == count && zeros[3] == count || zeros[0] == count && zeros[1] == count) {
      return Optional.of("UTF-32 without a byte order mark");
    }
    int even = zeros[0] + zeros[2];
    int odd = zeros[1] + zeros[3];
    return Math.max(even, odd) > count / 2 && Math.min(even, odd) <= count / 8
        ? Optional.of("UTF-16 without a byte order mark")
        : Optional.empty();
  }

  /** The line, from 1, that the byte at {@code position} is in; LF, CR LF and CR end lines. */
  private static int line(byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r' && bytes[i + 1] != '\n') {
        line++;
      }
    }
    return line;
  }

  private static ProblemsException problem(String where, String message, String advice) {
    return new ProblemsException(List.of(new Problem(Optional.of(where), message, advice)));
  }
}
