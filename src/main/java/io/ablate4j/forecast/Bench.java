package io.ablate4j.forecast;

import io.ablate4j.plan.Trial;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where networks are measured, one at a time. */
interface Bench extends AutoCloseable {
  /**
   * Makes the network of a trial, trains it for some steps and evaluates it, for some tenths of a
   * second.
   *
   * @param first whether nothing was measured here before: what loading classes takes is no cost of
   *     the network
   * @return what it costs a processor as this bench is now; empty if it cannot be measured
   * @throws BenchLost if nothing can be measured here any more
   */
  Optional<Sample> measure(Trial trial, boolean first) throws BenchLost;

  /**
   * A network.
   *
   * @param rates in processor time of the whole process: what it would take if it had its processor
   *     to itself
   * @param wallSeconds that was measured for
   * @param cpuSeconds of processor time it got meanwhile
   */
  record Sample(Rates rates, double wallSeconds, double cpuSeconds) {}

  /**
   * How many times as long as with a processor of its own it has taken for all it did since it was
   * started, its start included; empty if the system does not tell.
   */
  OptionalDouble slowdown();

  /** Nothing more is going to be measured. */
  @Override
  void close();

  /** What measures is gone. */
  final class BenchLost extends Exception {
    private static final long serialVersionUID = 1L;

    BenchLost(String reason, Throwable cause) {
      super(reason, cause);
    }
  }
}
