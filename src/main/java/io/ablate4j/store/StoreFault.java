package io.ablate4j.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteException;

/** What can be wrong with a store, each with what to do about it. */
enum StoreFault {
  DAMAGED("it is damaged"),
  NO_DATABASE("it is no SQLite database, or its first bytes are damaged"),
  FULL("the disk is full"),
  READ_ONLY("it is on a file system that can only be read"),
  FORBIDDEN("the file or its folder may not be read or written by you"),
  LOCKED("another program keeps it locked"),
  BROKEN_DISK("the disk, or the network to it, does not read or write as it should"),
  GONE("it is not the file any more that was opened"),
  NO_MEMORY("SQLite gets no more memory"),
  OTHER("SQLite refuses");

  /** A disk with less room than this counts as full where SQLite only says that it failed. */
  private static final long ROOM_BYTES = 1 << 16;

  private final String words;

  StoreFault(String words) {
    this.words = words;
  }

  /** What is wrong, to follow a colon. */
  String words() {
    return words;
  }

  /** What went wrong where SQLite threw. */
  static StoreFault of(Path file, SQLException thrown) {
    String code = code(thrown);
    for (StoreFault fault : values()) {
      if (fault.isSaidBy(code)) {
        return fault;
      }
    }
    if (code.startsWith("SQLITE_IOERR")) {
      return isFull(file) ? FULL : BROKEN_DISK;
    }
    if (code.startsWith("SQLITE_CANTOPEN") || code.startsWith("SQLITE_READONLY")) {
      return cannotOpen(file);
    }
    return OTHER;
  }

  private boolean isSaidBy(String code) {
    return switch (this) {
      case DAMAGED -> code.startsWith("SQLITE_CORRUPT");
      case NO_DATABASE -> code.equals("SQLITE_NOTADB");
      case FULL -> code.equals("SQLITE_FULL");
      case FORBIDDEN -> code.equals("SQLITE_PERM") || code.startsWith("SQLITE_AUTH");
      case LOCKED ->
          code.startsWith("SQLITE_BUSY")
              || code.startsWith("SQLITE_LOCKED")
              || code.equals("SQLITE_PROTOCOL");
      case GONE -> code.equals("SQLITE_READONLY_DBMOVED");
      case NO_MEMORY -> code.equals("SQLITE_NOMEM") || code.equals("SQLITE_IOERR_NOMEM");
      default -> false;
    };
  }

  /** SQLite's own name of it; empty if the driver gave none. */
  private static String code(SQLException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        return sqlite.getResultCode().name();
      }
    }
    return "";
  }

  private static boolean isFull(Path file) {
    try {
      return Files.getFileStore(folder(file)).getUsableSpace() < ROOM_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static StoreFault cannotOpen(Path file) {
    try {
      if (!Files.exists(folder(file))) {
        return GONE;
      }
      if (Files.getFileStore(folder(file)).isReadOnly()) {
        return READ_ONLY;
      }
    } catch (IOException e) {
      return BROKEN_DISK;
    }
    if (isFull(file)) {
      return FULL;
    }
    boolean open = Files.isWritable(folder(file)) && (!Files.exists(file) || isOpen(file));
    return open ? OTHER : FORBIDDEN;
  }

  private static boolean isOpen(Path file) {
    return Files.isReadable(file) && Files.isWritable(file);
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().getParent();
  }

  /** What to do, without the leading "Maybe". */
  String advice(Path file) {
    return switch (this) {
      case DAMAGED ->
          "save what can still be read into a new store: ablate4j rescue "
              + folder(file)
              + " --out "
              + folder(file)
              + "-rescued";
      case NO_DATABASE -> "move it away, and run the study again, or take a copy of before.";
      case FULL -> "make room (" + room(file) + "), and run the same command again; " + KEPT;
      case READ_ONLY -> "choose a folder that can be written with --out; reading works here.";
      case FORBIDDEN -> "have its owner allow it, or choose another folder with --out.";
      case LOCKED -> "end the program that has it open, and run the same command again; " + KEPT;
      case BROKEN_DISK -> "copy the folder to another disk, and use the copy; " + KEPT;
      case GONE -> "find out what moves or deletes it.";
      case NO_MEMORY -> "end other programs, and run the same command again; " + KEPT;
      case OTHER -> "see what SQLite says, and run the same command again; " + KEPT;
    };
  }

  private static final String KEPT = "what was stored before is kept.";

  private static String room(Path file) {
    try {
      return String.format(
          Locale.ROOT,
          "%.1f MB are free in %s",
          Files.getFileStore(folder(file)).getUsableSpace() / 1e6,
          folder(file));
    } catch (IOException e) {
      return "none is known of in " + folder(file);
    }
  }
}
