package io.ablate4j.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether this run has been asked to end. */
public final class Closing {
  /** Ctrl-C goes to the run and its workers at once; on a busy machine the run is slower. */
  private static final int SOON_SECONDS = 5;

  private final CountDownLatch latch = new CountDownLatch(1);

  public void begin() {
    latch.countDown();
  }

  public boolean hasBegun() {
    return latch.getCount() == 0;
  }

  /** Waits a moment for it: a worker ended as workers do when the run is asked to end. */
  public boolean beginsSoon() {
    try {
      return latch.await(SOON_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
