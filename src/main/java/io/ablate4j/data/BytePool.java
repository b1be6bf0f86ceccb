package io.ablate4j.data;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Images as the bytes of their files, a quarter of the memory that floats would take. */
final class BytePool extends ShapedPool {
  private static final float[] SCALED = new float[256];

  static {
    for (int i = 0; i < SCALED.length; i++) {
      SCALED[i] = i / 255f;
    }
  }

  /**
   * Images of one file.
   *
   * @param pixels the file's bytes, not copied
   * @param first where the first image starts in them
   * @param stride bytes from one image to the next
   * @param labels [images]
   */
  @SuppressWarnings("ArrayRecordComponent") // a view on the bytes, never compared
  record Part(byte[] pixels, int first, int stride, int[] labels) {}

  private final List<Part> training;
  private final List<Part> testing;
  private final Supplier<String> digest;
  private String checksum;

  /**
   * @param digest computes {@link #checksum()}, when it is first asked for
   */
  BytePool(
      InputShape shape,
      List<String> classNames,
      List<Part> training,
      List<Part> testing,
      Supplier<String> digest) {
    super(shape, classNames);
    this.training = List.copyOf(training);
    this.testing = List.copyOf(testing);
    this.digest = digest;
  }

  @Override
  public int trainingSize() {
    return size(training);
  }

  @Override
  public int testSize() {
    return size(testing);
  }

  @Override
  public void copyFeatures(boolean test, int index, float[] target, int offset) {
    int within = index;
    for (Part part : parts(test, index)) {
      if (within < part.labels().length) {
        int from = part.first() + within * part.stride();
        for (int i = 0; i < shape().size(); i++) {
          target[offset + i] = SCALED[part.pixels()[from + i] & 0xff];
        }
        return;
      }
      within -= part.labels().length;
    }
  }

  @Override
  public int label(boolean test, int index) {
    int within = index;
    for (Part part : parts(test, index)) {
      if (within < part.labels().length) {
        return part.labels()[within];
      }
      within -= part.labels().length;
    }
    throw new AssertionError("an index that was checked is in one of the parts");
  }

  @Override
  public String checksum() {
    if (checksum == null) {
      checksum = digest.get();
    }
    return checksum;
  }

  private List<Part> parts(boolean test, int index) {
    List<Part> parts = test ? testing : training;
    Objects.checkIndex(index, size(parts));
    return parts;
  }

  private static int size(List<Part> parts) {
    int size = 0;
    for (Part part : parts) {
      size += part.labels().length;
    }
    return size;
  }
}
