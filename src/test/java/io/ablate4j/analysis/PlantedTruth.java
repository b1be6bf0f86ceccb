package io.ablate4j.analysis;

import java.util.Map;

/**
 * What a simulated study has that an analysis is to find; arms that are not named are alike.
 *
 * @param better by arm, what its accuracy is higher by
 * @param growth by arm, what it is higher by besides for each image of its batch
 * @param sooner by arm, the logarithm of how many times fewer steps it takes to the target
 */
record PlantedTruth(
    Map<String, Double> better, Map<String, Double> growth, Map<String, Double> sooner) {
  static final PlantedTruth NONE = of(Map.of());

  static PlantedTruth of(Map<String, Double> better) {
    return new PlantedTruth(better, Map.of(), Map.of());
  }

  double betterBy(String arm, int batch) {
    return better.getOrDefault(arm, 0.0) + growth.getOrDefault(arm, 0.0) * batch;
  }

  double soonerBy(String arm) {
    return sooner.getOrDefault(arm, 0.0);
  }
}
