package io.ablate4j.analysis;

import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.DerivedMetrics;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Hypothesis.Joined;
import io.ablate4j.hypothesis.Point;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.Reducers;
import io.ablate4j.hypothesis.TestMetrics;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.registration.Registration;
import io.ablate4j.stats.Wilson;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuned;
import io.ablate4j.trial.tuning.Tuning;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The same benchmark as {@link Calibration} of the other forms that hypotheses have: {@code
 * differs}, {@code any-of}, numbers, readings, points of training and reducers, each a family of
 * its own, on studies in which nothing of it is true or where it lies just on its margin.
 */
final class FormCalibration {
  private static final List<String> ARMS = List.of("none", "batch-norm", "dropout");
  private static final List<Integer> BATCHES = List.of(8, 32, 128);
  private static final int IMAGES = 2000;
  private static final double LEVEL = .95;
  private static final double MARGIN = .01;

  /** So small that equal arms are not shown to keep it, which would be no error. */
  private static final double NO_MARGIN = 1e-5;

  private static final double ACCURACY = .9;
  private static final double SEED_SCATTER = .01;
  private static final double TRIAL_SCATTER = .006;
  private static final int BUDGET = 1000;
  private static final int TUNING_SEEDS = 3;

  /** Of the slope that a trend is to find, for what is coarser. */
  private static final double GROWS_MUCH = 2;

  /** Logarithm of how many times fewer steps; the scatter of a trial's is .6. */
  private static final double SOONER = .8;

  /** Names a shift of what validation examples give, which is no arm. */
  private static final String VALIDATION = "validation";

  private final PrintStream out;
  private final Map<String, PlannedTrial> planned = new HashMap<>();

  private FormCalibration(PrintStream out) {
    this.out = out;
  }

  /** Prints how often each form errs in so many studies with so many seeds. */
  static void run(PrintStream out, int studies, int seeds) {
    FormCalibration calibration = new FormCalibration(out);
    calibration.nothingIsTrue(studies, seeds);
    calibration.onTheMargin(studies, seeds);
    calibration.planted(studies, seeds);
  }

  /** Arguments: how many studies, with how many seeds, and anything for planted effects alone. */
  public static void main(String[] arguments) {
    int studies = Integer.parseInt(arguments[0]);
    int seeds = Integer.parseInt(arguments[1]);
    if (arguments.length > 2) {
      new FormCalibration(System.out).planted(studies, seeds);
    } else {
      run(System.out, studies, seeds);
    }
  }

  // -- what is claimed ---------------------------------------------------------------------------

  private static Prediction part(String arm, ContrastMetric metric, Expectation expect) {
    return part(new Pair("regularization", arm, "none"), metric, expect, Optional.empty());
  }

  private static Prediction part(
      Compared compared, ContrastMetric metric, Expectation expect, Optional<Across> across) {
    Map<String, List<String>> where =
        compared instanceof Compared.Readings
            ? Map.of("regularization", List.of("none"))
            : Map.of();
    return new Prediction(compared, metric, expect, NO_MARGIN, where, across);
  }

  /** The same with a margin that arms can be shown to keep. */
  private static Prediction within(String arm, Expectation expect) {
    return new Prediction(
        new Pair("regularization", arm, "none"),
        ContrastMetric.TEST_ACCURACY,
        expect,
        MARGIN,
        Map.of(),
        Optional.empty());
  }

  private static ContrastMetric over(ContrastMetric metric, String reducer) {
    return DerivedMetrics.over(metric, "batchSize", Reducers.find(reducer).orElseThrow());
  }

  private static ContrastMetric at(String point) {
    return DerivedMetrics.at(ContrastMetric.TEST_ACCURACY, Point.ofWord(point).orElseThrow());
  }

  private static Hypothesis claim(String family, int number, Prediction... parts) {
    return new Hypothesis(family + number, family, family, List.of(parts));
  }

  private static Hypothesis anyOf(String family, Prediction... parts) {
    return new Hypothesis(family, family, family, Joined.ANY_OF, List.of(parts));
  }

  /** What is chosen on tuning seeds: the arm, or the level of each arm. */
  private static List<Hypothesis> best() {
    return List.of(
        claim("best arm", 1, part(Tuned.BEST, ContrastMetric.TEST_ACCURACY, Expectation.HIGHER)),
        claim(
            "best level",
            1,
            part("batch-norm", over(ContrastMetric.TEST_ACCURACY, Tuned.BEST), Expectation.HIGHER)),
        claim(
            "best arm at its best level",
            1,
            part(Tuned.BEST, over(ContrastMetric.TEST_ACCURACY, Tuned.BEST), Expectation.HIGHER)));
  }

  private static Hypothesis linearTrend() {
    return claim(
        "linear trend",
        1,
        part(
            new Pair("regularization", "batch-norm", "none"),
            ContrastMetric.TEST_ACCURACY,
            Expectation.HIGHER,
            Optional.of(
                new Across.Trend("batchSize", List.of("8", "32", "128"), TrendScale.linear(1)))));
  }

  private static Hypothesis reduced(String reducer) {
    ContrastMetric read =
        Reducers.find(reducer).flatMap(each -> each.metric()).orElse(ContrastMetric.TEST_ACCURACY);
    return claim(reducer, 1, part("batch-norm", over(read, reducer), Expectation.HIGHER));
  }

  private static Hypothesis reached() {
    return claim(
        "reached", 1, part("batch-norm", ContrastMetric.REACHED_TARGET, Expectation.HIGHER));
  }

  private static Hypothesis readings() {
    return claim(
        "readings",
        1,
        part(
            new Compared.Readings(
                ContrastMetric.PROBE_VALIDATION_ACCURACY, ContrastMetric.TEST_ACCURACY),
            ContrastMetric.PROBE_VALIDATION_ACCURACY,
            Expectation.HIGHER,
            Optional.empty()));
  }

  private static List<Hypothesis> nothing() {
    List<Hypothesis> all = new ArrayList<>(best());
    all.add(claim("errors", 1, part("batch-norm", TestMetrics.ERROR, Expectation.LOWER)));
    all.add(
        claim("differs", 1, part("batch-norm", ContrastMetric.TEST_ACCURACY, Expectation.DIFFERS)));
    all.add(
        claim(
            "two differ",
            1,
            part("batch-norm", ContrastMetric.TEST_ACCURACY, Expectation.DIFFERS)));
    all.add(
        claim("two differ", 2, part("dropout", ContrastMetric.TEST_ACCURACY, Expectation.DIFFERS)));
    all.add(
        anyOf(
            "any of 2",
            part("batch-norm", ContrastMetric.TEST_ACCURACY, Expectation.HIGHER),
            part("dropout", ContrastMetric.TEST_ACCURACY, Expectation.HIGHER)));
    all.add(
        claim(
            "number",
            1,
            part(
                new Compared.AgainstNumber("regularization", "none", ACCURACY),
                ContrastMetric.TEST_ACCURACY,
                Expectation.HIGHER,
                Optional.empty())));
    all.add(readings());
    int number = 0;
    for (String point : List.of("max", "mean", "best")) {
      all.add(claim("points", ++number, part("batch-norm", at(point), Expectation.HIGHER)));
    }
    for (String reducer : List.of("range", "worst", "argmax")) {
      all.add(
          claim(
              "reducers",
              ++number,
              part("batch-norm", over(ContrastMetric.TEST_ACCURACY, reducer), Expectation.HIGHER)));
    }
    for (String reducer :
        List.of("range", "argmax", "largest-stable", "largest-trainable", "share-reached")) {
      all.add(reduced(reducer));
    }
    all.add(reached());
    all.add(linearTrend());
    return all;
  }

  private void nothingIsTrue(int studies, int seeds) {
    List<Hypothesis> hypotheses = nothing();
    Map<String, Integer> wrong = new LinkedHashMap<>();
    hypotheses.forEach(each -> wrong.put(each.family(), 0));
    Map<String, List<Boolean>> covered = new LinkedHashMap<>();
    for (int s = 0; s < studies; s++) {
      Random random = Calibration.random(1_700_021L * seeds + s);
      List<HypothesisResult> results = results(seeds, random, PlantedTruth.NONE, hypotheses);
      for (HypothesisResult result : results) {
        List<Boolean> own =
            covered.computeIfAbsent(result.hypothesis().family(), family -> new ArrayList<>());
        for (PredictionResult part : result.parts()) {
          part.contrast()
              .effect()
              .interval()
              .ifPresent(interval -> own.add(interval.low() <= 0 && interval.high() >= 0));
        }
      }
      wrong.replaceAll(
          (family, count) -> count + (any(results, family, FormCalibration::isWrong) ? 1 : 0));
    }
    say("%nStudies in which no arm differs: %d, n = %d seeds; false verdicts%n", studies, seeds);
    wrong.forEach((family, count) -> share(family, count, studies));
    say("and their intervals that hold zero, of those that there are%n");
    covered.forEach(
        (family, all) -> {
          int holding = (int) all.stream().filter(held -> held).count();
          share(family + ", of " + all.size(), holding, all.size());
        });
  }

  /** That there is no difference as large as the margin is true; in a direction, nothing is. */
  private static boolean isWrong(HypothesisResult result) {
    boolean isNone =
        result.parts().get(0).prediction().expect() == Expectation.DIFFERS
            || result.hypothesis().isAnyOf();
    return result.verdict() == Verdict.SUPPORTED || result.verdict() == Verdict.REFUTED && !isNone;
  }

  /** An arm better by just the margin, and another one much better. */
  private void onTheMargin(int studies, int seeds) {
    List<Hypothesis> hypotheses =
        List.of(
            claim("differs, called equivalent", 1, within("batch-norm", Expectation.DIFFERS)),
            claim(
                "all of 2, called equivalent",
                1,
                within("batch-norm", Expectation.HIGHER),
                within("dropout", Expectation.HIGHER)),
            anyOf(
                "any of 2, called refuted",
                within("batch-norm", Expectation.HIGHER),
                within("dropout", Expectation.LOWER)));
    Map<String, Integer> wrong = new LinkedHashMap<>();
    hypotheses.forEach(each -> wrong.put(each.family(), 0));
    PlantedTruth truth = PlantedTruth.of(Map.of("batch-norm", MARGIN, "dropout", 3 * MARGIN));
    for (int s = 0; s < studies; s++) {
      Random random = Calibration.random(2_300_003L * seeds + s);
      List<HypothesisResult> results = results(seeds, random, truth, hypotheses);
      Set<Verdict> against = Set.of(Verdict.REFUTED, Verdict.EQUIVALENT);
      wrong.replaceAll(
          (family, count) ->
              count + (any(results, family, r -> against.contains(r.verdict())) ? 1 : 0));
    }
    say("%nAn arm better by just the margin: %d studies, n = %d seeds%n", studies, seeds);
    wrong.forEach((family, count) -> share(family, count, studies));
  }

  /**
   * An arm, and what validation examples give, better by so much that a contrast of two cells has a
   * standardized difference of .8; an arm that gains with the batch, and one that is sooner at the
   * target.
   */
  private void planted(int studies, int seeds) {
    double shift = .8 * Math.sqrt(2.0 / BATCHES.size()) * TRIAL_SCATTER;
    List<Hypothesis> hypotheses = new ArrayList<>(best());
    hypotheses.add(claim("errors", 1, part("batch-norm", TestMetrics.ERROR, Expectation.LOWER)));
    hypotheses.add(
        claim("arms", 1, part("batch-norm", ContrastMetric.TEST_ACCURACY, Expectation.HIGHER)));
    hypotheses.add(
        claim("differs", 1, part("batch-norm", ContrastMetric.TEST_ACCURACY, Expectation.DIFFERS)));
    hypotheses.add(
        anyOf(
            "any of 2",
            part("batch-norm", ContrastMetric.TEST_ACCURACY, Expectation.HIGHER),
            part("dropout", ContrastMetric.TEST_ACCURACY, Expectation.HIGHER)));
    hypotheses.add(
        claim(
            "number",
            1,
            part(
                new Compared.AgainstNumber("regularization", "batch-norm", ACCURACY),
                ContrastMetric.TEST_ACCURACY,
                Expectation.HIGHER,
                Optional.empty())));
    hypotheses.add(claim("mean of points", 1, part("batch-norm", at("mean"), Expectation.HIGHER)));
    hypotheses.add(
        claim(
            "worst",
            1,
            part("batch-norm", over(ContrastMetric.TEST_ACCURACY, "worst"), Expectation.HIGHER)));
    Map<PlantedTruth, List<Hypothesis>> all = new LinkedHashMap<>();
    all.put(PlantedTruth.of(Map.of("batch-norm", shift)), hypotheses);
    all.put(PlantedTruth.of(Map.of(VALIDATION, shift)), List.of(readings()));
    all.put(grows(1), List.of(linearTrend()));
    all.put(grows(GROWS_MUCH), List.of(reduced("range"), reduced("argmax")));
    all.put(
        new PlantedTruth(Map.of(), Map.of(), Map.of("batch-norm", SOONER)),
        List.of(
            reduced("largest-stable"),
            reduced("largest-trainable"),
            reduced("share-reached"),
            reached()));
    Map<String, Integer> found = new LinkedHashMap<>();
    all.values().forEach(some -> some.forEach(each -> found.put(each.family(), 0)));
    for (int s = 0; s < studies; s++) {
      List<HypothesisResult> results = new ArrayList<>();
      Random random = Calibration.random(2_900_017L * seeds + s);
      all.forEach((truth, some) -> results.addAll(results(seeds, random, truth, some)));
      found.replaceAll(
          (family, count) ->
              count + (any(results, family, r -> r.verdict() == Verdict.SUPPORTED) ? 1 : 0));
    }
    say("%nAn effect of .8 planted: %d studies, n = %d seeds; found%n", studies, seeds);
    found.forEach((family, count) -> share(family, count, studies));
  }

  /** Batch norm gains with the batch: a slope with a standardized difference of .8, or of more. */
  private static PlantedTruth grows(double times) {
    double mean = BATCHES.stream().mapToInt(batch -> batch).average().orElseThrow();
    double squares = BATCHES.stream().mapToDouble(batch -> (batch - mean) * (batch - mean)).sum();
    double slope = .8 * times * Math.sqrt(2 / squares) * TRIAL_SCATTER;
    return new PlantedTruth(
        Map.of("batch-norm", -slope * mean), Map.of("batch-norm", slope), Map.of());
  }

  private static boolean any(
      List<HypothesisResult> results, String family, Predicate<HypothesisResult> is) {
    return results.stream().filter(r -> r.hypothesis().family().equals(family)).anyMatch(is);
  }

  // -- what is simulated -------------------------------------------------------------------------

  private List<HypothesisResult> results(
      int seeds, Random random, PlantedTruth truth, List<Hypothesis> hypotheses) {
    List<PlannedTrial> plan = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      double shared = SEED_SCATTER * random.nextGaussian();
      double speed = .3 * random.nextGaussian();
      for (int batch : BATCHES) {
        for (String arm : ARMS) {
          PlannedTrial trial = trial(CellFixtures.cell("mlp", arm, batch, .001, 3), seed);
          plan.add(trial);
          double shift = shared + truth.betterBy(arm, batch);
          // The larger the batch, the later: half of the trials get there in time.
          double log =
              Math.log(BUDGET * Math.sqrt(batch / 32.0))
                  + speed
                  + .6 * random.nextGaussian()
                  - truth.soonerBy(arm);
          results.add(result(trial, ACCURACY + shift, Math.exp(log), truth, random));
        }
      }
    }
    // Last, so that what is not chosen is as it was before there were such seeds.
    for (int seed = 1; seed <= TUNING_SEEDS; seed++) {
      double shared = SEED_SCATTER * random.nextGaussian();
      for (int batch : BATCHES) {
        for (String arm : ARMS) {
          PlannedTrial trial =
              trial(
                  CellFixtures.cell("mlp", arm, batch, .001, 3),
                  (int) Tuning.FIRST_SEED + seed - 1);
          plan.add(trial);
          double accuracy = ACCURACY + shared + truth.betterBy(arm, batch);
          results.add(result(trial, accuracy, BUDGET, truth, random));
        }
      }
    }
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("model", List.of("mlp"));
    factors.put("regularization", ARMS);
    factors.put("batchSize", BATCHES.stream().map(String::valueOf).toList());
    Map<String, String> facts = new HashMap<>(Tuning.factsOfSeeds(TUNING_SEEDS));
    facts.put("classes", "10");
    StudyRecord study = Records.study("forms").factors(factors).target(.8).facts(facts).record();
    Registration registration =
        new Registration(hypotheses, "x", "x", seeds, Registration.Scope.BASIS, List.of());
    return StudyAnalysis.of(new StudyRows(study, registration, plan, results, List.of()))
        .hypotheses();
  }

  private static TrialResult result(
      PlannedTrial trial, double accuracy, double reached, PlantedTruth truth, Random random) {
    double ofValidation = accuracy + truth.better().getOrDefault(VALIDATION, 0.0);
    List<Measurement> all = new ArrayList<>();
    for (int epoch = 1; epoch <= 3; epoch++) {
      int step = epoch * BUDGET / 3 + (epoch == 3 ? 1 : 0);
      double less = .01 * (3 - epoch);
      all.add(measured(Split.TEST, epoch, step, accuracy - less, random));
      all.add(measured(Split.VALIDATION, epoch, step, ofValidation - less, random));
    }
    for (int step = 0; step <= BUDGET; step += 50) {
      all.add(
          new Measurement(
              Metric.CHECK_ACCURACY, Split.VALIDATION, 1, step, step < reached ? .1 : .9));
    }
    all.add(new Measurement(Metric.STEPS, Split.NONE, 3, BUDGET, BUDGET));
    return Records.completed(trial, all.toArray(Measurement[]::new));
  }

  private static Measurement measured(
      Split split, int epoch, int step, double accuracy, Random random) {
    double seen = accuracy + TRIAL_SCATTER * random.nextGaussian();
    return new Measurement(
        Metric.ACCURACY, split, epoch, step, Math.min(1, Math.rint(seen * IMAGES) / IMAGES));
  }

  private PlannedTrial trial(Cell cell, int seed) {
    return planned.computeIfAbsent(
        cell + "/" + seed,
        spec -> new PlannedTrial(TrialKey.ofCanonicalJson(spec), cell, seed, spec));
  }

  private void share(String what, int count, int n) {
    var interval = Wilson.interval(count, n, LEVEL).orElseThrow();
    say(
        "  %-40s %.2f %% [%.2f, %.2f]%n",
        what, 100.0 * count / n, 100 * interval.low(), 100 * interval.high());
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
  }
}
