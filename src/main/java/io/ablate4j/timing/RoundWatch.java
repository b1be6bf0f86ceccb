package io.ablate4j.timing;

import io.ablate4j.timing.MachineLoad.Sample;
import io.ablate4j.train.StepTimer.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Sees who else works during a round of the timing pass: others, and the workers' own JVMs. A load
 * that stays the same slows all arms of a round alike, which take turns: the round scatters more
 * and counts. One that comes or goes meanwhile makes it a disturbed one.
 */
final class RoundWatch {
  /** So many parts of a round, of as many turns each, are set against one another. */
  private static final int PARTS = 3;

  /**
   * Processors that what others take may change by from part to part, beyond what can be told of
   * it. A load as large as a processor that comes or goes in a round changes by more, unless it is
   * there for an eighth of the round at most: that hits a few turns, which the median leaves out.
   */
  private static final double CHANGE = .4;

  /** The same on big machines, where a part of a processor more or less is not felt. */
  private static final double CHANGE_SHARE = 1 / 32.0;

  /** Who shares a processor by turns of a few milliseconds may have one more of them, or less. */
  private static final double TURN_NANOS = 4e6;

  /**
   * Of the time that a worker's JVM may work on other things than training: it compiles what is
   * used much, which slows the step by as much.
   */
  private static final double JVM_SHARE = .05;

  private static final double NANOS_A_MILLI = 1e6;

  private final Supplier<Sample> machine;
  private final List<Moment> turns = new ArrayList<>();
  private final double[] wallMillis;
  private final double[] cpuMillis;
  private final double[] trainingMillis;
  private double ownNanos;

  /** What was counted until a turn of all arms ended. */
  private record Moment(Sample sample, double[] wallMillis, double[] cpuMillis, double ownNanos) {}

  /**
   * What was seen.
   *
   * @param foreignLoad processors that others kept busy, of the workers' own at least
   * @param change by how much it changed in the round, in processors
   * @param disturbed whether that, or what a worker's own JVM took, was too much
   * @param jvmQuiet whether the JVMs took little
   */
  record Seen(double foreignLoad, double change, boolean disturbed, boolean jvmQuiet) {}

  /**
   * Begins to watch.
   *
   * @param workers that are at work
   * @param machine says how busy it is
   */
  RoundWatch(int workers, Supplier<Sample> machine) {
    this.machine = machine;
    wallMillis = new double[workers];
    cpuMillis = new double[workers];
    trainingMillis = new double[workers];
    turnEnds();
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

  /** All arms have had a turn. */
  void turnEnds() {
    turns.add(new Moment(machine.get(), wallMillis.clone(), cpuMillis.clone(), ownNanos));
  }

  /** Looks at what was, after the last turn. */
  Seen end() {
    Moment start = turns.get(0);
    Moment end = turns.get(turns.size() - 1);
    int parts = Math.min(PARTS, turns.size() - 1);
    double least = Double.MAX_VALUE;
    double most = 0;
    double shortest = Double.MAX_VALUE;
    for (int part = 0; part < parts; part++) {
      Moment from = turns.get(part * (turns.size() - 1) / parts);
      Moment to = turns.get((part + 1) * (turns.size() - 1) / parts);
      double load = load(from, to);
      least = Math.min(least, load);
      most = Math.max(most, load);
      shortest = Math.min(shortest, NANOS_A_MILLI * (to.wallMillis[0] - from.wallMillis[0]));
    }
    double exact = TURN_NANOS + (start.sample.known() ? MachineLoad.NANOS_A_TICK : 0);
    boolean changed =
        most - least
            > Math.max(CHANGE, CHANGE_SHARE * start.sample.processors()) + exact / shortest;
    double jvm = most(worker -> (cpuMillis[worker] - trainingMillis[worker]) / wallMillis[worker]);
    return new Seen(load(start, end), most - least, changed || jvm > JVM_SHARE, jvm <= JVM_SHARE);
  }

  /** Processors that others kept busy; at least what the worker missed that missed most. */
  private double load(Moment from, Moment to) {
    double foreign =
        from.sample.known() ? from.sample.foreign(to.sample, to.ownNanos - from.ownNanos) : 0;
    return Math.max(
        foreign,
        most(
            worker ->
                1
                    - (to.cpuMillis[worker] - from.cpuMillis[worker])
                        / (to.wallMillis[worker] - from.wallMillis[worker])));
  }

  private double most(IntToDoubleFunction share) {
    return IntStream.range(0, wallMillis.length).mapToDouble(share).reduce(0, Math::max);
  }
}
