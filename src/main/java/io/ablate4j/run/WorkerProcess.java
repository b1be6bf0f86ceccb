package io.ablate4j.run;

import io.ablate4j.data.DataFolders;
import io.ablate4j.plan.Trial;
import io.ablate4j.trial.TrialResult;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One worker process as its run sees it. */
final class WorkerProcess {
  /** 128 + SIGHUP, SIGINT and SIGTERM: somebody told it to stop, it did not crash. */
  private static final List<Integer> TOLD_TO_STOP = List.of(129, 130, 143);

  private static final int LAST_LINES = 12;

  /** A worker needs two seconds to be ready, and twenty on a machine that is busy with others. */
  private static final Duration TO_START = Duration.ofMinutes(3);

  /** Answers take seconds at most: a slice of training, or a few networks made. */
  private static final Duration TO_ANSWER = Duration.ofMinutes(10);

  /** Ends workers that let others wait for ever; one for all, as it is hardly ever busy. */
  private static final ScheduledExecutorService WATCHDOG =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "watchdog");
            thread.setDaemon(true);
            return thread;
          });

  private final Process process;
  private final Path errors;
  private final BufferedWriter toWorker;
  private final BufferedReader fromWorker;
  private volatile String killedBecause = "";

  private WorkerProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.toWorker = process.outputWriter(StandardCharsets.UTF_8);
    this.fromWorker = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a worker and waits until it is ready.
   *
   * @param prefix of its command, such as one that binds it to a processor; may be empty
   * @throws IOException if it cannot be started, dies before it is ready, or is not ready in time
   */
  static WorkerProcess start(
      List<String> prefix, String classPath, DataFolders folders, List<String> jvmOptions)
      throws IOException {
    return start(prefix, classPath, folders, jvmOptions, TO_START);
  }

  /** The same, with patience of one's own. */
  static WorkerProcess start(
      List<String> prefix,
      String classPath,
      DataFolders folders,
      List<String> jvmOptions,
      Duration patience)
      throws IOException {
    Path errors = Files.createTempFile("ablate4j-worker-", ".log");
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-XX:ErrorFile=" + errors + ".crash");
    command.add("-cp");
    command.add(classPath);
    command.add(WorkerMain.class.getName());
    folders.folders().forEach(folder -> command.add(folder.toAbsolutePath().toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    // One thread a worker: more than there are free cores spin at barriers.
    environment.put("OMP_NUM_THREADS", "1");
    environment.put("OPENBLAS_NUM_THREADS", "1");
    WorkerProcess worker = new WorkerProcess(builder.start(), errors);
    String line;
    try (Alarm alarm = worker.alarm(patience, "it was not ready after " + words(patience))) {
      line = worker.fromWorker.readLine();
      while (line != null && !line.equals(WorkerProtocol.READY)) {
        line = worker.fromWorker.readLine();
      }
    }
    if (line == null) {
      String message = "A worker process died at its start: " + worker.epitaph();
      boolean told = worker.wasToldToStop();
      worker.end("did not start");
      if (told) {
        throw new RunInterrupted(message);
      }
      throw new IOException(message);
    }
    return worker;
  }

  /**
   * Has a trial carried out.
   *
   * @param timeout after which the worker is killed
   * @return its result; empty if the worker died, see {@link #epitaph}
   */
  Optional<TrialResult> carryOut(Trial trial, Duration timeout) {
    try (Alarm alarm = alarm(timeout, "timeout: not done after " + words(timeout))) {
      toWorker.write(trial.specJson());
      toWorker.write('\n');
      toWorker.flush();
      for (String line = fromWorker.readLine(); line != null; line = fromWorker.readLine()) {
        Optional<TrialResult> result = WorkerProtocol.result(line);
        if (result.isPresent()) {
          return result;
        }
      }
    } catch (IOException e) {
      // A pipe that breaks means the same as one that ends: the process is gone.
      return Optional.empty();
    }
    return Optional.empty();
  }

  /**
   * Sends it a line.
   *
   * @throws IOException if it has died, with its epitaph
   */
  void send(String line) throws IOException {
    try {
      toWorker.write(line);
      toWorker.write('\n');
      toWorker.flush();
    } catch (IOException e) {
      throw new IOException(epitaph(), e);
    }
  }

  /**
   * Waits for a line that starts so; others are noise of some library.
   *
   * @return the rest of that line
   * @throws IOException if it has died or does not answer in time, with its epitaph
   */
  String await(String start) throws IOException {
    return await(start, TO_ANSWER);
  }

  /** The same, with patience of one's own. */
  String await(String start, Duration patience) throws IOException {
    try (Alarm alarm = alarm(patience, "no answer after " + words(patience))) {
      for (String line = fromWorker.readLine(); line != null; line = fromWorker.readLine()) {
        if (line.startsWith(start)) {
          return line.substring(start.length());
        }
      }
    } catch (IOException e) {
      throw new IOException(epitaph(), e);
    }
    throw new IOException(epitaph());
  }

  /** Why a dead worker died: its exit code and its last words. */
  String epitaph() {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor();
      }
      String words =
          Files.exists(errors)
              ? String.join("\n", lastLines(Files.readAllLines(errors, StandardCharsets.UTF_8)))
              : "";
      String cause =
          killedBecause.isEmpty()
              ? "the worker process ended with exit code " + process.exitValue()
              : killedBecause;
      return words.isBlank() ? cause : cause + "\n" + words;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown, interrupted while asking";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lastLines(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  /** Whether a dead worker died of a signal that asks for an end, such as Ctrl-C. */
  boolean wasToldToStop() {
    return !process.isAlive() && TOLD_TO_STOP.contains(process.exitValue());
  }

  /** A bound on how long the worker may take. */
  private interface Alarm extends AutoCloseable {
    @Override
    void close();
  }

  private Alarm alarm(Duration patience, String because) {
    ScheduledFuture<?> kill =
        WATCHDOG.schedule(() -> kill(because), patience.toMillis(), TimeUnit.MILLISECONDS);
    return () -> kill.cancel(false);
  }

  private static String words(Duration duration) {
    return duration.toSeconds() < 120
        ? duration.toMillis() / 1000.0 + " seconds"
        : duration.toMinutes() + " minutes";
  }

  /** Stops it at once; its last words stay, for its {@link #epitaph}. */
  private void kill(String because) {
    killedBecause = because;
    process.destroyForcibly();
  }

  /** Ends it at once, and clears up after it. */
  void end(String because) {
    kill(because);
    forget();
  }

  /** Lets it end by itself, as it has nothing more to do. */
  void dismiss() {
    try {
      toWorker.close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly(); // it is gone already, or as good as
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    forget();
  }

  private void forget() {
    for (File leftover : new File[] {errors.toFile(), new File(errors + ".crash")}) {
      if (leftover.exists() && !leftover.delete()) {
        leftover.deleteOnExit();
      }
    }
  }
}
