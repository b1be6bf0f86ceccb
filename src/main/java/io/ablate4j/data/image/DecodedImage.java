package io.ablate4j.data.image;

import java.util.List;

/**
 * An image of the size that was asked for.
 *
 * @param planes [1 or 3][height x width], from 0 (none) to 1 (all that the file's depth can say)
 * @param bits of the file's deepest samples
 * @param transparent whether some of it was transparent, and now stands on white
 */
@SuppressWarnings("ArrayRecordComponent") // handed on and not compared
public record DecodedImage(List<double[]> planes, int bits, boolean transparent) {
  public DecodedImage {
    planes = List.copyOf(planes);
  }
}
