package io.ablate4j.probe;

/** Takes what a probe finds. */
@FunctionalInterface
public interface ReadingSink {
  /**
   * A value.
   *
   * @param key of a {@link ProbeReading}, or the name of a layer
   */
  void put(String key, double value);
}
