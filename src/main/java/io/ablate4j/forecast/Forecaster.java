package io.ablate4j.forecast;

import io.ablate4j.data.DataFolders;
import io.ablate4j.forecast.Measuring.Measured;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.run.TrialCost;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Deferred;
import io.ablate4j.worker.IdleWorkers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Predicts how long what is left of a study takes on this machine. What a trial takes is counted in
 * steps, evaluated images and what each trial costs besides; their rates are those of stored trials
 * of this machine, or are measured for some seconds; then workers take the trials in their order.
 */
public final class Forecaster implements AutoCloseable {
  /** On a whole worker: what takes less is not worth the seconds that measuring takes. */
  static final double WORTH_SECONDS = 15;

  /** Of measuring networks, when the workers are there: at least, for a short study. */
  static final double MEASURING_SECONDS = 3;

  /** Of a long study a twentieth may go into measuring, up to so many seconds. */
  static final double MOST_MEASURING_SECONDS = 15;

  private static final double MEASURING_SHARE = .05;

  /** Networks that tell by how much a busy machine is slower. */
  private static final int COMPARED = 4;

  /** What a worker needs to start, and to load what its first trial uses. */
  private static final double START_SECONDS = 1.5;

  private static final double LOAD_SECONDS = 2;

  /**
   * The analysis and the report of few trials, and what each trial adds, on a quiet machine. Where
   * others slow the workers, they slow this less: one process then wants what several wanted.
   */
  private static final double END_SECONDS = 2.5;

  private static final double END_SECONDS_A_TRIAL = .004;

  /**
   * Of checks that end when the target is reached, if no stored trial tells: .84 of them took place
   * in quickstart, .92 in reference, as some arms fall short of the hardest target.
   */
  private static final double USUALLY_DONE = .85;

  private final Speeds speeds;
  private final Machine machine;
  private final Workshop workshop;
  private final LongSupplier clock;
  private final WarmUp warmUp;
  private final WarmUp ofTraining;
  private final Map<NetworkShape, Rates> rates = new HashMap<>();
  private double checksDone = USUALLY_DONE;
  private double age;
  private double slowdown = 1;
  private double measuringSeconds = MEASURING_SECONDS;
  private Others others = Others.NONE;
  private List<Trial> measuring = List.of();
  private boolean started;

  /**
   * @param cost how much trials have to compute
   * @param classPath of workers: ours and the user's
   * @param idle takes the workers in which something was measured
   */
  public Forecaster(TrialCost cost, String classPath, DataFolders folders, IdleWorkers idle) {
    this(
        new Speeds(cost::ofStep, cost::ofImage),
        Machine.here(),
        new WorkerWorkshop(classPath, folders, idle),
        System::nanoTime,
        WarmUp.OF_A_WORKER,
        WarmUp.OF_TRAINING);
  }

  Forecaster(
      Speeds speeds,
      Machine machine,
      Workshop workshop,
      LongSupplier clock,
      WarmUp warmUp,
      WarmUp ofTraining) {
    this.speeds = speeds;
    this.machine = machine;
    this.workshop = workshop;
    this.clock = clock;
    this.warmUp = warmUp;
    this.ofTraining = ofTraining;
  }

  /**
   * Learns from what a store has.
   *
   * @param planned trials of its last study
   */
  public void learn(Collection<PlannedTrial> planned, Collection<TrialResult> results) {
    Set<TrialKey> finished = new HashSet<>();
    results.forEach(result -> finished.add(result.key()));
    List<Trial> trials = new ArrayList<>();
    for (PlannedTrial trial : planned) {
      if (Deferred.is(trial)) {
        Deferred.specs(trial).values().stream()
            .filter(spec -> finished.contains(TrialKey.ofCanonicalJson(spec)))
            .forEach(spec -> read(spec, trials));
      } else if (finished.contains(trial.key())) {
        read(trial.specJson(), trials);
      }
    }
    StoredTrials stored = new StoredTrials(trials, results, machine, warmUp);
    for (Trial example : stored.examples()) {
      try {
        speeds.put(example, stored.rates(example), Basis.STORED);
      } catch (ProblemsException | IllegalArgumentException e) {
        // Of a model or data that the study has not: nothing can be compared with it.
      }
    }
    stored.checksDone().ifPresent(share -> checksDone = share);
    rates.clear();
  }

  private static void read(String spec, List<Trial> trials) {
    try {
      trials.add(TrialSpecJson.read(spec));
    } catch (ProblemsException | IllegalArgumentException e) {
      // Of an earlier protocol, or of a class that is gone: its time tells nothing.
    }
  }

  /**
   * Begins to start workers, if something has to be measured, and returns at once.
   *
   * @return how many networks will be measured if there is time
   */
  public int begin(Left left, int workers, Others load) {
    others = load;
    Map<NetworkShape, Double> seconds = new LinkedHashMap<>();
    Map<NetworkShape, Trial> examples = new HashMap<>();
    double unknown = 0;
    for (List<Trial> either : alternatives(left)) {
      for (Trial trial : either) {
        double share = seconds(trial) / either.size();
        boolean isKnown = isStored(trial);
        unknown += isKnown && !others.areBusy() ? 0 : share;
        NetworkShape shape = NetworkShape.of(trial);
        seconds.merge(shape, share, Double::sum);
        examples.putIfAbsent(shape, trial);
      }
    }
    int used = Math.min(workers, left.size());
    if (unknown <= WORTH_SECONDS * used) {
      return 0;
    }
    List<Trial> longestFirst =
        seconds.keySet().stream()
            .sorted(Comparator.comparingDouble(seconds::get).reversed())
            .map(examples::get)
            .toList();
    List<Trial> lacking = longestFirst.stream().filter(trial -> !isStored(trial)).toList();
    List<Trial> known = longestFirst.stream().filter(this::isStored).toList();
    measuring =
        new ArrayList<>(known.subList(0, !others.areBusy() ? 0 : Math.min(COMPARED, known.size())));
    measuring.addAll(lacking);
    measuringSeconds = measuringSeconds(unknown / used);
    workshop.open(used);
    started = true;
    return measuring.size();
  }

  private boolean isStored(Trial trial) {
    return speeds.own(trial).filter(basis -> basis == Basis.STORED).isPresent();
  }

  /** Measures what {@link #begin} has found to be lacking, if anything, for some seconds. */
  public void measure() {
    if (!started) {
      return;
    }
    try {
      List<Bench> benches = workshop.benches();
      if (benches.isEmpty()) {
        return;
      }
      Measuring run = new Measuring(clock, ofTraining);
      List<Measured> measured = run.run(benches, measuring, measuringSeconds);
      age = run.age();
      slowdown = run.slowdown();
      take(measured);
    } finally {
      workshop.close();
    }
  }

  private void take(List<Measured> measured) {
    Map<NetworkShape, List<Rates>> all = new LinkedHashMap<>();
    Map<NetworkShape, Trial> examples = new HashMap<>();
    for (Measured each : measured) {
      NetworkShape shape = NetworkShape.of(each.trial());
      all.computeIfAbsent(shape, s -> new ArrayList<>()).add(each.rates());
      examples.put(shape, each.trial());
    }
    List<Double> slower = new ArrayList<>();
    Map<Trial, Rates> unknown = new LinkedHashMap<>();
    all.forEach(
        (shape, rates) -> {
          Trial network = examples.get(shape);
          Rates median = Rates.median(warm(rates));
          if (isStored(network)) {
            slower.add(slowdown * median.stepSeconds() / speeds.rates(network).stepSeconds());
          } else {
            unknown.put(network, median.times(slowdown));
          }
        });
    if (!slower.isEmpty()) {
      double[] sorted = slower.stream().mapToDouble(x -> x).sorted().toArray();
      speeds.slowDown(sorted[sorted.length / 2]);
    }
    unknown.forEach((network, rates) -> speeds.put(network, rates, Basis.MEASURED));
    rates.clear();
  }

  /** All but the first, if there are more: each network has a step of its own to be compiled. */
  private static List<Rates> warm(List<Rates> measured) {
    return measured.size() > 1 ? measured.subList(1, measured.size()) : measured;
  }

  /** What a trial takes in a warm worker, in seconds. */
  public double seconds(Trial trial) {
    return rates
        .computeIfAbsent(NetworkShape.of(trial), shape -> speeds.rates(trial))
        .seconds(TrialWork.planned(trial), trial.asked().until().isPresent() ? checksDone : 1);
  }

  /**
   * What a step of a trial takes in a warm worker, in seconds, when nobody takes its processor
   * away: most steps are shorter than the time a system gives to a process at once.
   */
  public double quietStepSeconds(Trial trial) {
    return rates.computeIfAbsent(NetworkShape.of(trial), shape -> speeds.rates(trial)).stepSeconds()
        / slowdown;
  }

  /**
   * The prediction, by what is known.
   *
   * @param workers that carry out trials
   * @param trials of the whole study, for which the report is made
   * @param timing seconds of the timing pass; 0 without
   * @param anew whether the start of workers and the measuring are still to come, too, as for a
   *     command that runs nothing
   */
  public Forecast forecast(Left left, int workers, int trials, double timing, boolean anew) {
    int used = Math.max(1, Math.min(workers, left.size()));
    Makespan makespan = makespan(left, used);
    EnumMap<Basis, Double> byBasis = new EnumMap<>(Basis.class);
    for (List<Trial> either : alternatives(left)) {
      either.forEach(
          trial -> byBasis.merge(speeds.basis(trial), seconds(trial) / either.size(), Double::sum));
    }
    Basis basis =
        Arrays.stream(Basis.values())
            .max(Comparator.comparingDouble(each -> byBasis.getOrDefault(each, -1.0)))
            .orElseThrow();
    return new Forecast(
        left.size(),
        used,
        left.size() == 0 ? 0 : startSeconds(anew),
        makespan.seconds(),
        timing,
        Math.sqrt(slowdown) * (END_SECONDS + trials * END_SECONDS_A_TRIAL),
        basis);
  }

  /** Workers in which something was measured are there, and have loaded what they need. */
  private double startSeconds(boolean anew) {
    if (!started) {
      return START_SECONDS + LOAD_SECONDS;
    }
    return anew
        ? workshop.startSeconds()
            + slower() * LOAD_SECONDS
            + measuringSeconds
            + Measuring.STEADY_SECONDS
        : 0;
  }

  /** How many times as long workers needed to start as they do on a quiet machine. */
  private double slower() {
    return Math.max(1, workshop.startSeconds() / START_SECONDS);
  }

  /**
   * How long to measure: many networks need some seconds each until a worker's JVM has compiled
   * what they use. A busy machine has some more.
   *
   * @param seconds that the study takes by a rough guess
   */
  private double measuringSeconds(double seconds) {
    double share = MEASURING_SHARE * seconds;
    return (others.areBusy() ? 2 : 1)
        * Math.max(MEASURING_SECONDS, Math.min(MOST_MEASURING_SECONDS, share));
  }

  /**
   * For the progress of a run.
   *
   * @param after seconds after its trials, by how many times as long as predicted they have taken
   */
  public Remaining remaining(int workers, DoubleUnaryOperator after) {
    return new Remaining(this::seconds, makespan(workers), after);
  }

  private Makespan makespan(int workers) {
    return new Makespan(workers, age * slowdown, warmUp.slowedDown(slowdown));
  }

  private Makespan makespan(Left left, int workers) {
    Makespan makespan = makespan(workers);
    left.first().forEach(trial -> makespan.add(seconds(trial)));
    makespan.await();
    left.second().forEach(either -> makespan.add(mean(either, this::seconds)));
    return makespan;
  }

  private static double mean(List<Trial> either, ToDoubleFunction<Trial> seconds) {
    return either.stream().mapToDouble(seconds).average().orElse(0);
  }

  private static List<List<Trial>> alternatives(Left left) {
    List<List<Trial>> all = new ArrayList<>();
    left.first().forEach(trial -> all.add(List.of(trial)));
    all.addAll(left.second());
    return all;
  }

  @Override
  public void close() {
    workshop.close();
  }
}
