package io.ablate4j.view;

import java.util.Arrays;

/**
 * A run of numbers among all parameters, or all gradients.
 *
 * @param from the first one's index
 * @param to behind the last one
 */
public record Range(int from, int to) {
  /** How many. */
  public int length() {
    return to - from;
  }

  /** A copy of these numbers. */
  public float[] of(float[] all) {
    return Arrays.copyOfRange(all, from, to);
  }
}
