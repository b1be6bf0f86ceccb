package io.ablate4j.timing;

import io.ablate4j.data.DataFolders;
import io.ablate4j.engine.CpuClock;
import io.ablate4j.engine.runtime.Processor;
import io.ablate4j.plan.Trial;
import io.ablate4j.stats.MedianPolish;
import io.ablate4j.timing.RoundWatch.Seen;
import io.ablate4j.train.StepTimer.Slice;
import io.ablate4j.trial.TimingRound.Layout;
import io.ablate4j.worker.IdleWorkers;
import io.ablate4j.worker.JvmRest;
import io.ablate4j.worker.Pinning;
import io.ablate4j.worker.TimingProtocol;
import io.ablate4j.worker.WorkerMain;
import io.ablate4j.worker.WorkerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

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
  private ArmOrders orders;

  /** Which worker has the next round on one thread. */
  private int alone;

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
                : WorkerProcess.start(prefix, classPath, folders, WorkerMain.JVM_OPTIONS));
      }
      return rig;
    } catch (IOException | RuntimeException e) {
      rig.close();
      throw e;
    }
  }

  /** Whether the system says how busy its processors are. */
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
   * @param random for the orders in which the arms are made and timed, here and in the rounds
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
    orders = new ArmOrders(arms, random);
    if (fresh) {
      settle(slicing, until);
      fresh = false;
    }
  }

  /** Rounds that do not count, until some in a row have a quiet JVM. */
  private void settle(Slicing slicing, long until) throws IOException {
    long now = System.nanoTime();
    long most = (long) (TimingBudget.SETTLE_SECONDS * NANOS_A_SECOND);
    long end = now + Math.min(until - now, most);
    int quiet = 0;
    while (quiet < QUIET_ROUNDS && System.nanoTime() - end < 0) {
      renew();
      quiet = round(Layout.ALL_CORES, slicing).seen().jvmQuiet() ? quiet + 1 : 0;
    }
  }

  /** Makes all networks afresh, in all workers, and has each take a step. */
  void renew() throws IOException {
    List<Integer> order = orders.making();
    askAll(TimingProtocol.renew(order)).forEach(TimingRig::refuse);
    for (int arm : order) {
      slices(Layout.ALL_CORES, arm, 0, 1);
    }
  }

  /**
   * Times all arms, which take turns, as soon as no JVM of ours has anything else to do. All take
   * as many steps in one, so that cold caches cost each of them as much, or nothing.
   *
   * @throws IOException if a worker dies
   */
  Round round(Layout layout, Slicing slicing) throws IOException {
    JvmRest.await(); // ours shares the processors
    askAll(TimingProtocol.REST).forEach(TimingRig::refuse);
    int steps = slicing.steps(stepMillis);
    List<List<Integer>> turns = orders.turns(slicing.turns(stepMillis));
    double[][] logMillis = new double[turns.size()][arms];
    RoundWatch watch = watch(workers(layout).size());
    for (int turn = 0; turn < turns.size(); turn++) {
      for (int arm : turns.get(turn)) {
        long cpu = CpuClock.processNanos();
        List<Slice> slices = slices(layout, arm, 0, steps);
        logMillis[turn][arm] = Math.log(mean(slices));
        watch.add(slices, CpuClock.processNanos() - cpu);
      }
      watch.turnEnds();
    }
    MedianPolish fit = MedianPolish.of(logMillis);
    Seen seen = watch.end();
    if (layout == Layout.ONE_THREAD) {
      alone = (alone + 1) % workers.size();
    }
    return new Round(
        Arrays.stream(fit.columns()).map(column -> Math.exp(fit.overall() + column)).toArray(),
        seen);
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
      try {
        slices.add(TimingProtocol.slice(answer));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw new TimingFailed("a worker answered \"" + answer + "\", which is no slice");
      }
    }
    return slices;
  }

  /**
   * Those that are at work in a layout. The one of one thread is another one in each round: equal
   * networks may differ by some tenths of a percent as long as a process lives (Kalibera and Jones
   * 2013, Rigorous benchmarking in reasonable time).
   */
  private List<WorkerProcess> workers(Layout layout) {
    return layout == Layout.ONE_THREAD ? List.of(workers.get(alone)) : workers;
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
