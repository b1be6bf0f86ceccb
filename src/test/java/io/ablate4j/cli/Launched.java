package io.ablate4j.cli;

import io.ablate4j.engine.compiled.Wide;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, as a user starts it. */
final class Launched {
  /** A build in a shell's background ignores Ctrl-C, and so would all that it starts. */
  private static final List<String> DEFAULT_SIGNALS = defaultSignals();

  private final Process process;
  private final Path output;

  private Launched(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it with a folder as its working folder; what it prints goes to a file elsewhere. */
  static Launched start(Path folder, String moreClassPath, String... arguments) throws IOException {
    return start(folder, List.of(), moreClassPath, arguments);
  }

  /** The same with options of the JVM's. */
  static Launched start(
      Path folder, List<String> options, String moreClassPath, String... arguments)
      throws IOException {
    Path output = Files.createTempFile("launched-", ".txt");
    List<String> command = new ArrayList<>(DEFAULT_SIGNALS);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.awt.headless=true");
    if (List.of(arguments).contains("in-process")) {
      command.addAll(Wide.jvmOptions()); // as the script does
    } else {
      command.add("-XX:TieredStopAtLevel=1"); // halves a short run; its workers are as always
    }
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("java.class.path")
            + (moreClassPath.isEmpty() ? "" : java.io.File.pathSeparator + moreClassPath));
    command.add("io.ablate4j.StudyMain");
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Launched(process, output);
  }

  private static List<String> defaultSignals() {
    List<String> prefix = List.of("env", "--default-signal=INT,TERM,HUP");
    try {
      List<String> trial = new ArrayList<>(prefix);
      trial.add("true");
      boolean known = new ProcessBuilder(trial).redirectErrorStream(true).start().waitFor() == 0;
      return known ? prefix : List.of();
    } catch (IOException e) {
      return List.of(); // no such program here: signals stay as they are
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for its end; gives up only what never ends, however busy the machine is. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("not done after half an hour:\n" + output());
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** All it has printed so far. */
  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What a terminal does on Ctrl-C: the signal goes to the program and to its workers. */
  void pressCtrlC() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-INT"));
    process.descendants().forEach(child -> command.add(String.valueOf(child.pid())));
    command.add(String.valueOf(process.pid()));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** What a service manager (TERM) or a terminal that closes (HUP) does to the program alone. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** The process, and those it started. */
  ProcessHandle handle() {
    return process.toHandle();
  }
}
