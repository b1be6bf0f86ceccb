package io.ablate4j.stats;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Which replicates the resamples of {@link Bootstrap} without strata take, for statistics that are
 * worked out for all resamples side by side. The same n, number and seed give the same.
 */
public final class Resamples {
  /**
   * What was drawn last, newest first; a study asks for the same for each of its contrasts, or for
   * a few kinds in turns where trials are missing.
   */
  private static volatile List<Resamples> last = List.of();

  private static final int KINDS = 4;

  /** More are not kept, so as not to fill the memory. */
  private static final long KEPT = 1L << 23;

  private final int number;
  private final long seed;
  private final char[][] places;

  private Resamples(int n, int number, long seed) {
    if (n > Character.MAX_VALUE) {
      throw new IllegalArgumentException("no resamples of " + n + " replicates");
    }
    this.number = number;
    this.seed = seed;
    places = new char[n][number];
    SplittableRandom random = new SplittableRandom(seed);
    for (int r = 0; r < number; r++) {
      for (char[] place : places) {
        place[r] = (char) random.nextInt(n);
      }
    }
  }

  /** Whether so many are few enough to be kept side by side. */
  static boolean canBeKept(int n, int number) {
    return n <= Character.MAX_VALUE && (long) n * number <= KEPT;
  }

  /**
   * Draws them, or gives those of before.
   *
   * @param n how many replicates there are
   * @param number how many resamples of n each
   * @throws IllegalArgumentException for more than 65,535 replicates
   */
  public static Resamples of(int n, int number, long seed) {
    List<Resamples> before = last;
    for (Resamples drawn : before) {
      if (drawn.places.length == n && drawn.number == number && drawn.seed == seed) {
        return drawn;
      }
    }
    Resamples drawn = new Resamples(n, number, seed);
    if (canBeKept(n, number)) {
      last = Stream.concat(Stream.of(drawn), before.stream()).limit(KINDS).toList();
    }
    return drawn;
  }

  /** The replicate that resample r has at place i, at [i][r]; nobody may change it. */
  char[][] places() {
    return places;
  }

  /** How often resample r has replicate i, at [i][r]. */
  public int[][] times() {
    int[][] times = new int[places.length][number];
    for (char[] place : places) {
      for (int r = 0; r < number; r++) {
        times[place[r]][r]++;
      }
    }
    return times;
  }
}
