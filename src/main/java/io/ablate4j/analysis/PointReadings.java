package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Derivation;
import io.ablate4j.hypothesis.Derivation.AtPoint;
import io.ablate4j.hypothesis.DerivedMetrics;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.trial.LastValue;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What trials gave at the points of training that hypotheses ask for. */
final class PointReadings {
  private final Set<AtPoint> asked = new LinkedHashSet<>();

  PointReadings(List<Hypothesis> hypotheses) {
    hypotheses.stream()
        .flatMap(hypothesis -> hypothesis.parts().stream())
        .flatMap(part -> part.metrics().stream())
        .forEach(this::add);
  }

  private void add(ContrastMetric metric) {
    if (metric.derived().isPresent()) {
      Derivation derived = metric.derived().get();
      if (derived instanceof AtPoint at) {
        asked.add(at);
      }
      add(derived.of());
    }
  }

  /** By the metric's word; none of what was not read then. */
  Map<String, Double> of(Collection<Measurement> measurements) {
    Map<String, Double> numbers = new HashMap<>();
    for (AtPoint each : asked) {
      String word = DerivedMetrics.at(each.of(), each.point()).word();
      each.point()
          .of(byStep(measurements, is(each.of())), best(measurements))
          .ifPresent(value -> numbers.put(word, value));
    }
    return numbers;
  }

  private static Predicate<Measurement> is(ContrastMetric metric) {
    if (metric.number().isPresent() && metric.number().get() instanceof LastValue last) {
      return m -> m.metric() == last.metric() && m.split() == last.split();
    }
    Metric probe = Metric.ofWord(metric.word());
    return m -> m.metric() == probe;
  }

  /** Finite values; of two at one step the later counts. */
  private static SortedMap<Integer, Double> byStep(
      Collection<Measurement> measurements, Predicate<Measurement> is) {
    SortedMap<Integer, Double> byStep = new TreeMap<>();
    measurements.stream()
        .filter(is)
        .filter(m -> Double.isFinite(m.value()))
        .forEach(m -> byStep.put(m.step(), m.value()));
    return byStep;
  }

  private static OptionalInt best(Collection<Measurement> measurements) {
    OptionalInt best = OptionalInt.empty();
    double highest = Double.NEGATIVE_INFINITY;
    SortedMap<Integer, Double> accuracies =
        byStep(measurements, m -> m.metric() == Metric.ACCURACY && m.split() == Split.VALIDATION);
    for (Map.Entry<Integer, Double> each : accuracies.entrySet()) {
      if (each.getValue() > highest) {
        highest = each.getValue();
        best = OptionalInt.of(each.getKey());
      }
    }
    return best;
  }
}
