package io.ablate4j.trial;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What "learned" means in a study: validation accuracy at or above a value, which is one for all
 * models or one for each. Accuracies are above 0 and at most 1.
 *
 * @param ofAll for all models; empty if each has its own
 * @param ofModels by model; empty if there is one for all
 */
public record Target(OptionalDouble ofAll, SortedMap<String, Double> ofModels) {
  /** The one metric a target may be set on; choices never use the test set. */
  public static final String METRIC = "validation-accuracy";

  public Target {
    ofModels = Collections.unmodifiableSortedMap(new TreeMap<>(ofModels));
    ofAll.ifPresent(Target::check);
    ofModels.values().forEach(Target::check);
    if (ofAll.isPresent() != ofModels.isEmpty()) {
      throw new IllegalArgumentException("a target " + ofAll + " of all and " + ofModels);
    }
  }

  /** One for all models. */
  public Target(double value) {
    this(OptionalDouble.of(value), Collections.emptySortedMap());
  }

  /** One for each model, by its name; at least one. */
  public static Target ofModels(Map<String, Double> values) {
    return new Target(OptionalDouble.empty(), new TreeMap<>(values));
  }

  private static void check(double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException("target accuracy " + value + " is not in (0, 1]");
    }
  }

  /**
   * That of a model.
   *
   * @return empty if others have one and this has not
   */
  public OptionalDouble of(String model) {
    if (ofAll.isPresent()) {
      return ofAll;
    }
    Double own = ofModels.get(model);
    return own == null ? OptionalDouble.empty() : OptionalDouble.of(own);
  }

  /** The hardest of the three that are counted to, of the highest there is. */
  public double hardest() {
    return hardest(ofAll.orElseGet(() -> Collections.max(ofModels.values())));
  }

  /** The hardest of the three that are counted to: half the error rate is left. */
  public static double hardest(double value) {
    return 1 - (1 - value) / 2;
  }

  /** The lowest there is. */
  public double least() {
    return ofAll.orElseGet(() -> Collections.min(ofModels.values()));
  }
}
