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
  private static final double WARM_MILLIS = 20;
  private static final double MILLIS = 60;
  private static final double MILLIS_A_SECOND = 1e3;
  private static final double NANOS_A_SECOND = 1e9;

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
  public Optional<Rates> measure(Trial trial, boolean first) throws BenchLost {
    try {
      long start = System.nanoTime();
      if (ask(TimingProtocol.add(trial)).isEmpty()) {
        return Optional.empty();
      }
      double fixed =
          first ? Speeds.USUAL_FIXED_SECONDS : (System.nanoTime() - start) / NANOS_A_SECOND;
      Optional<Slice> slice =
          ask(TimingProtocol.slice(0, WARM_MILLIS, 1)).map(TimingProtocol::slice);
      if (slice.isPresent() && slice.get().wallMillis() < MILLIS) {
        slice = ask(TimingProtocol.slice(0, MILLIS, 2)).map(TimingProtocol::slice);
      }
      Optional<Double> image = ask(TimingProtocol.evaluate(0, 0)).map(Double::valueOf);
      ask(TimingProtocol.RELEASE);
      if (slice.isEmpty() || image.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Rates(
              slice.get().stepMillis() / MILLIS_A_SECOND, image.get() / MILLIS_A_SECOND, fixed));
    } catch (IOException e) {
      isFit = false;
      throw new BenchLost(e.getMessage(), e);
    }
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
