package io.ablate4j.spark;

import io.ablate4j.engine.compiled.Wide;
import io.ablate4j.engine.runtime.BlasKernel;
import io.ablate4j.run.ExecutorContext;
import io.ablate4j.worker.WorkerMain;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** How a study's Spark application is set up. */
final class SparkSession {
  private static final String OF_EXECUTORS = "spark.executorEnv.";
  private static final String JVM_OPTIONS = "spark.executor.extraJavaOptions";

  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");

  private SparkSession() {}

  static String version() {
    return org.apache.spark.package$.MODULE$.SPARK_VERSION();
  }

  /** As it was given, or else as spark-submit or a file of Spark's says. */
  static String master(ExecutorContext context) {
    return context
        .option(SparkProvider.MASTER)
        .orElseGet(() -> new SparkConf().get("spark.master", "local[*]"));
  }

  /** Whether executors are threads of this process. */
  static boolean isLocal(String master) {
    return master.equals("local") || master.startsWith("local[");
  }

  /** Starts the application; takes a minute where no master answers. */
  static JavaSparkContext start(ExecutorContext context) {
    return new JavaSparkContext(conf(context));
  }

  static SparkConf conf(ExecutorContext context) {
    SparkConf conf = new SparkConf();
    context
        .options()
        .forEach(
            (name, value) -> {
              if (name.startsWith(SparkProvider.SPARK)) {
                conf.set(name, value);
              }
            });
    conf.setMaster(master(context));
    conf.setIfMissing("spark.app.name", "ablate4j " + context.study().study().name());
    ours().forEach(conf::set);
    defaults().forEach(conf::setIfMissing);
    environment().forEach((name, value) -> conf.setIfMissing(OF_EXECUTORS + name, value));
    conf.set(JVM_OPTIONS, jvmOptions(conf.get(JVM_OPTIONS, "")));
    return conf;
  }

  /** A trial that runs twice at once would be stored twice; one that fails is not the job's end. */
  private static Map<String, String> ours() {
    return Map.of("spark.speculation", "false", "spark.task.maxFailures", "4");
  }

  private static Map<String, String> defaults() {
    return Map.of(
        // One trial a process: one that ends its process takes no other with it.
        "spark.executor.cores", "1",
        "spark.executor.memory", "2g",
        "spark.executor.memoryOverhead", "2g",
        "spark.executor.userClassPathFirst", "true",
        "spark.task.reaper.enabled", "true",
        "spark.task.reaper.killTimeout", "10s",
        // Nobody but tests of Spark's own wants a progress bar beside ours.
        "spark.ui.showConsoleProgress", "false");
  }

  /** One native thread a trial, and the driver's kernel everywhere, so that bits agree. */
  private static Map<String, String> environment() {
    Map<String, String> environment =
        new TreeMap<>(Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1"));
    Optional.ofNullable(System.getenv(BlasKernel.VARIABLE))
        .filter(asked -> !asked.isBlank())
        .or(BlasKernel::ofThisProcess)
        .ifPresent(taken -> environment.put(BlasKernel.VARIABLE, taken));
    return environment;
  }

  /**
   * A worker's and the user's, but for the heap, which is Spark's to set; a JVM has one collector.
   * With the module that vector kernels need where the driver's JDK has it, so that bits agree.
   */
  static String jvmOptions(String users) {
    boolean hasCollector = COLLECTOR.matcher(users).find();
    return Stream.concat(
            Stream.concat(WorkerMain.JVM_OPTIONS.stream(), Wide.jvmOptions().stream())
                .filter(option -> !option.startsWith("-Xmx"))
                .filter(option -> !hasCollector || !COLLECTOR.matcher(option).find()),
            Stream.of(users.strip()))
        .filter(option -> !option.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
