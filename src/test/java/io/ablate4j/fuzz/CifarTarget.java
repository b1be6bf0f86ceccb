package io.ablate4j.fuzz;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Batches of CIFAR-10. */
final class CifarTarget extends DataTarget {
  private static final int PIXELS = 3072;

  private final ByteMutator bytes = new ByteMutator(List.of());

  CifarTarget() {
    super("cifar10");
  }

  @Override
  public String name() {
    return "cifar";
  }

  @Override
  public int share() {
    return 150;
  }

  @Override
  public List<FuzzInput> seeds() {
    return List.of(
        FuzzInput.of(
                Map.of(
                    "data_batch_1.bin", records(0, 2),
                    "data_batch_2.bin", records(2, 1),
                    "test_batch.bin", records(3, 1)))
            .with(Map.of("path", ".")));
  }

  private static byte[] records(int first, int count) {
    ByteBuffer file = ByteBuffer.allocate(count * (1 + PIXELS));
    for (int i = first; i < first + count; i++) {
      file.put((byte) (i % 10));
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        file.put((byte) (i + pixel));
      }
    }
    return file.array();
  }

  @Override
  byte[] mutate(byte[] content, byte[] other, RandomGenerator random) {
    byte[] changed = content.clone();
    if (random.nextBoolean()) { // only labels, or nothing would come past the file's size
      changed[random.nextInt(content.length / (1 + PIXELS)) * (1 + PIXELS)] =
          (byte) random.nextInt(256);
    } else {
      changed = bytes.mutate(changed, other, random);
    }
    return sometimesPacked(changed, bytes, random);
  }
}
