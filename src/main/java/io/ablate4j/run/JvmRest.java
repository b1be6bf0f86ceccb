package io.ablate4j.run;

import io.ablate4j.engine.CpuClock;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Has this JVM do before a round of the timing pass what it would do during it: collect the garbage
 * that making networks has left, and compile what has become hot in it.
 */
final class JvmRest {
  private static final String YOUNG = "Eden";

  /** Of the room for new objects; a round that begins with more left does not fill it. */
  private static final double FULL = .5;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  /** Of a processor: less is no compiler. */
  private static final double BUSY = .1;

  /** Longer than nearly any method takes. */
  static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private JvmRest() {}

  /** Returns when this process has become quiet, or after a quarter of a second. */
  static void await() {
    if (isNearlyFull()) {
      System.gc();
    }
    long end = System.nanoTime() + MOST_NANOS;
    boolean busy = true;
    while (busy && System.nanoTime() - end < 0) {
      long begun = System.nanoTime();
      long cpu = CpuClock.processNanos();
      LockSupport.parkNanos(LOOK_NANOS);
      busy = CpuClock.processNanos() - cpu > BUSY * (System.nanoTime() - begun);
    }
  }

  private static boolean isNearlyFull() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().contains(YOUNG))
        .anyMatch(
            pool -> {
              MemoryUsage usage = pool.getUsage();
              return usage.getUsed() > FULL * usage.getCommitted();
            });
  }
}
