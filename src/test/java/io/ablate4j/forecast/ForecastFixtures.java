package io.ablate4j.forecast;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialFixtures;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trials on 100 + 40 + 60 images, a check every 25, and results of them that took what is said. */
final class ForecastFixtures {
  static final Machine HERE = new Machine(Optional.of("A fast one"), "Linux amd64");
  private static final DatasetSpec DATA = DatasetSpec.of("glyphs", 100, 40, 60);

  private ForecastFixtures() {}

  static Trial trial(String model, Regularization arm, int batch, int epochs, long seed) {
    return TrialFixtures.trial(
        CellFixtures.cell(model, arm.name(), batch, 1e-3, epochs),
        seed,
        arm,
        DATA,
        "checksum",
        Optimizer.DEFAULT,
        EngineChoice.FAST,
        25,
        List.of());
  }

  static Trial trial(String model, int batch, int epochs, long seed) {
    return trial(model, Regularization.NONE, batch, epochs, seed);
  }

  /**
   * The result of a trial that was evaluated after each epoch.
   *
   * @param checks that took place inside epochs
   */
  static TrialResult result(
      Trial trial, Rates rates, int checks, double fixedSeconds, String processor) {
    List<Measurement> rows = new ArrayList<>();
    int epochs = trial.settings().epochs();
    int anEpoch = trial.settings().stepsAnEpoch();
    for (int check = 1; check <= checks; check++) {
      rows.add(new Measurement(Metric.CHECK_ACCURACY, Split.VALIDATION, 1, check, .5));
    }
    for (int epoch = 1; epoch <= epochs; epoch++) {
      int step = epoch * anEpoch;
      double trained = step * rates.stepSeconds();
      rows.add(new Measurement(Metric.STEPS, Split.NONE, epoch, step, step));
      rows.add(new Measurement(Metric.TRAIN_SECONDS, Split.NONE, epoch, step, trained));
      rows.add(new Measurement(Metric.ACCURACY, Split.VALIDATION, epoch, step, .5));
    }
    int last = epochs * anEpoch;
    double images = epochs * 140.0 + checks * 40;
    double evaluated = images * rates.imageSeconds();
    rows.add(new Measurement(Metric.EVALUATION_SECONDS, Split.NONE, epochs, last, evaluated));
    long whole = Math.round(1e3 * (last * rates.stepSeconds() + evaluated + fixedSeconds));
    return new TrialResult(
        trial.key(),
        new Outcome.Completed(),
        rows,
        Provenance.of(
            Map.of(
                Asked.FACT,
                trial.asked().json(),
                "processor",
                processor,
                "os",
                HERE.system(),
                "started",
                "2026-01-01T00:00:00.000Z",
                "finished",
                Instant.parse("2026-01-01T00:00:00Z").plusMillis(whole).toString())));
  }
}
