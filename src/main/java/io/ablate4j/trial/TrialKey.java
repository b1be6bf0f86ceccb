package io.ablate4j.trial;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Identifies a trial: the SHA-256 of its canonical JSON spec, 64 lower-case hexadecimal digits. Two
 * trials with the same key and the same {@link Origins} of bits give the same ones.
 */
public record TrialKey(String sha256) implements Comparable<TrialKey> {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public TrialKey {
    if (!HEX.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256);
    }
  }

  /** The key of a canonical JSON text. */
  public static TrialKey ofCanonicalJson(String json) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
      return new TrialKey(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The first twelve digits, for people. */
  public String shortForm() {
    return sha256.substring(0, 12);
  }

  @Override
  public int compareTo(TrialKey other) {
    return sha256.compareTo(other.sha256);
  }

  @Override
  public String toString() {
    return sha256;
  }
}
