package io.ablate4j.worker;

import io.ablate4j.engine.CpuClock;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Has this JVM do before a round of the timing pass what it would do during it: collect the garbage
 * that making networks has left, and compile what has become hot in it.
 */
public final class JvmRest {
  private static final String YOUNG = "Eden";

  /** Of the room for new objects; a round that begins with more left does not fill it. */
  private static final double FULL = .5;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  /** Of a processor: less is no compiler. */
  private static final double BUSY = .1;

  /** Longer than nearly any method takes. */
  static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final JvmRest HERE = new JvmRest(new ThisJvm());

  private final Jvm jvm;

  JvmRest(Jvm jvm) {
    this.jvm = jvm;
  }

  /** What is known of a JVM; one that is made up in tests, which cannot know what else runs. */
  interface Jvm {
    /** As {@link System#nanoTime}. */
    long nanos();

    /** Nanoseconds that all threads have worked. */
    long workedNanos();

    /** The calling thread sleeps for about so long. */
    void sleep(long nanos);

    /** How full the room for new objects is, from 0 to 1. */
    double young();

    /** Collects all garbage. */
    void collect();
  }

  /** Returns when this process has become quiet, or after a quarter of a second. */
  public static void await() {
    HERE.rest();
  }

  /** Returns when the JVM has become quiet, or after a quarter of a second. */
  void rest() {
    if (jvm.young() > FULL) {
      jvm.collect();
    }
    long end = jvm.nanos() + MOST_NANOS;
    boolean busy = true;
    while (busy && jvm.nanos() - end < 0) {
      long begun = jvm.nanos();
      long worked = jvm.workedNanos();
      jvm.sleep(LOOK_NANOS);
      busy = jvm.workedNanos() - worked > BUSY * (jvm.nanos() - begun);
    }
  }

  /** The one this is carried out by. */
  static final class ThisJvm implements Jvm {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public long workedNanos() {
      return CpuClock.processNanos();
    }

    @Override
    public void sleep(long nanos) {
      LockSupport.parkNanos(nanos);
    }

    @Override
    public double young() {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().contains(YOUNG))
          .mapToDouble(
              pool -> {
                MemoryUsage usage = pool.getUsage();
                return usage.getCommitted() == 0
                    ? 0
                    : (double) usage.getUsed() / usage.getCommitted();
              })
          .max()
          .orElse(0);
    }

    @Override
    public void collect() {
      System.gc();
    }
  }
}
