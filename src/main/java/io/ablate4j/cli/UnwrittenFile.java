package io.ablate4j.cli;

import io.ablate4j.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Why a file of results could not be written, and what to do about just that. */
final class UnwrittenFile {
  private UnwrittenFile() {}

  /** One advice for each kind. */
  static Problem problem(IOException thrown) {
    String reason = reason(thrown);
    return Problem.of(
        "A file cannot be written: " + thrown,
        advice(thrown, reason) + " What is stored of trials is kept.");
  }

  private static String advice(IOException thrown, String reason) {
    if (reason.contains("No space left") || reason.contains("quota")) {
      return "make room" + place(thrown) + ".";
    }
    if (reason.contains("Read-only file system")) {
      return "choose a folder that can be written, with --to.";
    }
    if (thrown instanceof AccessDeniedException || reason.contains("Permission denied")) {
      return "have the owner of that folder allow it, or choose another one.";
    }
    if (thrown instanceof NoSuchFileException) {
      return "see what deletes that folder.";
    }
    return "choose another folder, on another disk.";
  }

  private static String reason(IOException thrown) {
    return thrown instanceof FileSystemException of && of.getReason() != null
        ? of.getReason()
        : String.valueOf(thrown.getMessage());
  }

  private static String place(IOException thrown) {
    return Optional.of(thrown)
        .filter(FileSystemException.class::isInstance)
        .map(e -> ((FileSystemException) e).getFile())
        .map(file -> Path.of(file).toAbsolutePath().getParent())
        .map(folder -> " in " + folder)
        .orElse(" on that disk");
  }
}
