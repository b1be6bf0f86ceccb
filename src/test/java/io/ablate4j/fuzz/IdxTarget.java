package io.ablate4j.fuzz;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The four files of MNIST and its kin. */
final class IdxTarget extends DataTarget {
  private final ByteMutator bytes = new ByteMutator(List.of("\0\0\b\u0001", "\0\0\b\u0003"));

  IdxTarget() {
    super("mnist");
  }

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public int share() {
    return 150;
  }

  @Override
  public List<FuzzInput> seeds() {
    return List.of(seed(12, 5, 2, 3), seed(3, 2, 1, 1));
  }

  private static FuzzInput seed(int train, int test, int height, int width) {
    return FuzzInput.of(
            Map.of(
                "train-images-idx3-ubyte", images(train, height, width),
                "train-labels-idx1-ubyte", labels(train),
                "t10k-images-idx3-ubyte", images(test, height, width),
                "t10k-labels-idx1-ubyte", labels(test)))
        .with(Map.of("path", "."));
  }

  private static byte[] images(int count, int height, int width) {
    ByteBuffer file = ByteBuffer.allocate(16 + count * height * width);
    file.putInt(0x803).putInt(count).putInt(height).putInt(width);
    while (file.hasRemaining()) {
      file.put((byte) file.position());
    }
    return file.array();
  }

  private static byte[] labels(int count) {
    ByteBuffer file = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      file.put((byte) (i % 10));
    }
    return file.array();
  }

  @Override
  byte[] mutate(byte[] content, byte[] other, RandomGenerator random) {
    return sometimesPacked(bytes.mutate(content, other, random), bytes, random);
  }
}
