package io.ablate4j.run;

import io.ablate4j.plan.Trial;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.worker.IdleWorkers;
import io.ablate4j.worker.RunInterrupted;
import io.ablate4j.worker.Vigil;
import io.ablate4j.worker.WorkerProcess;
import io.ablate4j.worker.WorkerProcess.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Where one worker at a time carries out trials, and another one takes its place if it is lost. */
final class Seat implements AutoCloseable {
  private static final int MOST_TRIES = 2;

  private final Crew crew;
  private final List<String> prefix;
  private WorkerProcess worker;

  /**
   * @param prefix of the workers' command
   */
  Seat(Crew crew, List<String> prefix) {
    this.crew = crew;
    this.prefix = prefix;
  }

  /**
   * Has a trial carried out; once more if the worker hung, as a machine may have been at fault.
   *
   * @return its result; a failed one with the reason if a worker was lost over it
   * @throws RunInterrupted if the run has been asked to stop
   * @throws ExecutorUnavailable if there are no workers any more
   */
  TrialResult carryOut(Trial trial) {
    for (int attempt = 1; ; attempt++) {
      try {
        if (worker == null) {
          worker = crew.start(prefix);
        }
      } catch (IOException e) {
        return failed(trial, e.getMessage());
      }
      Vigil vigil = worker.vigil(crew.limits(trial));
      Reply reply = worker.carryOut(trial, vigil);
      if (reply instanceof Reply.Done done) {
        crew.learn(trial, vigil.longestStill());
        if (done.last()) {
          lose("what it shares with later trials is not as it was");
        }
        return done.result();
      }
      Reply.Lost lost = (Reply.Lost) reply;
      boolean toldToStop = worker.wasToldToStop();
      lose(lost.reason());
      if (crew.closing().hasBegun() || toldToStop && crew.closing().beginsSoon()) {
        throw new RunInterrupted(lost.reason());
      }
      if (!lost.hung() || attempt == MOST_TRIES) {
        return failed(trial, attempt == 1 ? lost.reason() : triedTwice(lost.reason()));
      }
    }
  }

  private static String triedTwice(String reason) {
    String[] lines = reason.split("\n", 2);
    return lines[0] + "; it was tried twice" + (lines.length > 1 ? "\n" + lines[1] : "");
  }

  private void lose(String because) {
    crew.release(worker);
    worker.end(because);
    worker = null;
  }

  private static TrialResult failed(Trial trial, String reason) {
    return new TrialResult(
        trial.key(),
        new Outcome.Failed(reason),
        List.of(),
        Provenance.of(Map.of("executor", "workers")));
  }

  /** Leaves the worker to whoever needs one next. */
  void leaveTo(IdleWorkers idle) {
    if (worker != null) {
      crew.release(worker);
      idle.keep(prefix, worker);
      worker = null;
    }
  }

  /** Ends the worker if it has not been left to anybody: nobody needs it any more. */
  @Override
  public void close() {
    if (worker != null) {
      lose("the run has failed");
    }
  }
}
