package io.ablate4j.worker;

import java.util.Optional;
import java.util.Set;

/** Who ends this JVM, as seen from a shutdown hook. */
public final class EndedBy {
  private static final Set<String> ENDING = Set.of("exit", "halt");
  private static final String SIGNAL_THREAD = " handler";

  private EndedBy() {}

  /**
   * The code that called {@code System.exit}, such as {@code example.Mine.configure(Mine.java:7)}.
   */
  public static Optional<String> code() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(stack -> caller(stack).stream())
        .findFirst();
  }

  private static Optional<String> caller(StackTraceElement[] stack) {
    for (int i = 0; i < stack.length - 1; i++) {
      boolean ends =
          stack[i].getClassName().equals(Runtime.class.getName())
              && ENDING.contains(stack[i].getMethodName());
      if (ends) {
        int from = stack[i + 1].getClassName().equals(System.class.getName()) ? i + 2 : i + 1;
        // A signal's own thread calls it as well.
        return from < stack.length && !stack[from].getClassName().startsWith("java.lang.")
            ? Optional.of(words(stack[from]))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Where that is, without the names of modules and class loaders. */
  static String words(StackTraceElement frame) {
    String file = frame.getFileName() == null ? "unknown" : frame.getFileName();
    return frame.getClassName()
        + "."
        + frame.getMethodName()
        + "("
        + file
        + (frame.getLineNumber() >= 0 ? ":" + frame.getLineNumber() : "")
        + ")";
  }

  /** The signal that asked for it, such as SIGTERM. */
  public static Optional<String> signal() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("SIG") && name.endsWith(SIGNAL_THREAD))
        .map(name -> name.substring(0, name.length() - SIGNAL_THREAD.length()))
        .findFirst();
  }
}
