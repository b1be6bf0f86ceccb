package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.TrialNumber;
import io.ablate4j.trial.tuning.Tuned;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The observations of a study by metric, each read once. */
final class Contrasts {
  private final List<TrialSummary> rows;
  private final Observations.Source source;
  private final Tuned tuned;
  private final Function<Pair, List<TrialSummary>> matched;
  private final Map<ContrastMetric, Observations> byMetric = new HashMap<>();

  /**
   * @param tuned what was chosen on tuning seeds
   * @param matched the same rows where training losses are matched over the levels of a pair
   */
  Contrasts(
      List<TrialSummary> rows,
      Observations.Source source,
      Tuned tuned,
      Function<Pair, List<TrialSummary>> matched) {
    this.rows = rows;
    this.source = source;
    this.tuned = tuned;
    this.matched = matched;
  }

  Observations observations(ContrastMetric metric) {
    return byMetric.computeIfAbsent(metric, m -> new Observations(m, rows, source));
  }

  /** What the study says of each prediction. */
  List<PredictionResult> predictions(List<Prediction> predictions, List<Cell> cells) {
    return predictions.stream().map(prediction -> result(prediction, cells)).toList();
  }

  private PredictionResult result(Prediction prediction, List<Cell> cells) {
    Made made = made(prediction, cells);
    Combination combination = Combination.of(prediction, made.cells());
    PairedContrast contrast = PairedContrast.of(prediction.metric(), combination, made);
    if (!prediction.isBound()) {
      return PredictionResult.of(prediction, contrast);
    }
    List<Cell> held =
        combination.weights().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(Map.Entry::getKey)
            .toList();
    return PredictionResult.of(prediction, contrast, BoundCheck.of(prediction, held, made));
  }

  /** The cells that a prediction speaks of. */
  Made made(Prediction prediction, Collection<Cell> cells) {
    return Made.of(prediction, cells, metric -> observations(prediction, metric), tuned);
  }

  private Observations observations(Prediction prediction, ContrastMetric metric) {
    return metric.number().filter(TrialNumber::needsAllArms).isPresent()
            && prediction.pair().isPresent()
        ? new Observations(metric, matched.apply(prediction.pair().get()), source)
        : observations(metric);
  }
}
