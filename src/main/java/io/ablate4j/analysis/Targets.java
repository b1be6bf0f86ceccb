package io.ablate4j.analysis;

import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.Target;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The validation accuracies that count as "learned" in one model, each 0 to 1.
 *
 * @param values of all levels, or of none where the main target is not estimable
 * @param origin where the main target comes from, or why it is not estimable; a phrase
 */
public record Targets(Map<TargetLevel, Double> values, String origin) {
  /** The share of the reference's accuracy that a study without a target of its own asks for. */
  private static final double SHARE = .98;

  /** The regularization that a target is derived from. */
  static final String REFERENCE = "none";

  public Targets {
    Objects.requireNonNull(origin, "origin");
    Map<TargetLevel, Double> copy = new EnumMap<>(TargetLevel.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * The targets of one model.
   *
   * @param regularizations those planned for the model, in the study's order
   * @param trials of the model
   */
  static Targets of(StudyRecord study, List<String> regularizations, List<MeasuredTrial> trials) {
    OptionalDouble chance = StudyAnalysis.chance(study);
    if (study.target().isPresent()) {
      return of(study.target().get(), chance, "fixed by the study");
    }
    String reference = regularizations.contains(REFERENCE) ? REFERENCE : regularizations.get(0);
    double[] best =
        trials.stream()
            .filter(t -> t.planned().cell().regularization().equals(reference) && t.isCompleted())
            .map(MeasuredTrial::readings)
            .flatMapToDouble(
                r ->
                    r.bestEpoch().stream()
                        .mapToDouble(e -> r.at(Metric.ACCURACY, Split.VALIDATION, e).getAsDouble()))
            .toArray();
    OptionalDouble median = median(best);
    if (median.isEmpty()) {
      return new Targets(Map.of(), "not estimable: no trial of " + reference + " has completed");
    }
    if (median.getAsDouble() == 0) {
      return new Targets(Map.of(), "not estimable: " + reference + " learned nothing");
    }
    return of(
        new Target(SHARE * median.getAsDouble()),
        chance,
        "98 % of the median best validation accuracy of "
            + reference
            + " over "
            + best.length
            + (best.length == 1 ? " trial" : " trials"));
  }

  /**
   * A main target and those around it: twice its error rate, though never below halfway between
   * chance and it, and half its error rate.
   *
   * @param chance accuracy of guessing; 0 where it is unknown
   */
  private static Targets of(Target main, OptionalDouble chance, String origin) {
    double error = 1 - main.value();
    double halfway = (Math.min(chance.orElse(0), main.value()) + main.value()) / 2;
    return new Targets(
        Map.of(
            TargetLevel.EASIER, Math.max(1 - 2 * error, halfway),
            TargetLevel.MAIN, main.value(),
            TargetLevel.HARDER, 1 - error / 2),
        origin);
  }

  /** Validation accuracy to be reached; empty where it is not estimable. */
  public OptionalDouble value(TargetLevel level) {
    Double value = values.get(level);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The middle value, or the mean of the two; empty of nothing. */
  static OptionalDouble median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
