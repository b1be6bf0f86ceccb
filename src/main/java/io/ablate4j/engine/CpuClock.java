package io.ablate4j.engine;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Processor time of this process and of its threads. Java's own bean counts a process in ticks of
 * 10 ms, too coarse for the slices of a timing pass; on Linux the C library's {@code clock_gettime}
 * tells nanoseconds.
 */
public final class CpuClock {
  private static final int PROCESS_CPU_TIME = 2; // CLOCK_PROCESS_CPUTIME_ID of linux/time.h
  private static final long NANOS_A_SECOND = 1_000_000_000L;

  private static final Function CLOCK = clock();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuClock() {}

  /** Nanoseconds of all threads since the process began. */
  public static long processNanos() {
    if (CLOCK != null) {
      Memory time = new Memory(2L * Long.BYTES);
      if (CLOCK.invokeInt(new Object[] {PROCESS_CPU_TIME, time}) == 0) {
        return time.getLong(0) * NANOS_A_SECOND + time.getLong(Long.BYTES);
      }
    }
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  /** Nanoseconds of the calling thread; of all threads if the JVM does not say. */
  public static long threadNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : processNanos();
  }

  private static Function clock() {
    if (!System.getProperty("os.name").startsWith("Linux")
        || !System.getProperty("os.arch").endsWith("64")) {
      return null; // another number of the clock, or another layout of the time
    }
    try {
      Jna.load();
      return NativeLibrary.getProcess().getFunction("clock_gettime");
    } catch (LinkageError e) {
      return null; // the bean's ticks have to do
    }
  }
}
