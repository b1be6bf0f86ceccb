package io.ablate4j.hypothesis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Whether the hypotheses of a family can come to a verdict at all with so many seeds.
 *
 * <p>The exact two-sided sign-flip test of n pairs gives no p value below 2^(1-n), and the first
 * step of Holm's correction asks m hypotheses for one of at most {@value #ERROR_RATE} / m. A family
 * whose hypotheses are all about a margin is decided by t intervals, which have no such floor; but
 * that the shares of trials that diverge differ by less than a margin takes so many seeds that a
 * difference would have shown, see {@link #seedsNeeded(Prediction, int)}. What a step costs is
 * paired by the rounds of the timing pass instead, which are made to be enough: see {@link
 * #timingRounds}. One of k parts alone refutes a hypothesis of which all have to hold only at an
 * error rate of k times less, and supports one of which one has to hold only at such a rate
 * (Bonferroni). A bound that each trial is held to takes no test: a hypothesis of bounds alone asks
 * for the fewest seeds, and has no share in the error rate.
 *
 * @param family its name
 * @param hypotheses how many share its error rate, m; those of bounds alone do not
 * @param directional how many of them have a part that expects a direction of what is paired by
 *     seed
 * @param seeds pairs there will be, n
 * @param seedsNeeded the fewest with which the first step can be passed; at least {@value
 *     #LEAST_SEEDS}, but 1 where all is about the cost of a step
 * @param parts the most that one has of which all have to hold; 1 at least
 */
public record Decidability(
    String family, int hypotheses, int directional, int seeds, int seedsNeeded, int parts) {
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
          int tested = (int) members.stream().filter(Decidability::isTested).count();
          int directional = (int) members.stream().filter(Decidability::expectsADirection).count();
          int needed = members.stream().mapToInt(h -> seedsNeeded(h, tested)).max().orElse(1);
          int parts =
              members.stream()
                  .filter(each -> !each.isAnyOf())
                  .mapToInt(each -> each.parts().size())
                  .max()
                  .orElse(1);
          all.add(new Decidability(family, tested, directional, seeds, needed, parts));
        });
    return List.copyOf(all);
  }

  /** Whether something of it has a test, and so a share in the error rate of its family. */
  public static boolean isTested(Hypothesis hypothesis) {
    return !hypothesis.parts().stream().allMatch(Prediction::isBound);
  }

  /** 1 where all is about the cost of a step. */
  private static int seedsNeeded(Hypothesis hypothesis, int family) {
    IntStream needed =
        hypothesis.parts().stream()
            .filter(part -> !isOfCost(part))
            .mapToInt(part -> seedsNeeded(part, family * alternatives(hypothesis)));
    return (hypothesis.isAnyOf() ? needed.min() : needed.max()).orElse(1);
  }

  /** By how many the p value of a part is multiplied before it supports its hypothesis. */
  public static int alternatives(Hypothesis hypothesis) {
    return hypothesis.isAnyOf() ? hypothesis.parts().size() : 1;
  }

  private static boolean expectsADirection(Hypothesis hypothesis) {
    return hypothesis.parts().stream().anyMatch(part -> isDirectional(part) && !isOfCost(part));
  }

  private static boolean isDirectional(Prediction part) {
    return !part.expect().needsMargin() && !part.isBound();
  }

  private static boolean isOfCost(Prediction part) {
    return part.metric() == ContrastMetric.STEP_MILLIS;
  }

  /**
   * Undisturbed rounds that let every hypothesis about the cost of a step be decided, be it that it
   * is supported or that it is refuted by that part alone.
   *
   * @return {@value #LEAST_SEEDS} at least
   */
  public static int timingRounds(List<Hypothesis> hypotheses) {
    int rounds = LEAST_SEEDS;
    for (Hypothesis each : hypotheses) {
      if (each.parts().stream().anyMatch(part -> isDirectional(part) && isOfCost(part))) {
        long family =
            hypotheses.stream()
                .filter(Decidability::isTested)
                .filter(h -> h.family().equals(each.family()))
                .count();
        rounds = Math.max(rounds, seedsNeeded((int) family * each.parts().size()));
      }
    }
    return rounds;
  }

  /**
   * The fewest replicates with which a prediction can be supported at all in a family of so many
   * hypotheses: that the floor of its test is at most {@value #ERROR_RATE} over their number. The
   * floor of a margin m on divergence is (1 - m)^n, the probability that n seeds show none of a
   * difference of m.
   */
  public static int seedsNeeded(Prediction part, int hypotheses) {
    if (isDirectional(part)) {
      return seedsNeeded(hypotheses);
    }
    if (part.isBound() || !part.metric().reading().isRate()) {
      return LEAST_SEEDS;
    }
    double perSeed = Math.log1p(-part.margin() / part.range());
    double seeds = Math.ceil(Math.log(ERROR_RATE / hypotheses) / perSeed);
    return (int) Math.max(LEAST_SEEDS, Math.min(seeds, Integer.MAX_VALUE));
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

  /**
   * In words: {@code can be decided with 8 seeds}, or what it takes; and what it takes to refute a
   * claim of several parts by one of them, if that is more than there is.
   */
  public String inWords() {
    String with = " be decided with " + seeds + (seeds == 1 ? " seed" : " seeds");
    if (!isDecidable()) {
      return "cannot" + with + ": needs " + seedsNeeded;
    }
    int toRefute =
        directional == 0 ? seedsNeeded : Math.max(seedsNeeded, seedsNeeded(hypotheses * parts));
    return seeds >= toRefute
        ? "can" + with
        : "can"
            + with
            + " (to refute a claim of "
            + parts
            + " parts by one of them alone takes "
            + toRefute
            + ")";
  }
}
