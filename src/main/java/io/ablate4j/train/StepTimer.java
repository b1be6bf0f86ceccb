package io.ablate4j.train;

import io.ablate4j.data.DataSplit;
import io.ablate4j.engine.CpuClock;
import io.ablate4j.engine.FlushToZero;
import io.ablate4j.engine.runtime.TrainableNetwork;
import io.ablate4j.plan.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * Times training steps of several networks in turns, in the thread that calls it. Each network is
 * made as its trial makes it and simply trains on from slice to slice: the work of a step does not
 * depend on the values, since denormals are flushed to zero (not with the stock engine, whose steps
 * may become slower as they do in its trials). One that has left the finite numbers is made afresh
 * before its next slice.
 */
public final class StepTimer implements AutoCloseable {
  private static final double NANOS_A_MILLI = 1e6;

  /** Images at once: those of a small study's validation split. */
  private static final int MOST_EVALUATED = 200;

  private final TrialTrainer trainer;
  private final Clocks clocks;
  private final List<Arm> arms = new ArrayList<>();

  /**
   * @param trainer makes the networks and their data
   */
  public StepTimer(TrialTrainer trainer) {
    this(trainer, new MachineClocks());
  }

  /** The same, on other clocks. */
  StepTimer(TrialTrainer trainer, Clocks clocks) {
    this.trainer = trainer;
    this.clocks = clocks;
  }

  /** What steps are timed by, in nanoseconds each. */
  interface Clocks {
    /** As {@link System#nanoTime}. */
    long nanos();

    /** That all threads of this process have worked. */
    long processNanos();

    /** That the calling thread has worked. */
    long threadNanos();
  }

  private static final class MachineClocks implements Clocks {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public long processNanos() {
      return CpuClock.processNanos();
    }

    @Override
    public long threadNanos() {
      return CpuClock.threadNanos();
    }
  }

  /**
   * What some steps took.
   *
   * @param stepMillis mean milliseconds of a step, bringing its batch together included; of all
   *     steps but the first one, if there are more. That one finds the caches full of what ran
   *     before and takes about a millisecond longer
   * @param wallMillis all of them
   * @param cpuMillis processor time of this process meanwhile
   * @param trainingMillis processor time of the thread that trained: what the process took beyond
   *     it went to the JVM's own work, such as compiling
   */
  public record Slice(
      double stepMillis, double wallMillis, double cpuMillis, double trainingMillis) {}

  /** Makes the network of a trial ready; its number is that of those made ready before. */
  public void add(Trial trial) {
    try (FlushToZero flush = TrialTrainer.denormals(trial)) {
      arms.add(new Arm(trial));
    }
  }

  /**
   * Makes all networks afresh, one after the other, so that they come to lie elsewhere in memory:
   * where a network's arrays lie makes it up to 2 % faster or slower than its twin (Mytkowicz et
   * al. 2009, Producing wrong data without doing anything obviously wrong).
   *
   * @param order their numbers, each once
   */
  public void renew(List<Integer> order) {
    arms.forEach(arm -> arm.network.close());
    for (int arm : order) {
      Trial trial = arms.get(arm).trial;
      try (FlushToZero flush = TrialTrainer.denormals(trial)) {
        arms.set(arm, new Arm(trial));
      }
    }
  }

  /**
   * Trains one network for a while.
   *
   * @param arm its number, from 0
   * @param millis to train for at least
   * @param leastSteps to take at least, 1 and up
   * @throws TrialStopped if the thread is interrupted
   */
  public Slice time(int arm, double millis, int leastSteps) {
    try (FlushToZero flush = TrialTrainer.denormals(arms.get(arm).trial)) {
      return arms.get(arm).time(millis, leastSteps);
    }
  }

  /**
   * Evaluates one network on validation images, at least twice: the first time makes it ready.
   *
   * @param arm its number, from 0
   * @param millis to evaluate for at least, the first time left out
   * @return milliseconds an image in place of a step; the rest is of all times but the first
   * @throws TrialStopped if the thread is interrupted
   */
  public Slice evaluate(int arm, double millis) {
    try (FlushToZero flush = TrialTrainer.denormals(arms.get(arm).trial)) {
      return arms.get(arm).evaluate(millis);
    }
  }

  /** Of the networks that are ready, by their numbers. */
  List<Trial> trials() {
    return arms.stream().map(arm -> arm.trial).toList();
  }

  /** Frees all networks; others may be added afterwards. */
  @Override
  public void close() {
    arms.forEach(arm -> arm.network.close());
    arms.clear();
  }

  /** All clocks since it was made. */
  private final class Watch {
    private final long cpuStart = clocks.processNanos();
    private final long threadStart = clocks.threadNanos();
    private final long start = clocks.nanos();
    private long elapsed;

    /** Nanoseconds until now. */
    long elapsed() {
      elapsed = clocks.nanos() - start;
      return elapsed;
    }

    /** What was seen until {@link #elapsed()} was asked last. */
    Slice slice(double stepNanos) {
      double thread = clocks.threadNanos() - threadStart;
      double cpu = clocks.processNanos() - cpuStart;
      return new Slice(
          stepNanos / NANOS_A_MILLI,
          elapsed / NANOS_A_MILLI,
          cpu / NANOS_A_MILLI,
          thread / NANOS_A_MILLI);
    }
  }

  /** One network with its place in its training set, which is in random order already. */
  private final class Arm {
    private final Trial trial;
    private final DataSplit split;
    private final float[] features;
    private final int[] labels;
    private TrainableNetwork network;
    private int next;
    private double loss;

    Arm(Trial trial) {
      this.trial = trial;
      split = trainer.split(trial);
      labels = new int[trial.settings().batchSize()];
      features = new float[labels.length * split.train().shape().size()];
      network = trainer.network(trial, split);
    }

    Slice time(double millis, int leastSteps) {
      if (!Double.isFinite(loss)) {
        network.close();
        network = trainer.network(trial, split);
      }
      long leastNanos = (long) (millis * NANOS_A_MILLI);
      Watch watch = new Watch();
      long first = 0;
      int steps = 0;
      do {
        if (Thread.interrupted()) {
          throw new TrialStopped();
        }
        gather();
        loss = network.train(features, labels);
        Pulse.beat();
        steps++;
        long elapsed = watch.elapsed();
        first = steps == 1 ? elapsed : first;
      } while (watch.elapsed < leastNanos || steps < leastSteps);
      return watch.slice(steps == 1 ? first : (double) (watch.elapsed - first) / (steps - 1));
    }

    Slice evaluate(double millis) {
      int images = Math.min(MOST_EVALUATED, split.validation().count());
      Evaluator evaluator = new Evaluator(split.validation(), images);
      evaluator.evaluate(network);
      long leastNanos = (long) (millis * NANOS_A_MILLI);
      Watch watch = new Watch();
      int times = 0;
      do {
        if (Thread.interrupted()) {
          throw new TrialStopped();
        }
        evaluator.evaluate(network);
        Pulse.beat();
        times++;
      } while (watch.elapsed() < leastNanos);
      return watch.slice((double) watch.elapsed / times / images);
    }

    private void gather() {
      if (next + labels.length > split.train().count()) {
        next = 0;
      }
      int size = split.train().shape().size();
      System.arraycopy(split.train().features(), next * size, features, 0, features.length);
      System.arraycopy(split.train().labels(), next, labels, 0, labels.length);
      next += labels.length;
    }
  }
}
