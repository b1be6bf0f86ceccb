package io.ablate4j.hypothesis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether the hypotheses of a family can come to a verdict at all with so many seeds.
 *
 * <p>The exact two-sided sign-flip test of n pairs gives no p value below 2^(1-n), and the first
 * step of Holm's correction asks m hypotheses for one of at most {@value #ERROR_RATE} / m. A family
 * whose hypotheses are all about a margin is decided by t intervals, which have no such floor.
 *
 * @param family its name
 * @param hypotheses how many share its error rate, m
 * @param directional how many of them have a part that expects a direction
 * @param seeds pairs there will be, n
 * @param seedsNeeded the fewest with which the first step can be passed; at least {@value
 *     #LEAST_SEEDS}
 */
public record Decidability(
    String family, int hypotheses, int directional, int seeds, int seedsNeeded) {
  /** What a family may err, two-sided. */
  public static final double ERROR_RATE = .05;

  /** No verdict is given on fewer pairs. */
  public static final int LEAST_SEEDS = 6;

  public Decidability {
    Objects.requireNonNull(family, "family");
  }

  /** Of each family, in the order in which the hypotheses name them first. */
  public static List<Decidability> of(List<Hypothesis> hypotheses, int seeds) {
    Map<String, List<Hypothesis>> families = new LinkedHashMap<>();
    hypotheses.forEach(
        each -> families.computeIfAbsent(each.family(), name -> new ArrayList<>()).add(each));
    List<Decidability> all = new ArrayList<>();
    families.forEach(
        (family, members) -> {
          int directional = (int) members.stream().filter(Decidability::expectsADirection).count();
          int needed = directional == 0 ? LEAST_SEEDS : seedsNeeded(members.size());
          all.add(new Decidability(family, members.size(), directional, seeds, needed));
        });
    return List.copyOf(all);
  }

  private static boolean expectsADirection(Hypothesis hypothesis) {
    return hypothesis.parts().stream().anyMatch(part -> !part.expect().needsMargin());
  }

  /** The least n with 2^(1-n) at most the error rate over {@code hypotheses}. */
  static int seedsNeeded(int hypotheses) {
    int seeds = LEAST_SEEDS;
    while (leastP(seeds) > ERROR_RATE / hypotheses) {
      seeds++;
    }
    return seeds;
  }

  /** The least two-sided p value that the exact sign-flip test of so many pairs can give. */
  public static double leastP(int pairs) {
    return Math.min(1, Math.scalb(1.0, 1 - pairs));
  }

  /** Whether there are seeds enough. */
  public boolean isDecidable() {
    return seeds >= seedsNeeded;
  }

  /** In words: {@code can be decided with 8 seeds}, or what it takes. */
  public String inWords() {
    String with = " be decided with " + seeds + (seeds == 1 ? " seed" : " seeds");
    return isDecidable() ? "can" + with : "cannot" + with + ": needs " + seedsNeeded;
  }
}
