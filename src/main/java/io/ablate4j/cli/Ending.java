package io.ablate4j.cli;

import io.ablate4j.worker.EndedBy;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/**
 * Says what happened where code of a user's ends this process behind our back. It cannot be kept
 * from doing so, but not in silence, and not with the exit code of success.
 */
public final class Ending {
  private static final long CLEAR_UP_SECONDS = 30;

  private static volatile boolean expected;
  private static volatile Thread clearingUp;

  private Ending() {}

  /** From the beginning of the process. */
  public static void watch() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> tell(System.err), "ending"));
  }

  /** Whoever ends the process from here on is us. */
  public static void expect() {
    expected = true;
  }

  /** A run has begun, which this shutdown hook clears up after. */
  static void clearsUp(Thread hook) {
    clearingUp = hook;
  }

  private static void tell(PrintStream err) {
    if (expected) {
      return;
    }
    // Asked again: at Ctrl-C the main class may come to its own end while stacks are looked at.
    EndedBy.code().filter(code -> !expected).ifPresent(code -> tell(code, err));
  }

  private static void tell(String code, PrintStream err) {
    err.println("System.exit was called by " + code + ", which ends ablate4j with it.");
    err.println("  Maybe take that call out, and report a failure by an exception.");
    err.flush();
    Thread hook = clearingUp;
    int exitCode = hook == null ? ExitCode.BAD_REQUEST : ExitCode.SOME_FAILED;
    if (hook != null) {
      awaitEnd(hook);
    }
    Runtime.getRuntime().halt(exitCode);
  }

  private static void awaitEnd(Thread hook) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLEAR_UP_SECONDS);
    try {
      while (hook.getState() != Thread.State.TERMINATED && System.nanoTime() - end < 0) {
        hook.join(10); // returns at once where it has not begun yet
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
