package io.ablate4j.forecast;

import io.ablate4j.plan.Trial;
import io.ablate4j.train.StepTimer.Slice;
import io.ablate4j.worker.TimingProtocol;
import io.ablate4j.worker.WorkerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Measures in a worker process, which is one of those that are going to train. */
final class WorkerBench implements Bench {
  /** Of processor time, and the most steps that are taken to have it. */
  private static final double MILLIS = 60;

  private static final int MOST_STEPS = 200;
  private static final double MILLIS_A_SECOND = 1e3;
  private static final double NANOS_A_SECOND = 1e9;

  /**
   * How many times as long steps and evaluations take in trials as the thread that trains has to
   * work for them: the collector, the compilers and the run's main process want processor time,
   * too. On a quiet machine the mean step took 1.04 to 1.09 times as long as the median one in
   * trials of reference, in its last seeds as in its first, and 1.09 to 1.14 times in the short
   * trials of quickstart.
   */
  private static final double BESIDE = 1.08;

  /** What a worker loads for its first network takes two seconds, on a busy machine thirty. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final WorkerProcess worker;
  private final Runnable fit;
  private final Runnable lost;
  private boolean isFit = true;

  /**
   * @param fit runs at the end if the worker may train
   * @param lost runs at the end if it may not
   */
  WorkerBench(WorkerProcess worker, Runnable fit, Runnable lost) {
    this.worker = worker;
    this.fit = fit;
    this.lost = lost;
  }

  @Override
  public Optional<Sample> measure(Trial trial, boolean first) throws BenchLost {
    return unlessLost(() -> measured(trial, first));
  }

  @Override
  public boolean ready(Trial trial) throws BenchLost {
    return unlessLost(() -> ask(TimingProtocol.add(trial)).isPresent());
  }

  @Override
  public Optional<Share> train(double seconds) throws BenchLost {
    return unlessLost(
        () -> {
          Optional<Slice> slice = slice(TimingProtocol.slice(0, seconds * MILLIS_A_SECOND, 1));
          ask(TimingProtocol.RELEASE);
          return slice.map(all -> share(all.wallMillis(), all.cpuMillis()));
        });
  }

  private interface Asking<T> {
    T ask() throws IOException;
  }

  private <T> T unlessLost(Asking<T> asking) throws BenchLost {
    try {
      return asking.ask();
    } catch (IOException e) {
      isFit = false;
      throw new BenchLost(e.getMessage(), e);
    }
  }

  private Optional<Sample> measured(Trial trial, boolean first) throws IOException {
    long start = System.nanoTime();
    if (ask(TimingProtocol.add(trial)).isEmpty()) {
      return Optional.empty();
    }
    Optional<Slice> one = slice(TimingProtocol.slice(0, 0, 1));
    double made = (System.nanoTime() - start) / NANOS_A_SECOND;
    double millis = one.map(Slice::cpuMillis).orElse(MILLIS);
    int steps = (int) Math.min(MOST_STEPS, Math.ceil(MILLIS / Math.max(1e-3, millis)));
    Optional<Slice> all = steps > 1 ? slice(TimingProtocol.slice(0, 0, steps)) : one;
    Optional<Slice> images = slice(TimingProtocol.evaluate(0, 0));
    ask(TimingProtocol.RELEASE);
    return all.isEmpty() || images.isEmpty()
        ? Optional.empty()
        : Optional.of(sample(all.get(), steps, images.get(), first ? 0 : made));
  }

  /**
   * What was seen of a network.
   *
   * @param made seconds until it had taken its first step, which takes longer than others: its
   *     buffers are new to memory and to the collector; 0 if they tell nothing of it
   */
  private static Sample sample(Slice trained, int steps, Slice evaluated, double made) {
    Share share =
        share(
            trained.wallMillis() + evaluated.wallMillis(),
            trained.cpuMillis() + evaluated.cpuMillis());
    // Of the thread that trains alone: compilers that happen to work beside it would tell nothing
    // of the network.
    double image = evaluated.stepMillis() * evaluated.trainingMillis() / evaluated.wallMillis();
    double step = trained.trainingMillis() / steps / MILLIS_A_SECOND;
    return new Sample(
        new Rates(
            BESIDE * step,
            BESIDE * image / MILLIS_A_SECOND,
            made > 0 ? Math.max(0, made * share.ofProcessor() - step) : Speeds.USUAL_FIXED_SECONDS),
        share);
  }

  private static Share share(double wallMillis, double cpuMillis) {
    return new Share(wallMillis / MILLIS_A_SECOND, cpuMillis / MILLIS_A_SECOND);
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
