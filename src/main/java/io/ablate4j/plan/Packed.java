package io.ablate4j.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Long texts that say much the same again and again, as letters that JSON takes as they are. */
final class Packed {
  private Packed() {}

  static String pack(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  /**
   * @throws IllegalArgumentException if {@link #pack} has not written it
   */
  static String unpack(String packed) {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("not packed: " + packed, e);
    }
  }
}
