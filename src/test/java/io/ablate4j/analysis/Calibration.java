package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.registration.Registration;
import io.ablate4j.stats.Power;
import io.ablate4j.stats.Wilson;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A benchmark of the statistics, not a test: many studies in which the truth is known go through
 * the whole analysis, and what it says of them is counted. {@code scripts/calibration} runs it.
 */
public final class Calibration {
  private static final List<String> MODELS = List.of("mlp", "cnn", "inception");
  private static final List<String> ARMS = List.of("none", "batch-norm", "dropout", "both");
  private static final List<Integer> BATCHES = List.of(8, 32, 128);
  private static final int TEST_IMAGES = 2000;
  private static final double LEVEL = .95;

  /** Scatter that all arms of a seed share, and that of each trial; both are shares. */
  private static final double SEED_SCATTER = .01;

  private static final double TRIAL_SCATTER = .006;

  private final PrintStream out;
  private final Map<String, PlannedTrial> planned = new HashMap<>();

  private Calibration(PrintStream out) {
    this.out = out;
  }

  /** Optional arguments: how many studies, 2,000 if not given; and with how many seeds alone. */
  public static void main(String[] arguments) {
    int studies = arguments.length == 0 ? 2000 : Integer.parseInt(arguments[0]);
    int[] allSeeds =
        arguments.length < 2
            ? new int[] {6, 10, 25}
            : IntStream.of(Integer.parseInt(arguments[1])).filter(n -> n > 0).toArray();
    boolean planted = arguments.length < 2 || allSeeds.length == 0;
    Calibration calibration = new Calibration(System.out);
    for (int seeds : allSeeds) {
      calibration.nullStudies(studies, seeds);
    }
    for (int seeds : allSeeds) {
      calibration.censoredSteps(studies, seeds);
      calibration.divergence(studies, seeds);
      calibration.notWorse(studies, seeds);
      FormCalibration.run(System.out, studies, seeds);
    }
    for (double effectSize : planted ? new double[] {.8, 1.2, 1.6, 2.4} : new double[0]) {
      calibration.plantedEffects(studies, 10, effectSize);
    }
  }

  /** No arm differs from any other: every decided direction is an error. */
  private void nullStudies(int studies, int seeds) {
    int[] familyErrors = new int[2];
    int singleErrors = 0;
    int covered = 0;
    int intervals = 0;
    for (int s = 0; s < studies; s++) {
      Random random = random(1_000_003L * seeds + s);
      StudyAnalysis analysis = StudyAnalysis.of(rows(seeds, random, Map.of(), hypotheses()));
      familyErrors[0] += isWrong(analysis, "generalization") ? 1 : 0;
      familyErrors[1] += isWrong(analysis, "interactions") ? 1 : 0;
      singleErrors += isWrong(analysis, "single") ? 1 : 0;
      for (Effect effect : analysis.effects()) {
        if (effect.contrast().effect().interval().isPresent()
            && effect.contrast().metric() == ContrastMetric.TEST_ACCURACY) {
          intervals++;
          covered += effect.contrast().effect().interval().get().contains(0) ? 1 : 0;
        }
      }
    }
    say("%nNull studies: %d, 3 models x 4 arms x 3 batches, n = %d seeds%n", studies, seeds);
    share("family of 6 contrasts with a false verdict", familyErrors[0], studies);
    share("family of 3 interactions and trends with a false verdict", familyErrors[1], studies);
    share("family of one contrast with a false verdict", singleErrors, studies);
    say(
        "  %-58s %.2f %% of %,d%n",
        "95 %% intervals of all effects that hold the truth".replace("%%", "%"),
        100.0 * covered / intervals,
        intervals);
  }

  /**
   * Steps to a target that a budget cuts off, with a second scatter so large that some arms never
   * get there: arms that are alike in one family, and in the other effects that are alike without
   * being zero, over models and batch sizes of which some take much longer.
   */
  private void censoredSteps(int studies, int seeds) {
    int pairs = 0;
    int acrossOneSide = 0;
    int acrossBothSides = 0;
    int found = 0;
    long censored = 0;
    for (int s = 0; s < studies; s++) {
      Random random = random(500_009L * seeds + s);
      Verdict[] alike = stepVerdicts(seeds, random, Map.of("none", 0.0, "batch-norm", 0.0));
      pairs += isDecided(alike[0]) ? 1 : 0;
      // The arm is twice as fast everywhere; none is cut off in the slow model alone, or in both.
      Verdict[] equal = stepVerdicts(seeds, random, Map.of("none", 0.0, "batch-norm", -.7));
      acrossOneSide += isDecided(equal[1]) ? 1 : 0;
      acrossBothSides += isDecided(equal[2]) ? 1 : 0;
      found += equal[0] == Verdict.SUPPORTED ? 1 : 0;
      censored += lastCensored;
    }
    say("%nSteps to the target that a budget cuts off, n = %d seeds, %d studies%n", seeds, studies);
    say("  %-58s %.1f a study%n", "trials short of the target", (double) censored / studies);
    share("equal arms called different", pairs, studies);
    share("equal effects called different, a slow and a fast model", acrossOneSide, studies);
    share("equal effects called different over batch sizes", acrossBothSides, studies);
    share("half the steps found", found, studies);
  }

  private int lastCensored;

  /** Of the pair, of the interaction with the model, of the trend over batch sizes. */
  private Verdict[] stepVerdicts(int seeds, Random random, Map<String, Double> effects) {
    Pair arms = new Pair("regularization", "batch-norm", "none");
    List<Hypothesis> hypotheses =
        List.of(
            alone("pair", steps(arms, Map.of("model", List.of("cnn")), Optional.empty())),
            alone(
                "model",
                steps(
                    arms,
                    Map.of(),
                    Optional.of(new Across.Interaction(new Pair("model", "cnn", "mlp"))))),
            alone(
                "batch",
                steps(
                    arms,
                    Map.of(),
                    Optional.of(new Across.Trend("batchSize", List.of("8", "32"))))));
    List<PlannedTrial> plan = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    lastCensored = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      double shared = .2 * random.nextGaussian();
      for (String model : List.of("mlp", "cnn")) {
        for (int batch : List.of(8, 32)) {
          for (String arm : List.of("none", "batch-norm")) {
            Cell cell = CellFixtures.cell(model, arm, batch, .001, 1);
            double log =
                Math.log(model.equals("cnn") ? 900 : 300)
                    + shared
                    + effects.get(arm)
                    + .3 * random.nextGaussian();
            int reached = (int) Math.round(Math.exp(log));
            PlannedTrial trial = trial(cell, seed);
            plan.add(trial);
            lastCensored += reached > 1000 ? 1 : 0;
            results.add(stepsResult(trial, reached, 1000));
          }
        }
      }
    }
    StudyAnalysis analysis = StudyAnalysis.of(study(seeds, plan, results, hypotheses));
    return analysis.hypotheses().stream().map(HypothesisResult::verdict).toArray(Verdict[]::new);
  }

  private static Prediction steps(
      Pair pair, Map<String, List<String>> where, Optional<Across> across) {
    return new Prediction(
        pair, ContrastMetric.STEPS_TO_TARGET, Expectation.LOWER, .05, where, across);
  }

  private static Hypothesis alone(String id, Prediction part) {
    return new Hypothesis(id, id, id, List.of(part));
  }

  private static TrialResult stepsResult(PlannedTrial trial, int reached, int budget) {
    boolean there = reached <= budget;
    return Records.completed(
        trial,
        check(there ? reached : budget - 1, there ? .95 : .1),
        check(budget, there ? .95 : .1),
        new Measurement(Metric.STEPS, Split.NONE, 1, budget, budget));
  }

  private static Measurement check(int step, double accuracy) {
    return new Measurement(Metric.CHECK_ACCURACY, Split.VALIDATION, 1, step, accuracy);
  }

  /** Both arms diverge at one rate; and the one at a rate as much higher as the margin. */
  private void divergence(int studies, int seeds) {
    say("%nTrials that diverge, n = %d seeds, %d studies each%n", seeds, studies);
    for (double rate : new double[] {.02, .3}) {
      int[] counts = new int[3];
      for (int s = 0; s < studies; s++) {
        Random random = random(900_007L * seeds + s);
        counts[0] += isDecided(divergenceVerdicts(seeds, random, rate, rate)[0]) ? 1 : 0;
        Verdict[] worse = divergenceVerdicts(seeds, random, rate, rate + .2);
        counts[1] += worse[1] == Verdict.SUPPORTED ? 1 : 0;
        counts[2] += worse[2] == Verdict.SUPPORTED ? 1 : 0;
      }
      share("equal rates of " + rate + " called different", counts[0], studies);
      share("a rate .2 higher called not worse by .2", counts[1], studies);
      share("a rate .2 higher called equivalent within .2", counts[2], studies);
    }
  }

  private Verdict[] divergenceVerdicts(int seeds, Random random, double none, double batchNorm) {
    Pair arms = new Pair("regularization", "batch-norm", "none");
    List<Hypothesis> hypotheses = new ArrayList<>();
    for (Expectation expectation :
        List.of(Expectation.LOWER, Expectation.NOT_WORSE, Expectation.EQUIVALENT)) {
      hypotheses.add(
          alone(
              expectation.word(),
              new Prediction(
                  arms, ContrastMetric.DIVERGENCE, expectation, .2, Map.of(), Optional.empty())));
    }
    List<PlannedTrial> plan = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      for (String arm : List.of("none", "batch-norm")) {
        PlannedTrial trial = trial(CellFixtures.cell("mlp", arm, 8, .001, 1), seed);
        plan.add(trial);
        boolean diverges = random.nextDouble() < (arm.equals("none") ? none : batchNorm);
        results.add(
            diverges ? Records.result(trial, new Outcome.Diverged(1, "NaN")) : result(trial, .9));
      }
    }
    return StudyAnalysis.of(study(seeds, plan, results, hypotheses)).hypotheses().stream()
        .map(HypothesisResult::verdict)
        .toArray(Verdict[]::new);
  }

  /** Arms that are worse by just the margin, and arms that are equal. */
  private void notWorse(int studies, int seeds) {
    double margin = .01;
    int errors = 0;
    int found = 0;
    for (int s = 0; s < studies; s++) {
      Random random = random(300_007L * seeds + s);
      errors += notWorseVerdict(seeds, random, -margin, margin) == Verdict.SUPPORTED ? 1 : 0;
      found += notWorseVerdict(seeds, random, 0, margin) == Verdict.SUPPORTED ? 1 : 0;
    }
    say("%nNot worse by a point of accuracy, n = %d seeds, %d studies%n", seeds, studies);
    share("worse by a point, called not worse", errors, studies);
    share("equal, called not worse", found, studies);
  }

  private Verdict notWorseVerdict(int seeds, Random random, double shift, double margin) {
    Prediction part =
        new Prediction(
            new Pair("regularization", "batch-norm", "none"),
            ContrastMetric.TEST_ACCURACY,
            Expectation.NOT_WORSE,
            margin,
            Map.of(),
            Optional.empty());
    List<PlannedTrial> plan = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      double shared = .9 + SEED_SCATTER * random.nextGaussian();
      for (String arm : List.of("none", "batch-norm")) {
        PlannedTrial trial = trial(CellFixtures.cell("mlp", arm, 8, .001, 1), seed);
        plan.add(trial);
        double accuracy =
            shared + TRIAL_SCATTER * random.nextGaussian() + (arm.equals("none") ? 0 : shift);
        results.add(result(trial, Math.rint(accuracy * TEST_IMAGES) / TEST_IMAGES));
      }
    }
    return StudyAnalysis.of(study(seeds, plan, results, List.of(alone("h", part))))
        .hypotheses()
        .get(0)
        .verdict();
  }

  private static boolean isDecided(Verdict verdict) {
    return verdict == Verdict.SUPPORTED || verdict == Verdict.REFUTED;
  }

  private static boolean isWrong(StudyAnalysis analysis, String family) {
    return analysis.hypotheses().stream()
        .filter(h -> h.hypothesis().family().equals(family))
        .anyMatch(h -> h.verdict() == Verdict.SUPPORTED || h.verdict() == Verdict.REFUTED);
  }

  /** The effect is put into one arm of one cell; its contrast is a family of its own. */
  private void plantedEffects(int studies, int seeds, double effectSize) {
    double shift = effectSize * TRIAL_SCATTER * Math.sqrt(2);
    Cell cell = CellFixtures.cell("mlp", "batch-norm", 8, .001, 1);
    int found = 0;
    int wrong = 0;
    int covered = 0;
    for (int s = 0; s < studies; s++) {
      Random random = random(77_000_001L + s + Math.round(1e7 * effectSize));
      StudyAnalysis analysis =
          StudyAnalysis.of(rows(seeds, random, Map.of(cell, shift), hypotheses()));
      HypothesisResult single =
          analysis.hypotheses().stream()
              .filter(h -> h.hypothesis().family().equals("single"))
              .findFirst()
              .orElseThrow();
      found += single.verdict() == Verdict.SUPPORTED ? 1 : 0;
      wrong += single.verdict() == Verdict.REFUTED ? 1 : 0;
      covered +=
          single.parts().get(0).contrast().effect().interval().orElseThrow().contains(shift)
              ? 1
              : 0;
    }
    say("%nPlanted effect of d_z = %.1f, n = %d seeds, %d studies%n", effectSize, seeds, studies);
    share("found", found, studies);
    say(
        "  %-58s %.1f %%%n",
        "power of the t test in theory", 100 * Power.pairedT(seeds, effectSize, 1 - LEVEL));
    share("the opposite claimed", wrong, studies);
    share("95 % intervals that hold the planted effect", covered, studies);
  }

  private void share(String what, int count, int n) {
    var interval = Wilson.interval(count, n, LEVEL).orElseThrow();
    say(
        "  %-58s %.2f %% [%.2f, %.2f]%n",
        what, 100.0 * count / n, 100 * interval.low(), 100 * interval.high());
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
  }

  /** Six contrasts, three interactions or trends, and one contrast by itself. */
  private static List<Hypothesis> hypotheses() {
    List<Hypothesis> hypotheses = new ArrayList<>();
    for (String arm : List.of("batch-norm", "dropout", "both")) {
      hypotheses.add(higher(arm + "-mlp", "generalization", arm, Map.of("model", List.of("mlp"))));
      hypotheses.add(higher(arm + "-cnn", "generalization", arm, Map.of("model", List.of("cnn"))));
    }
    hypotheses.add(
        interaction("bn-x-dropout", new Pair("regularization", "dropout", "none"), "both"));
    hypotheses.add(interaction("bn-x-model", new Pair("model", "inception", "mlp"), "none"));
    hypotheses.add(
        new Hypothesis(
            "bn-x-batch",
            "trend",
            "interactions",
            List.of(
                new Prediction(
                    new Pair("regularization", "batch-norm", "none"),
                    ContrastMetric.TEST_ACCURACY,
                    Expectation.HIGHER,
                    .005,
                    Map.of(),
                    Optional.of(new Across.Trend("batchSize", List.of("8", "32", "128")))))));
    hypotheses.add(
        higher(
            "single",
            "single",
            "batch-norm",
            Map.of("model", List.of("mlp"), "batchSize", List.of("8"))));
    return hypotheses;
  }

  private static Hypothesis higher(
      String id, String family, String arm, Map<String, List<String>> where) {
    return new Hypothesis(
        id,
        "higher",
        family,
        List.of(
            new Prediction(
                new Pair("regularization", arm, "none"),
                ContrastMetric.TEST_ACCURACY,
                Expectation.HIGHER,
                .005,
                where,
                Optional.empty())));
  }

  private static Hypothesis interaction(String id, Pair across, String control) {
    Pair pair =
        control.equals("both")
            ? new Pair("regularization", "both", "batch-norm")
            : new Pair("regularization", "batch-norm", control);
    return new Hypothesis(
        id,
        "interaction",
        "interactions",
        List.of(
            new Prediction(
                pair,
                ContrastMetric.TEST_ACCURACY,
                Expectation.LOWER,
                .005,
                Map.of(),
                Optional.of(new Across.Interaction(across)))));
  }

  private StudyRows rows(
      int seeds, Random random, Map<Cell, Double> shifts, List<Hypothesis> hypotheses) {
    List<PlannedTrial> plan = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      double shared = .9 + SEED_SCATTER * random.nextGaussian();
      for (String model : MODELS) {
        for (int batch : BATCHES) {
          for (String arm : ARMS) {
            Cell cell = CellFixtures.cell(model, arm, batch, .001, 1);
            double accuracy =
                shared + TRIAL_SCATTER * random.nextGaussian() + shifts.getOrDefault(cell, 0.0);
            PlannedTrial trial = trial(cell, seed);
            plan.add(trial);
            results.add(result(trial, Math.rint(accuracy * TEST_IMAGES) / TEST_IMAGES));
          }
        }
      }
    }
    return study(seeds, plan, results, hypotheses);
  }

  private static StudyRows study(
      int seeds, List<PlannedTrial> plan, List<TrialResult> results, List<Hypothesis> hypotheses) {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("model", MODELS);
    factors.put("regularization", ARMS);
    factors.put("batchSize", BATCHES.stream().map(String::valueOf).toList());
    StudyRecord study =
        Records.study("calibration")
            .factors(factors)
            .target(.9)
            .facts(Map.of("classes", "10"))
            .record();
    return new StudyRows(
        study,
        new Registration(hypotheses, "x", "x", seeds, Registration.Scope.BASIS, List.of()),
        plan,
        results,
        List.of());
  }

  private PlannedTrial trial(Cell cell, int seed) {
    return planned.computeIfAbsent(
        cell + "/" + seed,
        spec -> new PlannedTrial(TrialKey.ofCanonicalJson(spec), cell, seed, spec));
  }

  private static TrialResult result(PlannedTrial trial, double accuracy) {
    return Records.completed(trial, new Measurement(Metric.ACCURACY, Split.TEST, 1, 1, accuracy));
  }

  /**
   * Of a study. {@link Random} alone begins alike with seeds that lie side by side: over 2,000 of
   * them its first number from a normal distribution has the mean -.27.
   */
  static Random random(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }
}
