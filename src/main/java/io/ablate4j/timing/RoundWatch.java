package io.ablate4j.timing;

import io.ablate4j.timing.MachineLoad.Sample;
import io.ablate4j.train.StepTimer.Slice;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Sees who else works during a round of the timing pass: others, and the workers' own JVMs. */
final class RoundWatch {
  /**
   * Processors that others may keep busy during a round; more, and more than the system's clock may
   * be wrong, make it a disturbed one. Shorter spells of theirs hit a few turns, which the median
   * leaves out.
   */
  private static final double LEAST_FOREIGN = .125;

  /** The same on big machines, where a part of a processor more or less is not felt. */
  private static final double FOREIGN_SHARE = 1 / 32.0;

  /**
   * Of its processor that training may miss, be it that others have it or the JVM itself, which
   * compiles what is used much: it slows the step by as much.
   */
  private static final double SHORTFALL = .05;

  private static final double NANOS_A_MILLI = 1e6;

  private final Supplier<Sample> machine;
  private final Sample start;
  private final double[] wallMillis;
  private final double[] cpuMillis;
  private final double[] trainingMillis;
  private double ownNanos;

  /**
   * What was seen.
   *
   * @param foreignLoad processors that others kept busy, of the workers' own at least
   * @param disturbed whether they, or a worker's own JVM, took too much of what training needs
   * @param jvmQuiet whether the JVMs alone took little of it
   */
  record Seen(double foreignLoad, boolean disturbed, boolean jvmQuiet) {}

  /**
   * Begins to watch.
   *
   * @param workers that are at work
   * @param machine tells how busy it is
   */
  RoundWatch(int workers, Supplier<Sample> machine) {
    this.machine = machine;
    start = machine.get();
    wallMillis = new double[workers];
    cpuMillis = new double[workers];
    trainingMillis = new double[workers];
  }

  /**
   * Takes note of what the workers did at the same time.
   *
   * @param slices one of each worker
   * @param own nanoseconds of processor time that this process took meanwhile
   */
  void add(List<Slice> slices, double own) {
    ownNanos += own;
    for (int worker = 0; worker < slices.size(); worker++) {
      Slice slice = slices.get(worker);
      wallMillis[worker] += slice.wallMillis();
      cpuMillis[worker] += slice.cpuMillis();
      trainingMillis[worker] += slice.trainingMillis();
      ownNanos += slice.cpuMillis() * NANOS_A_MILLI;
    }
  }

  /** Looks at what was until now. */
  Seen end() {
    Sample now = machine.get();
    double foreign = start.known() ? start.foreign(now, ownNanos) : 0;
    double exact = start.known() ? MachineLoad.NANOS_A_TICK / (now.nanos() - start.nanos()) : 0;
    double shortfall = most(worker -> wallMillis[worker] - cpuMillis[worker]);
    return new Seen(
        Math.max(foreign, shortfall),
        foreign > exact + Math.max(LEAST_FOREIGN, FOREIGN_SHARE * start.processors())
            || most(worker -> wallMillis[worker] - trainingMillis[worker]) > SHORTFALL,
        most(worker -> cpuMillis[worker] - trainingMillis[worker]) <= SHORTFALL);
  }

  /** Of its own time, what the worker missed that missed most. */
  private double most(IntToDoubleFunction millis) {
    return IntStream.range(0, wallMillis.length)
        .mapToDouble(worker -> millis.applyAsDouble(worker) / wallMillis[worker])
        .reduce(0, Math::max);
  }
}
