package io.ablate4j.run;

import io.ablate4j.plan.Trial;
import io.ablate4j.train.TrialStopped;
import io.ablate4j.train.TrialTrainer;
import io.ablate4j.trial.TrialResult;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One trial after the other in this process: for debugging a model of one's own. */
public final class InProcessExecutor implements TrialExecutor {
  private final Supplier<TrialTrainer> trainer;
  private volatile boolean closed;
  private volatile Thread running;

  /**
   * @param trainer made in the thread that trains, on first use
   */
  public InProcessExecutor(Supplier<TrialTrainer> trainer) {
    this.trainer = trainer;
  }

  @Override
  public void run(List<Trial> trials, Consumer<TrialResult> sink) {
    if (trials.isEmpty()) {
      return;
    }
    running = Thread.currentThread();
    try {
      TrialTrainer own = trainer.get();
      for (Trial trial : trials) {
        if (closed) {
          throw new RunInterrupted("stopped");
        }
        sink.accept(own.train(trial));
      }
    } catch (TrialStopped e) {
      throw new RunInterrupted("stopped");
    } finally {
      running = null;
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
