package io.ablate4j.stats;

import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Random choices of signs, 64 to a word, for sums that are worked out for many draws side by side.
 * The same numbers and seed give the same.
 */
final class SignBits implements Iterable<long[][]> {
  /**
   * Draws that are summed side by side: the sum of one draw would wait for each of its additions,
   * those of many do not wait for each other.
   */
  static final int AT_ONCE = 1024;

  /** What was drawn last, newest first; a study asks for the same for each of its contrasts. */
  private static volatile List<SignBits> last = List.of();

  private static final int KINDS = 2;

  /** More words are not kept, so as not to fill the memory. */
  private static final long KEPT = 1L << 20;

  private final int words;
  private final int draws;
  private final long seed;

  /** [block][word][draw]; empty where they are too many to be kept. */
  private final List<long[][]> blocks;

  private SignBits(int words, int draws, long seed) {
    this.words = words;
    this.draws = draws;
    this.seed = seed;
    blocks = (long) words * draws <= KEPT ? drawn().toList() : List.of();
  }

  /**
   * Draws them, or gives those of before.
   *
   * @param words of a draw
   */
  static SignBits of(int words, int draws, long seed) {
    List<SignBits> before = last;
    for (SignBits drawn : before) {
      if (drawn.words == words && drawn.draws == draws && drawn.seed == seed) {
        return drawn;
      }
    }
    SignBits drawn = new SignBits(words, draws, seed);
    last = Stream.concat(Stream.of(drawn), before.stream()).limit(KINDS).toList();
    return drawn;
  }

  /** Blocks of up to {@value #AT_ONCE} draws, [word][draw]; nobody may change them. */
  @Override
  public Iterator<long[][]> iterator() {
    return blocks.isEmpty() ? drawn().iterator() : blocks.iterator();
  }

  /** Of each draw the next words of the stream. */
  private Stream<long[][]> drawn() {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.iterate(0, done -> done < draws, done -> done + AT_ONCE)
        .map(done -> block(Math.min(AT_ONCE, draws - done), random));
  }

  private long[][] block(int size, SplittableRandom random) {
    long[][] bits = new long[words][size];
    for (int draw = 0; draw < size; draw++) {
      for (int word = 0; word < words; word++) {
        bits[word][draw] = random.nextLong();
      }
    }
    return bits;
  }
}
