package io.ablate4j.report;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
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
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.StudyRecord.ModelSummary;
import io.ablate4j.trial.StudyRecord.Parts;
import io.ablate4j.trial.Target;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Studies that were never run, with what they show written into them; the same ones each time. */
final class PlantedStudy {
  static final int EPOCHS = 4;
  static final int CLASSES = 10;

  private static final int EXAMPLES = 1600;

  /** What becomes of a trial. */
  enum Fate {
    COMPLETES,
    /** In the second epoch. */
    DIVERGES,
    FAILS,
    DOES_NOT_RUN
  }

  /**
   * What an arm does.
   *
   * @param accuracy added to the test accuracy, a share
   * @param gap added to the gap, a share
   * @param steps factor on the steps to the target
   * @param cost factor on the time of a step
   */
  private record Planted(double accuracy, double gap, double steps, double cost) {}

  private final Map<String, Planted> arms = new LinkedHashMap<>();
  private final List<Hypothesis> hypotheses = new ArrayList<>();
  private final Map<String, String> facts =
      new TreeMap<>(Map.of("dataset", "glyphs", "classes", String.valueOf(CLASSES)));
  private String name = "planted";
  private String description = "";
  private Predicate<Cell> leftOut = cell -> false;
  private List<String> models = List.of("mlp", "cnn");
  private List<Integer> batchSizes = List.of(16, 64);
  private List<String> controls = List.of();
  private Map<String, Parts> parts = Map.of();
  private int seeds = 8;
  private Optional<Target> target = Optional.of(new Target(.7));
  private int rounds;
  private Function<PlannedTrial, Fate> fate = trial -> Fate.COMPLETES;
  private Optional<Registration> registration = Optional.empty();

  private PlantedStudy() {}

  /** With none and no other arm. */
  static PlantedStudy begin() {
    return new PlantedStudy().arm("none", 0, 0, 1, 1);
  }

  /** Batch norm learns sooner and better, dropout has a smaller gap and takes longer. */
  static PlantedStudy withEffects() {
    return begin()
        .arm("batch-norm", .03, -.002, .6, 1.4)
        .arm("dropout", -.02, -.03, 1.5, 1.1)
        .arm("both", .01, -.03, .9, 1.5);
  }

  /** All arms are the same but for chance. */
  static PlantedStudy withoutEffect() {
    return begin().arm("batch-norm", 0, 0, 1, 1).arm("dropout", 0, 0, 1, 1).arm("both", 0, 0, 1, 1);
  }

  PlantedStudy arm(String arm, double accuracy, double gap, double steps, double cost) {
    arms.put(arm, new Planted(accuracy, gap, steps, cost));
    return this;
  }

  /** What arms put into networks; not known if it is not told. */
  PlantedStudy parts(Map<String, Parts> value) {
    parts = value;
    return this;
  }

  PlantedStudy name(String value) {
    name = value;
    return this;
  }

  PlantedStudy description(String value) {
    description = value;
    return this;
  }

  PlantedStudy fact(String fact, String value) {
    facts.put(fact, value);
    return this;
  }

  /** Cells that the study has not. */
  PlantedStudy leaveOut(Predicate<Cell> value) {
    leftOut = value;
    return this;
  }

  PlantedStudy models(String... values) {
    models = List.of(values);
    return this;
  }

  PlantedStudy batchSizes(Integer... values) {
    batchSizes = List.of(values);
    return this;
  }

  /** Arms that change nothing: they have the numbers of none. */
  PlantedStudy controls(String... values) {
    controls = List.of(values);
    for (String control : values) {
      arm(control, 0, 0, 1, 1);
    }
    return this;
  }

  PlantedStudy seeds(int value) {
    seeds = value;
    return this;
  }

  /** Each model's own target comes from its trials without regularization. */
  PlantedStudy withoutTarget() {
    target = Optional.empty();
    return this;
  }

  /** A timing pass of so many rounds, in both layouts; in the second, batch norm was disturbed. */
  PlantedStudy timed(int value) {
    rounds = value;
    return this;
  }

  PlantedStudy fate(Function<PlannedTrial, Fate> value) {
    fate = value;
    return this;
  }

  PlantedStudy claim(String claim, String family, Prediction... parts) {
    hypotheses.add(new Hypothesis("h" + (hypotheses.size() + 1), claim, family, List.of(parts)));
    return this;
  }

  /** What was stored before the first trial; without this, what is asked now. */
  PlantedStudy registered(String sha256, String sha256Beforehand, int seedsBeforehand) {
    registration =
        Optional.of(
            new Registration(
                hypotheses,
                sha256,
                sha256Beforehand,
                seedsBeforehand,
                Registration.Scope.BASIS,
                sha256.equals(sha256Beforehand) || sha256Beforehand.isEmpty()
                    ? List.of()
                    : List.of(
                        new Registration.Change(
                            hypotheses.get(0).family(), "h1", "target from 0.9 to 0.8"))));
    return this;
  }

  static Prediction prediction(String arm, ContrastMetric metric, Expectation expect) {
    return prediction(arm, metric, expect, metric.defaultMargin());
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

  static Prediction across(Prediction prediction, Across across) {
    return new Prediction(
        prediction.compare(),
        prediction.metric(),
        prediction.expect(),
        prediction.margin(),
        prediction.where(),
        Optional.of(across));
  }

  static Prediction where(Prediction prediction, String factor, String... levels) {
    return new Prediction(
        prediction.compare(),
        prediction.metric(),
        prediction.expect(),
        prediction.margin(),
        Map.of(factor, List.of(levels)),
        prediction.across());
  }

  StudyAnalysis analysis() {
    return StudyAnalysis.of(rows());
  }

  String html() {
    return HtmlReport.render(analysis());
  }

  StudyRows rows() {
    List<PlannedTrial> planned = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      for (Cell cell : cells()) {
        PlannedTrial trial = planned(cell, seed);
        planned.add(trial);
        switch (fate.apply(trial)) {
          case COMPLETES -> results.add(completed(trial));
          case DIVERGES -> results.add(diverged(trial));
          case FAILS ->
              results.add(
                  result(trial, new Outcome.Failed("the worker ran out of memory"), List.of()));
          case DOES_NOT_RUN -> {}
        }
      }
    }
    return new StudyRows(
        record(),
        registration.orElseGet(
            () ->
                hypotheses.isEmpty()
                    ? Registration.NONE
                    : new Registration(
                        hypotheses,
                        "abcdef012345678",
                        "abcdef012345678",
                        seeds,
                        Registration.Scope.BASIS,
                        List.of())),
        planned,
        results,
        timing());
  }

  private List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (String model : models) {
      for (String arm : arms.keySet()) {
        for (int batchSize : batchSizes) {
          Cell cell = CellFixtures.cell(model, arm, batchSize, .001, EPOCHS);
          if (!leftOut.test(cell)) {
            cells.add(cell);
          }
        }
      }
    }
    return cells;
  }

  private static PlannedTrial planned(Cell cell, long seed) {
    String spec = "{\"cell\":\"" + CellFixtures.text(cell) + "\",\"seed\":" + seed + "}";
    return new PlannedTrial(TrialKey.ofCanonicalJson(spec), cell, seed, spec);
  }

  private StudyRecord record() {
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("model", models);
    factors.put("regularization", List.copyOf(arms.keySet()));
    factors.put("batchSize", batchSizes.stream().map(String::valueOf).toList());
    factors.put("learningRate", List.of("0.001"));
    factors.put("epochs", List.of(String.valueOf(EPOCHS)));
    List<ModelSummary> networks = new ArrayList<>();
    for (String model : models) {
      for (String arm : arms.keySet()) {
        networks.add(new ModelSummary(model, arm, List.of("dense 10"), 7850));
      }
    }
    String yaml = "name: \"" + name + "\"\n";
    return Records.study(name)
        .description(description)
        .yaml(yaml)
        .factors(factors)
        .target(target)
        .facts(facts)
        .models(networks)
        .controls(controls)
        .parts(parts)
        .record();
  }

  private TrialResult completed(PlannedTrial trial) {
    Cell cell = trial.cell();
    Planted planted = arms.get(cell.level("regularization"));
    Random random = random(cell, trial.seed());
    double ofSeed = .01 * new Random(7919 * trial.seed()).nextGaussian();
    double test = .86 + ofSeed + planted.accuracy + .006 * random.nextGaussian();
    double train = test + .06 + planted.gap + .004 * random.nextGaussian();
    int budget = EPOCHS * EXAMPLES / Roles.batchSize(cell);
    int reached =
        (int) Math.round(.5 * budget * planted.steps * Math.exp(.06 * random.nextGaussian()));
    List<Measurement> all = new ArrayList<>();
    check(all, reached - 1, budget, .69);
    check(all, reached, budget, .71);
    int later = (reached + budget) / 2; // with the last one, two in a row for a harder target
    if (reached < later && later < budget) {
      check(all, later, budget, .85);
    }
    check(all, budget, budget, reached < budget ? .85 : .69);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double share = epoch == EPOCHS ? 1 : 1 - Math.pow(.5, epoch + 1);
      int steps = budget * epoch / EPOCHS;
      add(all, Metric.ACCURACY, Split.TRAIN, epoch, steps, share * train);
      add(all, Metric.LOSS, Split.TRAIN, epoch, steps, 1.2 - share * train);
      add(all, Metric.ACCURACY, Split.VALIDATION, epoch, steps, share * test);
      add(all, Metric.LOSS, Split.VALIDATION, epoch, steps, 1.25 - share * test);
      add(all, Metric.ACCURACY, Split.TEST, epoch, steps, share * test);
      add(all, Metric.LOSS, Split.TEST, epoch, steps, 1.25 - share * test);
      add(all, Metric.STEPS, Split.NONE, epoch, steps, steps);
    }
    double images = 20_000 / planted.cost * Math.exp(.02 * random.nextGaussian());
    add(all, Metric.IMAGES_PER_SECOND, Split.NONE, EPOCHS, budget, images);
    add(all, Metric.TRAIN_SECONDS, Split.NONE, EPOCHS, budget, EPOCHS * EXAMPLES / images);
    return result(trial, new Outcome.Completed(), all);
  }

  private TrialResult diverged(PlannedTrial trial) {
    int steps = EXAMPLES / Roles.batchSize(trial.cell());
    List<Measurement> all = new ArrayList<>();
    check(all, steps, steps, .3);
    add(all, Metric.ACCURACY, Split.TRAIN, 1, steps, .3);
    add(all, Metric.STEPS, Split.NONE, 1, steps, steps);
    return result(trial, new Outcome.Diverged(2, "loss is NaN"), all);
  }

  private static void check(List<Measurement> all, int step, int budget, double accuracy) {
    if (step <= budget) {
      int epoch = Math.max(1, (step * EPOCHS + budget - 1) / budget);
      add(all, Metric.CHECK_ACCURACY, Split.VALIDATION, epoch, step, accuracy);
    }
  }

  private static void add(
      List<Measurement> all, Metric metric, Split split, int epoch, int step, double value) {
    all.add(new Measurement(metric, split, epoch, step, value));
  }

  private static TrialResult result(
      PlannedTrial trial, Outcome outcome, List<Measurement> measurements) {
    return new TrialResult(
        trial.key(),
        outcome,
        measurements,
        Provenance.of(
            Map.of(
                Provenance.NATIVE_BUILD,
                "none",
                "finished",
                "2026-01-0" + (1 + trial.seed() % 9) + "T10:00:00Z")));
  }

  /** Controls have the chance of none. */
  private Random random(Cell cell, long seed) {
    String arm =
        controls.contains(cell.level("regularization")) ? "none" : cell.level("regularization");
    return new Random(
        31L * (cell.level("model") + arm + Roles.batchSize(cell)).hashCode() + 1_000_003 * seed);
  }

  private List<TimingRound> timing() {
    List<TimingRound> all = new ArrayList<>();
    for (Layout layout : Layout.values()) {
      for (int round = 1; round <= rounds; round++) {
        for (Cell cell : cells()) {
          Random random = random(cell, 100L * round + layout.ordinal());
          double millis =
              (1 + Roles.batchSize(cell) / 64.0)
                  * arms.get(cell.level("regularization")).cost
                  * Math.exp(.02 * random.nextGaussian());
          boolean disturbed = round == 2 && cell.level("regularization").equals("batch-norm");
          all.add(
              new TimingRound(
                  cell,
                  layout,
                  round,
                  disturbed ? 3 * millis : millis,
                  disturbed ? 1 : 0,
                  disturbed));
        }
      }
    }
    return all;
  }
}
