package io.ablate4j.store;

import java.nio.file.Path;
import java.sql.SQLException;

/** A store that could be opened cannot be read or written further. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final StoreFault fault;
  private final String advice;

  StoreException(StoreFault fault, String message, String advice, Throwable cause) {
    super(message, cause);
    this.fault = fault;
    this.advice = advice;
  }

  /** What SQLite threw, with the one advice for its kind. */
  static StoreException of(Path file, SQLException cause) {
    StoreFault fault = StoreFault.of(file, cause);
    return new StoreException(
        fault,
        "The store " + file + " cannot be used: " + fault.words() + ": " + cause.getMessage() + ".",
        fault.advice(file),
        cause);
  }

  /**
   * Something in it is not as it was written.
   *
   * @param what is affected, such as "its plan"
   */
  static StoreException damaged(Path file, String what, Throwable cause) {
    return new StoreException(
        StoreFault.DAMAGED,
        "The store " + file + " cannot be used: " + what + " is damaged.",
        StoreFault.DAMAGED.advice(file),
        cause);
  }

  StoreFault fault() {
    return fault;
  }

  /** Whether another file, or none, is where the store was. */
  public boolean isGone() {
    return fault == StoreFault.GONE;
  }

  /** What to do, without the leading "Maybe". */
  public String advice() {
    return advice;
  }
}
