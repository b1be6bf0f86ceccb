package io.ablate4j.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks classes that users bring before anything is trained: one that throws, gives nothing or never
 * comes back is a problem of theirs, told in one sentence.
 */
public final class OwnClasses {
  /** Nothing that is asked before training takes more than moments. */
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String ADVICE = "correct it, or take it off the class path.";
  private static final int MESSAGE = 300;
  private static final int NAME = 64;

  private OwnClasses() {}

  /**
   * Makes all classes that {@link ServiceLoader} finds.
   *
   * @throws ProblemsException if one cannot be found, loaded or made
   */
  public static <T> List<T> load(Class<T> service) {
    String file = "META-INF/services/" + service.getName();
    return ask(
        "A class that " + file + " names",
        "it was loaded",
        PATIENCE,
        () -> {
          List<T> made = new ArrayList<>();
          ServiceLoader.load(service).forEach(made::add);
          return made;
        });
  }

  /**
   * Asks an object of a user's.
   *
   * @param when what it is asked, such as "it was asked for its layers"
   * @return its answer, never null
   * @throws ProblemsException if it throws, gives null, or does not answer within {@link #PATIENCE}
   */
  public static <T> T ask(Object own, String when, Supplier<T> question) {
    return ask("The class " + own.getClass().getName(), when, PATIENCE, question);
  }

  /** The same, with patience of one's own. */
  static <T> T ask(String who, String when, Duration patience, Supplier<T> question) {
    CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              Answer<T> given;
              try {
                given = new Answer<>(question.get(), null);
              } catch (Throwable e) {
                given = new Answer<>(null, e);
              }
              answer.complete(given);
            },
            "own class");
    thread.setDaemon(true); // it may never end
    thread.start();
    Answer<T> given =
        await(answer, patience)
            .orElseThrow(
                () ->
                    ProblemsException.of(
                        who
                            + " did not answer within "
                            + patience.toMillis() / 1000.0
                            + " seconds when "
                            + when
                            + place(thread.getStackTrace()).map(where -> ", at " + where).orElse("")
                            + ".",
                        ADVICE));
    if (given.thrown() instanceof ProblemsException problems) {
      throw problems;
    }
    if (given.thrown() != null) {
      throw ProblemsException.of(
          who + " failed when " + when + ": " + words(given.thrown()) + ".", ADVICE);
    }
    if (given.value() == null) {
      throw ProblemsException.of(who + " gave null when " + when + ".", ADVICE);
    }
    return given.value();
  }

  /** What was given, or else thrown. */
  private record Answer<T>(T value, Throwable thrown) {}

  /** Whoever is interrupted meanwhile is so afterwards: the answer takes moments. */
  private static <T> Optional<T> await(CompletableFuture<T> answer, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return Optional.of(answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          return Optional.empty();
        } catch (ExecutionException e) {
          throw new IllegalStateException("what is thrown is an answer, too", e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * An id that stands in study files, tables and file names.
   *
   * @throws ProblemsException if it has other than letters, digits, hyphens, dots and underscores,
   *     or too many of them
   */
  public static String id(Object own, String id) {
    if (id.length() > NAME || !id.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*")) {
      throw ProblemsException.of(
          "The class "
              + own.getClass().getName()
              + " calls itself \""
              + shown(id)
              + "\", which is no id.",
          "use up to " + NAME + " lower-case letters, digits and hyphens.");
    }
    return id;
  }

  /** What a user's code has thrown, in one line; never throws. */
  static String words(Throwable thrown) {
    try {
      boolean isLoading = thrown instanceof ServiceConfigurationError;
      Throwable cause = isLoading && thrown.getCause() != null ? thrown.getCause() : thrown;
      if (cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
        cause = cause.getCause();
      }
      String kind = isLoading && cause == thrown ? "" : cause.getClass().getSimpleName();
      String message = cause.getMessage() == null ? "" : shown(cause.getMessage());
      String where = place(cause.getStackTrace()).map(place -> " at " + place).orElse("");
      String both = kind + (kind.isEmpty() || message.isEmpty() ? "" : ": ") + message;
      return both + (isLoading ? named(thrown, cause) : where);
    } catch (Throwable another) {
      return thrown.getClass().getSimpleName() + ", which cannot say why";
    }
  }

  /** What a service loader says beside its cause: which class it was. */
  private static String named(Throwable thrown, Throwable cause) {
    return thrown == cause || thrown.getMessage() == null
        ? ""
        : " (" + shown(thrown.getMessage()) + ")";
  }

  /** Without control characters and line ends, and not longer than a line or two. */
  private static String shown(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= MESSAGE
        ? line
        : line.substring(0, MESSAGE) + "... (" + text.length() + " characters)";
  }

  /** The innermost code that is not Java's own. */
  private static Optional<String> place(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName();
      if (!name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun.")) {
        return Optional.of(
            name
                + "."
                + frame.getMethodName()
                + "("
                + frame.getFileName()
                + ":"
                + frame.getLineNumber()
                + ")");
      }
    }
    return Optional.empty();
  }
}
