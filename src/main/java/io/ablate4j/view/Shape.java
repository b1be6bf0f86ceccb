package io.ablate4j.view;

/**
 * Of what one example is at some place of a network, row-major.
 *
 * @param units channels of an image, units of a dense layer
 * @param height rows; 1 of a dense layer
 * @param width columns; 1 of a dense layer
 */
public record Shape(int units, int height, int width) {
  /** Numbers a unit. */
  public int pixels() {
    return height * width;
  }

  /** Numbers an example. */
  public int size() {
    return units * pixels();
  }
}
