package io.ablate4j.spark;

import java.time.Duration;
import java.util.Optional;

/**
 * Tells when a cluster gives nobody to work: Spark itself would wait for ever, and log it at most.
 */
final class ExecutorWatch {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final long patience;
  private long since;
  private boolean told;

  /**
   * @param patience without any executor, after which that is told
   * @param now nanoseconds of a clock
   */
  ExecutorWatch(Duration patience, long now) {
    this.patience = patience.toNanos();
    this.since = now;
  }

  /**
   * Looks.
   *
   * @param executors there are at this moment
   * @return what to tell, once for each time that there are none
   */
  Optional<String> look(long now, int executors) {
    if (executors > 0) {
      since = now;
      told = false;
      return Optional.empty();
    }
    if (told || now - since < patience) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(
        "Spark has given no executors for "
            + Duration.ofNanos(patience).toSeconds()
            + " s; this run waits for them."
            + "\n  Maybe look at the master's page: are there workers, and have they cores free and as"
            + " much memory as spark.executor.memory asks for? Ctrl-C ends this run; what is stored stays.");
  }
}
