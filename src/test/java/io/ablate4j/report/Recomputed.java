package io.ablate4j.report;

import static io.ablate4j.hypothesis.ContrastMetric.GAP_ACCURACY;
import static io.ablate4j.hypothesis.ContrastMetric.GAP_ACCURACY_MATCHED_LOSS;
import static io.ablate4j.hypothesis.ContrastMetric.SECONDS_TO_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEPS_TO_EASIER_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEPS_TO_HARDER_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEPS_TO_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEP_MILLIS;
import static io.ablate4j.hypothesis.ContrastMetric.TEST_ACCURACY;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.report.Textbook.Ends;
import io.ablate4j.stats.Bootstrap;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The statistics of a study worked out a second time, from its CSV files and the formulas of text
 * books alone; nothing of this is shared with what the report is made by.
 */
final class Recomputed {
  /** A cell: model, regularization, batch size. */
  record At(String model, String arm, int batch) {}

  /** From fewer undisturbed rounds the cost of a step is not known well enough. */
  private static final int LEAST_ROUNDS = 6;

  private static final Map<ContrastMetric, String> STEPS =
      Map.of(
          STEPS_TO_TARGET, "steps_to_target",
          STEPS_TO_EASIER_TARGET, "steps_to_easier_target",
          STEPS_TO_HARDER_TARGET, "steps_to_harder_target");

  /**
   * A contrast.
   *
   * @param values by replicate, differences of shares or of logarithms
   * @param seen values, but of seconds before the error of the cost of a step is added
   * @param tested what the sign-flip test is of: values, or ranks where a target was not reached
   * @param ends of the 95 % interval of the mean; null where all values are the same
   * @param missing replicates that are not in it
   * @param fellShort trials that did not reach the target, by arm
   * @param nothingReached whether no trial reached the target
   * @param sideCutOff 1 or -1 where all trials that did not reach the target are on that side, else
   *     0
   */
  record Contrast(
      List<Double> values,
      List<Double> seen,
      List<Double> tested,
      Ends ends,
      int missing,
      int diverged,
      Map<String, Integer> fellShort,
      boolean nothingReached,
      int sideCutOff,
      double pairing) {
    int n() {
      return values.size();
    }

    int censored() {
      return fellShort.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean isEstimable() {
      return n() > 0 && !nothingReached;
    }

    double mean() {
      return Textbook.mean(values);
    }

    double low() {
      return ends.low();
    }

    double high() {
      return ends.high();
    }

    /** Whether all replicates say the same, so that there is no interval. */
    boolean isConstant() {
      return ends == null;
    }

    int direction() {
      return isConstant() ? 0 : low() > 0 ? 1 : high() < 0 ? -1 : 0;
    }

    /** Two-sided sign-flip test over all choices of signs. */
    double p() {
      return Textbook.signFlip(tested);
    }

    /** Mean over standard deviation. */
    double size() {
      return mean() / Textbook.deviation(values);
    }

    /** Replicates for a power of 80 % at 5 %, two-sided; 0 for more than a thousand. */
    int needed() {
      return Textbook.needed(n(), size(), .05, .8);
    }
  }

  private final Map<At, Map<Long, CSVRecord>> trials = new LinkedHashMap<>();
  private final Map<At, Map<Long, Double>> millis = new HashMap<>();
  private final Map<Integer, Double> budgets = new HashMap<>();
  private final List<CSVRecord> rounds;
  private final double guessing;

  /**
   * @param guessing accuracy of a trial that diverged, which is in no file
   */
  Recomputed(Path trialsCsv, Path timingCsv, double guessing) throws IOException {
    this.guessing = guessing;
    for (CSVRecord row : read(trialsCsv)) {
      trials.computeIfAbsent(at(row), a -> new TreeMap<>()).put(Long.valueOf(row.get("seed")), row);
      if (row.get("outcome").equals("completed")) {
        budgets.merge(at(row).batch, Double.valueOf(row.get("steps")), Math::max);
      }
    }
    rounds = read(timingCsv);
    readRounds(rounds);
  }

  static List<CSVRecord> read(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file)) {
      return CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(in)
          .getRecords();
    }
  }

  private static At at(CSVRecord row) {
    return new At(
        row.get("model"), row.get("regularization"), Integer.parseInt(row.get("batch_size")));
  }

  /** One thread only; a group is timed together, and a round that was disturbed comes last. */
  private void readRounds(List<CSVRecord> rows) {
    Map<String, TreeMap<Integer, List<CSVRecord>>> groups = new LinkedHashMap<>();
    for (CSVRecord row : rows) {
      if (row.get("layout").equals("one-thread")) {
        groups
            .computeIfAbsent(row.get("model") + " " + row.get("batch_size"), g -> new TreeMap<>())
            .computeIfAbsent(Integer.valueOf(row.get("round")), r -> new ArrayList<>())
            .add(row);
      }
    }
    for (TreeMap<Integer, List<CSVRecord>> rounds : groups.values()) {
      List<List<CSVRecord>> order = new ArrayList<>(rounds.values());
      order.sort((a, b) -> Boolean.compare(isDisturbed(a), isDisturbed(b)));
      for (int i = 0; i < order.size(); i++) {
        for (CSVRecord row : order.get(i)) {
          if (!row.get("disturbed").equals("true")) {
            millis
                .computeIfAbsent(at(row), a -> new TreeMap<>())
                .put(i + 1L, Double.valueOf(row.get("step_millis")));
          }
        }
      }
    }
  }

  private static boolean isDisturbed(List<CSVRecord> round) {
    return round.stream().anyMatch(row -> row.get("disturbed").equals("true"));
  }

  Set<String> models() {
    Set<String> models = new java.util.LinkedHashSet<>();
    trials.keySet().forEach(a -> models.add(a.model));
    return models;
  }

  Set<Integer> batches() {
    Set<Integer> batches = new TreeSet<>();
    trials.keySet().forEach(a -> batches.add(a.batch));
    return batches;
  }

  /** An arm less the other in one cell. */
  Contrast inCell(ContrastMetric metric, String model, int batch, String arm, String other) {
    Map<At, Double> weights = new LinkedHashMap<>();
    weights.put(new At(model, arm, batch), 1.0);
    weights.put(new At(model, other, batch), -1.0);
    return contrast(metric, weights);
  }

  /** The same, the mean over the cells of some models. */
  Contrast over(ContrastMetric metric, Collection<String> models, String arm, String other) {
    Map<At, Double> weights = new LinkedHashMap<>();
    double share = 1.0 / (models.size() * batches().size());
    for (String model : models) {
      for (int batch : batches()) {
        weights.put(new At(model, arm, batch), share);
        weights.put(new At(model, other, batch), -share);
      }
    }
    return contrast(metric, weights);
  }

  /** One model for each arm and control, in every cell. */
  List<Contrast> byCell(ContrastMetric metric, String arm, String other) {
    List<Contrast> all = new ArrayList<>();
    for (String model : models()) {
      for (int batch : batches()) {
        all.add(inCell(metric, model, batch, arm, other));
      }
    }
    return all;
  }

  /** Any weights; a replicate that lacks one of the cells is missing. */
  Contrast contrast(ContrastMetric metric, Map<At, Double> weights) {
    List<Long> used = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    List<Double> above = new ArrayList<>();
    List<Double> below = new ArrayList<>();
    int diverged = 0;
    Map<String, Integer> fellShort = new LinkedHashMap<>();
    int side = 0;
    Set<Long> replicates = replicates(metric);
    for (long replicate : replicates) {
      if (!weights.keySet().stream().allMatch(at -> value(metric, at, replicate).isPresent())) {
        continue;
      }
      double plus = 0;
      double minus = 0;
      for (Map.Entry<At, Double> entry : weights.entrySet()) {
        double value = value(metric, entry.getKey(), replicate).orElseThrow();
        plus += Math.max(0, entry.getValue()) * value;
        minus += Math.max(0, -entry.getValue()) * value;
        if (metric != STEP_MILLIS) {
          diverged +=
              trials.get(entry.getKey()).get(replicate).get("outcome").equals("diverged") ? 1 : 0;
        }
        if (isCensored(metric, entry.getKey(), replicate)) {
          fellShort.merge(entry.getKey().arm, 1, Integer::sum);
          side += (int) Math.signum(entry.getValue());
        }
      }
      used.add(replicate);
      values.add(plus - minus);
      above.add(plus);
      below.add(minus);
    }
    boolean constant = values.size() < 2 || Textbook.deviation(values) < 1e-12;
    double scatter = constant ? 0 : Textbook.variance(values);
    List<Double> seen = List.copyOf(values);
    if (metric == SECONDS_TO_TARGET && !constant) {
      addErrorOfCosts(values, weights.entrySet());
    }
    int censored = fellShort.values().stream().mapToInt(Integer::intValue).sum();
    return new Contrast(
        values,
        seen,
        censored == 0 ? values : ranked(metric, weights, used),
        constant ? null : ends(metric, values),
        replicates.size() - values.size(),
        diverged,
        fellShort,
        !used.isEmpty() && censored == used.size() * weights.size(),
        Math.abs(side) == censored ? Integer.signum(side) : 0,
        constant ? 0 : (Textbook.variance(above) + Textbook.variance(below)) / scatter);
  }

  /**
   * Every seed's seconds share one cost of a step, known from some rounds: the variance of its mean
   * is added to that of the mean over seeds, whose differences keep their mean.
   */
  private void addErrorOfCosts(List<Double> values, Set<Map.Entry<At, Double>> weights) {
    List<Double> rounds = new ArrayList<>();
    for (long round = 1; ; round++) {
      double sum = 0;
      boolean whole = true;
      for (Map.Entry<At, Double> entry : weights) {
        Double cost = millis.getOrDefault(entry.getKey(), Map.of()).get(round);
        whole &= cost != null;
        sum += cost == null ? 0 : entry.getValue() * Math.log(cost);
      }
      if (!whole) {
        break;
      }
      rounds.add(sum);
    }
    double seeds = Textbook.variance(values) / values.size();
    double costs = Textbook.variance(rounds) / rounds.size();
    double mean = Textbook.mean(values);
    values.replaceAll(value -> mean + (value - mean) * Math.sqrt((seeds + costs) / seeds));
  }

  /** Student's interval below 20 seeds and of rounds, BCa from there on. */
  private static Ends ends(ContrastMetric metric, List<Double> values) {
    return values.size() < 20 || metric == STEP_MILLIS
        ? Textbook.student(values)
        : Textbook.bca(values, Bootstrap.SEED);
  }

  private boolean isCensored(ContrastMetric metric, At at, long replicate) {
    return (STEPS.containsKey(metric) || metric == SECONDS_TO_TARGET)
        && trials
            .get(at)
            .get(replicate)
            .get(STEPS.getOrDefault(metric, "steps_to_target"))
            .isEmpty();
  }

  /**
   * Every observation's rank, over the arms and replicates of its model and batch size, divided by
   * how many these are; who did not get there shares the worst.
   */
  private List<Double> ranked(ContrastMetric metric, Map<At, Double> weights, List<Long> used) {
    List<Double> sums = new ArrayList<>();
    for (long replicate : used) {
      double sum = 0;
      for (Map.Entry<At, Double> entry : weights.entrySet()) {
        List<Double> context = new ArrayList<>();
        for (At other : weights.keySet()) {
          if (other.model.equals(entry.getKey().model) && other.batch == entry.getKey().batch) {
            used.forEach(r -> context.add(order(metric, other, r)));
          }
        }
        sum +=
            entry.getValue()
                * Textbook.rank(order(metric, entry.getKey(), replicate), context)
                / context.size();
      }
      sums.add(sum);
    }
    return sums;
  }

  private double order(ContrastMetric metric, At at, long replicate) {
    return isCensored(metric, at, replicate)
        ? Double.POSITIVE_INFINITY
        : value(metric, at, replicate).orElseThrow();
  }

  private Set<Long> replicates(ContrastMetric metric) {
    Set<Long> all = new TreeSet<>();
    if (metric == STEP_MILLIS) {
      millis.values().forEach(rounds -> all.addAll(rounds.keySet()));
    } else {
      trials.values().forEach(seeds -> all.addAll(seeds.keySet()));
    }
    return all;
  }

  OptionalDouble value(ContrastMetric metric, At at, long replicate) {
    if (metric == STEP_MILLIS) {
      Double found = millis.getOrDefault(at, Map.of()).get(replicate);
      return found == null ? OptionalDouble.empty() : OptionalDouble.of(Math.log(found));
    }
    CSVRecord row = trials.get(at).get(replicate);
    boolean completed = row.get("outcome").equals("completed");
    boolean diverged = row.get("outcome").equals("diverged");
    if (metric == TEST_ACCURACY) {
      return diverged ? OptionalDouble.of(guessing) : number(row, "test_accuracy");
    }
    if (metric == GAP_ACCURACY || metric == GAP_ACCURACY_MATCHED_LOSS) {
      String column = metric == GAP_ACCURACY ? "gap_accuracy" : "gap_accuracy_matched_loss";
      return completed ? number(row, column) : OptionalDouble.empty();
    }
    if (STEPS.containsKey(metric)) {
      return completed || diverged ? steps(row, STEPS.get(metric)) : OptionalDouble.empty();
    }
    if (metric == SECONDS_TO_TARGET) {
      Collection<Double> costs = millis.getOrDefault(at, Map.of()).values();
      return costs.size() < LEAST_ROUNDS || !(completed || diverged)
          ? OptionalDouble.empty()
          : OptionalDouble.of(
              steps(row, "steps_to_target").orElseThrow()
                  + Textbook.mean(costs.stream().map(cost -> Math.log(cost / 1000)).toList()));
    }
    throw new IllegalArgumentException(metric + " is not recomputed");
  }

  private OptionalDouble steps(CSVRecord row, String column) {
    OptionalDouble reached = number(row, column);
    return OptionalDouble.of(Math.log(reached.orElseGet(() -> budgets.get(at(row).batch))));
  }

  static OptionalDouble number(CSVRecord row, String column) {
    String text = row.get(column);
    return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  /** How the rows of a study ended: outcome to number. */
  Map<String, Integer> outcomes() {
    Map<String, Integer> counts = new TreeMap<>();
    trials.values().stream()
        .flatMap(seeds -> seeds.values().stream())
        .forEach(row -> counts.merge(row.get("outcome"), 1, Integer::sum));
    return counts;
  }

  /** The regularizations in the order of the file. */
  Set<String> arms() {
    Set<String> arms = new TreeSet<>();
    trials.keySet().forEach(a -> arms.add(a.arm));
    return arms;
  }

  /** A cell's rows by seed; all that were planned. */
  List<CSVRecord> rows(At at) {
    return List.copyOf(trials.get(at).values());
  }

  List<CSVRecord> rows() {
    return trials.values().stream().flatMap(seeds -> seeds.values().stream()).toList();
  }

  Set<At> cells() {
    return trials.keySet();
  }

  Set<Long> seeds() {
    return replicates(TEST_ACCURACY);
  }

  /** Steps of a trial that uses its whole budget. */
  double budget(int batch) {
    return budgets.get(batch);
  }

  /** A column of those trials of a cell that completed; a diverged one counts as guessing. */
  List<Double> column(At at, String column) {
    List<Double> values = new ArrayList<>();
    for (CSVRecord row : rows(at)) {
      boolean diverged = row.get("outcome").equals("diverged");
      if (diverged && column.equals("test_accuracy")) {
        values.add(guessing);
      } else if (row.get("outcome").equals("completed")
          || diverged && column.startsWith("steps_to")) {
        number(row, column).ifPresent(values::add);
      }
    }
    return values;
  }

  /** Milliseconds of a step in the undisturbed rounds of a layout. */
  List<Double> millis(At at, String layout) {
    return rounds.stream()
        .filter(row -> row.get("layout").equals(layout) && at(row).equals(at))
        .filter(row -> row.get("disturbed").equals("false"))
        .map(row -> Double.valueOf(row.get("step_millis")))
        .toList();
  }

  /** Rounds in which any arm was disturbed. */
  int disturbedRounds() {
    return rounds(row -> row.get("disturbed").equals("true"));
  }

  /** All rounds, whatever became of them. */
  int timedRounds() {
    return rounds(row -> true);
  }

  private int rounds(Predicate<CSVRecord> which) {
    return (int)
        rounds.stream()
            .filter(which)
            .map(
                row ->
                    List.of(
                        row.get("model"),
                        row.get("batch_size"),
                        row.get("layout"),
                        row.get("round")))
            .distinct()
            .count();
  }

  boolean isTimed() {
    return !rounds.isEmpty();
  }
}
