package io.ablate4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
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

  @Test
  void aThreadIsCountedWithoutTheOthers() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              while (!done.get()) {
                Thread.onSpinWait();
              }
            });
    long process = CpuClock.processNanos();
    long thread = CpuClock.threadNanos();
    other.start();
    while (CpuClock.processNanos() - process < 50_000_000) {
      Thread.sleep(1);
    }
    done.set(true);
    other.join();
    assertThat(CpuClock.threadNanos() - thread).isBetween(1L, 25_000_000L);
  }
}
