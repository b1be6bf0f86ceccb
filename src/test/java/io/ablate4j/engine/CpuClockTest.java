package io.ablate4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class CpuClockTest {
  @Test
  void itCountsWhatThisProcessHasWorked() {
    var thread = ManagementFactory.getThreadMXBean();
    long before = CpuClock.processNanos();
    long threadBefore = thread.getCurrentThreadCpuTime();
    while (thread.getCurrentThreadCpuTime() - threadBefore < 50_000_000) {
      Thread.onSpinWait();
    }
    // All threads work at least as much as this one; the bean's ticks are 10 ms.
    assertThat(CpuClock.processNanos() - before).isGreaterThanOrEqualTo(40_000_000);
  }

  /** However long this thread has to wait for the other one. */
  @Test
  void aThreadIsCountedWithoutTheOthers() throws InterruptedException {
    var beans = ManagementFactory.getThreadMXBean();
    Thread other =
        new Thread(
            () -> {
              while (beans.getCurrentThreadCpuTime() < 50_000_000) {
                Thread.onSpinWait();
              }
            });
    long process = CpuClock.processNanos();
    long thread = CpuClock.threadNanos();
    other.start();
    other.join();
    long here = CpuClock.threadNanos() - thread;
    assertThat(here).isNotNegative();
    // The process has worked as much as both of them at least; the bean's ticks are 10 ms.
    assertThat(CpuClock.processNanos() - process).isGreaterThanOrEqualTo(here + 40_000_000);
  }
}
