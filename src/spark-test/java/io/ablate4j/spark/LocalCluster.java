package io.ablate4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A standalone cluster on this machine's loopback: a master and workers of one core each. */
final class LocalCluster implements AutoCloseable {
  /** For what is sure to happen, on a machine that is busy with others. */
  private static final long PATIENCE_SECONDS = 240;

  private final Path home;
  private final Path folder;
  private final int port;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();
  private final List<Process> drivers = new ArrayList<>();

  private LocalCluster(Path home, Path folder) throws IOException {
    this.home = home;
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    master =
        start(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--webui-port",
            "0");
  }

  /** Where tests have Spark; another version if the environment names one. */
  static Path home() {
    return Path.of("target", "spark-home", version()).toAbsolutePath();
  }

  private static String version() {
    return System.getenv().getOrDefault("ABLATE4J_TEST_SPARK", "3.5.9");
  }

  /** Starts a master. */
  static LocalCluster start(Path folder) throws IOException {
    LocalCluster cluster = new LocalCluster(home(), folder);
    cluster.await("master", "I have been elected leader", cluster.master);
    return cluster;
  }

  String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** Starts a worker and waits until the master knows it. */
  void addWorker() throws IOException {
    String name = "worker-" + workers.size();
    workers.add(
        start(
            name,
            "org.apache.spark.deploy.worker.Worker",
            url(),
            "--host",
            "127.0.0.1",
            "--cores",
            "1",
            "--memory",
            "4g",
            "--webui-port",
            "0",
            "--work-dir",
            folder.resolve(name).toString()));
    await(name, "Successfully registered with master", workers.get(workers.size() - 1));
  }

  /** The worker that started a process. */
  int workerOf(ProcessHandle executor) {
    for (int worker = 0; worker < workers.size(); worker++) {
      if (workers.get(worker).descendants().anyMatch(executor::equals)) {
        return worker;
      }
    }
    throw new AssertionError("no worker started " + executor);
  }

  /** As {@code kill -9} does it. */
  void kill(int worker) {
    workers.get(worker).destroyForcibly();
  }

  /** Starts {@code scripts/spark-submit-study}. */
  Submitted submit(Path classes, String... arguments) throws IOException {
    Path output = Files.createTempFile(folder, "submit-", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT", // a build in a shell's background ignores Ctrl-C
                Path.of("scripts", "spark-submit-study").toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "--master",
            url(),
            "--conf",
            "spark.driver.host=127.0.0.1",
            "--conf",
            "spark.driver.bindAddress=127.0.0.1",
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.executor.extraJavaOptions=-D" + TestModels.FOLDER + "=" + folder));
    ProcessBuilder builder = builder(command, output);
    builder.environment().put("ABLATE4J_CLASSPATH", classes.toString());
    Process driver = builder.start();
    drivers.add(driver);
    return new Submitted(driver, output);
  }

  /** A driver. */
  record Submitted(Process process, Path output) {
    String text() {
      try {
        return Files.readString(output, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    int exitCode() throws InterruptedException {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(text()).isTrue();
      return process.exitValue();
    }

    void pressCtrlC() throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!condition.getAsBoolean()) {
        assertThat(process.isAlive()).as(() -> "before " + what + ":\n" + text()).isTrue();
        assertThat(System.nanoTime() - end).as(() -> what + "\n" + text()).isNegative();
        Thread.sleep(50);
      }
    }
  }

  private Process start(String name, String main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                home.resolve("jars") + "/*",
                "-Xmx512m",
                main));
    command.addAll(List.of(arguments));
    return builder(command, log(name)).start();
  }

  private ProcessBuilder builder(List<String> command, Path output) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    // A folder of jars does not tell it.
    String scala = version().startsWith("3.") ? "2.12" : "2.13";
    builder.environment().put("SPARK_SCALA_VERSION", scala);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.redirectErrorStream(true).redirectOutput(output.toFile());
  }

  private Path log(String name) {
    return folder.resolve(name + ".txt");
  }

  private void await(String name, String line, Process process) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(log(name)) || !Files.readString(log(name)).contains(line)) {
      assertThat(process.isAlive()).as(Files.readString(log(name))).isTrue();
      assertThat(System.nanoTime() - end).as(name).isNegative();
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    drivers.forEach(Process::destroyForcibly); // where a test has failed
    for (Process worker : workers) {
      worker.descendants().forEach(ProcessHandle::destroyForcibly);
      worker.destroyForcibly();
    }
    master.destroyForcibly();
  }
}
