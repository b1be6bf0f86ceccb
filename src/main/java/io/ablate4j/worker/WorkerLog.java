package io.ablate4j.worker;

import io.ablate4j.engine.compiled.Wide;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What a worker and its libraries print: any bytes, any number of them, of which the last lines are
 * kept, and of a crash of its JVM the lines that say where.
 */
final class WorkerLog {
  private static final int LAST_LINES = 12;
  private static final int LINE_BYTES = 400;
  private static final String CRASH = "# A fatal error has been detected";
  private static final String FRAME = "# Problematic frame:";

  /** The rest of what a worker printed is there when it is dead, unless a child prints on. */
  private static final int REST_MILLIS = 2000;

  private final Deque<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Thread reader;
  private long lineBytes;
  private boolean crashing;
  private boolean frameNext;
  private String signal = "";
  private String frame = "";

  /** Reads until the stream ends. */
  WorkerLog(InputStream output) {
    reader = new Thread(() -> drain(output), "worker log");
    reader.setDaemon(true);
    reader.start();
  }

  private void drain(InputStream output) {
    byte[] bytes = new byte[1 << 16];
    try (output) {
      for (int count = output.read(bytes); count >= 0; count = output.read(bytes)) {
        take(bytes, count);
      }
    } catch (IOException e) {
      // It was closed: its worker has ended.
    }
    endLine();
  }

  private synchronized void take(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        endLine();
      } else {
        if (lineBytes < LINE_BYTES) {
          line.write(bytes[i]);
        }
        lineBytes++;
      }
    }
  }

  private synchronized void endLine() {
    if (lineBytes == 0) {
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    add(lineBytes > LINE_BYTES ? text + "... (" + lineBytes + " bytes)" : text);
    line.reset();
    lineBytes = 0;
  }

  private void add(String text) {
    crashing |= text.startsWith(CRASH);
    if (Wide.isNotice(text)) {
      return;
    }
    if (!crashing && !text.equals("#")) { // with which what a JVM says of its crash begins
      lines.add(text);
      if (lines.size() > LAST_LINES) {
        lines.remove();
      }
    } else if (crashing && frameNext && frame.isEmpty()) {
      frame = text.replaceFirst("^#\\s*", "");
    } else if (crashing && signal.isEmpty() && text.matches("#\\s+\\S.* at pc=.*")) {
      signal = text.replaceFirst("^#\\s*", "").replaceFirst(" at pc=.*", "");
    }
    frameNext = text.startsWith(FRAME);
  }

  /** How the JVM crashed, in words, if it did. */
  synchronized Optional<String> crash() {
    return crashing
        ? Optional.of(
            "the worker's JVM crashed"
                + (signal.isEmpty() ? "" : ": " + signal)
                + (frame.isEmpty() ? "" : " in " + frame.replaceAll("\\s+", " ")))
        : Optional.empty();
  }

  /** Its last words, of a worker that is dead. */
  String lastWords() throws InterruptedException {
    reader.join(REST_MILLIS);
    synchronized (this) {
      return String.join("\n", lines);
    }
  }
}
