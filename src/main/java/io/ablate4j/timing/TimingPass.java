package io.ablate4j.timing;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.SeedStream;
import io.ablate4j.engine.runtime.Processor;
import io.ablate4j.plan.Trial;
import io.ablate4j.store.ResultStore;
import io.ablate4j.timing.TimingBudget.GroupTime;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.worker.Closing;
import io.ablate4j.worker.IdleWorkers;
import io.ablate4j.worker.Pinning;
import io.ablate4j.worker.RunInterrupted;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Measures what a training step of each cell costs, after the trials, alone on the machine. The
 * regularizations of a group take turns in random order, round after round, so that whatever drifts
 * hits all of them; they are to be compared inside a round. Rounds in which others used the machine
 * are marked, kept, and repeated while there is time.
 */
public final class TimingPass implements AutoCloseable {
  /** Changes with what a round is, so that times taken another way are taken again. */
  private static final String METHOD = "turns 2";

  private static final String NATIVE_JAR = "nd4j-native";
  private static final double NANOS_A_SECOND = 1e9;

  private final ResultStore store;
  private final String classPath;
  private final DataFolders folders;
  private final String version;
  private final IdleWorkers idle;
  private final TimingListener listener;
  private final int processors = Runtime.getRuntime().availableProcessors();
  private final Closing closing = new Closing();
  private volatile TimingRig rig;
  private int rounds;
  private int disturbed;
  private int besideOthers;

  /**
   * @param classPath of the workers: ours and the user's
   * @param version of this program, whose steps may cost more or less than another's
   * @param idle workers that the trials have left
   */
  public TimingPass(
      ResultStore store,
      String classPath,
      DataFolders folders,
      String version,
      IdleWorkers idle,
      TimingListener listener) {
    this.store = store;
    this.classPath = classPath;
    this.folders = folders;
    this.version = version;
    this.idle = idle;
    this.listener = listener;
  }

  /**
   * Times the groups whose times are not stored yet, come from another machine, build or study, or
   * were disturbed in so many rounds that too few are left.
   *
   * @param plan all trials of the study; those that failed are timed, too, if they can be
   * @param parallelism how many trials ran at the same time: the pass takes at most a third of what
   *     they took, or twelve seconds, but for the start of workers, and for the least rounds and
   *     warm-up of groups that take longer than their trials made expect ({@link
   *     TimingBudget#MINIMUM_ROUNDS})
   * @param neededRounds of each group on one thread, undisturbed, so that all hypotheses can be
   *     decided
   * @throws RunInterrupted if it is asked to stop; groups that were done are stored
   */
  public void run(List<Trial> plan, int parallelism, int neededRounds) {
    List<TimingGroup> groups = TimingGroup.of(plan);
    List<Layout> layouts = layouts(processors);
    String machine = machine(classPath, version);
    List<TimedGroup> missing = missing(groups, layouts, machine, neededRounds, store.timed());
    if (missing.isEmpty()) {
      return;
    }
    TimingBudget budget = budget(groups, layouts.size(), parallelism, neededRounds);
    if (!budget.isEnough()) {
      listener.notTimed(
          "steps",
          budget.neededRounds()
              + " rounds would take more than "
              + Math.round(budget.limitSeconds())
              + " s, a quarter of the run.\n  Maybe run more seeds.");
      return;
    }
    Map<TimingGroup, GroupTime> planned = new HashMap<>();
    for (int group = 0; group < groups.size(); group++) {
      planned.put(groups.get(group), budget.groups().get(group));
    }
    double share =
        missing.stream()
                .mapToDouble(timed -> planned.get(timed.group()).seconds(budget.rounds()))
                .sum()
            / budget.seconds();
    double seconds = budget.startSeconds() + budget.limitSeconds() * share;
    long end = System.nanoTime() + (long) (seconds * NANOS_A_SECOND);
    try {
      start();
      listener.timing(
          missing.size(),
          layouts.stream().collect(Collectors.toMap(layout -> layout, budget::rounds)),
          budget.startSeconds() + budget.seconds() * share,
          rig.loadKnown());
      new TimingSchedule(budget, planned, System::nanoTime)
          .run(
              missing,
              end,
              (timed, open, warmUntil, deadline) ->
                  time(timed, open, budget.slicing(), machine, warmUntil, deadline));
      listener.timingDone(rounds, disturbed, besideOthers);
      tellLacking(missing, budget);
    } catch (IOException e) {
      listener.notTimed("steps", e.getMessage()); // the trials are stored all the same
    } finally {
      close();
    }
  }

  static List<Layout> layouts(int processors) {
    return processors == 1 ? List.of(Layout.ONE_THREAD) : Arrays.asList(Layout.values());
  }

  /**
   * What is to be timed, and in which layouts.
   *
   * @param stored undisturbed rounds by fingerprint
   */
  static List<TimedGroup> missing(
      List<TimingGroup> groups,
      List<Layout> layouts,
      String machine,
      int neededRounds,
      Map<String, Integer> stored) {
    List<TimedGroup> missing = new ArrayList<>();
    for (TimingGroup group : groups) {
      List<Layout> untimed =
          layouts.stream()
              .filter(
                  layout ->
                      stored.getOrDefault(group.fingerprint(layout, machine), 0)
                          < TimingBudget.needed(layout, neededRounds))
              .toList();
      if (!untimed.isEmpty()) {
        missing.add(new TimedGroup(group, untimed));
      }
    }
    return missing;
  }

  private void tellLacking(List<TimedGroup> groups, TimingBudget budget) {
    List<String> lacking =
        groups.stream().filter(TimedGroup::hasRounds).flatMap(g -> g.lacking(budget)).toList();
    if (!lacking.isEmpty()) {
      listener.lacking(lacking);
    }
  }

  /** Times one group; throws only if there are no workers any more. */
  private void time(
      TimedGroup timed,
      TimingSchedule.Open open,
      Slicing slicing,
      String machine,
      long warmUntil,
      long deadline)
      throws IOException {
    String label = timed.group().label();
    try {
      for (Trial arm : timed.arms()) {
        rig.add(arm)
            .ifPresent(
                reason -> {
                  listener.notTimed(label + ", " + arm.cell().arm(), reason);
                  timed.leaveOut(arm);
                });
      }
      if (!timed.arms().isEmpty()) {
        int first = timed.nextRound();
        rig.warmUp(
            slicing,
            warmUntil,
            new SeedStream(first).random("timing:" + timed.arms().get(0).cell()));
        rounds(timed, first, open, slicing, deadline);
        for (Layout layout : timed.layouts()) {
          save(timed, layout, machine);
        }
        if (first == 1) {
          listener.timed(label);
        }
      }
      rig.release();
    } catch (TimingRig.TimingFailed e) {
      timed.giveUp();
      listener.notTimed(label, e.getMessage());
      restart();
    } catch (IOException e) {
      // A terminal's Ctrl-C goes to the workers, too; what happens to one alone costs its group.
      if (closing.hasBegun() || rig.wasToldToStop() && closing.beginsSoon()) {
        throw new RunInterrupted(e.getMessage());
      }
      timed.giveUp();
      listener.notTimed(label, e.getMessage());
      restart();
    }
  }

  /** Rounds of each layout, as long as one is open. */
  private void rounds(
      TimedGroup timed, int first, TimingSchedule.Open open, Slicing slicing, long deadline)
      throws IOException {
    for (int round = first; ; round++) {
      boolean late = System.nanoTime() - deadline >= 0;
      List<Layout> next = timed.open(open, late);
      if (next.isEmpty()) {
        return;
      }
      rig.renew();
      for (Layout layout : next) {
        TimingRig.Round measured = rig.round(layout, slicing);
        timed.add(layout, round, measured);
        rounds++;
        TimingRound seen = timed.rounds(layout).get(timed.rounds(layout).size() - 1);
        disturbed += seen.disturbed() ? 1 : 0;
        besideOthers += seen.besideOthers() ? 1 : 0;
      }
    }
  }

  /** Unless what is stored tells more: a group is timed again where others left too few rounds. */
  private void save(TimedGroup timed, Layout layout, String machine) {
    String fingerprint = timed.group().fingerprint(layout, machine);
    if (store.timed().getOrDefault(fingerprint, 0) <= timed.undisturbed(layout)) {
      store.saveTiming(fingerprint, timed.rounds(layout));
    }
  }

  private TimingBudget budget(
      List<TimingGroup> groups, int layouts, int parallelism, int neededRounds) {
    boolean started = idle.has(Pinning.prefixes(processors));
    List<TrialResult> results = store.results().toList();
    Map<TrialKey, List<Cell>> cells =
        Tuned.of(store.study().orElseThrow(), store.planned(), results).all().stream()
            .collect(
                Collectors.groupingBy(
                    PlannedTrial::key,
                    Collectors.mapping(PlannedTrial::cell, Collectors.toList())));
    Map<Cell, Double> stepMillis = new HashMap<>();
    double seconds = 0;
    for (TrialResult result : results) {
      if (!cells.containsKey(result.key())) {
        continue; // of another study in the same folder: its time is not this run's
      }
      seconds += last(result, Metric.TRAIN_SECONDS) + last(result, Metric.EVALUATION_SECONDS);
      double step = last(result, Metric.STEP_MILLIS);
      if (step > 0) { // a trial that failed knows of none
        cells.get(result.key()).forEach(cell -> stepMillis.merge(cell, step, Math::min));
      }
    }
    List<List<OptionalDouble>> steps =
        groups.stream()
            .map(
                group ->
                    group.arms().stream()
                        .map(
                            arm ->
                                stepMillis.containsKey(arm.cell())
                                    ? OptionalDouble.of(stepMillis.get(arm.cell()))
                                    : OptionalDouble.empty())
                        .toList())
            .toList();
    // More workers than processors took turns.
    double wall = seconds / Math.min(parallelism, processors);
    return TimingBudget.of(steps, layouts, wall, neededRounds, started);
  }

  /** The metric's greatest value: sums grow from epoch to epoch. 0 in a trial that failed. */
  private static double last(TrialResult result, Metric metric) {
    return result.measurements().stream()
        .filter(m -> m.metric() == metric)
        .mapToDouble(Measurement::value)
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }

  /** What a step's cost depends on beside its trial. */
  static String machine(String classPath, String version) {
    String processor;
    try {
      processor = Processor.here().flatMap(Processor::name).orElse("unknown");
    } catch (IOException e) {
      processor = "unknown"; // the system does not let us read it
    }
    String builds =
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> String.valueOf(Path.of(entry).getFileName()))
            .filter(name -> name.startsWith(NATIVE_JAR))
            .sorted()
            .collect(Collectors.joining(" "));
    String processors = String.valueOf(Runtime.getRuntime().availableProcessors());
    return String.join("\n", METHOD, processor, processors, builds, version);
  }

  private void start() throws IOException {
    rig = TimingRig.start(processors, classPath, folders, idle);
    if (closing.hasBegun()) {
      rig.close();
      throw new RunInterrupted("the run has ended");
    }
  }

  private void restart() throws IOException {
    rig.close();
    start();
  }

  /** Stops at once; the group that is being timed is lost. */
  @Override
  public void close() {
    closing.begin();
    TimingRig running = rig;
    if (running != null) {
      running.close();
    }
  }
}
