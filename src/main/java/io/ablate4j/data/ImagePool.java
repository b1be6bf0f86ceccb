package io.ablate4j.data;

import io.ablate4j.data.image.DecodedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Images that were read one by one: a byte a pixel and channel, or two for all of them once one has
 * more than 8 bits.
 */
final class ImagePool extends ShapedPool {
  private static final double BYTE = 255;
  private static final double SHORT = 65_535;
  private static final int TIMES = 257; // 65,535 / 255

  private final int[] labels;
  private final int training;
  private byte[] bytes;
  private short[] shorts = {};
  private String checksum = "";
  private int deep;
  private int transparent;
  private int brightest;

  /**
   * @param labels [images], those for testing last
   * @param training images of them that are not for testing
   */
  ImagePool(InputShape shape, List<String> classNames, int[] labels, int training) {
    super(shape, classNames);
    this.labels = labels.clone();
    this.training = training;
    this.bytes = new byte[Math.multiplyExact(labels.length, shape().size())];
  }

  /** Keeps an image of this pool's shape. */
  void put(int index, DecodedImage image) {
    boolean isDeep = image.bits() > Byte.SIZE;
    deep += isDeep ? 1 : 0;
    transparent += image.transparent() ? 1 : 0;
    if (isDeep && shorts.length == 0) {
      widen();
    }
    int at = index * shape().size();
    for (double[] plane : image.planes()) {
      for (double value : plane) {
        if (shorts.length == 0) {
          bytes[at] = (byte) Math.round(value * BYTE);
        } else {
          // Shallow images have the same values whether a deep one came before them or after.
          long sample = isDeep ? Math.round(value * SHORT) : Math.round(value * BYTE) * TIMES;
          shorts[at] = (short) sample;
          brightest = isDeep ? (int) Math.max(brightest, sample) : brightest;
        }
        at++;
      }
    }
  }

  private void widen() {
    shorts = new short[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      shorts[i] = (short) ((bytes[i] & 0xff) * TIMES);
    }
    bytes = new byte[0];
  }

  /** Ends the reading. */
  ImagePool close(String digest) {
    checksum = digest;
    return this;
  }

  @Override
  public int trainingSize() {
    return training;
  }

  @Override
  public int testSize() {
    return labels.length - training;
  }

  @Override
  public void copyFeatures(boolean test, int index, float[] target, int offset) {
    int from = place(test, index) * shape().size();
    for (int i = 0; i < shape().size(); i++) {
      target[offset + i] =
          shorts.length == 0
              ? (bytes[from + i] & 0xff) / (float) BYTE
              : (shorts[from + i] & 0xffff) / (float) SHORT;
    }
  }

  @Override
  public int label(boolean test, int index) {
    return labels[place(test, index)];
  }

  private int place(boolean test, int index) {
    return Objects.checkIndex(index, test ? testSize() : training) + (test ? training : 0);
  }

  @Override
  public String checksum() {
    return checksum;
  }

  @Override
  public List<String> notices() {
    List<String> notices = new ArrayList<>();
    if (transparent > 0) {
      notices.add(
          transparent
              + " of "
              + labels.length
              + " images are transparent in parts; these parts are read as white.");
    }
    if (deep > 0 && brightest < SHORT / 16) {
      notices.add(
          "The brightest pixel of the "
              + deep
              + " images with more than 8 bits is "
              + brightest
              + " of 65535, so all of them are nearly black. Scale them to their full depth if"
              + " they should not be.");
    }
    return List.copyOf(notices);
  }
}
