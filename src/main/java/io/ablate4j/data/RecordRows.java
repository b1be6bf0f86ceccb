package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Callable;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.writable.Writable;

/** The records of a reader one after the other; whatever else the reader throws is a problem. */
final class RecordRows implements AutoCloseable {
  private final RecordReader reader;
  private final TableNaming naming;
  private List<Writable> cells = List.of();
  private long number;

  /**
   * @param opening gives a reader that stands before its first record
   */
  RecordRows(Callable<RecordReader> opening, TableNaming naming) {
    this.naming = naming;
    this.reader = guarded(opening, "being opened");
  }

  /** Goes to the next record; false if there is none. */
  boolean advance() {
    boolean more = guarded(() -> reader.hasNext() && read(), "record " + (number + 1));
    number = more && reader instanceof CsvRecords csv ? csv.line() : number + 1;
    return more;
  }

  private boolean read() {
    cells = reader.next();
    if (cells == null || cells.isEmpty() || cells.stream().anyMatch(Objects::isNull)) {
      throw new IllegalStateException("a record without cells, or with a cell that is null");
    }
    return true;
  }

  /** The record's cells, in the order of its columns. */
  List<Writable> cells() {
    return cells;
  }

  /** The line it starts on or, of readers that are not ours, its number; from 1. */
  long number() {
    return number;
  }

  @Override
  public void close() {
    guarded(
        () -> {
          reader.close();
          return true;
        },
        "being closed");
  }

  private <T> T guarded(Callable<T> step, String when) {
    try {
      return step.call();
    } catch (ProblemsException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + naming.name() + " was read", e);
    } catch (IOException e) {
      throw failed(when, e, "check that the file is there and may be read.");
    } catch (Exception
        | LinkageError
        | StackOverflowError
        | AssertionError
        | ServiceConfigurationError e) {
      throw failed(when, e, "correct the reader, or give it the file that it is for.");
    }
  }

  private ProblemsException failed(String when, Throwable thrown, String advice) {
    boolean wrapped = thrown instanceof InvocationTargetException && thrown.getCause() != null;
    Throwable e = wrapped ? thrown.getCause() : thrown;
    String said = e.getMessage() == null ? "" : " " + Cells.shown(e.getMessage());
    return new ProblemsException(
        List.of(
            new Problem(
                Optional.of(naming.place()),
                "Reading "
                    + naming.name()
                    + " fails at "
                    + when
                    + ": "
                    + e.getClass().getSimpleName()
                    + said
                    + ".",
                advice)));
  }
}
