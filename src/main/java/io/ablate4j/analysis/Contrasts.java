package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.trial.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The observations of a study by metric, each read once. */
final class Contrasts {
  private final List<TrialSummary> rows;
  private final Observations.Source source;
  private final Map<ContrastMetric, Observations> byMetric = new HashMap<>();

  Contrasts(List<TrialSummary> rows, Observations.Source source) {
    this.rows = rows;
    this.source = source;
  }

  Observations observations(ContrastMetric metric) {
    return byMetric.computeIfAbsent(metric, m -> new Observations(m, rows, source));
  }

  /** What the study says of each prediction. */
  List<PredictionResult> predictions(List<Prediction> predictions, List<Cell> cells) {
    return predictions.stream()
        .map(
            prediction ->
                PredictionResult.of(
                    prediction,
                    PairedContrast.of(
                        prediction.metric(),
                        Combination.of(prediction, cells),
                        observations(prediction.metric()))))
        .toList();
  }
}
