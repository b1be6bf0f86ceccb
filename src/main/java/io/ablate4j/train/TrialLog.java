package io.ablate4j.train;

import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import java.util.ArrayList;
import java.util.List;

/** The measurements of a trial as they come in. */
final class TrialLog {
  private final List<Measurement> measurements = new ArrayList<>();

  void add(Metric metric, Split split, int epoch, double value) {
    measurements.add(new Measurement(metric, split, epoch, value));
  }

  void add(Evaluation evaluation, Split split, int epoch) {
    add(Metric.ACCURACY, split, epoch, evaluation.accuracy());
    add(Metric.LOSS, split, epoch, evaluation.loss());
  }

  List<Measurement> measurements() {
    return List.copyOf(measurements);
  }
}
