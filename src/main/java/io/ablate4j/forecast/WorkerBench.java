package io.ablate4j.forecast;

import io.ablate4j.plan.Trial;
import io.ablate4j.train.StepTimer.Slice;
import io.ablate4j.worker.TimingProtocol;
import io.ablate4j.worker.WorkerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Measures in a worker process, which is one of those that are going to train. */
final class WorkerBench implements Bench {
  /** Of processor time, and the most steps that are taken to have it. */
  private static final double MILLIS = 60;

  private static final int MOST_STEPS = 200;
  private static final double MILLIS_A_SECOND = 1e3;
  private static final double NANOS_A_SECOND = 1e9;

  /** What a worker loads for its first network takes two seconds, on a busy machine thirty. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final WorkerProcess worker;
  private final Runnable fit;
  private final Runnable lost;
  private long busyNanos;
  private boolean isFit = true;

  /**
   * @param startNanos until the worker was ready
   * @param fit runs at the end if the worker may train
   * @param lost runs at the end if it may not
   */
  WorkerBench(WorkerProcess worker, long startNanos, Runnable fit, Runnable lost) {
    this.worker = worker;
    this.busyNanos = startNanos;
    this.fit = fit;
    this.lost = lost;
  }

  @Override
  public Optional<Sample> measure(Trial trial, boolean first) throws BenchLost {
    long start = System.nanoTime();
    try {
      return measured(trial, first);
    } catch (IOException e) {
      isFit = false;
      throw new BenchLost(e.getMessage(), e);
    } finally {
      busyNanos += System.nanoTime() - start;
    }
  }

  private Optional<Sample> measured(Trial trial, boolean first) throws IOException {
    long start = System.nanoTime();
    if (ask(TimingProtocol.add(trial)).isEmpty()) {
      return Optional.empty();
    }
    double made = (System.nanoTime() - start) / NANOS_A_SECOND;
    Optional<Slice> one = slice(TimingProtocol.slice(0, 0, 1));
    double millis = one.map(Slice::cpuMillis).orElse(MILLIS);
    int steps = (int) Math.min(MOST_STEPS, Math.ceil(MILLIS / Math.max(1e-3, millis)));
    Optional<Slice> all = steps > 1 ? slice(TimingProtocol.slice(0, 0, steps)) : one;
    Optional<Slice> images = slice(TimingProtocol.evaluate(0, 0));
    ask(TimingProtocol.RELEASE);
    return all.isEmpty() || images.isEmpty()
        ? Optional.empty()
        : Optional.of(sample(all.get(), steps, images.get(), first ? 0 : made));
  }

  @Override
  public OptionalDouble slowdown() {
    return worker.cpu().stream()
        .filter(cpu -> !cpu.isZero())
        .mapToDouble(cpu -> (double) busyNanos / cpu.toNanos())
        .findFirst();
  }

  private static Sample sample(Slice trained, int steps, Slice evaluated, double made) {
    double wall = trained.wallMillis() + evaluated.wallMillis();
    double cpu = trained.cpuMillis() + evaluated.cpuMillis();
    double share = cpu > 0 ? cpu / wall : 1; // of its processor
    // Of the thread that trains alone: compilers that happen to work beside it would tell nothing
    // of the network.
    double image = evaluated.stepMillis() * evaluated.trainingMillis() / evaluated.wallMillis();
    return new Sample(
        new Rates(
            trained.trainingMillis() / steps / MILLIS_A_SECOND,
            image / MILLIS_A_SECOND,
            made > 0 ? made * share : Speeds.USUAL_FIXED_SECONDS),
        wall / MILLIS_A_SECOND,
        cpu / MILLIS_A_SECOND);
  }

  private Optional<Slice> slice(String request) throws IOException {
    return ask(request).map(TimingProtocol::slice);
  }

  /** The answer to a request; empty if it failed, and then the worker trains nothing. */
  private Optional<String> ask(String request) throws IOException {
    worker.send(request);
    String answer = worker.await(TimingProtocol.ANSWER, PATIENCE);
    if (TimingProtocol.failure(answer).isPresent()) {
      isFit = false;
      return Optional.empty();
    }
    return Optional.of(answer);
  }

  @Override
  public void close() {
    try {
      if (isFit) {
        ask(TimingProtocol.FIT);
      }
    } catch (IOException e) {
      isFit = false;
    }
    (isFit ? fit : lost).run();
  }
}
