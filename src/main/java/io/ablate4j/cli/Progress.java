package io.ablate4j.cli;

import io.ablate4j.plan.Trial;
import io.ablate4j.registration.Registration;
import io.ablate4j.run.RunListener;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.Visible;
import io.ablate4j.trial.tuning.Tuned;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Tells how a run goes on: one line that moves on a terminal, now and then a plain line elsewhere.
 * A failed trial is told at once, with its reason.
 */
final class Progress implements RunListener, AutoCloseable {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final String name;
  private final IntSupplier parallelism;
  private final boolean terminal;
  private ProgressBar bar;
  private int total;
  private int stored;
  private int done;
  private final Set<String> warnings = new HashSet<>();
  private int diverged;
  private int failed;
  private long start;
  private long lastLine;

  private Progress(PrintWriter out, String name, IntSupplier parallelism, boolean terminal) {
    this.out = out;
    this.name = name;
    this.parallelism = parallelism;
    this.terminal = terminal;
  }

  /** For the terminal, if there is one. */
  static Progress on(PrintWriter out, String name, IntSupplier parallelism) {
    return new Progress(out, name, parallelism, System.console() != null);
  }

  @Override
  public synchronized void registered(Registration registration) {
    HypothesisLines.exploratory(registration).forEach(out::println);
  }

  @Override
  public synchronized void started(int alreadyStored, int missing) {
    close(); // of the trials before, if there were any
    total = alreadyStored + missing;
    stored = alreadyStored;
    done = 0;
    failed = 0;
    start = System.nanoTime();
    lastLine = start;
    if (missing == 0) {
      out.println(name + ": all " + total + " trials are stored already.");
    } else if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(Visible.text(name))
              .setInitialMax(total)
              .startsFrom(alreadyStored, Duration.ZERO)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(500)
              .build();
      bar.setExtraMessage(" " + counts());
    } else {
      out.println(
          name
              + ": "
              + missing
              + (missing == 1 ? " trial to run" : " trials to run")
              + (alreadyStored == 0 ? "." : ", " + alreadyStored + " stored already."));
    }
  }

  @Override
  public synchronized void tuned(Tuned tuned) {
    close();
    TuningLines.chosen(tuned).forEach(out::println);
  }

  @Override
  public synchronized void stored(Trial trial, TrialResult result) {
    done++;
    String leftOff = result.provenance().facts().get(Provenance.HELPERS_LEFT_OFF);
    if (leftOff != null && warnings.add(leftOff)) {
      out.println(
          "Warning: wrong on this machine and left off: "
              + leftOff
              + ". Trials are right, but slower. Maybe see scripts/ablate4j doctor.");
    }
    if (result.outcome() instanceof Outcome.Diverged) {
      diverged++;
    } else if (result.outcome() instanceof Outcome.Failed) {
      failed++;
      out.println(describe(trial) + " failed: " + result.outcome().reason());
    }
    if (bar != null) {
      bar.step();
      bar.setExtraMessage(" " + counts());
    } else if (System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
      lastLine = System.nanoTime();
      out.println(name + ": " + (stored + done) + " of " + total + " done, " + counts() + left());
    }
  }

  private String counts() {
    int running = Math.min(parallelism.getAsInt(), total - stored - done);
    return running + " running, " + diverged + " diverged, " + failed + " failed";
  }

  /** Trials are in random order within a seed, so their mean so far is a fair guess. */
  private String left() {
    double seconds = (System.nanoTime() - start) / 1e9 / done * (total - stored - done);
    return seconds < 90
        ? ", about %.0f s left".formatted(seconds)
        : ", about %.0f min left".formatted(seconds / 60);
  }

  private static String describe(Trial trial) {
    return "%s, %s, batch %s%s, seed %d"
        .formatted(
            trial.cell().level(Roles.MODEL),
            trial.cell().level(Roles.ARM),
            trial.cell().level(Roles.BATCH_SIZE),
            Roles.furtherInWords(trial.cell()),
            trial.seed());
  }

  /** Last words of an interrupted run. */
  synchronized void interrupted() {
    close();
    out.println();
    out.println(
        "Interrupted: "
            + (stored + done - failed)
            + " of "
            + total
            + " trials are stored. The same command goes on from there.");
    out.flush();
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
