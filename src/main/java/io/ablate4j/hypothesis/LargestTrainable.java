package io.ablate4j.hypothesis;

import java.util.List;

/**
 * The largest level up to which, from the least on that reaches the easier target, every trial of
 * the seed completes and reaches it. Levels below may be too slow for the budget, which is not
 * being unstable. Where no level reaches it, one step of the grid below the least.
 */
final class LargestTrainable extends LargestStable {
  @Override
  public String word() {
    return "largest-trainable";
  }

  @Override
  public String meaning() {
    return "the largest level up to which, from the least that reaches the easier target on, each"
        + " trial does";
  }

  @Override
  public String name(String factor, String metric) {
    return "largest trainable " + factor;
  }

  @Override
  int first(List<AtLevel> levels) {
    int place = 0;
    while (place < levels.size() && !isReached(levels.get(place))) {
      place++;
    }
    return place;
  }
}
