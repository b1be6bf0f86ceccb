package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class JvmRestTest {
  private static final int PIECE = 1 << 16;

  @Test
  void garbageThatFillsHalfTheRoomIsCollected() {
    MemoryPoolMXBean eden =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().contains("Eden"))
            .findFirst()
            .orElseThrow();
    List<byte[]> garbage = new ArrayList<>();
    while (2 * eden.getUsage().getUsed() <= eden.getUsage().getCommitted() + PIECE) {
      garbage.add(new byte[PIECE]);
    }
    long before = eden.getUsage().getUsed();
    garbage.clear();
    JvmRest.await();
    assertThat(eden.getUsage().getUsed()).isLessThan(before);
  }

  @Test
  void whereThisProcessNeverRestsItGoesOnAfterAQuarterOfASecond() throws InterruptedException {
    List<Thread> busy = new ArrayList<>();
    CountDownLatch running = new CountDownLatch(1);
    for (int thread = 0; thread <= Runtime.getRuntime().availableProcessors(); thread++) {
      busy.add(
          new Thread(
              () -> {
                running.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                  Thread.onSpinWait();
                }
              }));
    }
    busy.forEach(Thread::start);
    try {
      running.await();
      long begun = System.nanoTime();
      JvmRest.await();
      assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(JvmRest.MOST_NANOS);
    } finally {
      busy.forEach(Thread::interrupt);
      for (Thread thread : busy) {
        thread.join();
      }
    }
  }
}
