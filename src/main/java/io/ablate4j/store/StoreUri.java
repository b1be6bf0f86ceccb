package io.ablate4j.store;

import java.nio.file.Path;

/**
 * A file's name as SQLite takes it. It is always a URI in which all that would mean something in a
 * URI is escaped, so that a name with {@code ?}, {@code #} or {@code %}, or one that begins with
 * {@code file:}, is just a name.
 */
final class StoreUri {
  private StoreUri() {}

  /** Such as {@code file:/reports/a%3Fb/study.db}. */
  static String of(Path file) {
    return "file:" + file.toAbsolutePath().toUri().getRawPath();
  }

  /**
   * The same with a parameter of SQLite's.
   *
   * @param parameter such as {@code immutable=1}
   */
  static String of(Path file, String parameter) {
    return of(file) + "?" + parameter;
  }
}
