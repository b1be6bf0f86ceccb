package io.ablate4j.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a worker has started: it has no business without the worker. */
final class Offspring {
  /** In the environment of a worker, and so of all that it starts. */
  static final String MARK = "ABLATE4J_WORKER";

  private static final Path PROCESSES = Path.of("/proc");

  private Offspring() {}

  /** Ends a process and all that came of it. */
  static void endTree(ProcessHandle root) {
    // Before the root goes: afterwards nobody knows whose children they were.
    List<ProcessHandle> children = root.descendants().toList();
    root.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends what the calling process has started. */
  static void endChildren() {
    ProcessHandle.current().descendants().toList().forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Ends what a worker that is dead has left, where the system shows processes' environments; does
   * nothing elsewhere.
   *
   * @param mark the worker's
   */
  static void endOrphans(String mark) {
    if (!Files.isDirectory(PROCESSES)) {
      return;
    }
    String entry = MARK + "=" + mark;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (has(process, entry)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
              .filter(handle -> !handle.equals(ProcessHandle.current()))
              .ifPresent(ProcessHandle::destroyForcibly);
        }
      }
    } catch (IOException e) {
      // What cannot be seen cannot be ended.
    }
  }

  private static boolean has(Path process, String entry) {
    try {
      String all =
          new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
      return ("\0" + all).contains("\0" + entry + "\0");
    } catch (IOException e) {
      return false; // somebody else's, or gone
    }
  }
}
