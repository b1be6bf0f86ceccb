package io.ablate4j.forecast;

import static java.util.Comparator.naturalOrder;

import io.ablate4j.plan.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the networks of a study cost on this machine. Of one that is not known the cost is that of
 * those most like it, in proportion to what there is to compute.
 */
final class Speeds {
  /** Of a trial of a small network on small data. */
  static final double USUAL_FIXED_SECONDS = .03;

  /**
   * Of what {@code TrialCost} counts. A core with AVX2 does 3e10 to 5e10 in each of the three
   * networks, training or not; many a machine is slower.
   */
  private static final double USUAL_COST_A_SECOND = 2e10;

  private final ToDoubleFunction<Trial> stepCost;
  private final ToDoubleFunction<Trial> imageCost;
  private final Map<NetworkShape, Known> known = new LinkedHashMap<>();

  /**
   * @param stepCost how much a training step of a trial has to compute
   * @param imageCost the same of one image in an evaluation
   */
  Speeds(ToDoubleFunction<Trial> stepCost, ToDoubleFunction<Trial> imageCost) {
    this.stepCost = stepCost;
    this.imageCost = imageCost;
  }

  private record Known(Trial example, Rates rates, Basis basis) {}

  /** Takes note of a network, in place of what was known of it. */
  void put(Trial example, Rates rates, Basis basis) {
    known.put(NetworkShape.of(example), new Known(example, rates, basis));
  }

  /** Has all that is known slower by a factor. */
  void slowDown(double factor) {
    known.replaceAll((shape, k) -> new Known(k.example, k.rates.times(factor), k.basis));
  }

  /** Whether a trial's own network is known, and how. */
  Optional<Basis> own(Trial trial) {
    return Optional.ofNullable(known.get(NetworkShape.of(trial))).map(Known::basis);
  }

  /** On what the rates of a trial rest: on its own network, or those most like it. */
  Basis basis(Trial trial) {
    return nearest(trial).stream().map(Known::basis).min(naturalOrder()).orElse(Basis.RECKONED);
  }

  /** Its own network alone, if that is known; else all that have most in common with it. */
  private List<Known> nearest(Trial trial) {
    NetworkShape shape = NetworkShape.of(trial);
    Known own = known.get(shape);
    if (own != null) {
      return List.of(own);
    }
    int most = known.keySet().stream().mapToInt(shape::likeness).max().orElse(0);
    return known.entrySet().stream()
        .filter(entry -> shape.likeness(entry.getKey()) == most)
        .map(Map.Entry::getValue)
        .toList();
  }

  /** What a trial's network costs. */
  Rates rates(Trial trial) {
    List<Known> nearest = nearest(trial);
    if (nearest.isEmpty()) {
      return new Rates(
          stepCost.applyAsDouble(trial) / USUAL_COST_A_SECOND,
          imageCost.applyAsDouble(trial) / USUAL_COST_A_SECOND,
          USUAL_FIXED_SECONDS);
    }
    if (own(trial).isPresent()) {
      return nearest.get(0).rates;
    }
    return new Rates(
        scaled(trial, nearest, stepCost, k -> k.rates.stepSeconds()),
        scaled(trial, nearest, imageCost, k -> k.rates.imageSeconds()),
        nearest.stream().mapToDouble(k -> k.rates.fixedSeconds()).average().orElseThrow());
  }

  /** In proportion to what there is to compute, by the mean of those that are known. */
  private static double scaled(
      Trial trial,
      List<Known> nearest,
      ToDoubleFunction<Trial> cost,
      ToDoubleFunction<Known> seconds) {
    double speed =
        nearest.stream()
            .mapToDouble(k -> seconds.applyAsDouble(k) / cost.applyAsDouble(k.example))
            .average()
            .orElseThrow();
    return speed * cost.applyAsDouble(trial);
  }
}
