package io.ablate4j.report;

import static io.ablate4j.hypothesis.ContrastMetric.GAP_ACCURACY;
import static io.ablate4j.hypothesis.ContrastMetric.SECONDS_TO_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEPS_TO_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEP_MILLIS;
import static io.ablate4j.hypothesis.ContrastMetric.TEST_ACCURACY;

import io.ablate4j.hypothesis.ContrastMetric;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The statistics of a study worked out a second time, from its CSV files and the formulas of text
 * books alone; nothing of this is shared with what the report is made by.
 */
final class Recomputed {
  private static final int MOST_SEEDS = 1000;

  /** A cell: model, regularization, batch size. */
  record At(String model, String arm, int batch) {}

  /**
   * A contrast.
   *
   * @param values by replicate, differences of shares or of logarithms
   * @param missing replicates that are not in it
   */
  record Contrast(List<Double> values, int missing, int diverged, int censored, double pairing) {
    int n() {
      return values.size();
    }

    double mean() {
      return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    double deviation() {
      return Math.sqrt(variance(values));
    }

    private double half() {
      return TDistribution.of(n() - 1).inverseSurvivalProbability(.025)
          * deviation()
          / Math.sqrt(n());
    }

    double low() {
      return mean() - half();
    }

    double high() {
      return mean() + half();
    }

    /** Whether all replicates say the same, so that there is no interval. */
    boolean isConstant() {
      return n() < 2 || deviation() < 1e-12;
    }

    int direction() {
      return isConstant() ? 0 : low() > 0 ? 1 : high() < 0 ? -1 : 0;
    }

    /** Replicates for a power of 80 % at 5 %, two-sided; 0 for more than a thousand. */
    int needed() {
      double size = Math.abs(mean() / deviation());
      for (int n = Math.max(6, n() + 1); n <= MOST_SEEDS; n++) {
        if (power(n, size) >= .8) {
          return n;
        }
      }
      return 0;
    }
  }

  /** Of the two-sided t test: the mean over what the standard deviation can turn out to be. */
  private static double power(int n, double size) {
    ChiSquaredDistribution scatter = ChiSquaredDistribution.of(n - 1);
    NormalDistribution normal = NormalDistribution.of(size * Math.sqrt(n), 1);
    double critical = TDistribution.of(n - 1).inverseSurvivalProbability(.025);
    int parts = 500;
    double step = (1 + 8 / Math.sqrt(2 * (n - 1))) / parts;
    double sum = 0;
    for (int i = 1; i < parts; i++) {
      double s = i * step;
      sum +=
          2
              * (n - 1)
              * s
              * scatter.density((n - 1) * s * s)
              * (normal.survivalProbability(critical * s)
                  + normal.cumulativeProbability(-critical * s));
    }
    return sum * step;
  }

  private static double variance(Collection<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    return values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / (values.size() - 1);
  }

  private final Map<At, Map<Long, CSVRecord>> trials = new LinkedHashMap<>();
  private final Map<At, Map<Long, Double>> millis = new HashMap<>();
  private final Map<Integer, Double> budgets = new HashMap<>();
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
    readRounds(read(timingCsv));
  }

  private static List<CSVRecord> read(Path file) throws IOException {
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
    List<Double> values = new ArrayList<>();
    List<Double> above = new ArrayList<>();
    List<Double> below = new ArrayList<>();
    int diverged = 0;
    int censored = 0;
    Set<Long> replicates = replicates(metric);
    for (long replicate : replicates) {
      double plus = 0;
      double minus = 0;
      boolean whole = true;
      int blown = 0;
      int beyond = 0;
      for (Map.Entry<At, Double> entry : weights.entrySet()) {
        OptionalDouble value = value(metric, entry.getKey(), replicate);
        whole &= value.isPresent();
        plus += Math.max(0, entry.getValue()) * value.orElse(0);
        minus += Math.max(0, -entry.getValue()) * value.orElse(0);
        if (metric != STEP_MILLIS) {
          CSVRecord row = trials.get(entry.getKey()).get(replicate);
          blown += row.get("outcome").equals("diverged") ? 1 : 0;
          boolean timed = metric == STEPS_TO_TARGET || metric == SECONDS_TO_TARGET;
          beyond += timed && row.get("steps_to_target").isEmpty() ? 1 : 0;
        }
      }
      if (whole) {
        values.add(plus - minus);
        above.add(plus);
        below.add(minus);
        diverged += blown;
        censored += beyond;
      }
    }
    double pairing = values.size() < 2 ? 0 : (variance(above) + variance(below)) / variance(values);
    return new Contrast(values, replicates.size() - values.size(), diverged, censored, pairing);
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

  private OptionalDouble value(ContrastMetric metric, At at, long replicate) {
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
    if (metric == GAP_ACCURACY) {
      return completed ? number(row, "gap_accuracy") : OptionalDouble.empty();
    }
    if (metric == STEPS_TO_TARGET) {
      return completed || diverged ? steps(row) : OptionalDouble.empty();
    }
    if (metric == SECONDS_TO_TARGET) {
      Collection<Double> costs = millis.getOrDefault(at, Map.of()).values();
      return costs.isEmpty() || !(completed || diverged)
          ? OptionalDouble.empty()
          : DoubleStream.of(steps(row).orElseThrow() + Math.log(median(costs) / 1000)).findFirst();
    }
    throw new IllegalArgumentException(metric + " is not recomputed");
  }

  private OptionalDouble steps(CSVRecord row) {
    OptionalDouble reached = number(row, "steps_to_target");
    return OptionalDouble.of(Math.log(reached.orElseGet(() -> budgets.get(at(row).batch))));
  }

  private static OptionalDouble number(CSVRecord row, String column) {
    String text = row.get(column);
    return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  private static double median(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** How the rows of a study ended: outcome to number. */
  Map<String, Integer> outcomes() {
    Map<String, Integer> counts = new TreeMap<>();
    trials.values().stream()
        .flatMap(seeds -> seeds.values().stream())
        .forEach(row -> counts.merge(row.get("outcome"), 1, Integer::sum));
    return counts;
  }

  /** Names of the arms but the one that others are compared with. */
  Set<String> others() {
    Set<String> arms = new HashSet<>();
    trials.keySet().forEach(a -> arms.add(a.arm));
    arms.removeAll(Arrays.asList("none"));
    return arms;
  }
}
