package io.ablate4j.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program in a process of its own, with a temp folder that one can look into afterwards. */
final class Program {
  private static final long MOST_MINUTES = 30;

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it.
   *
   * @param folder to work in
   * @param temp folder for temporary files, of its workers, too
   * @param moreClassPath of the user's own classes; may be empty
   */
  static Program start(Path folder, Path temp, String moreClassPath, List<String> arguments)
      throws IOException {
    Path output = folder.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Djava.awt.headless=true"));
    command.add("-cp");
    command.add(
        System.getProperty("java.class.path")
            + (moreClassPath.isEmpty() ? "" : java.io.File.pathSeparator + moreClassPath));
    command.add("io.ablate4j.StudyMain");
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
    Map<String, String> environment = builder.environment();
    // Every JVM reads it, the workers' as well.
    environment.put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temp);
    environment.put("TMPDIR", temp.toString());
    environment.put("OMP_NUM_THREADS", "1");
    environment.put("OPENBLAS_NUM_THREADS", "1");
    return new Program(builder.start(), output);
  }

  /** Runs it to its end; its exit code. */
  static int run(Path folder, Path temp, String moreClassPath, List<String> arguments)
      throws IOException, InterruptedException {
    return start(folder, temp, moreClassPath, arguments).exitCode();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("not done after " + MOST_MINUTES + " minutes");
    }
    return process.exitValue();
  }

  /** Waits so long at most; whether it has ended. */
  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Kills it as kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Its workers, and whatever they have started. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** What it has printed, which may be no UTF-8. */
  String output() throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1);
  }

  /** Names of all that is in a folder. */
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder))
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
