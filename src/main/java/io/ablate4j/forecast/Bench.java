package io.ablate4j.forecast;

import io.ablate4j.plan.Trial;
import java.util.Optional;

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
   * @param rates in processor time of the thread that trains: what it would take if it had its
   *     processor to itself
   * @param share what was got of the processor meanwhile
   */
  record Sample(Rates rates, Share share) {}

  /**
   * Makes the network of a trial ready to train.
   *
   * @return whether it could be made
   * @throws BenchLost if nothing can be measured here any more
   */
  boolean ready(Trial trial) throws BenchLost;

  /**
   * Trains the network that is ready without a pause, as trials do, and gives it up.
   *
   * @return what it got of its processor; empty if the network failed
   * @throws BenchLost if nothing can be measured here any more
   */
  Optional<Share> train(double seconds) throws BenchLost;

  /**
   * Of a processor.
   *
   * @param wallSeconds that passed
   * @param cpuSeconds of processor time that the bench got meanwhile
   */
  record Share(double wallSeconds, double cpuSeconds) {
    /** How much of it the bench got, 1 if it had it to itself; 1 too if that cannot be told. */
    double ofProcessor() {
      return cpuSeconds > 0 ? cpuSeconds / wallSeconds : 1;
    }
  }

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
