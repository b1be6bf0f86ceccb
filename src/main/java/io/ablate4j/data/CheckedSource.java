package io.ablate4j.data;

import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.problem.Registry;
import java.util.List;
import java.util.Set;

/**
 * A data source whose every answer is looked at once, where it comes in: a user's class may give
 * anything, and throw anything. What comes out of here holds all that {@link DataPool} promises.
 */
final class CheckedSource implements DatasetSource {
  private static final int LONGEST_TEXT = 500;

  private final DatasetSource source;
  private final String id;
  private final String description;
  private final Set<String> options;
  private final Set<String> nestedOptions;

  private CheckedSource(DatasetSource source) {
    this.source = source;
    id = Registry.askedId(source, DatasetSource::id);
    description = OwnClasses.ask(source, "it was asked for its description", source::description);
    options =
        OwnClasses.ask(source, "it was asked for its options", () -> Set.copyOf(source.options()));
    nestedOptions =
        OwnClasses.ask(
            source,
            "it was asked for its nested options",
            () -> Set.copyOf(source.nestedOptions()));
  }

  /**
   * @throws ProblemsException if the source cannot say what it is
   */
  static CheckedSource of(DatasetSource source) {
    return new CheckedSource(source);
  }

  /** The user's class, for messages. */
  Class<?> type() {
    return source.getClass();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Set<String> options() {
    return options;
  }

  @Override
  public Set<String> nestedOptions() {
    return nestedOptions;
  }

  @Override
  public DataPool open(DatasetSpec spec, DataFolders folders) {
    String name = "The data source " + id + " (" + type().getName() + ")";
    DataPool pool;
    try {
      pool = source.open(spec, folders);
    } catch (ProblemsException e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw failed(name, " in open()", e);
    }
    return CheckedPool.of(name, pool);
  }

  /** What a user's class did, in one sentence with its place in the class. */
  static ProblemsException failed(String name, String where, Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String at = trace.length == 0 ? "" : " at " + trace[0];
    String message = e.getMessage() == null ? "" : ": " + line(e.getMessage());
    return wrong(name, "failed" + where + " with " + e.getClass().getName() + message + at);
  }

  /** Something that a user's class must not give. */
  static ProblemsException wrong(String name, String what) {
    return new ProblemsException(
        List.of(Problem.of(name + " " + what + ".", "correct this class, or use another source.")));
  }

  /** On one line, without control characters, and not endless. */
  static String line(String text) {
    String start = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    return printable(start) + (start.length() < text.length() ? " ..." : "");
  }

  /** On one line, without control characters and marks that turn the direction of text. */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
  }
}
