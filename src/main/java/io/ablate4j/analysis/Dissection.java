package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Holm;
import io.ablate4j.stats.Interval;
import io.ablate4j.stats.Paired;
import io.ablate4j.stats.PairedT;
import io.ablate4j.trial.Arms;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A network taken apart: what each of its parts is worth in test accuracy, which is that of the
 * network as it is less that of the network without the part, paired by seed; and what another part
 * would be worth, which is the accuracy with it less that of the network as it is.
 *
 * @param network id of its model
 * @param asIs test accuracy as it is, the mean over seeds; of a network without parts that of none
 * @param bare test accuracy without any part; empty if the network has none
 * @param parts left out one by one, or in groups; the most worth first
 * @param all of them left out together
 * @param additions put in one by one, or all of a kind; the most worth first
 * @param excess by seed, what all are worth together less the sum of what each is; empty where
 *     groups were left out, or fewer than two parts
 * @param excessInterval of its mean, 95 %
 */
public record Dissection(
    String network,
    OptionalDouble asIs,
    OptionalDouble bare,
    List<Worth> parts,
    Optional<Worth> all,
    List<Worth> additions,
    List<Double> excess,
    Estimate excessInterval) {
  private static final String MINUS = "minus-";
  private static final String PLUS = "plus-";
  private static final double ALPHA = .05;

  /**
   * What a part is worth.
   *
   * @param part such as {@code bn@conv2}, or a group such as {@code all-bn}
   * @param accuracy mean test accuracy of the arm, 0 to 1
   * @param differences by seed, shares from -1 to 1
   * @param worth their mean, with an interval by Student's t at the level 1 - 0.05 / m of all m
   *     worths that are shown: all of them hold together in 95 of 100 studies (Bonferroni)
   * @param gap the same of the gap between training and test accuracy, at the same level
   * @param step logarithm of how many times the time of a step it is with the part
   * @param steps logarithm of how many times the steps to the target there are with the part; not
   *     estimable where a seed did not reach it. The intervals of the two are each for itself, 95 %
   * @param adjusted p of a paired t test, adjusted over the same m (Holm 1979)
   * @param diverged trials of the arm that did
   */
  public record Worth(
      String part,
      OptionalDouble accuracy,
      List<Double> differences,
      Estimate worth,
      Estimate gap,
      Estimate step,
      Estimate steps,
      OptionalDouble adjusted,
      int diverged) {
    /** Whether its interval leaves 0 out: 1 above, -1 below, 0 if it does not. */
    public int sign() {
      return worth
          .interval()
          .map(interval -> interval.low() > 0 ? 1 : interval.high() < 0 ? -1 : 0)
          .orElse(0);
    }
  }

  public Dissection {
    parts = List.copyOf(parts);
    additions = List.copyOf(additions);
    excess = List.copyOf(excess);
  }

  /** What is read of each arm by seed, the mean over its cells. */
  private record Arm(SortedMap<Long, Double> accuracy, SortedMap<Long, Double> gap, int diverged) {}

  /**
   * A worth in the making.
   *
   * @param isAdded whether the arm has the part, and the control does not
   */
  private record Draft(
      String part, String arm, boolean isAdded, List<Double> differences, List<Double> gaps) {}

  /** Nothing if the study does not take one network apart. */
  public static Optional<Dissection> of(StudyAnalysis analysis) {
    List<String> arms = analysis.study().factors().getOrDefault(Roles.ARM, List.of());
    List<String> models = analysis.study().factors().getOrDefault(Roles.MODEL, List.of());
    boolean isOne =
        models.size() == 1
            && arms.contains(Arms.NONE)
            && arms.stream()
                .allMatch(
                    arm ->
                        arm.equals(Arms.AS_IS)
                            || arm.equals(Arms.NONE)
                            || arm.startsWith(MINUS)
                            || arm.startsWith(PLUS))
            && arms.size() > 1
            && (arms.contains(Arms.AS_IS) || arms.stream().anyMatch(arm -> arm.startsWith(PLUS)));
    return isOne
        ? Optional.of(of(models.get(0), arms, read(analysis), analysis))
        : Optional.empty();
  }

  private static Dissection of(
      String network, List<String> names, Map<String, Arm> arms, StudyAnalysis analysis) {
    String base = names.contains(Arms.AS_IS) ? Arms.AS_IS : Arms.NONE;
    List<Draft> parts = new ArrayList<>();
    List<Draft> additions = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith(MINUS)) {
        parts.add(
            draft(name.substring(MINUS.length()), name, false, arms.get(base), arms.get(name)));
      } else if (name.startsWith(PLUS)) {
        additions.add(
            draft(name.substring(PLUS.length()), name, true, arms.get(name), arms.get(base)));
      }
    }
    Optional<Draft> all =
        base.equals(Arms.AS_IS)
            ? Optional.of(draft("all", Arms.NONE, false, arms.get(base), arms.get(Arms.NONE)))
            : Optional.empty();
    List<Draft> shown =
        Stream.of(parts.stream(), all.stream(), additions.stream()).flatMap(d -> d).toList();
    double[] adjusted = adjusted(shown);
    List<Worth> worths = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Draft draft = shown.get(i);
      Estimate step = ratio(analysis, draft, ContrastMetric.STEP_MILLIS);
      Estimate steps = ratio(analysis, draft, ContrastMetric.STEPS_TO_TARGET);
      Arm arm = arms.get(draft.arm());
      worths.add(worth(draft, arm, step, steps, adjusted[i], shown.size()));
    }
    int first = parts.size();
    int afterAll = first + (all.isPresent() ? 1 : 0);
    List<Double> excess = excess(names, arms, parts);
    return new Dissection(
        network,
        mean(arms.get(base).accuracy()),
        base.equals(Arms.AS_IS) ? mean(arms.get(Arms.NONE).accuracy()) : OptionalDouble.empty(),
        sorted(worths.subList(0, first)),
        all.map(draft -> worths.get(first)),
        sorted(worths.subList(afterAll, worths.size())),
        excess,
        Paired.mean(array(excess), 1 - ALPHA));
  }

  private static Draft draft(String part, String arm, boolean isAdded, Arm with, Arm without) {
    return new Draft(
        part,
        arm,
        isAdded,
        differences(with.accuracy(), without.accuracy()),
        differences(with.gap(), without.gap()));
  }

  private static List<Double> differences(Map<Long, Double> one, Map<Long, Double> other) {
    return one.entrySet().stream()
        .filter(entry -> other.containsKey(entry.getKey()))
        .map(entry -> entry.getValue() - other.get(entry.getKey()))
        .toList();
  }

  /** One that cannot be tested counts as p = 1. */
  private static double[] adjusted(List<Draft> drafts) {
    return Holm.adjust(
        drafts.stream()
            .mapToDouble(draft -> PairedT.twoSided(array(draft.differences())).orElse(1))
            .toArray());
  }

  /** Of the network with the part to that without it. The control is the network as it is. */
  private static Estimate ratio(StudyAnalysis analysis, Draft draft, ContrastMetric metric) {
    return analysis
        .overallEffect(draft.arm(), metric)
        .map(Effect::contrast)
        .map(
            contrast ->
                contrast.counts().censored() > 0
                    ? Estimate.notEstimable(
                        contrast.pairs(), "not each seed reached the target with both")
                    : draft.isAdded() ? contrast.effect() : turned(contrast.effect()))
        .orElse(Estimate.notEstimable(0, "no pairs"));
  }

  private static Estimate turned(Estimate logarithm) {
    OptionalDouble value = logarithm.value();
    return new Estimate(
        logarithm.n(),
        value.isPresent() ? OptionalDouble.of(-value.getAsDouble()) : value,
        logarithm
            .interval()
            .map(interval -> new Interval(-interval.high(), -interval.low(), interval.level())),
        logarithm.missing());
  }

  private static Worth worth(
      Draft draft, Arm arm, Estimate step, Estimate steps, double adjusted, int shown) {
    double level = 1 - ALPHA / shown;
    boolean isTested = PairedT.twoSided(array(draft.differences())).isPresent();
    return new Worth(
        draft.part(),
        mean(arm.accuracy()),
        draft.differences(),
        interval(draft.differences(), level),
        interval(draft.gaps(), level),
        step,
        steps,
        isTested ? OptionalDouble.of(adjusted) : OptionalDouble.empty(),
        arm.diverged());
  }

  private static Estimate interval(List<Double> differences, double level) {
    double[] d = array(differences);
    OptionalDouble mean = DoubleStream.of(d).average();
    if (mean.isEmpty()) {
      return Estimate.notEstimable(0, "no pairs");
    }
    return PairedT.interval(d, level)
        .map(Dissection::possible)
        .map(interval -> Estimate.of(d.length, mean.getAsDouble(), interval))
        .orElseGet(
            () ->
                Estimate.pointOnly(
                    d.length,
                    mean.getAsDouble(),
                    d.length == 1 ? "1 pair" : "all differences are equal"));
  }

  /** Differences of shares lie between -1 and 1. */
  private static Interval possible(Interval interval) {
    return new Interval(
        Math.max(-1, interval.low()), Math.min(1, interval.high()), interval.level());
  }

  /** Of single parts, each of which was left out once. */
  private static List<Double> excess(List<String> names, Map<String, Arm> arms, List<Draft> parts) {
    boolean isSingle = parts.size() > 1 && parts.stream().allMatch(d -> d.part().contains("@"));
    if (!isSingle || !names.contains(Arms.AS_IS)) {
      return List.of();
    }
    SortedMap<Long, Double> asIs = arms.get(Arms.AS_IS).accuracy();
    List<Double> excess = new ArrayList<>();
    for (Map.Entry<Long, Double> seed : asIs.entrySet()) {
      List<SortedMap<Long, Double>> others = new ArrayList<>();
      others.add(arms.get(Arms.NONE).accuracy());
      parts.forEach(draft -> others.add(arms.get(draft.arm()).accuracy()));
      if (others.stream().allMatch(values -> values.containsKey(seed.getKey()))) {
        double together = seed.getValue() - others.get(0).get(seed.getKey());
        double sum =
            others.stream()
                .skip(1)
                .mapToDouble(values -> seed.getValue() - values.get(seed.getKey()))
                .sum();
        excess.add(together - sum);
      }
    }
    return excess;
  }

  private static List<Worth> sorted(List<Worth> worths) {
    return worths.stream()
        .sorted(
            Comparator.comparingDouble(
                worth -> -worth.worth().value().orElse(Double.NEGATIVE_INFINITY)))
        .toList();
  }

  private static Map<String, Arm> read(StudyAnalysis analysis) {
    Map<String, SortedMap<Long, List<Double>>> accuracies = new LinkedHashMap<>();
    Map<String, SortedMap<Long, List<Double>>> gaps = new LinkedHashMap<>();
    Map<String, Integer> diverged = new HashMap<>();
    for (TrialSummary row : analysis.trials()) {
      Cell cell = row.planned().cell();
      String arm = cell.level(Roles.ARM);
      OptionalDouble accuracy = row.value(TrialColumn.TEST_ACCURACY);
      if (row.isDiverged()) {
        // As everywhere: what it has learned is worth a guess.
        diverged.merge(arm, 1, Integer::sum);
        accuracy = Guessing.of(analysis.study().dataOf(cell)).accuracy();
      }
      put(accuracies, arm, row.planned().seed(), accuracy);
      put(gaps, arm, row.planned().seed(), row.value(TrialColumn.GAP_ACCURACY));
    }
    Map<String, Arm> arms = new HashMap<>();
    for (String arm : analysis.study().factors().get(Roles.ARM)) {
      arms.put(
          arm,
          new Arm(means(accuracies.get(arm)), means(gaps.get(arm)), diverged.getOrDefault(arm, 0)));
    }
    return arms;
  }

  private static void put(
      Map<String, SortedMap<Long, List<Double>>> all, String arm, long seed, OptionalDouble value) {
    value.ifPresent(
        number ->
            all.computeIfAbsent(arm, a -> new TreeMap<>())
                .computeIfAbsent(seed, s -> new ArrayList<>())
                .add(number));
  }

  /** Over the cells of an arm; a seed with fewer of them than others have is left out. */
  private static SortedMap<Long, Double> means(SortedMap<Long, List<Double>> values) {
    SortedMap<Long, Double> means = new TreeMap<>();
    if (values == null) {
      return means;
    }
    int cells = values.values().stream().mapToInt(List::size).max().orElse(0);
    values.forEach(
        (seed, numbers) -> {
          if (numbers.size() == cells) {
            means.put(seed, numbers.stream().mapToDouble(n -> n).average().orElseThrow());
          }
        });
    return means;
  }

  private static OptionalDouble mean(SortedMap<Long, Double> values) {
    return values.values().stream().mapToDouble(n -> n).average();
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(n -> n).toArray();
  }
}
