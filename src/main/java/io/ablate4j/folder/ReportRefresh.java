package io.ablate4j.folder;

import io.ablate4j.report.HtmlReport;
import io.ablate4j.store.ResultStore;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes the report of a study again and again while it runs. It reads through a connection of its
 * own and never stops the run: what goes wrong is reported once.
 */
public final class ReportRefresh implements AutoCloseable {
  private static final long FIRST_SECONDS = 20;
  private static final long BETWEEN_SECONDS = 120;

  private final StudyFolder folder;
  private final PrintWriter err;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "report");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
          });
  private boolean told;
  private boolean saysRunning;
  private boolean ended;

  private ReportRefresh(StudyFolder folder, PrintWriter err, Clock clock) {
    this.folder = folder;
    this.err = err;
    this.clock = clock;
  }

  /** Begins; to be closed before the machine has to be quiet. */
  public static ReportRefresh start(StudyFolder folder, PrintWriter err, Clock clock) {
    ReportRefresh refresh = new ReportRefresh(folder, err, clock);
    refresh.timer.scheduleWithFixedDelay(
        refresh::write, FIRST_SECONDS, BETWEEN_SECONDS, TimeUnit.SECONDS);
    return refresh;
  }

  /** Once. */
  synchronized void write() {
    if (ended) {
      return;
    }
    try (ResultStore store = folder.openToRead()) {
      HtmlReport.writeRunning(folder.analyse(store), clock.instant(), folder.report());
      saysRunning = true;
      folder.overview().write();
    } catch (Exception | LinkageError e) { // whatever it is, the run goes on
      if (!told) {
        told = true; // and tried again in silence: the next time may go well
        err.println(
            "The report is not written while the study runs: "
                + (e.getMessage() == null ? e : e.getMessage())
                + "\n"
                + "  Maybe see the report at the end.");
      }
    }
  }

  /**
   * For a run that ends before its time: what is stored by then is reported, as of a study that is
   * not running. It throws nothing: why the run ends is what has to be reported.
   */
  public synchronized void endEarly() {
    if (ended) {
      return;
    }
    ended = true;
    try (ResultStore store = folder.openToRead()) {
      if (saysRunning || !store.finished().isEmpty()) {
        HtmlReport.write(folder.analyse(store), folder.report());
        folder.overview().write();
      }
    } catch (Exception | Error e) { // the run has ended anyhow
      err.println(
          (saysRunning
                  ? "The report still says that the study is running: "
                  : "The report is not written: ")
              + e.getMessage());
    }
  }

  /** Waits for a report that is being written. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      timer.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
