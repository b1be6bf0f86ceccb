package io.ablate4j.analysis;

import io.ablate4j.trial.Arms;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.DatasetRecord;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.Target;
import io.ablate4j.trial.TargetLevel;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
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
  /**
   * The share of the reference's accuracy that a study without a target of its own asks for, unless
   * that is less than halfway to it from the share of the largest class.
   */
  private static final double SHARE = .98;

  public Targets {
    Objects.requireNonNull(origin, "origin");
    Map<TargetLevel, Double> copy = new EnumMap<>(TargetLevel.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * The targets of one model on one kind of data.
   *
   * @param cells those planned for the two, in the study's order
   * @param trials of these
   */
  static Targets of(StudyRecord study, List<Cell> cells, Collection<MeasuredTrial> trials) {
    Cell first =
        cells.stream()
            .filter(cell -> cell.arm().equals(Arms.NONE))
            .findFirst()
            .orElse(cells.get(0));
    String reference = first.arm();
    DatasetRecord data = study.dataOf(first);
    Guessing guessing =
        new Guessing(data.chance().orElse(0), data.found().map(DataFacts::guessing).orElse(0.0));
    if (study.target().isPresent()) {
      OptionalDouble fixed = study.target().get().of(first.level(Roles.MODEL));
      return fixed.isPresent()
          ? of(fixed.getAsDouble(), guessing, "fixed by the study")
          : new Targets(Map.of(), "not estimable: the study sets none for this model");
    }
    // The same has to hold at fixed and at tuned levels: it does not go over both.
    Settings settings = Settings.of(study, cells);
    List<MeasuredTrial> own =
        trials.stream()
            .filter(t -> t.planned().cell().arm().equals(reference) && t.isCompleted())
            .toList();
    boolean isFixed =
        own.stream().anyMatch(t -> settings.kind(t.planned().cell().levels()).equals(Cell.FIXED));
    double[] best =
        own.stream()
            .filter(t -> !isFixed || !settings.kind(t.planned().cell().levels()).equals(Cell.TUNED))
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
    return derived(
        median.getAsDouble(),
        guessing,
        reference,
        reference
            + " over "
            + best.length
            + (best.length == 1 ? " trial" : " trials")
            + settings
                .factor()
                .filter(factor -> isFixed)
                .map(factor -> " at a fixed " + Roles.inWords(factor))
                .orElse(""));
  }

  /** Below halfway a network may get there that has learned next to nothing. */
  private static Targets derived(double best, Guessing guessing, String arm, String of) {
    if (best <= guessing.largest()) {
      return new Targets(
          Map.of(),
          "not estimable: "
              + arm
              + " did no better than naming the largest class each time ("
              + String.format(Locale.ROOT, "%.1f", 100 * guessing.largest())
              + " %)");
    }
    double halfway = (guessing.largest() + best) / 2;
    String what = " the median best validation accuracy of " + of;
    return halfway <= SHARE * best
        ? of(SHARE * best, guessing, "98 % of" + what)
        : of(
            halfway,
            guessing,
            "halfway between naming the largest class each time ("
                + String.format(Locale.ROOT, "%.1f", 100 * guessing.largest())
                + " %) and"
                + what);
  }

  /**
   * Accuracies, 0 to 1, that take no learning; 0 where they are unknown.
   *
   * @param chance of any class
   * @param largest of the largest class
   */
  private record Guessing(double chance, double largest) {}

  /**
   * A main target and those around it: twice its error rate, though never below halfway between
   * chance and it, nor below a quarter of the way from the share of the largest class to it; and
   * half its error rate.
   */
  private static Targets of(double main, Guessing guessing, String origin) {
    double error = 1 - main;
    double halfway = (Math.min(guessing.chance(), main) + main) / 2;
    double largest = Math.min(guessing.largest(), main);
    double above = largest + (main - largest) / 4;
    return new Targets(
        Map.of(
            TargetLevel.EASIER,
            Math.max(Math.max(1 - 2 * error, halfway), above),
            TargetLevel.MAIN,
            main,
            TargetLevel.HARDER,
            Target.hardest(main)),
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
