package io.ablate4j.forecast;

import io.ablate4j.forecast.Bench.BenchLost;
import io.ablate4j.forecast.Bench.Sample;
import io.ablate4j.forecast.Bench.Share;
import io.ablate4j.plan.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Measures networks on several benches at once, as many as there will be workers, so that they
 * share caches and memory as trials do. It goes round the networks as long as there is time, as the
 * JVM of a worker is still compiling at first, and stops when its time is over: no network is begun
 * after that. At the end all benches train at once, without a pause, as they will in trials.
 */
final class Measuring {
  /** Of training at once. A system needs some tenths to share its processors out anew. */
  static final double STEADY_SECONDS = 1;

  private static final double NANOS_A_SECOND = 1e9;

  private final LongSupplier clock;
  private final WarmUp warmUp;
  private final List<Measured> measured = new ArrayList<>();
  private final List<Share> steady = new ArrayList<>();
  private double age;

  /**
   * @param clock in nanoseconds, {@link System#nanoTime} but in tests
   * @param warmUp of the processor time of the thread that trains
   */
  Measuring(LongSupplier clock, WarmUp warmUp) {
    this.clock = clock;
    this.warmUp = warmUp;
  }

  /**
   * A network.
   *
   * @param rates as a warm worker has them that has its processor to itself
   */
  record Measured(Trial trial, Rates rates) {}

  private interface Use {
    /** Whether the bench can be used further. */
    boolean of(Bench bench) throws BenchLost;
  }

  /**
   * Measures.
   *
   * @param trials one of each network, those first that tell most
   * @param seconds of a bench after which it begins no network; each has one
   * @return what was measured, the surer of two later
   */
  List<Measured> run(List<? extends Bench> benches, List<Trial> trials, double seconds) {
    Queue<Trial> queue = new ArrayDeque<>(trials);
    long nanos = (long) (seconds * NANOS_A_SECOND);
    ExecutorService threads = Executors.newFixedThreadPool(benches.size());
    try {
      List<Bench> left = each(benches, bench -> measure(bench, queue, nanos), threads);
      if (!measured.isEmpty()) {
        Trial network = measured.get(0).trial();
        List<Bench> ready = each(left, bench -> bench.ready(network), threads);
        each(ready, this::train, threads);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // what was measured so far has to do
    } finally {
      threads.shutdownNow();
    }
    synchronized (this) {
      return List.copyOf(measured);
    }
  }

  /** Uses all at once, each in a thread of its own; those that can be used further. */
  private static List<Bench> each(List<? extends Bench> benches, Use use, ExecutorService threads)
      throws ExecutionException, InterruptedException {
    List<Future<Boolean>> all = new ArrayList<>();
    benches.forEach(bench -> all.add(threads.submit(() -> use.of(bench))));
    List<Bench> further = new ArrayList<>();
    for (int each = 0; each < all.size(); each++) {
      try {
        if (all.get(each).get()) {
          further.add(benches.get(each));
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof BenchLost)) {
          throw e;
        }
        // The others go on; a network that ends its worker is not known then.
      }
    }
    return further;
  }

  private boolean measure(Bench bench, Queue<Trial> queue, long nanos) throws BenchLost {
    double worked = 0;
    boolean first = true;
    long end = 0;
    Optional<Trial> next = next(queue);
    while (next.isPresent()) {
      long start = clock.getAsLong();
      Optional<Sample> sample = bench.measure(next.get(), first);
      long now = clock.getAsLong();
      double share = sample.map(Sample::share).map(Share::ofProcessor).orElse(1.0);
      worked += first ? 0 : share * (now - start) / NANOS_A_SECOND;
      end = first ? now + nanos : end;
      first = false;
      if (sample.isPresent()) {
        add(next.get(), sample.get(), worked);
        again(queue, next.get());
      }
      next = now - end < 0 ? next(queue) : Optional.empty();
    }
    return true;
  }

  private static Optional<Trial> next(Queue<Trial> queue) {
    synchronized (queue) {
      return Optional.ofNullable(queue.poll());
    }
  }

  private static void again(Queue<Trial> queue, Trial trial) {
    synchronized (queue) {
      queue.add(trial);
    }
  }

  private synchronized void add(Trial trial, Sample sample, double worked) {
    measured.add(new Measured(trial, sample.rates().times(1 / warmUp.slowness(worked))));
    age = Math.max(age, worked);
  }

  private boolean train(Bench bench) throws BenchLost {
    Optional<Share> share = bench.train(STEADY_SECONDS);
    synchronized (this) {
      share.ifPresent(steady::add);
    }
    return share.isPresent();
  }

  /** Seconds of processor time that the benches have worked. */
  synchronized double age() {
    return age + steady.stream().mapToDouble(Share::cpuSeconds).average().orElse(0);
  }

  /**
   * How many times as long training takes as if each bench had its processor to itself, seen while
   * all of them trained. What single networks saw would be too little where others are busy: a
   * bench waits between them, and the system makes up for that.
   */
  synchronized double slowdown() {
    double wall = steady.stream().mapToDouble(Share::wallSeconds).sum();
    double cpu = steady.stream().mapToDouble(Share::cpuSeconds).sum();
    return cpu > 0 ? wall / cpu : 1;
  }
}
