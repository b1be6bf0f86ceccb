package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.Registration;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.stats.Power;
import io.ablate4j.stats.Wilson;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Provenance;
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
import java.util.TreeMap;

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

  /** Optional argument: how many studies, 2,000 if not given. */
  public static void main(String[] arguments) {
    int studies = arguments.length == 0 ? 2000 : Integer.parseInt(arguments[0]);
    Calibration calibration = new Calibration(System.out);
    for (int seeds : new int[] {6, 10}) {
      calibration.nullStudies(studies, seeds);
    }
    for (double effectSize : new double[] {.8, 1.2, 1.6, 2.4}) {
      calibration.plantedEffects(studies / 4, 10, effectSize);
    }
  }

  /** No arm differs from any other: every decided direction is an error. */
  private void nullStudies(int studies, int seeds) {
    int[] familyErrors = new int[2];
    int singleErrors = 0;
    int covered = 0;
    int intervals = 0;
    for (int s = 0; s < studies; s++) {
      Random random = new Random(1_000_003L * seeds + s);
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

  private static boolean isWrong(StudyAnalysis analysis, String family) {
    return analysis.hypotheses().stream()
        .filter(h -> h.hypothesis().family().equals(family))
        .anyMatch(h -> h.verdict() == Verdict.SUPPORTED || h.verdict() == Verdict.REFUTED);
  }

  /** The effect is put into one arm of one cell; its contrast is a family of its own. */
  private void plantedEffects(int studies, int seeds, double effectSize) {
    double shift = effectSize * TRIAL_SCATTER * Math.sqrt(2);
    Cell cell = new Cell("mlp", "batch-norm", 8, .001, 1);
    int found = 0;
    int wrong = 0;
    int covered = 0;
    for (int s = 0; s < studies; s++) {
      Random random = new Random(77_000_001L + s);
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
            Cell cell = new Cell(model, arm, batch, .001, 1);
            double accuracy =
                shared + TRIAL_SCATTER * random.nextGaussian() + shifts.getOrDefault(cell, 0.0);
            PlannedTrial trial = trial(cell, seed);
            plan.add(trial);
            results.add(result(trial, Math.rint(accuracy * TEST_IMAGES) / TEST_IMAGES));
          }
        }
      }
    }
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("model", MODELS);
    factors.put("regularization", ARMS);
    factors.put("batchSize", BATCHES.stream().map(String::valueOf).toList());
    StudyRecord study =
        new StudyRecord(
            "calibration",
            "",
            "",
            "",
            factors,
            Optional.empty(),
            new TreeMap<>(Map.of("classes", "10")),
            List.of(),
            List.of());
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
    return new TrialResult(
        trial.key(),
        new Outcome.Completed(),
        List.of(new Measurement(Metric.ACCURACY, Split.TEST, 1, 1, accuracy)),
        Provenance.of(Map.of()));
  }
}
