package io.ablate4j.run;

import io.ablate4j.data.DataFolders;
import io.ablate4j.engine.CpuClock;
import io.ablate4j.plan.Trial;
import io.ablate4j.train.StepTimer.Slice;
import io.ablate4j.trial.TimingRound.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A worker on every processor, and a clock for what steps cost in them and for who disturbs. */
final class TimingRig implements AutoCloseable {
  /** Processors that others may keep busy during a slice; more make its round a disturbed one. */
  private static final double LEAST_FOREIGN = .25;

  /** The same on big machines, where a part of a processor more or less is not felt. */
  private static final double FOREIGN_SHARE = 1 / 16.0;

  /** The same over a whole round, where a rounded counter tells finer. */
  private static final double FOREIGN_OVER_ROUND = .5;

  /** Of its own processor that a worker may miss: it slows the step by as much. */
  private static final double SHORTFALL = .05;

  private static final int MOST_WARM_UPS = 8;

  /** A pass over the arms that makes none faster by more than this ends the warm-up. */
  private static final double WARM = .95;

  private static final double NANOS_A_MILLI = 1e6;

  private final List<WorkerProcess> workers;
  private final List<Integer> processors = Pinning.allowed();
  private int arms;

  private TimingRig(List<WorkerProcess> workers) {
    this.workers = workers;
  }

  /**
   * One arm's part of a round.
   *
   * @param stepMillis mean over the workers
   * @param foreignLoad processors that others kept busy
   */
  record Timed(double stepMillis, double foreignLoad) {}

  /**
   * Every arm once.
   *
   * @param byArm in the order of the arms, not in that of the slices
   * @param disturbed whether others took too much of the machine in any slice
   */
  record Round(List<Timed> byArm, boolean disturbed) {}

  /**
   * Starts the workers, each on a processor of its own where that is possible.
   *
   * @throws IOException if one cannot be started
   */
  static TimingRig start(int workers, String classPath, DataFolders folders) throws IOException {
    TimingRig rig = new TimingRig(new ArrayList<>());
    try {
      for (List<String> prefix : Pinning.prefixes(workers)) {
        rig.workers.add(
            WorkerProcess.start(prefix, classPath, folders, WorkersExecutor.JVM_OPTIONS));
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
   * and what it compiled for one arm alone it compiles again when the next one comes.
   */
  void warmUp(double sliceMillis) throws IOException {
    double[] before = new double[arms];
    Arrays.fill(before, Double.MAX_VALUE);
    boolean warm = false;
    for (int pass = 1; pass <= MOST_WARM_UPS && !warm; pass++) {
      warm = pass >= TimingBudget.WARM_UPS;
      for (int arm = 0; arm < arms; arm++) {
        double now = mean(slices(Layout.ALL_CORES, arm, sliceMillis));
        warm &= now > WARM * before[arm];
        before[arm] = now;
      }
    }
  }

  /**
   * Times every arm once.
   *
   * @param order of the arms' slices
   * @throws IOException if a worker dies
   */
  Round round(Layout layout, List<Integer> order, double sliceMillis) throws IOException {
    Timed[] byArm = new Timed[arms];
    boolean disturbed = false;
    MachineLoad.Sample first = MachineLoad.sample(processors);
    MachineLoad.Sample before = first;
    double own = 0;
    for (int arm : order) {
      long cpu = CpuClock.processNanos();
      List<Slice> slices = slices(layout, arm, sliceMillis);
      MachineLoad.Sample after = MachineLoad.sample(processors);
      double ownNow = CpuClock.processNanos() - cpu;
      double missed = 0;
      for (Slice slice : slices) {
        ownNow += slice.cpuMillis() * NANOS_A_MILLI;
        double shortfall = Math.max(0, 1 - slice.cpuMillis() / slice.wallMillis());
        disturbed |= shortfall > SHORTFALL;
        missed += shortfall;
      }
      double foreign = before.known() ? before.foreign(after, ownNow) : 0;
      disturbed |= foreign > threshold(before);
      byArm[arm] = new Timed(mean(slices), Math.max(foreign, missed));
      own += ownNow;
      before = after;
    }
    disturbed |=
        first.known() && first.foreign(before, own) > FOREIGN_OVER_ROUND * threshold(first);
    return new Round(List.of(byArm), disturbed);
  }

  private static double threshold(MachineLoad.Sample sample) {
    return Math.max(LEAST_FOREIGN, FOREIGN_SHARE * sample.processors());
  }

  private List<Slice> slices(Layout layout, int arm, double millis) throws IOException {
    List<WorkerProcess> working = layout == Layout.ONE_THREAD ? List.of(workers.get(0)) : workers;
    for (WorkerProcess worker : working) {
      worker.send(TimingProtocol.slice(arm, millis));
    }
    List<Slice> slices = new ArrayList<>();
    for (WorkerProcess worker : working) {
      String answer = worker.await(TimingProtocol.ANSWER);
      TimingProtocol.failure(answer).ifPresent(TimingRig::refuse);
      slices.add(TimingProtocol.slice(answer));
    }
    return slices;
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
    workers.forEach(worker -> worker.kill("the timing pass has ended"));
  }
}
