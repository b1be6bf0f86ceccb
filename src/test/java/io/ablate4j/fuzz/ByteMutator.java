package io.ablate4j.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes bytes wrong in the ways that files get wrong, and in those that readers are weak at. */
final class ByteMutator {
  private static final int MOST_CHANGES = 6;
  private static final int MOST_BYTES = 1 << 18;
  private static final int[] LENGTHS = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    32767,
    32768,
    65535,
    65536,
    1 << 20,
    1 << 28,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MAX_VALUE - 8,
    Integer.MIN_VALUE
  };

  private final List<byte[]> words;

  /**
   * @param words that mean something to the reader
   */
  ByteMutator(List<String> words) {
    this.words = words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** Changes it in a few places; parts of {@code other} may come into it. */
  byte[] mutate(byte[] bytes, byte[] other, RandomGenerator random) {
    byte[] changed = bytes;
    int changes = 1 + Math.min(random.nextInt(MOST_CHANGES), random.nextInt(MOST_CHANGES));
    for (int change = 0; change < changes; change++) {
      changed = changed.length < 4 ? insert(changed, 8, random) : once(changed, other, random);
    }
    return changed.length > MOST_BYTES ? Arrays.copyOf(changed, MOST_BYTES) : changed;
  }

  private byte[] once(byte[] bytes, byte[] other, RandomGenerator random) {
    byte[] copy = bytes.clone();
    int at = place(bytes.length, random);
    int span = Math.min(bytes.length - at, 1 + random.nextInt(1 << random.nextInt(12)));
    switch (random.nextInt(12)) {
      case 0, 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> copy[at] = (byte) random.nextInt(256);
      case 3, 4 -> length(copy, at, random);
      case 5 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 6 -> {
        return replaced(bytes, at, span, new byte[0]);
      }
      case 7 -> {
        return replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + span));
      }
      case 8 -> {
        return insert(bytes, span, random);
      }
      case 9 -> {
        return words.isEmpty()
            ? insert(bytes, span, random)
            : replaced(
                bytes,
                at,
                random.nextBoolean() ? 0 : span,
                words.get(random.nextInt(words.size())));
      }
      case 10 -> {
        int from = random.nextInt(other.length + 1);
        return replaced(bytes, at, span, Arrays.copyOfRange(other, from, other.length));
      }
      default -> Arrays.fill(copy, at, at + span, (byte) (random.nextBoolean() ? 0 : 255));
    }
    return copy;
  }

  /** Half of them in the first bytes, where headers are. */
  private static int place(int length, RandomGenerator random) {
    return random.nextInt(random.nextBoolean() ? Math.min(length, 64) : length);
  }

  private static void length(byte[] bytes, int at, RandomGenerator random) {
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes)
            .order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int value = LENGTHS[random.nextInt(LENGTHS.length)];
    if (random.nextBoolean()) {
      buffer.putInt(Math.min(at, bytes.length - 4) & ~(random.nextBoolean() ? 3 : 0), value);
    } else {
      buffer.putShort(Math.min(at, bytes.length - 2), (short) value);
    }
  }

  private static byte[] insert(byte[] bytes, int count, RandomGenerator random) {
    byte[] noise = new byte[count];
    random.nextBytes(noise);
    return replaced(bytes, bytes.length == 0 ? 0 : random.nextInt(bytes.length), 0, noise);
  }

  static byte[] replaced(byte[] bytes, int at, int span, byte[] by) {
    byte[] changed = new byte[bytes.length - span + by.length];
    System.arraycopy(bytes, 0, changed, 0, at);
    System.arraycopy(by, 0, changed, at, by.length);
    System.arraycopy(bytes, at + span, changed, at + by.length, bytes.length - at - span);
    return changed;
  }
}
