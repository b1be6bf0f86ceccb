package io.ablate4j.spark;

import io.ablate4j.engine.CpuClock;
import io.ablate4j.plan.Trial;
import io.ablate4j.run.ExecutorContext;
import io.ablate4j.run.ExecutorOption;
import io.ablate4j.run.ExecutorProvider;
import io.ablate4j.run.TrialExecutor;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.TrialResultJson;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.Function;

/**
 * Spark without training, for {@code scripts/benchmark-executors}: each trial sleeps, then gives as
 * many numbers as one of 20 epochs. Executors are threads of the driver ({@code local[64]}), which
 * so has their work to do as well. Prints what Spark, the store and the driver's memory came to.
 */
public final class SimulatedProvider implements ExecutorProvider {
  private static final String MILLIS = "trial-millis";
  private static final int LOOKS = 4;
  private static final double NANOS_A_SECOND = 1e9;
  private static final double BYTES_A_MEGABYTE = 1 << 20;

  /** For {@link java.util.ServiceLoader}. */
  public SimulatedProvider() {}

  @Override
  public String id() {
    return "simulated";
  }

  @Override
  public String description() {
    return "Spark's tasks sleep instead of training";
  }

  @Override
  public List<ExecutorOption> options() {
    return List.of(
        new ExecutorOption(MILLIS, "how long a trial sleeps; not at all if not given"),
        new ExecutorOption("spark.*", "any setting of Spark's"));
  }

  @Override
  public boolean isElsewhere() {
    return true;
  }

  @Override
  public TrialExecutor create(ExecutorContext context) {
    long millis = context.option(MILLIS).map(Long::parseLong).orElse(0L);
    return new Measured(
        new SparkExecutor(context, new Sleep(millis), context.cost()), millis, context.notices());
  }

  /** A trial that only takes its time. */
  private static final class Sleep implements Function<String, String> {
    private static final long serialVersionUID = 1L;
    private static final int EPOCHS = 20;

    private final long millis;

    Sleep(long millis) {
      this.millis = millis;
    }

    @Override
    public String call(String spec) throws InterruptedException {
      Thread.sleep(millis);
      List<Measurement> measured = new ArrayList<>();
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
          for (Metric metric : List.of(Metric.ACCURACY, Metric.LOSS, Metric.MACRO_F1)) {
            measured.add(new Measurement(metric, split, epoch, 10 * epoch, 1.0 / (3 + epoch)));
          }
        }
      }
      return TrialResultJson.write(
          new TrialResult(
              TrialKey.ofCanonicalJson(spec),
              new Outcome.Completed(),
              measured,
              Provenance.of(Map.of("executor", "simulated"))));
    }
  }

  /** Tells what a run took. */
  private record Measured(SparkExecutor spark, long millis, Consumer<String> out)
      implements TrialExecutor {
    @Override
    public void run(List<Trial> trials, Consumer<TrialResult> sink) {
      AtomicLong first = new AtomicLong();
      AtomicLong stored = new AtomicLong();
      AtomicLong count = new AtomicLong();
      AtomicLong live = new AtomicLong();
      AtomicLong cpu = new AtomicLong();
      long begin = System.nanoTime();
      spark.run(
          trials,
          result -> {
            long before = System.nanoTime();
            if (first.compareAndSet(0, before)) {
              cpu.set(CpuClock.processNanos());
            }
            sink.accept(result);
            stored.addAndGet(System.nanoTime() - before);
            if (count.incrementAndGet() % (trials.size() / LOOKS) == 0) {
              live.accumulateAndGet(liveHeap(), Math::max);
            }
          });
      double cpuMillis = (CpuClock.processNanos() - cpu.get()) / 1e6 / trials.size();
      double wall = (System.nanoTime() - begin) / NANOS_A_SECOND;
      double start = (first.get() - begin) / NANOS_A_SECOND - millis / 1000.0;
      double running = wall - start;
      int executors = spark.parallelism();
      double ideal = Math.ceil((double) trials.size() / executors) * millis / 1000.0;
      out.accept(
          String.format(
              Locale.ROOT,
              "%d trials of %d ms on %d executors: start %.1f s, then %.1f s (%.0f trials/s); of"
                  + " those asleep %.1f s, efficiency %.3f (%.3f with the start); beside sleep %.2f ms"
                  + " a trial; %.2f ms of a processor a trial; stored in %.2f ms a trial; live on the"
                  + " driver's heap at most %.0f MB",
              trials.size(),
              millis,
              executors,
              start,
              running,
              trials.size() / running,
              ideal,
              ideal / running,
              ideal / wall,
              1000 * (running - ideal) / trials.size(),
              cpuMillis,
              stored.get() / 1e6 / trials.size(),
              live.get() / BYTES_A_MEGABYTE));
    }

    private static long liveHeap() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public int parallelism() {
      return spark.parallelism();
    }

    @Override
    public void close() {
      spark.close();
    }
  }
}
