package io.ablate4j.cli;

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
import java.nio.file.StandardOpenOption;

/** A study's folder: {@code study.db}, {@code study.yaml}, {@code index.html}. */
record StudyFolder(Path path) {
  Path store() {
    return path.resolve("study.db");
  }

  Path report() {
    return path.resolve("index.html");
  }

  /** The page over this and all other studies beside it. */
  Overview overview() {
    return new Overview(path.toAbsolutePath().normalize().getParent());
  }

  void writeYaml(String yaml) {
    try {
      Files.createDirectories(path);
      Files.writeString(path.resolve("study.yaml"), yaml, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw ProblemsException.of(
          "The folder " + path + " cannot be written: " + e + ".", "choose another with --out.");
    }
  }

  /** Everything its store holds, analysed. */
  StudyAnalysis analyse(ResultStore store) {
    return StudyAnalysis.of(rows(store));
  }

  /**
   * Everything its store holds.
   *
   * @throws ProblemsException if no study was ever begun in it
   */
  StudyRows rows(ResultStore store) {
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

  /** Opens the store to read. */
  ResultStore openToRead() {
    return SqliteStore.openToRead(store());
  }

  /**
   * Keeps other runs out of this folder until closed.
   *
   * @throws ProblemsException if another run is at work here
   */
  Lock lock() {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
      return new Lock(channel);
    } catch (IOException e) {
      throw ProblemsException.of(
          "The folder " + path + " cannot be used: " + e + ".", "choose another with --out.");
    }
  }

  /** A folder in use. */
  record Lock(FileChannel channel) implements AutoCloseable {
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
