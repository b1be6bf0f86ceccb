package io.ablate4j.worker;

import java.util.Map;
import java.util.Optional;

/** What exit codes above 128 tell of signals. */
final class SignalCodes {
  /** 128 + SIGHUP, SIGINT and SIGTERM. */
  private static final Map<Integer, String> END =
      Map.of(129, "as by SIGHUP", 130, "as by Ctrl-C", 143, "as by SIGTERM");

  private static final Map<Integer, String> OTHER =
      Map.of(
          132, "SIGILL",
          134, "SIGABRT",
          135, "SIGBUS",
          136, "SIGFPE",
          137, "killed, maybe by the system for want of memory",
          139, "SIGSEGV");

  private SignalCodes() {}

  /** Whether a process with this exit code may have been asked to end, and did not crash. */
  static boolean asksForAnEnd(int exitCode) {
    return END.containsKey(exitCode);
  }

  static Optional<String> words(int exitCode) {
    return Optional.ofNullable(END.get(exitCode))
        .or(() -> Optional.ofNullable(OTHER.get(exitCode)));
  }
}
