package io.ablate4j.spark;

import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.run.ExecutorContext;
import io.ablate4j.run.ExecutorUnavailable;
import io.ablate4j.run.TrialExecutor;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.worker.ReceivedResult;
import io.ablate4j.worker.RunInterrupted;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/**
 * One job of one task a trial, so that each result comes as soon as it is there, and one trial that
 * takes its executor with it is lost alone. The thread that runs submits and collects: jobs keep
 * their order, the longest trial first.
 */
final class SparkExecutor implements TrialExecutor {
  /** Jobs that wait beside those that run, so that no executor does; Spark looks at all of them. */
  private static final int WAITING = 16;

  private static final long POLL_MILLIS = 10;

  /** Ctrl-C ends Spark's context and this run at the same time. */
  private static final int SOON_SECONDS = 5;

  private static final String GROUP = "ablate4j";

  private final ExecutorContext context;
  private final Function<String, String> task;
  private final ToDoubleFunction<Trial> cost;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile JavaSparkContext spark;
  private volatile int mostExecutors;

  SparkExecutor(ExecutorContext context) {
    this(
        context,
        new TrainOnExecutor(
            context.folders().folders().stream()
                .map(Path::toAbsolutePath)
                .map(Path::toString)
                .toList(),
            context.timeout()),
        context.cost());
  }

  /**
   * The same with a task of one's own.
   *
   * @param task from a trial's spec to its result as JSON
   * @param cost by which trials are ordered
   */
  SparkExecutor(
      ExecutorContext context, Function<String, String> task, ToDoubleFunction<Trial> cost) {
    this.context = context;
    this.task = task;
    this.cost = cost;
  }

  @Override
  public void run(List<Trial> trials, Consumer<TrialResult> sink) {
    if (trials.isEmpty()) {
      return;
    }
    JavaSparkContext started = start();
    try {
      Map<Trial, Double> costs = new LinkedHashMap<>();
      trials.forEach(trial -> costs.put(trial, cost.applyAsDouble(trial)));
      Queue<Trial> waiting = new ArrayDeque<>(trials.size());
      trials.stream()
          .sorted(Comparator.comparingDouble((Trial trial) -> -costs.get(trial)))
          .forEach(waiting::add);
      carryOut(started, waiting, sink);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterrupted("interrupted");
    }
  }

  private JavaSparkContext start() {
    if (spark != null) { // trials at levels that the first ones chose come in a list of their own
      mustGoOn();
      return spark;
    }
    String master = SparkSession.master(context);
    try {
      spark = SparkSession.start(context);
    } catch (Exception e) { // Spark's are Scala's, which are not declared
      mustGoOn();
      throw new ExecutorUnavailable(
          "Spark could not be started at " + master + ": " + firstLine(e),
          "correct --master, or see whether the cluster is up.");
    }
    mustGoOn();
    return spark;
  }

  private void carryOut(JavaSparkContext started, Queue<Trial> waiting, Consumer<TrialResult> sink)
      throws InterruptedException {
    ExecutorWatch watch = new ExecutorWatch(ExecutorWatch.PATIENCE, System.nanoTime());
    Map<Trial, JavaFutureAction<List<String>>> asked = new LinkedHashMap<>();
    started.setJobGroup(GROUP, "trials", true);
    while (!waiting.isEmpty() || !asked.isEmpty()) {
      mustGoOn();
      int executors = executors(started);
      mostExecutors = Math.max(mostExecutors, executors);
      watch.look(System.nanoTime(), executors).ifPresent(context.notices());
      while (!waiting.isEmpty() && asked.size() < executors + executors / 4 + WAITING) {
        Trial trial = waiting.remove();
        asked.put(trial, ask(started, trial));
      }
      if (!collect(asked, sink)) {
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  private JavaFutureAction<List<String>> ask(JavaSparkContext started, Trial trial) {
    try {
      return started
          .parallelize(List.of(TrialSpecJson.writeRequest(trial)), 1)
          .map(task)
          .collectAsync();
    } catch (RuntimeException e) { // a context that is being stopped may fail in any way
      throw started.sc().isStopped() ? stopped() : e;
    }
  }

  /** Hands over what is there; false if there was nothing. */
  private boolean collect(
      Map<Trial, JavaFutureAction<List<String>>> asked, Consumer<TrialResult> sink)
      throws InterruptedException {
    boolean any = false;
    for (Iterator<Map.Entry<Trial, JavaFutureAction<List<String>>>> each =
            asked.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<Trial, JavaFutureAction<List<String>>> job = each.next();
      if (job.getValue().isDone()) {
        each.remove();
        any = true;
        sink.accept(result(job.getKey(), job.getValue()));
      }
    }
    return any;
  }

  private TrialResult result(Trial trial, JavaFutureAction<List<String>> job)
      throws InterruptedException {
    try {
      return ReceivedResult.read(job.get().get(0), trial);
    } catch (ExecutionException | CancellationException e) {
      if (spark.sc().isStopped()) {
        throw stopped();
      }
      return failed(trial, LostTask.reason(e));
    } catch (IllegalArgumentException e) {
      return failed(trial, "what came back is not a result: " + e.getMessage());
    }
  }

  private static TrialResult failed(Trial trial, String reason) {
    return new TrialResult(
        trial.key(),
        new Outcome.Failed(reason),
        List.of(),
        Provenance.of(Map.of("executor", "spark")));
  }

  /** Local threads count as one; a cluster's driver is listed with its executors. */
  private int executors(JavaSparkContext started) {
    int listed = started.sc().statusTracker().getExecutorInfos().length;
    return SparkSession.isLocal(started.master())
        ? started.defaultParallelism()
        : Math.max(0, listed - 1);
  }

  private void mustGoOn() {
    if (closing.getCount() == 0) {
      throw new RunInterrupted("stopped");
    }
  }

  /** Why Spark's context is gone: this run was told to end, or Spark was. */
  private RuntimeException stopped() {
    try {
      if (closing.await(SOON_SECONDS, TimeUnit.SECONDS)) {
        return new RunInterrupted("stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RunInterrupted("interrupted");
    }
    return new ExecutorUnavailable(
        "Spark has ended this application; what was finished is stored.",
        "look at the master's page for the reason; the same command goes on from here.");
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  /** Executors that were seen at the same time, so far. */
  @Override
  public int parallelism() {
    return Math.max(1, mostExecutors);
  }

  @Override
  public void close() {
    closing.countDown();
    JavaSparkContext started = spark;
    if (started != null) {
      started.stop();
    }
  }
}
