package io.ablate4j.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether this run has been told to end. */
final class Closing {
  /** Ctrl-C goes to the run and its workers at once; on a busy machine the run is slower. */
  private static final int SOON_SECONDS = 5;

  private final CountDownLatch latch = new CountDownLatch(1);

  void begin() {
    latch.countDown();
  }

  boolean hasBegun() {
    return latch.getCount() == 0;
  }

  /** Waits a moment for it: a worker ended as workers do when the run is told to end. */
  boolean beginsSoon() {
    try {
      return latch.await(SOON_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
