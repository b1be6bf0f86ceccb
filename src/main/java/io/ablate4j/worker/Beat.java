package io.ablate4j.worker;

/**
 * A worker's sign of life.
 *
 * @param steps training steps and other whole pieces of work done since it was started
 * @param cpuNanos processor time it has taken
 * @param place where its training thread is, if nothing was done since the beat before; else empty
 */
record Beat(long steps, long cpuNanos, String place) {
  private static final int PARTS = 3;
  private static final int MOST_LETTERS = 300;

  String text() {
    return steps + " " + cpuNanos + " " + place;
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static Beat read(String text) {
    String[] parts = text.split(" ", PARTS);
    if (parts.length < PARTS) {
      throw new IllegalArgumentException("no beat: " + text);
    }
    String place =
        parts[2].length() > MOST_LETTERS ? parts[2].substring(0, MOST_LETTERS) : parts[2];
    return new Beat(Long.parseLong(parts[0]), Long.parseLong(parts[1]), place);
  }
}
