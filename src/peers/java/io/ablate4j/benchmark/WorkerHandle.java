package io.ablate4j.benchmark;

import io.ablate4j.engine.compiled.Wide;
import io.ablate4j.worker.ClassPath;
import io.ablate4j.worker.WorkerMain;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@link BenchmarkWorker} process as its parent sees it. */
final class WorkerHandle implements AutoCloseable {
  private final String name;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader replies;

  private WorkerHandle(String name, Process process) {
    this.name = name;
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.replies = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a process of a layout, with the JVM options of ablate4j's own workers. */
  static WorkerHandle start(Layout layout) throws IOException {
    List<String> command = new ArrayList<>(java(WorkerMain.JVM_OPTIONS));
    command.addAll(1, Wide.jvmOptions());
    command.add(BenchmarkWorker.class.getName());
    command.add(layout.stack().name());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    for (String variable : List.of("OMP", "OPENBLAS", "MKL")) {
      environment.put(variable + "_NUM_THREADS", String.valueOf(layout.threads()));
    }
    environment.put("DJL_OFFLINE", "true");
    environment.put("OPT_OUT_TRACKING", "true");
    return new WorkerHandle(layout.name(), builder.start());
  }

  /** The beginning of a command that starts a class of ours. */
  static List<String> java(List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(ClassPath.current());
    return command;
  }

  void request(String line) throws IOException {
    requests.write(line);
    requests.write('\n');
    requests.flush();
  }

  /**
   * Waits for the reply to the last request.
   *
   * @param word the reply's first word
   * @return the other words
   * @throws IOException if the worker has died; it has said why on standard error
   */
  String[] reply(String word) throws IOException {
    String line = replies.readLine();
    if (line == null) {
      throw new IOException("a worker of " + name + " died; see its words above");
    }
    if (!line.startsWith(word + " ")) {
      throw new IOException("a worker of " + name + " replied \"" + line + "\", not " + word);
    }
    return line.substring(word.length() + 1).split(" ");
  }

  /** Lets the process end, and ends it if it does not. */
  @Override
  public void close() throws IOException {
    try {
      requests.close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      process.destroy();
    }
  }
}
