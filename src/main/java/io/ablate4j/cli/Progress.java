package io.ablate4j.cli;

import io.ablate4j.forecast.Remaining;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.IntSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Says how a run goes on: one line that moves on a terminal, now and then a plain line elsewhere. A
 * failed trial is reported at once, with its reason.
 */
final class Progress implements RunListener, AutoCloseable {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final double NANOS_A_SECOND = 1e9;

  private final PrintWriter out;
  private final String name;
  private final DoubleFunction<String> beyond;
  private final IntSupplier parallelism;
  private final boolean terminal;
  private final Optional<Remaining> remaining;
  private ProgressBar bar;
  private int total;
  private int stored;
  private int done;
  private final Set<String> warnings = new HashSet<>();
  private int diverged;
  private int failed;
  private double start;
  private long lastLine;

  private Progress(
      PrintWriter out,
      StudyRun.Place place,
      IntSupplier parallelism,
      boolean terminal,
      Optional<Remaining> remaining) {
    this.out = out;
    this.name = place.label();
    this.beyond = place.beyond();
    this.parallelism = parallelism;
    this.terminal = terminal;
    this.remaining = remaining;
  }

  /**
   * For the terminal, if there is one.
   *
   * @param place what it is called, and what is said of others behind it
   * @param remaining says how long it will still take; empty if nobody knows
   */
  static Progress on(
      PrintWriter out,
      StudyRun.Place place,
      IntSupplier parallelism,
      Optional<Remaining> remaining) {
    return new Progress(out, place, parallelism, System.console() != null, remaining);
  }

  @Override
  public synchronized void registered(Registration registration) {
    HypothesisLines.exploratory(registration).forEach(out::println);
  }

  @Override
  public synchronized void started(int alreadyStored, List<Trial> trials) {
    int missing = trials.size();
    close(); // of the trials before, if there were any
    total = alreadyStored + missing;
    stored = alreadyStored;
    done = 0;
    failed = 0;
    start = now();
    lastLine = System.nanoTime();
    remaining.ifPresent(left -> left.begin(trials, parallelism.getAsInt(), now()));
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
              .hideEta()
              .build();
      bar.setExtraMessage(" " + counts() + left());
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
    boolean whole = result.outcome() instanceof Outcome.Completed;
    remaining.ifPresent(left -> left.ended(trial, whole, now()));
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
      bar.setExtraMessage(" " + counts() + left());
    } else if (System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
      lastLine = System.nanoTime();
      out.println(name + ": " + (stored + done) + " of " + total + " done, " + counts() + left());
    }
  }

  private String counts() {
    int running = Math.min(parallelism.getAsInt(), total - stored - done);
    return running + " running, " + diverged + " diverged, " + failed + " failed";
  }

  /** Of the whole run; where nobody has predicted it, of the trials at their mean so far. */
  private String left() {
    if (remaining.isEmpty() && done == 0) {
      return "";
    }
    double seconds =
        remaining
            .map(each -> each.seconds(now()))
            .orElseGet(() -> (now() - start) / done * (total - stored - done));
    return ", about " + TimeWords.of(seconds) + " left" + beyond.apply(seconds);
  }

  private static double now() {
    return System.nanoTime() / NANOS_A_SECOND;
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
