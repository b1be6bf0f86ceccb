package io.ablate4j.folder;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.store.ResultStore;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.StudyRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A study's folder: {@code study.db}, {@code study.yaml}, {@code index.html}, {@code summary.json}.
 */
public record StudyFolder(Path path) {
  public Path store() {
    return path.resolve("study.db");
  }

  public Path report() {
    return path.resolve("index.html");
  }

  /** The page over this and all other studies beside it. */
  public Overview overview() {
    return new Overview(path.toAbsolutePath().normalize().getParent());
  }

  public void writeYaml(String yaml) {
    write("study.yaml", yaml);
  }

  /**
   * Writes a file that the study file names.
   *
   * @param name in this folder
   */
  public void write(String name, String text) {
    try {
      Files.createDirectories(path);
      Files.writeString(path.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw ProblemsException.of(
          "The folder " + path + " cannot be written: " + e + ".", "choose another with --out.");
    }
  }

  /**
   * Brings a file here that the study file names. It is there whole or not at all.
   *
   * @param file which may be that one already
   * @param name in this folder
   */
  public void copy(Path file, String name) {
    Path target = path.resolve(name);
    Path part = path.resolve(name + ".part");
    try {
      if (Files.exists(target) && Files.isSameFile(file, target)) {
        return;
      }
      Files.createDirectories(path);
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw ProblemsException.of(
          file + " cannot be copied to " + target + ": " + e + ".",
          "choose another folder with --out.");
    }
  }

  /** Everything its store holds, analysed. */
  public StudyAnalysis analyse(ResultStore store) {
    return StudyAnalysis.of(rows(store));
  }

  /**
   * Everything its store holds.
   *
   * @throws ProblemsException if no study was ever begun in it
   */
  public StudyRows rows(ResultStore store) {
    StudyRecord study =
        store
            .study()
            .orElseThrow(
                () ->
                    ProblemsException.of(
                        "The store " + store() + " holds no study.", "run the study first."));
    return new StudyRows(
        study, store.registration(), store.planned(), store.results().toList(), store.timing());
  }

  /** Opens the store to read; whatever there is to notice goes unnoticed. */
  public ResultStore openToRead() {
    return SqliteStore.openToRead(store());
  }

  /**
   * Opens the store to read.
   *
   * @param notices hears that it is locked, and of rows that are damaged
   */
  public ResultStore openToRead(Consumer<String> notices) {
    return SqliteStore.openToRead(store(), notices);
  }

  /**
   * Opens the store to write; makes it if there is none.
   *
   * @param notices hears that it is locked, and of rows that are damaged
   * @throws ProblemsException if what is there is none, or what is left of one
   */
  public ResultStore open(Consumer<String> notices, Lock lock) {
    if (isCutOff()) {
      throw ProblemsException.of(
          "The store "
              + store()
              + " is empty: it has 0 bytes, but there is a report of it beside it.",
          "take a copy of before; or, to begin anew, delete it and " + report() + ".");
    }
    return SqliteStore.open(store(), notices, lock.file());
  }

  /** Whether there is a store with something in it, or what is left of one. */
  public boolean hasStore() {
    return Files.exists(store()) && (size() > 0 || isCutOff());
  }

  /** A run that is killed as it makes its store leaves 0 bytes, too, but no report. */
  private boolean isCutOff() {
    return Files.exists(store()) && size() == 0 && Files.exists(report());
  }

  private long size() {
    try {
      return Files.size(store());
    } catch (IOException e) {
      return -1; // whoever opens it finds out why
    }
  }

  /**
   * Keeps other runs out of this folder until closed.
   *
   * @throws ProblemsException if another run is at work here
   */
  public Lock lock() {
    Path file = path.resolve(".lock");
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        lock = null; // held by this very process
      }
      if (lock == null) {
        channel.close();
        throw ProblemsException.of(
            "Another run is at work in " + path + ".",
            "wait for its end, or choose another folder with --out.");
      }
      return new Lock(file, channel);
    } catch (IOException e) {
      throw ProblemsException.of(
          "The folder " + path + " cannot be used: " + e + ".", "choose another with --out.");
    }
  }

  /** A folder in use. */
  public record Lock(Path file, FileChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
