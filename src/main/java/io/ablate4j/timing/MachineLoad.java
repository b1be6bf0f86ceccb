package io.ablate4j.timing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How busy others keep the processors we may use, from {@code /proc/stat} (proc(5)). Busy time is
 * taken as wall time less idle time: Linux adds up idle time to the nanosecond and shows hundredths
 * of a second, whereas it counts busy time in whole ticks of its clock. So what is read over a
 * slice is true to 10 ms of processor time. Stolen time is what a hypervisor gave to other
 * machines.
 */
final class MachineLoad {
  private static final Path STAT = Path.of("/proc/stat");
  private static final String ALL = "cpu";
  private static final int IDLE = 4;
  private static final int IOWAIT = 5;
  private static final int STEAL = 8;

  /** 1 / USER_HZ: how exactly processor time is reported. */
  static final double NANOS_A_TICK = 1e7;

  private MachineLoad() {}

  /**
   * What the counters said at one moment.
   *
   * @param nanos the moment
   * @param processors that are counted; 0 if the system does not say
   * @param idleNanos of all of them
   * @param stolenNanos of all of them
   */
  record Sample(long nanos, int processors, double idleNanos, double stolenNanos) {
    boolean known() {
      return processors > 0;
    }

    /**
     * Processors that others kept busy until a later sample, 0 and up.
     *
     * @param ownNanos processor time of our own processes in between
     */
    double foreign(Sample later, double ownNanos) {
      double wall = later.nanos - nanos;
      double busy = wall * processors - (later.idleNanos - idleNanos);
      double stolen = later.stolenNanos - stolenNanos;
      // A kernel may or may not count stolen time as ours: taking the larger is right for both.
      return Math.max(0, Math.max(busy - ownNanos, stolen) / wall);
    }
  }

  /**
   * The counters now.
   *
   * @param allowed numbers of the processors we may use; empty if unknown
   */
  static Sample sample(List<Integer> allowed) {
    long nanos = System.nanoTime();
    try {
      return Files.exists(STAT)
          ? parse(nanos, Files.readAllLines(STAT, StandardCharsets.ISO_8859_1), allowed)
          : new Sample(nanos, 0, 0, 0);
    } catch (IOException e) {
      return new Sample(nanos, 0, 0, 0); // there, but not for us
    }
  }

  /**
   * @param lines of {@code /proc/stat}
   * @param allowed numbers of the processors we may use; empty if unknown
   */
  static Sample parse(long nanos, List<String> lines, List<Integer> allowed) {
    Map<String, String[]> counters = new HashMap<>();
    for (String line : lines) {
      String[] words = line.split("\\s+");
      if (words[0].startsWith(ALL) && words.length > STEAL) {
        counters.put(words[0], words);
      }
    }
    int all = counters.size() - 1;
    boolean subset =
        !allowed.isEmpty()
            && allowed.size() < all
            && allowed.stream().allMatch(number -> counters.containsKey(ALL + number));
    // One sum is rounded once; the processors' own lines are rounded one by one.
    List<String> wanted = subset ? allowed.stream().map(n -> ALL + n).toList() : List.of(ALL);
    double idle = 0;
    double stolen = 0;
    for (String name : wanted) {
      Optional<String[]> words = Optional.ofNullable(counters.get(name));
      idle += words.map(w -> ticks(w[IDLE]) + ticks(w[IOWAIT])).orElse(0.0);
      stolen += words.map(w -> ticks(w[STEAL])).orElse(0.0);
    }
    // Some sandboxes show the file with nothing but zeros in it.
    return idle == 0
        ? new Sample(nanos, 0, 0, 0)
        : new Sample(nanos, subset ? allowed.size() : all, idle, stolen);
  }

  private static double ticks(String word) {
    return Long.parseLong(word) * NANOS_A_TICK;
  }
}
