package io.ablate4j.forecast;

import java.util.List;

/** Where benches come from. */
interface Workshop extends AutoCloseable {
  /** Begins to make benches ready, in threads of its own. */
  void open(int number);

  /**
   * Those that are ready, once all are or have failed.
   *
   * @return fewer where some cannot be had
   */
  List<Bench> benches();

  /** Seconds from {@link #open} until all were ready; what of it others spent waiting counts. */
  double startSeconds();

  /** Closes all benches. */
  @Override
  void close();
}
