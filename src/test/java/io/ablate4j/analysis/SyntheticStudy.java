package io.ablate4j.analysis;

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
import io.ablate4j.trial.StudyRecord.ProbeRecord;
import io.ablate4j.trial.Target;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Rows of a study that was never run, the same ones each time. Trials of a seed block go from the
 * last cell to the first, so that plan order and study order differ.
 *
 * @param study what was asked
 * @param planned in plan order
 * @param results in plan order
 */
public record SyntheticStudy(
    StudyRecord study, List<PlannedTrial> planned, List<TrialResult> results) {

  /** The shape of a study. */
  public static final class Builder {
    private static final int CHECKS_AN_EPOCH = 4;

    private String name = "synthetic";
    private String description = "Does it help, here?";
    private List<String> models = List.of("mlp", "cnn");
    private List<String> regularizations = List.of("none", "batch-norm", "dropout", "both");
    private List<Integer> batchSizes = List.of(16, 64);
    private List<Double> learningRates = List.of(.001);
    private int seeds = 3;
    private int epochs = 4;
    private Optional<Target> target = Optional.of(new Target(.8));
    private List<String> controls = List.of();
    private List<ProbeRecord> probes = List.of();
    private boolean mishaps = true;
    private boolean run = true;
    private Map<String, String> facts = Map.of();

    public Builder name(String value) {
      name = value;
      return this;
    }

    /** The factor whose levels are the arms. */
    public Builder compared(String factor) {
      facts = Map.of(StudyRecord.COMPARED, factor);
      return this;
    }

    public Builder description(String value) {
      description = value;
      return this;
    }

    public Builder models(String... values) {
      models = List.of(values);
      return this;
    }

    public Builder regularizations(String... values) {
      regularizations = List.of(values);
      return this;
    }

    public Builder batchSizes(Integer... values) {
      batchSizes = List.of(values);
      return this;
    }

    public Builder learningRates(Double... values) {
      learningRates = List.of(values);
      return this;
    }

    public Builder seeds(int value) {
      seeds = value;
      return this;
    }

    public Builder epochs(int value) {
      epochs = value;
      return this;
    }

    public Builder target(double value) {
      target = Optional.of(new Target(value));
      return this;
    }

    public Builder noTarget() {
      target = Optional.empty();
      return this;
    }

    /** Regularizations that have the rows of {@code none}, but for times. */
    public Builder controls(String... values) {
      controls = List.of(values);
      return this;
    }

    /** What else is measured after each epoch; numbers from 0 to 1. */
    public Builder probes(ProbeRecord... values) {
      probes = List.of(values);
      return this;
    }

    /** Every trial completes. */
    public Builder withoutMishaps() {
      mishaps = false;
      return this;
    }

    /** Nothing has run yet. */
    public Builder notRun() {
      run = false;
      return this;
    }

    /** The first trial in plan order diverges, the second fails, the third has not run. */
    public SyntheticStudy build() {
      List<PlannedTrial> planned = new ArrayList<>();
      for (long seed = 1; seed <= seeds; seed++) {
        for (int m = models.size() - 1; m >= 0; m--) {
          for (int r = regularizations.size() - 1; r >= 0; r--) {
            for (int b = batchSizes.size() - 1; b >= 0; b--) {
              for (double rate : learningRates) {
                planned.add(
                    plannedTrial(
                        CellFixtures.cell(
                            models.get(m), regularizations.get(r), batchSizes.get(b), rate, epochs),
                        seed));
              }
            }
          }
        }
      }
      List<TrialResult> results = new ArrayList<>();
      for (int i = 0; i < planned.size() && run; i++) {
        PlannedTrial trial = planned.get(i);
        if (mishaps && i == 0) {
          results.add(diverged(trial));
        } else if (mishaps && i == 1) {
          results.add(
              new TrialResult(
                  trial.key(),
                  new Outcome.Failed("the worker ran out of memory"),
                  List.of(),
                  provenance(trial)));
        } else if (!mishaps || i != 2) {
          results.add(completed(trial));
        }
      }
      return new SyntheticStudy(record(), planned, results);
    }

    private StudyRecord record() {
      Map<String, List<String>> factors = new LinkedHashMap<>();
      factors.put("model", models);
      factors.put("regularization", regularizations);
      factors.put("batchSize", batchSizes.stream().map(String::valueOf).toList());
      factors.put("learningRate", learningRates.stream().map(String::valueOf).toList());
      factors.put("epochs", List.of(String.valueOf(epochs)));
      List<ModelSummary> summaries = new ArrayList<>();
      for (String model : models) {
        for (String regularization : regularizations) {
          summaries.add(
              new ModelSummary(
                  model,
                  regularization,
                  List.of("input 28 x 28 x 1", "dense 256, ReLU", "softmax 10"),
                  203_530));
        }
      }
      String yaml = "name: " + name + "\nseeds: " + seeds + "\n";
      return Records.study(name)
          .description(description)
          .yaml(yaml)
          .factors(factors)
          .target(target)
          .facts(facts())
          .models(summaries)
          .controls(controls)
          .probes(probes)
          .record();
    }

    private TreeMap<String, String> facts() {
      TreeMap<String, String> all =
          new TreeMap<>(
              Map.of(
                  "dataset", "glyphs",
                  "classes", "10",
                  "seeds", String.valueOf(seeds),
                  "train-examples", "2000",
                  "optimizer", "adam",
                  "command", "ablate4j run " + name));
      all.putAll(facts);
      return all;
    }

    private TrialResult completed(PlannedTrial trial) {
      boolean control = controls.contains(trial.cell().level("regularization"));
      Cell cell = control ? trial.cell().with("regularization", "none") : trial.cell();
      String key = plannedTrial(cell, trial.seed()).key().sha256();
      Random random = new Random(key.hashCode());
      int r = regularizations.indexOf(cell.level("regularization"));
      int m = models.indexOf(cell.level("model"));
      double top = .86 + .02 * (r % 4) + .02 * m + .01 * random.nextGaussian();
      double pace = .5 + .3 * (r % 2) + .1 * random.nextDouble();
      double gap = .06 - .015 * r + .005 * random.nextGaussian();
      int stepsAnEpoch = 2000 / Roles.batchSize(cell);
      double stepMillis =
          (control ? 1.1 : 1) * (1 + m + .1 * (r % 2)) * (.5 + Roles.batchSize(cell) / 64.0);
      List<Measurement> measurements = new ArrayList<>();
      for (int epoch = 1; epoch <= epochs; epoch++) {
        int steps = stepsAnEpoch * epoch;
        double validation = Math.min(1, top * (1 - Math.exp(-pace * (epoch + 1))));
        double train = Math.min(1, validation + gap * epoch / epochs);
        double test = validation - .005;
        for (int check = 1; check <= CHECKS_AN_EPOCH; check++) {
          double done = epoch - 1 + (double) check / CHECKS_AN_EPOCH;
          int step = (int) Math.ceil(stepsAnEpoch * done);
          double accuracy = Math.min(1, top * (1 - Math.exp(-pace * (done + 1))));
          measurements.add(
              new Measurement(Metric.CHECK_ACCURACY, Split.VALIDATION, epoch, step, accuracy));
        }
        measurements.add(new Measurement(Metric.ACCURACY, Split.TRAIN, epoch, steps, train));
        measurements.add(new Measurement(Metric.LOSS, Split.TRAIN, epoch, steps, 1.2 - train));
        measurements.add(
            new Measurement(Metric.ACCURACY, Split.VALIDATION, epoch, steps, validation));
        measurements.add(
            new Measurement(Metric.LOSS, Split.VALIDATION, epoch, steps, 1.25 - validation));
        measurements.add(new Measurement(Metric.ACCURACY, Split.TEST, epoch, steps, test));
        measurements.add(new Measurement(Metric.LOSS, Split.TEST, epoch, steps, 1.27 - test));
        measurements.add(new Measurement(Metric.STEPS, Split.NONE, epoch, steps, steps));
        for (ProbeRecord probe : probes) {
          measurements.add(
              new Measurement(
                  Metric.ofProbe(probe.id()),
                  Split.TRAIN,
                  epoch,
                  steps,
                  .2 * r + .1 * epoch / epochs + .05 * random.nextDouble()));
        }
        measurements.add(
            new Measurement(
                Metric.TRAIN_SECONDS, Split.NONE, epoch, steps, steps * stepMillis / 1000));
      }
      int steps = stepsAnEpoch * epochs;
      once(measurements, steps, Metric.STEP_MILLIS, stepMillis * (1 + .02 * random.nextGaussian()));
      once(
          measurements, steps, Metric.IMAGES_PER_SECOND, Roles.batchSize(cell) * 1000 / stepMillis);
      once(measurements, steps, Metric.TRAINABLE_PARAMETERS, 203_530);
      once(measurements, steps, Metric.EVALUATION_SECONDS, .25);
      return new TrialResult(trial.key(), new Outcome.Completed(), measurements, provenance(trial));
    }

    private void once(List<Measurement> measurements, int steps, Metric metric, double value) {
      measurements.add(new Measurement(metric, Split.NONE, epochs, steps, value));
    }
  }

  /** A trial whose spec is its cell and seed. */
  public static PlannedTrial plannedTrial(Cell cell, long seed) {
    String spec = "{\"cell\":\"" + CellFixtures.text(cell) + "\",\"seed\":" + seed + "}";
    return new PlannedTrial(TrialKey.ofCanonicalJson(spec), cell, seed, spec);
  }

  /** One that got through an epoch and blew up in the second. */
  public static TrialResult diverged(PlannedTrial trial) {
    return new TrialResult(
        trial.key(),
        new Outcome.Diverged(2, "loss is NaN"),
        List.of(
            new Measurement(Metric.ACCURACY, Split.TRAIN, 1, 10, .5),
            new Measurement(Metric.LOSS, Split.TRAIN, 1, 10, 2.5),
            new Measurement(Metric.ACCURACY, Split.TRAIN, 2, 20, .1),
            new Measurement(Metric.LOSS, Split.TRAIN, 2, 20, Double.NaN)),
        provenance(trial));
  }

  static Provenance provenance(PlannedTrial trial) {
    return Provenance.of(
        Map.of(
            Provenance.NATIVE_BUILD,
            "nd4j-native 1.0.0-M2.1 linux-x86_64-onednn",
            "dl4j",
            "1.0.0-M2.1",
            "threads",
            trial.seed() % 2 == 0 ? "1" : "2",
            "started",
            "2026-01-01T00:00:" + trial.key().sha256().hashCode() % 60));
  }

  /** The analysis of these rows. */
  public StudyAnalysis analysis() {
    return StudyAnalysis.of(study, planned, results);
  }
}
