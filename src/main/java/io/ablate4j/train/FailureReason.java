package io.ablate4j.train;

import io.ablate4j.trial.Bounded;
import org.slf4j.Logger;

/** What a user's code has thrown, in words: it may say anything at any length, or throw again. */
public final class FailureReason {
  private static final int MESSAGE = 1500;

  private FailureReason() {}

  /** Its kind, what it says and where it was thrown; never throws. */
  public static String of(Throwable thrown) {
    return thrown.getClass().getSimpleName() + message(thrown) + place(thrown);
  }

  private static String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null ? "" : ": " + Bounded.text(message, MESSAGE);
    } catch (Throwable another) {
      return ", which cannot say why";
    }
  }

  private static String place(Throwable thrown) {
    try {
      StackTraceElement[] stack = thrown.getStackTrace();
      return stack.length == 0 ? "" : " at " + stack[0];
    } catch (Throwable another) {
      return "";
    }
  }

  /** Logs it with its stack, but with no more words than the reason has. */
  static void log(Logger log, String what, Throwable thrown, String reason) {
    try {
      Throwable told = new RuntimeException(reason);
      told.setStackTrace(thrown.getStackTrace());
      log.error(what, told);
    } catch (Throwable another) {
      log.error("{}: {}", what, reason);
    }
  }
}
