package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.StudyRecord.ProbeRecord;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Rows whose every number a test writes down: one epoch of 100 steps, a target of .8. */
final class PlantedRows {
  static final int BUDGET = 100;

  /** What can be expected of a difference; trials are held to the others one by one. */
  static final List<Expectation> OF_DIFFERENCES =
      Arrays.stream(Expectation.values()).filter(each -> !each.isBound()).toList();

  private final Map<Cell, Map<Long, TrialResult>> results = new LinkedHashMap<>();
  private final Set<Long> seeds = new LinkedHashSet<>();
  private final List<TimingRound> rounds = new ArrayList<>();

  private final List<ProbeRecord> probes = new ArrayList<>();

  private final Map<String, String> facts = new TreeMap<>(Map.of("classes", "10"));

  static Cell cell(String model, String arm, int batchSize) {
    return CellFixtures.cell(model, arm, batchSize, .001, 1);
  }

  /** A completed trial for each seed from 1; its gap is .02, and it never reaches the target. */
  PlantedRows accuracies(Cell cell, double... testAccuracies) {
    for (int i = 0; i < testAccuracies.length; i++) {
      double test = testAccuracies[i];
      put(
          cell,
          i + 1,
          new Outcome.Completed(),
          List.of(
              new Measurement(Metric.ACCURACY, Split.TEST, 1, BUDGET, test),
              new Measurement(Metric.ACCURACY, Split.TRAIN, 1, BUDGET, test + .02),
              new Measurement(Metric.STEPS, Split.NONE, 1, BUDGET, BUDGET)));
    }
    return this;
  }

  /** A completed trial for each seed from 1 with that gap and a test accuracy of .8. */
  PlantedRows gaps(Cell cell, double... gaps) {
    for (int i = 0; i < gaps.length; i++) {
      put(
          cell,
          i + 1,
          new Outcome.Completed(),
          List.of(
              new Measurement(Metric.ACCURACY, Split.TEST, 1, BUDGET, .8),
              new Measurement(Metric.ACCURACY, Split.TRAIN, 1, BUDGET, .8 + gaps[i]),
              new Measurement(Metric.STEPS, Split.NONE, 1, BUDGET, BUDGET)));
    }
    return this;
  }

  /** A completed trial of two epochs for each seed from 1; the probe gave 1000 after the first. */
  PlantedRows probe(Cell cell, String id, double... lastValues) {
    for (int i = 0; i < lastValues.length; i++) {
      Metric metric = Metric.ofProbe(id);
      List<Measurement> all = new ArrayList<>();
      all.add(new Measurement(metric, Split.TRAIN, 1, BUDGET / 2, 1000));
      all.add(new Measurement(Metric.STEPS, Split.NONE, 2, BUDGET, BUDGET));
      if (!Double.isNaN(lastValues[i])) {
        all.add(new Measurement(metric, Split.TRAIN, 2, BUDGET, lastValues[i]));
      }
      put(cell, i + 1, new Outcome.Completed(), all);
    }
    return this;
  }

  /** The study lists that probe. */
  PlantedRows listing(ContrastMetric probe) {
    probes.add(
        new ProbeRecord(
            probe.probe().orElseThrow(),
            probe.scale().word(),
            probe.higherIsBetter(),
            probe.defaultMargin(),
            probe.meaning()));
    return this;
  }

  /**
   * A completed trial for each seed from 1 that reaches the target at a step; 0: never; 1: at once.
   */
  PlantedRows steps(Cell cell, int... stepsToTarget) {
    for (int i = 0; i < stepsToTarget.length; i++) {
      List<Measurement> all = new ArrayList<>();
      if (stepsToTarget[i] > 1) {
        all.add(check(1, .1));
      }
      if (stepsToTarget[i] > 0) {
        all.add(check(stepsToTarget[i], .9));
      }
      all.add(check(BUDGET, stepsToTarget[i] > 0 ? .9 : .1));
      all.add(new Measurement(Metric.STEPS, Split.NONE, 1, BUDGET, BUDGET));
      put(cell, i + 1, new Outcome.Completed(), all);
    }
    return this;
  }

  /** The study says so of itself. */
  PlantedRows fact(String name, String value) {
    facts.put(name, value);
    return this;
  }

  static Measurement check(int step, double accuracy) {
    return new Measurement(Metric.CHECK_ACCURACY, Split.VALIDATION, 1, step, accuracy);
  }

  /** A completed trial with just that, and its steps. */
  PlantedRows measured(Cell cell, long seed, Measurement... some) {
    List<Measurement> all = new ArrayList<>(List.of(some));
    all.add(new Measurement(Metric.STEPS, Split.NONE, 1, BUDGET, BUDGET));
    return put(cell, seed, new Outcome.Completed(), all);
  }

  PlantedRows diverged(Cell cell, long seed) {
    return put(cell, seed, new Outcome.Diverged(1, "loss is NaN"), List.of(check(10, .1)));
  }

  PlantedRows divergedAfterTarget(Cell cell, long seed, int step) {
    return put(
        cell,
        seed,
        new Outcome.Diverged(1, "loss is NaN"),
        List.of(check(step, .9), check(step + 10, .9)));
  }

  PlantedRows failed(Cell cell, long seed) {
    return put(cell, seed, new Outcome.Failed("the worker ran out of memory"), List.of());
  }

  PlantedRows round(Cell cell, int round, double millis, boolean disturbed) {
    rounds.add(new TimingRound(cell, TimingRound.Layout.ONE_THREAD, round, millis, 0, disturbed));
    return this;
  }

  PlantedRows roundBesideOthers(Cell cell, int round, double millis) {
    rounds.add(new TimingRound(cell, TimingRound.Layout.ONE_THREAD, round, millis, 1.8, false));
    return this;
  }

  private PlantedRows put(Cell cell, long seed, Outcome outcome, List<Measurement> measurements) {
    PlannedTrial trial = SyntheticStudy.plannedTrial(cell, seed);
    results
        .computeIfAbsent(cell, c -> new TreeMap<>())
        .put(seed, Records.result(trial, outcome, measurements));
    seeds.add(seed);
    return this;
  }

  StudyRows rows(Hypothesis... hypotheses) {
    return rows(
        new Registration(
            List.of(hypotheses),
            "same",
            "same",
            seeds.size(),
            Registration.Scope.BASIS,
            List.of()));
  }

  StudyRows rows(Registration registration) {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    for (String factor : results.keySet().iterator().next().factors()) {
      factors.put(factor, results.keySet().stream().map(c -> c.level(factor)).distinct().toList());
    }
    StudyRecord study =
        Records.study("planted").factors(factors).target(.8).facts(facts).probes(probes).record();
    List<PlannedTrial> planned = new ArrayList<>();
    List<TrialResult> all = new ArrayList<>();
    for (long seed : seeds) {
      results.forEach(
          (cell, bySeed) -> {
            planned.add(SyntheticStudy.plannedTrial(cell, seed));
            Optional.ofNullable(bySeed.get(seed)).ifPresent(all::add);
          });
    }
    return new StudyRows(study, registration, planned, all, rounds);
  }

  StudyAnalysis analysis(Hypothesis... hypotheses) {
    return StudyAnalysis.of(rows(hypotheses));
  }

  /** Arm against none on test accuracy, everywhere, with a margin of half a point. */
  static Prediction prediction(String arm, Expectation expect) {
    return prediction(arm, ContrastMetric.TEST_ACCURACY, expect, .005);
  }

  static Prediction prediction(
      String arm, ContrastMetric metric, Expectation expect, double margin) {
    return new Prediction(
        new Pair("regularization", arm, "none"),
        metric,
        expect,
        margin,
        Map.of(),
        Optional.empty());
  }

  static Prediction across(String arm, Across across) {
    return new Prediction(
        new Pair("regularization", arm, "none"),
        ContrastMetric.TEST_ACCURACY,
        Expectation.HIGHER,
        .005,
        Map.of(),
        Optional.of(across));
  }

  static Hypothesis hypothesis(String id, String family, Prediction... parts) {
    return new Hypothesis(id, id, family, List.of(parts));
  }
}
