package io.ablate4j.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksum of a row: SHA-256 of its values, each with its length before it. */
final class RowChecksum {
  private static final int NULL = -1;

  private RowChecksum() {}

  /**
   * 64 hexadecimal digits.
   *
   * @param values null, text, UTF-8 bytes of a text, integers, doubles
   */
  static String of(Object... values) {
    MessageDigest sha = sha256();
    for (Object value : values) {
      if (value == null) {
        sha.update(length(NULL));
      } else {
        byte[] bytes = value instanceof byte[] text ? text : bytes(value);
        sha.update(length(bytes.length));
        sha.update(bytes);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static byte[] bytes(Object value) {
    // SQLite has no negative zero.
    Object kept = value instanceof Double number ? Double.valueOf(number + 0.0) : value;
    return kept.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] length(int length) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
