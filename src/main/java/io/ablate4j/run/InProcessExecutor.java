package io.ablate4j.run;

import io.ablate4j.plan.Trial;
import io.ablate4j.train.TrialStopped;
import io.ablate4j.train.TrialTrainer;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.worker.RunInterrupted;
import io.ablate4j.worker.Vigil;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** One trial after the other in this process: for debugging a model of one's own. */
public final class InProcessExecutor implements TrialExecutor {
  private final Supplier<TrialTrainer> trainer;
  private final Function<Trial, Duration> timeout;
  private volatile boolean closed;
  private volatile Thread running;

  /**
   * @param trainer made in the thread that trains, on first use
   * @param timeout after which a trial is given up as failed, at its next step
   */
  public InProcessExecutor(Supplier<TrialTrainer> trainer, Duration timeout) {
    this(trainer, trial -> timeout);
  }

  /** The same with a timeout for each trial. */
  InProcessExecutor(Supplier<TrialTrainer> trainer, Function<Trial, Duration> timeout) {
    this.trainer = trainer;
    this.timeout = timeout;
  }

  @Override
  public void run(List<Trial> trials, Consumer<TrialResult> sink) {
    if (trials.isEmpty()) {
      return;
    }
    running = Thread.currentThread();
    ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    try {
      TrialTrainer own = trainer.get();
      for (Trial trial : trials) {
        if (closed) {
          throw new RunInterrupted("stopped");
        }
        sink.accept(carryOut(own, trial, watchdog));
      }
    } catch (TrialStopped e) {
      throw new RunInterrupted("stopped");
    } finally {
      running = null;
      watchdog.shutdownNow();
    }
  }

  private TrialResult carryOut(TrialTrainer own, Trial trial, ScheduledExecutorService watchdog) {
    Duration most = timeout.apply(trial);
    Deadline deadline = new Deadline(Thread.currentThread());
    ScheduledFuture<?> alarm =
        watchdog.schedule(deadline::pass, most.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return own.train(trial);
    } catch (TrialStopped e) {
      if (closed) {
        throw e;
      }
      return new TrialResult(
          trial.key(),
          new Outcome.Failed(
              deadline.passed()
                  ? "timeout: not done after " + Vigil.words(most)
                  : "code in the trial interrupted the thread that trains"),
          List.of(),
          Provenance.of(Map.of("executor", "in-process")));
    } finally {
      alarm.cancel(false);
      deadline.lift();
    }
  }

  /** Interrupts a trial that takes too long, but never the one after it. */
  private static final class Deadline {
    private final Thread thread;
    private boolean passed;
    private boolean lifted;

    Deadline(Thread thread) {
      this.thread = thread;
    }

    synchronized void pass() {
      if (!lifted) {
        passed = true;
        thread.interrupt();
      }
    }

    synchronized boolean passed() {
      return passed;
    }

    /** By the thread itself, when its trial is over. */
    synchronized void lift() {
      lifted = true;
      if (passed) {
        Thread.interrupted(); // it may have come after the last step
      }
    }
  }

  @Override
  public int parallelism() {
    return 1;
  }

  @Override
  public void close() {
    closed = true;
    Thread thread = running;
    if (thread != null && thread != Thread.currentThread()) {
      thread.interrupt();
    }
  }
}
