package io.ablate4j.store;

import java.nio.file.Path;

/** The store's file could not be read or written: disk full, file gone, locked for too long. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(Path file, Exception cause) {
    super("The store " + file + " cannot be used: " + cause.getMessage(), cause);
  }
}
