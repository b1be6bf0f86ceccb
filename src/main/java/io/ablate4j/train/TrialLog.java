package io.ablate4j.train;

import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import java.util.ArrayList;
import java.util.List;

/** The measurements of a trial as they come in. */
final class TrialLog {
  private final List<Measurement> measurements = new ArrayList<>();

  void add(Metric metric, Split split, int epoch, int step, double value) {
    measurements.add(new Measurement(metric, split, epoch, step, value));
  }

  void add(Evaluation evaluation, Split split, int epoch, int step) {
    add(Metric.ACCURACY, split, epoch, step, evaluation.accuracy());
    add(Metric.LOSS, split, epoch, step, evaluation.loss());
    add(Metric.BALANCED_ACCURACY, split, epoch, step, evaluation.balancedAccuracy());
    add(Metric.MACRO_F1, split, epoch, step, evaluation.macroF1());
  }

  List<Measurement> measurements() {
    return List.copyOf(measurements);
  }
}
