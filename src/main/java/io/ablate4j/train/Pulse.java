package io.ablate4j.train;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the whole pieces of work that this process has done: training steps, evaluations, probes,
 * data read. Whoever watches a trial sees from it whether it gets on.
 */
public final class Pulse {
  private static final AtomicLong BEATS = new AtomicLong();

  private Pulse() {}

  /** By the thread that works, after each piece. */
  static void beat() {
    BEATS.lazySet(BEATS.getPlain() + 1); // one thread trains; costs no barrier in a step
  }

  /** How many there were, as any thread sees it. */
  public static long count() {
    return BEATS.get();
  }
}
