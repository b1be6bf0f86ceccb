package io.ablate4j.probe;

import io.ablate4j.hypothesis.ContrastMetric.Scale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One number that a probe gives. Its metric is {@code probe:}, the probe's id, a dot and the key;
 * without a key, {@code probe:} and the id.
 *
 * @param key lower-case letters, digits and hyphens, 50 at most; empty if the probe gives one
 *     number
 * @param scale how two of its values are set against one another; a ratio needs values above 0
 * @param higherIsBetter which direction is an improvement
 * @param margin what is too small to matter, above 0: in the number's unit, of a ratio its distance
 *     from 1
 * @param meaning what it is, and in which unit; one line
 */
public record ProbeReading(
    String key, Scale scale, boolean higherIsBetter, double margin, String meaning) {
  private static final Pattern KEY = Pattern.compile("|[a-z0-9][a-z0-9-]{0,49}");

  public ProbeReading {
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(meaning, "meaning");
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "\"" + key + "\" is not made of up to 50 lower-case letters, digits and hyphens");
    }
  }

  /** One whose margin is that of its scale. */
  public static ProbeReading of(String key, Scale scale, boolean higherIsBetter, String meaning) {
    return new ProbeReading(key, scale, higherIsBetter, scale.defaultMargin(), meaning);
  }

  /** A probe's id with the key. */
  public String name(String probe) {
    return name(probe, key);
  }

  /** A probe's id with a key or the name of a layer. */
  public static String name(String probe, String key) {
    return key.isEmpty() ? probe : probe + "." + key;
  }
}
