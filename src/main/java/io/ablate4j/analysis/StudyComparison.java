package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Welch;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.ResultDifference;
import io.ablate4j.trial.TargetLevel;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Two studies side by side: before and after a change of code, or two data sets.
 *
 * @param first what the other one is compared with
 * @param second less the first is what every difference says
 * @param shared one entry a cell that both ask for, in the first study's order
 * @param onlyFirst cells of the first study alone
 * @param onlySecond cells of the second study alone
 */
public record StudyComparison(
    StudyAnalysis first,
    StudyAnalysis second,
    List<CellPair> shared,
    List<Cell> onlyFirst,
    List<Cell> onlySecond) {

  /**
   * A cell that both studies ask for.
   *
   * @param cell its factor levels
   * @param first the cell in the first study
   * @param second the cell in the second study
   * @param contrasts second less first, paired by seed, one a metric; the cost of a step is no
   *     matter of seeds and is not among them
   * @param stepCost natural logarithm of the ratio of what a step costs on one thread, second over
   *     first: difference of the means over quiet rounds of the logarithms, with Welch's 95 %
   *     interval, since rounds of two passes are no pairs. What differs from one pass to the next,
   *     such as heat or neighbours, is not in it
   * @param sameKey trials with the same key that ran in both: their numbers should be the same
   * @param sameBits those of them whose outcome and measurements are equal bit by bit, but for
   *     times
   */
  public record CellPair(
      Cell cell,
      CellSummary first,
      CellSummary second,
      List<PairedContrast> contrasts,
      Estimate stepCost,
      int sameKey,
      int sameBits) {
    public CellPair {
      contrasts = List.copyOf(contrasts);
    }

    /** The contrast of a metric, if it is among them. */
    public Optional<PairedContrast> contrast(ContrastMetric metric) {
      return contrasts.stream().filter(c -> c.metric().equals(metric)).findFirst();
    }
  }

  /** What cells of any two studies are compared on. */
  public static final List<ContrastMetric> METRICS =
      List.of(
          ContrastMetric.TEST_ACCURACY,
          ContrastMetric.GAP_ACCURACY,
          ContrastMetric.GAP_ACCURACY_BEST_EPOCH,
          ContrastMetric.GAP_ACCURACY_MATCHED_LOSS,
          ContrastMetric.GAP_LOSS,
          ContrastMetric.STEPS_TO_TARGET,
          ContrastMetric.SECONDS_TO_TARGET,
          ContrastMetric.DIVERGENCE);

  /** What cells are compared on: {@link #METRICS}, and what classes bring to both studies. */
  public List<ContrastMetric> metrics() {
    return metrics(first, second);
  }

  private static List<ContrastMetric> metrics(StudyAnalysis first, StudyAnalysis second) {
    return Stream.concat(
            METRICS.stream(), first.further().stream().filter(second.further()::contains))
        .toList();
  }

  public StudyComparison {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
    shared = List.copyOf(shared);
    onlyFirst = List.copyOf(onlyFirst);
    onlySecond = List.copyOf(onlySecond);
  }

  /** Second less first. */
  public static StudyComparison of(StudyRows firstRows, StudyRows secondRows) {
    StudyAnalysis first = StudyAnalysis.of(firstRows);
    StudyAnalysis second = StudyAnalysis.of(secondRows);
    Contrasts before = first.contrastsOfQuietRounds();
    Contrasts after = second.contrastsOfQuietRounds();
    Map<TrialKey, TrialResult> results = new HashMap<>();
    firstRows.results().forEach(result -> results.put(result.key(), result));
    Map<TrialKey, TrialResult> others = new HashMap<>();
    secondRows.results().forEach(result -> others.put(result.key(), result));
    Map<Cell, CellSummary> left = new LinkedHashMap<>();
    second.cells().forEach(cell -> left.put(cell.cell(), cell));
    Map<Cell, int[]> same = same(first, results, others);

    List<CellPair> shared = new ArrayList<>();
    List<Cell> onlyFirst = new ArrayList<>();
    for (CellSummary summary : first.cells()) {
      Cell cell = summary.cell();
      CellSummary other = left.remove(cell);
      if (other == null) {
        onlyFirst.add(cell);
        continue;
      }
      int[] counts = same.getOrDefault(cell, new int[2]);
      shared.add(
          new CellPair(
              cell,
              summary,
              other,
              metrics(first, second).stream()
                  .map(m -> contrast(m, cell, before.observations(m), after.observations(m)))
                  .toList(),
              stepCost(first.rounds(), second.rounds(), cell),
              counts[0],
              counts[1]));
    }
    return new StudyComparison(first, second, shared, onlyFirst, List.copyOf(left.keySet()));
  }

  /** By cell: trials with one key that ran in both, and those of them with the same numbers. */
  private static Map<Cell, int[]> same(
      StudyAnalysis first, Map<TrialKey, TrialResult> results, Map<TrialKey, TrialResult> others) {
    Map<Cell, int[]> counts = new HashMap<>();
    for (TrialSummary trial : first.trials()) {
      TrialResult one = results.get(trial.planned().key());
      TrialResult other = others.get(trial.planned().key());
      if (ControlCheck.ran(one) && ControlCheck.ran(other)) {
        int[] count = counts.computeIfAbsent(trial.planned().cell(), cell -> new int[2]);
        count[0]++;
        count[1] += ResultDifference.isNone(one, other) ? 1 : 0;
      }
    }
    return counts;
  }

  /**
   * A model, and its data if a study has several, whose main targets differ, so that its steps lead
   * to different ends: derived targets depend on what {@code none} reached.
   *
   * @param first in the first study; empty if there is none
   * @param second in the second one
   */
  public record OtherTarget(String place, OptionalDouble first, OptionalDouble second) {}

  /** All of those, in the order of the cells. */
  public List<OtherTarget> otherTargets() {
    Map<String, OtherTarget> others = new LinkedHashMap<>();
    for (CellPair pair : shared) {
      boolean hasSeveral = !first.study().datasets().isEmpty();
      OtherTarget each =
          new OtherTarget(
              (hasSeveral ? first : second).place(pair.cell()),
              target(first, pair.cell()),
              target(second, pair.cell()));
      if (!each.first().equals(each.second())) {
        others.putIfAbsent(each.place(), each);
      }
    }
    return List.copyOf(others.values());
  }

  private static OptionalDouble target(StudyAnalysis study, Cell cell) {
    return study.targets().get(study.place(cell)).value(TargetLevel.MAIN);
  }

  private static Estimate stepCost(
      List<TimingRound> firstRounds, List<TimingRound> secondRounds, Cell cell) {
    double[] before = logs(firstRounds, cell);
    double[] after = logs(secondRounds, cell);
    int rounds = Math.min(before.length, after.length);
    if (rounds == 0) {
      return Estimate.notEstimable(0, "no quiet round in one of them");
    }
    double difference =
        Arrays.stream(after).average().orElseThrow()
            - Arrays.stream(before).average().orElseThrow();
    return rounds < TimingAnalysis.LEAST_ROUNDS
        ? Estimate.pointOnly(
            rounds,
            difference,
            rounds + " quiet rounds, " + TimingAnalysis.LEAST_ROUNDS + " are needed")
        : Welch.interval(after, before, PairedContrast.LEVEL)
            .map(interval -> Estimate.of(rounds, difference, interval))
            .orElseGet(() -> Estimate.pointOnly(rounds, difference, "all rounds are equal"));
  }

  private static double[] logs(List<TimingRound> rounds, Cell cell) {
    return rounds.stream()
        .filter(r -> r.cell().equals(cell) && r.layout() == TimingRound.Layout.ONE_THREAD)
        .filter(r -> !r.disturbed() && !r.besideOthers()) // each beside loads of its own
        .mapToDouble(r -> Math.log(r.stepMillis()))
        .toArray();
  }

  private static PairedContrast contrast(
      ContrastMetric metric, Cell cell, Observations before, Observations after) {
    Set<Long> seeds = seeds(before, after);
    SortedMap<Long, Double> differences = new TreeMap<>();
    List<Double> above = new ArrayList<>();
    List<Double> below = new ArrayList<>();
    List<Double> ranked = new ArrayList<>();
    List<Observation> seen = new ArrayList<>();
    int shortAbove = 0;
    int untimed = 0;
    int failed = 0;
    int diverged = 0;
    int blown = 0;
    int censored = 0;
    for (long seed : seeds) {
      Optional<Observation> b = before.at(cell, seed);
      Optional<Observation> a = after.at(cell, seed);
      if (a.isEmpty() || b.isEmpty()) {
        boolean costOnly =
            before.lacksCostOnly(Set.of(cell), seed) && after.lacksCostOnly(Set.of(cell), seed);
        untimed += costOnly ? 1 : 0;
        failed += isFailed(before, cell, seed) + isFailed(after, cell, seed);
        continue;
      }
      double difference = a.get().value() - b.get().value();
      if (!Double.isFinite(difference)) {
        continue;
      }
      differences.put(seed, difference);
      seen.add(a.get());
      seen.add(b.get());
      shortAbove += a.get().censored() ? 1 : 0;
      above.add(a.get().value());
      below.add(b.get().value());
      ranked.add(beyond(a.get()));
      ranked.add(beyond(b.get()));
      censored += (a.get().censored() ? 1 : 0) + (b.get().censored() ? 1 : 0);
      int down = isDiverged(before, cell, seed) + isDiverged(after, cell, seed);
      diverged += down;
      blown += down / 2;
    }
    if (metric == ContrastMetric.SECONDS_TO_TARGET) {
      Map<Cell, Double> one = Map.of(cell, 1.0);
      PairedContrast.widen(differences, before.costVariance(one) + after.costVariance(one));
    }
    return PairedContrast.of(
        metric,
        differences,
        censored > 0 ? ofRanks(ranked) : PairedContrast.array(differences.values()),
        new PairedContrast.Counts(
            seeds.size() - differences.size(), untimed, failed, diverged, blown, censored),
        new PairedContrast.Sides(
            PairedContrast.array(above),
            PairedContrast.array(below),
            Scope.ONE,
            arrivals(metric, differences.size(), shortAbove, censored - shortAbove)),
        nothing(metric, seen, censored, blown));
  }

  private static Set<Long> seeds(Observations before, Observations after) {
    Set<Long> seeds = new TreeSet<>();
    for (Observations each : List.of(before, after)) {
      for (long seed : each.replicates()) {
        seeds.add(seed);
      }
    }
    return seeds;
  }

  /** Differences of the ranks of numbers that follow one another in pairs. */
  private static double[] ofRanks(List<Double> pairs) {
    double[] ranks = PairedContrast.ranks(PairedContrast.array(pairs));
    double[] differences = new double[ranks.length / 2];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = ranks[2 * i] - ranks[2 * i + 1];
    }
    return differences;
  }

  private static Arrivals arrivals(ContrastMetric metric, int pairs, int above, int below) {
    return metric.reading().isToTarget()
        ? new Arrivals(pairs - above, pairs, pairs - below, pairs)
        : Arrivals.NONE;
  }

  /** Why all pairs together say nothing; empty if they do, or there are none. */
  private static String nothing(
      ContrastMetric metric, List<Observation> seen, int censored, int blown) {
    if (seen.isEmpty()) {
      return "";
    }
    return censored == seen.size()
        ? "no trial reached the target"
        : 2 * blown == seen.size() ? Silence.DIVERGED : Silence.of(metric, seen, 2).orElse("");
  }

  private static double beyond(Observation observation) {
    return observation.censored() ? Double.POSITIVE_INFINITY : observation.value();
  }

  private static int isFailed(Observations observations, Cell cell, long seed) {
    return observations.trial(cell, seed).filter(TrialSummary::isFailed).isPresent() ? 1 : 0;
  }

  private static int isDiverged(Observations observations, Cell cell, long seed) {
    return observations.trial(cell, seed).filter(TrialSummary::isDiverged).isPresent() ? 1 : 0;
  }
}
