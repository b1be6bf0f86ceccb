package io.ablate4j.run;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.SeedStream;
import io.ablate4j.engine.Processor;
import io.ablate4j.plan.Trial;
import io.ablate4j.store.ResultStore;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
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
  private volatile boolean closed;
  private volatile TimingRig rig;
  private int rounds;
  private int disturbed;

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
   * @param leastRounds of each group that are of use
   * @throws RunInterrupted if it is told to stop; groups that were done are stored
   */
  public void run(List<Trial> plan, int parallelism, int leastRounds) {
    List<TimingGroup> groups = TimingGroup.of(plan);
    List<Layout> layouts =
        processors == 1 ? List.of(Layout.ONE_THREAD) : Arrays.asList(Layout.values());
    String machine = machine();
    Map<String, Integer> stored = store.timed();
    Map<TimingGroup, List<Layout>> missing = new LinkedHashMap<>();
    for (TimingGroup group : groups) {
      List<Layout> untimed =
          layouts.stream()
              .filter(
                  layout ->
                      stored.getOrDefault(group.fingerprint(layout, machine), 0)
                          < TimingBudget.rounds(layout, leastRounds))
              .toList();
      if (!untimed.isEmpty()) {
        missing.put(group, untimed);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    TimingBudget budget = budget(groups, layouts.size(), parallelism, leastRounds);
    if (!budget.isEnough()) {
      listener.notTimed(
          "steps",
          budget.leastRounds()
              + " rounds would take more than "
              + Math.round(budget.limitSeconds())
              + " s, a quarter of the run.\n  Maybe run more seeds.");
      return;
    }
    double share = (double) missing.size() / groups.size();
    Map<TimingGroup, Double> planned = new HashMap<>();
    for (int group = 0; group < groups.size(); group++) {
      planned.put(groups.get(group), budget.groupSeconds().get(group));
    }
    long begun = System.nanoTime();
    try {
      start();
      listener.timing(
          missing.size(),
          layouts.stream().collect(Collectors.toMap(layout -> layout, budget::rounds)),
          budget.startSeconds() + budget.seconds() * share,
          rig.loadKnown());
      // Each group may use what is left but for what those after it are going to take.
      double after = missing.keySet().stream().mapToDouble(planned::get).sum();
      double end = begun + (budget.startSeconds() + budget.limitSeconds() * share) * NANOS_A_SECOND;
      for (Map.Entry<TimingGroup, List<Layout>> group : missing.entrySet()) {
        after -= planned.get(group.getKey());
        long deadline = (long) (end - after * NANOS_A_SECOND);
        // More warm-up than planned only while all that is planned still fits.
        long warmUntil = deadline - (long) (planned.get(group.getKey()) * NANOS_A_SECOND);
        time(group.getKey(), group.getValue(), budget, machine, warmUntil, deadline);
      }
      listener.timingDone(rounds, disturbed);
    } catch (IOException e) {
      listener.notTimed("steps", e.getMessage()); // the trials are stored all the same
    } finally {
      close();
    }
  }

  /** Times one group; throws only if there are no workers any more. */
  private void time(
      TimingGroup group,
      List<Layout> layouts,
      TimingBudget budget,
      String machine,
      long warmUntil,
      long deadline)
      throws IOException {
    try {
      List<Cell> cells = new ArrayList<>();
      for (Trial arm : group.arms()) {
        rig.add(arm)
            .ifPresentOrElse(
                reason ->
                    listener.notTimed(group.label() + ", " + arm.cell().regularization(), reason),
                () -> cells.add(arm.cell()));
      }
      if (!cells.isEmpty()) {
        Random random = new SeedStream(1).random("timing:" + cells.get(0));
        rig.warmUp(budget.slicing(), warmUntil, random);
        Map<Layout, List<TimingRound>> timed = rounds(cells, layouts, budget, deadline);
        timed.forEach((layout, each) -> save(group.fingerprint(layout, machine), each));
        timed.forEach(
            (layout, each) -> {
              int had = each.size() / cells.size();
              if (had < budget.rounds(layout)) {
                listener.cutShort(group.label(), layout, had, budget.rounds(layout));
              }
            });
        listener.timed(group.label());
      }
      rig.release();
    } catch (TimingRig.TimingFailed e) {
      listener.notTimed(group.label(), e.getMessage());
      restart();
    } catch (IOException e) {
      // A terminal's Ctrl-C goes to the workers, too.
      if (closed || rig.wasToldToStop()) {
        throw new RunInterrupted(e.getMessage());
      }
      listener.notTimed(group.label(), e.getMessage());
      restart();
    }
  }

  /** Rounds of each layout, as long as {@link TimingBudget#isOpen} has it. */
  private Map<Layout, List<TimingRound>> rounds(
      List<Cell> cells, List<Layout> layouts, TimingBudget budget, long deadline)
      throws IOException {
    Map<Layout, List<TimingRound>> all = new EnumMap<>(Layout.class);
    Map<Layout, Integer> quiet = new EnumMap<>(Layout.class);
    for (int round = 1; ; round++) {
      boolean late = System.nanoTime() - deadline >= 0;
      List<Layout> open =
          layouts.stream()
              .filter(
                  layout ->
                      budget.isOpen(
                          layout,
                          all.getOrDefault(layout, List.of()).size() / cells.size(),
                          quiet.getOrDefault(layout, 0),
                          late))
              .toList();
      if (open.isEmpty()) {
        break;
      }
      rig.renew();
      for (Layout layout : open) {
        TimingRig.Round measured = rig.round(layout, budget.slicing());
        List<TimingRound> timed = all.computeIfAbsent(layout, any -> new ArrayList<>());
        for (int arm = 0; arm < cells.size(); arm++) {
          timed.add(
              new TimingRound(
                  cells.get(arm),
                  layout,
                  round,
                  measured.stepMillis()[arm],
                  measured.seen().foreignLoad(),
                  measured.seen().disturbed()));
        }
        quiet.merge(layout, measured.seen().disturbed() ? 0 : 1, Integer::sum);
        rounds++;
        disturbed += measured.seen().disturbed() ? 1 : 0;
      }
    }
    return all;
  }

  /** Unless what is stored tells more: a group is timed again where others left too few rounds. */
  private void save(String fingerprint, List<TimingRound> timed) {
    long undisturbed =
        timed.stream().filter(r -> !r.disturbed()).map(TimingRound::round).distinct().count();
    if (store.timed().getOrDefault(fingerprint, 0) <= undisturbed) {
      store.saveTiming(fingerprint, timed);
    }
  }

  private TimingBudget budget(
      List<TimingGroup> groups, int layouts, int parallelism, int leastRounds) {
    boolean started = idle.has(Pinning.prefixes(processors));
    Map<TrialKey, Cell> cells =
        store.planned().stream().collect(Collectors.toMap(PlannedTrial::key, PlannedTrial::cell));
    Map<Cell, Double> stepMillis = new HashMap<>();
    double seconds = 0;
    for (TrialResult result : store.results().toList()) {
      if (!cells.containsKey(result.key())) {
        continue; // of another study in the same folder: its time is not this run's
      }
      seconds += last(result, Metric.TRAIN_SECONDS) + last(result, Metric.EVALUATION_SECONDS);
      double step = last(result, Metric.STEP_MILLIS);
      if (step > 0) { // a trial that failed knows of none
        stepMillis.merge(cells.get(result.key()), step, Math::min);
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
    return TimingBudget.of(steps, layouts, wall, leastRounds, started);
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
  private String machine() {
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
    return String.join("\n", METHOD, processor, String.valueOf(processors), builds, version);
  }

  private void start() throws IOException {
    rig = TimingRig.start(processors, classPath, folders, idle);
    if (closed) {
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
    closed = true;
    TimingRig running = rig;
    if (running != null) {
      running.close();
    }
  }
}
