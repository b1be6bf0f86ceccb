package io.ablate4j.run;

import io.ablate4j.data.DataFolders;
import io.ablate4j.engine.CpuClock;
import io.ablate4j.engine.Processor;
import io.ablate4j.plan.Trial;
import io.ablate4j.run.RoundWatch.Seen;
import io.ablate4j.stats.MedianPolish;
import io.ablate4j.train.StepTimer.Slice;
import io.ablate4j.trial.TimingRound.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** A worker on every processor, and a clock for what steps cost in them and for who disturbs. */
final class TimingRig implements AutoCloseable {
  private static final int MOST_WARM_UPS = 8;

  /** A pass over the arms that makes none faster by more than this ends the warm-up. */
  private static final double WARM = .95;

  /** In a row: a JVM that is not warm has quiet ones as well. */
  private static final int QUIET_ROUNDS = 5;

  private static final double NANOS_A_SECOND = 1e9;

  private final List<WorkerProcess> workers;
  private final List<Integer> processors = Processor.allowed();
  private double[] stepMillis = {};
  private int arms;
  private boolean fresh;

  /** The order of the last {@link #renew}, if it is to be reversed. */
  private List<Integer> madeBefore = List.of();

  private TimingRig(List<WorkerProcess> workers) {
    this.workers = workers;
  }

  /**
   * Every arm, in several turns.
   *
   * @param stepMillis by arm, mean over the workers; over the turns by {@link MedianPolish} of the
   *     logarithms, so that neither what slows a whole turn nor what hits a few slices tells
   */
  record Round(double[] stepMillis, Seen seen) {}

  /**
   * Starts the workers, each on a processor of its own where that is possible.
   *
   * @param idle workers that need not be started
   * @throws IOException if one cannot be started
   */
  static TimingRig start(int workers, String classPath, DataFolders folders, IdleWorkers idle)
      throws IOException {
    TimingRig rig = new TimingRig(new ArrayList<>());
    try {
      for (List<String> prefix : Pinning.prefixes(workers)) {
        Optional<WorkerProcess> ready = idle.take(prefix);
        rig.fresh |= ready.isEmpty();
        rig.workers.add(
            ready.isPresent()
                ? ready.get()
                : WorkerProcess.start(prefix, classPath, folders, WorkersExecutor.JVM_OPTIONS));
      }
      return rig;
    } catch (IOException | RuntimeException e) {
      rig.close();
      throw e;
    }
  }

  /** Whether the system tells how busy its processors are. */
  boolean loadKnown() {
    return MachineLoad.sample(processors).known();
  }

  /**
   * Makes a network ready in every worker.
   *
   * @return why it cannot be; empty if it is ready
   * @throws IOException if a worker dies
   * @throws TimingFailed if it is ready in some of the workers only
   */
  Optional<String> add(Trial trial) throws IOException {
    List<String> failures = askAll(TimingProtocol.add(trial));
    if (failures.isEmpty()) {
      arms++;
    } else if (failures.size() < workers.size()) {
      refuse(failures.get(0)); // the workers number their networks differently now
    }
    return failures.stream().findFirst();
  }

  /** Frees all networks. */
  void release() throws IOException {
    askAll(TimingProtocol.RELEASE).forEach(TimingRig::refuse);
    arms = 0;
    madeBefore = List.of();
  }

  private List<String> askAll(String request) throws IOException {
    for (WorkerProcess worker : workers) {
      worker.send(request);
    }
    List<String> failures = new ArrayList<>();
    for (WorkerProcess worker : workers) {
      TimingProtocol.failure(worker.await(TimingProtocol.ANSWER)).ifPresent(failures::add);
    }
    return failures;
  }

  /**
   * Has all workers train all arms until they get no faster: the JVM compiles what is used much,
   * and what it compiled for one arm alone it compiles again when the next one comes. Workers that
   * have done nothing yet go on until it has become quiet.
   *
   * @param until passes beyond the planned {@link TimingBudget#WARM_UPS} begin before that, in
   *     nanoseconds of {@link System#nanoTime}
   * @param random for the order of turns
   */
  void warmUp(Slicing slicing, long until, Random random) throws IOException {
    double[] before = new double[arms];
    Arrays.fill(before, Double.MAX_VALUE);
    boolean warm = false;
    for (int pass = 1; pass <= MOST_WARM_UPS && !warm; pass++) {
      if (pass > TimingBudget.WARM_UPS && System.nanoTime() - until >= 0) {
        break;
      }
      warm = pass >= TimingBudget.WARM_UPS;
      for (int arm = 0; arm < arms; arm++) {
        double now = mean(slices(Layout.ALL_CORES, arm, slicing.millis(), 1));
        warm &= now > WARM * before[arm];
        before[arm] = now;
      }
    }
    stepMillis = before;
    if (fresh) {
      settle(slicing, until, random);
      fresh = false;
    }
  }

  /** Rounds that do not count, until some in a row have a quiet JVM. */
  private void settle(Slicing slicing, long until, Random random) throws IOException {
    long end = System.nanoTime() + (long) (TimingBudget.SETTLE_SECONDS * NANOS_A_SECOND);
    int quiet = 0;
    while (quiet < QUIET_ROUNDS && System.nanoTime() - end < 0 && System.nanoTime() - until < 0) {
      renew(random);
      quiet = round(Layout.ALL_CORES, slicing, random).seen().jvmQuiet() ? quiet + 1 : 0;
    }
  }

  /**
   * Makes all networks afresh, in all workers, and has each take a step: in random order the first
   * time, the other way round the second time, and so on. A network that is made later than another
   * may be faster by half a percent.
   */
  void renew(Random random) throws IOException {
    List<Integer> order = new ArrayList<>(madeBefore);
    if (order.isEmpty()) {
      order.addAll(arms());
      Collections.shuffle(order, random);
      madeBefore = List.copyOf(order);
    } else {
      Collections.reverse(order);
      madeBefore = List.of();
    }
    askAll(TimingProtocol.renew(order)).forEach(TimingRig::refuse);
    for (int arm : order) {
      slices(Layout.ALL_CORES, arm, 0, 1);
    }
  }

  /**
   * Times all arms, in turns of random order. No arm has two turns running: its caches would be
   * warm, and it alone faster by several percent. All take as many steps in a turn, so that cold
   * caches cost each of them as much, or nothing.
   *
   * @throws IOException if a worker dies
   */
  Round round(Layout layout, Slicing slicing, Random random) throws IOException {
    int steps = slicing.steps(stepMillis);
    double[][] logMillis = new double[slicing.turns(stepMillis)][arms];
    List<Integer> order = new ArrayList<>(arms());
    int last = -1;
    RoundWatch watch = watch(workers(layout).size());
    for (double[] turn : logMillis) {
      do {
        Collections.shuffle(order, random);
      } while (order.get(0) == last && arms > 1);
      last = order.get(arms - 1);
      for (int arm : order) {
        long cpu = CpuClock.processNanos();
        List<Slice> slices = slices(layout, arm, 0, steps);
        turn[arm] = Math.log(mean(slices));
        watch.add(slices, CpuClock.processNanos() - cpu);
      }
    }
    MedianPolish fit = MedianPolish.of(logMillis);
    return new Round(
        Arrays.stream(fit.columns()).map(column -> Math.exp(fit.overall() + column)).toArray(),
        watch.end());
  }

  private List<Integer> arms() {
    return IntStream.range(0, arms).boxed().toList();
  }

  private RoundWatch watch(int working) {
    return new RoundWatch(working, () -> MachineLoad.sample(processors));
  }

  private List<Slice> slices(Layout layout, int arm, double millis, int leastSteps)
      throws IOException {
    List<WorkerProcess> working = workers(layout);
    for (WorkerProcess worker : working) {
      worker.send(TimingProtocol.slice(arm, millis, leastSteps));
    }
    List<Slice> slices = new ArrayList<>();
    for (WorkerProcess worker : working) {
      String answer = worker.await(TimingProtocol.ANSWER);
      TimingProtocol.failure(answer).ifPresent(TimingRig::refuse);
      slices.add(TimingProtocol.slice(answer));
    }
    return slices;
  }

  private List<WorkerProcess> workers(Layout layout) {
    return layout == Layout.ONE_THREAD ? List.of(workers.get(0)) : workers;
  }

  private static void refuse(String reason) {
    throw new TimingFailed(reason);
  }

  /** A worker lives, but cannot do what it was asked to. */
  static final class TimingFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimingFailed(String reason) {
      super(reason);
    }
  }

  private static double mean(List<Slice> slices) {
    return slices.stream().mapToDouble(Slice::stepMillis).average().orElseThrow();
  }

  /** Whether a worker died of a signal that asks for an end, such as Ctrl-C. */
  boolean wasToldToStop() {
    return workers.stream().anyMatch(WorkerProcess::wasToldToStop);
  }

  /** Ends the workers at once; they have nothing to lose. */
  @Override
  public void close() {
    workers.forEach(worker -> worker.end("the timing pass has ended"));
  }
}
