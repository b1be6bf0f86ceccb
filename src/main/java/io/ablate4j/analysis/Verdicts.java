package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Decidability;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.stats.Holm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Verdicts inside families.
 *
 * <p>Support and refutation are adjusted by Holm (1979) each for itself: of a directed claim only
 * one of the two can have a p value below 1, and its test is two-sided, so that together they err
 * in at most 5 % of families of which nothing is true. A claim of several parts is supported if all
 * parts are (intersection-union test, so its p value is the largest and nothing is corrected
 * between the parts), and refuted if one is (Bonferroni over the parts).
 */
final class Verdicts {
  private Verdicts() {}

  static List<HypothesisResult> of(
      List<Hypothesis> hypotheses, Function<Hypothesis, List<PredictionResult>> parts) {
    Map<String, List<Claim>> families = new LinkedHashMap<>();
    List<Claim> all = new ArrayList<>();
    for (Hypothesis hypothesis : hypotheses) {
      Claim claim = new Claim(hypothesis, parts.apply(hypothesis));
      all.add(claim);
      families.computeIfAbsent(hypothesis.family(), f -> new ArrayList<>()).add(claim);
    }
    Map<Claim, HypothesisResult> results = new LinkedHashMap<>();
    for (List<Claim> family : families.values()) {
      double[] supporting = adjusted(family, Claim::supporting);
      double[] refuting = adjusted(family, Claim::refuting);
      double[] equivalent = adjusted(family, Claim::equivalent);
      for (int i = 0; i < family.size(); i++) {
        results.put(
            family.get(i),
            judge(family.get(i), family.size(), supporting[i], refuting[i], equivalent[i]));
      }
    }
    return all.stream().map(results::get).toList();
  }

  /** One hypothesis with what was seen; what is not estimable can neither support nor refute. */
  private record Claim(Hypothesis hypothesis, List<PredictionResult> parts) {
    /** Too few pairs can neither support nor make room in the family for others. */
    double supporting() {
      return pairs() < PairedContrast.FEWEST
          ? 1
          : parts.stream().mapToDouble(p -> p.supporting().orElse(1)).max().orElse(1);
    }

    /** One part is enough, whatever is missing of the others. */
    double refuting() {
      double least =
          parts.stream()
              .filter(p -> p.contrast().pairs() >= PairedContrast.FEWEST)
              .mapToDouble(p -> p.refuting().orElse(1))
              .min()
              .orElse(1);
      return Math.min(1, parts.size() * least);
    }

    /** Whether the parts with the fewest replicates lack timing rounds, not seeds. */
    boolean lacksRounds() {
      return parts.stream()
          .map(PredictionResult::contrast)
          .filter(contrast -> contrast.pairs() == pairs())
          .allMatch(PairedContrast::lacksRounds);
    }

    /**
     * For the part that needs most, with the effect and scatter that were seen; a part that has
     * passed needs nothing.
     */
    Needed needed(double alpha) {
      Needed most = Needed.NONE;
      for (PredictionResult part : parts) {
        if (part.supporting().orElse(1) <= alpha) {
          continue;
        }
        OptionalInt needed = part.seedsNeeded(alpha);
        if (needed.isEmpty()) {
          return Needed.NONE;
        }
        if (needed.getAsInt() > most.replicates().orElse(0)) {
          most = new Needed(needed, part.prediction().metric() == ContrastMetric.STEP_MILLIS);
        }
      }
      return most;
    }

    /**
     * Only a difference that was claimed can turn out to be none. Where hardly a trial diverges,
     * rates are equal because nothing was at risk: that is no answer to which arm is more stable.
     */
    double equivalent() {
      return parts.size() == 1
              && parts.get(0).isDirected()
              && parts.get(0).prediction().metric() != ContrastMetric.DIVERGENCE
              && pairs() >= PairedContrast.FEWEST
          ? parts.get(0).equivalence().orElse(1)
          : 1;
    }

    /**
     * The most that a part lacks of the replicates below which its test cannot pass in a family of
     * that size; seeds before rounds, which can be had without training.
     */
    Optional<Floor> below(int familySize) {
      return parts.stream()
          .map(part -> Floor.of(part, familySize))
          .filter(floor -> floor.have() < floor.needed())
          .max(Comparator.comparing((Floor floor) -> !floor.rounds()).thenComparing(Floor::needed));
    }

    /** Whether it asks which arm diverges more, and none ever did. */
    boolean hadNothingAtRisk() {
      return parts.stream()
          .anyMatch(
              part ->
                  part.isDirected()
                      && part.prediction().metric() == ContrastMetric.DIVERGENCE
                      && part.contrast().counts().diverged() == 0);
    }

    /**
     * Whether a part has no pair for what became of its trials, which more seeds would not undo.
     */
    boolean isPastSeeds() {
      return parts.stream()
          .map(PredictionResult::contrast)
          .anyMatch(
              contrast ->
                  contrast.pairs() == 0
                      && contrast.counts().untimed() == 0
                      && contrast.metric() != ContrastMetric.STEP_MILLIS
                      && !contrast.hasNothingYet());
    }

    int pairs() {
      return parts.stream().mapToInt(p -> p.contrast().pairs()).min().orElse(0);
    }

    boolean isEstimable() {
      return parts.stream().allMatch(p -> p.supporting().isPresent());
    }
  }

  /** Replicates of a part, and what its test takes at least. */
  private record Floor(int have, int needed, boolean rounds) {
    static Floor of(PredictionResult part, int familySize) {
      PairedContrast contrast = part.contrast();
      boolean waits = contrast.lacksRounds() && contrast.counts().untimed() > 0;
      return new Floor(
          contrast.pairs(),
          waits
              ? TimingAnalysis.LEAST_ROUNDS
              : Decidability.seedsNeeded(part.prediction(), familySize),
          contrast.lacksRounds());
    }

    Needed replicates() {
      return new Needed(OptionalInt.of(needed), rounds);
    }
  }

  /** Replicates that a verdict takes. */
  private record Needed(OptionalInt replicates, boolean rounds) {
    static final Needed NONE = new Needed(OptionalInt.empty(), false);
  }

  private static double[] adjusted(List<Claim> family, ToDoubleFunction<Claim> p) {
    return Holm.adjust(family.stream().mapToDouble(p).toArray());
  }

  private static HypothesisResult judge(
      Claim claim, int familySize, double supporting, double refuting, double equivalent) {
    int pairs = claim.pairs();
    double alpha = PairedContrast.ALPHA;
    Optional<Floor> floor = claim.below(familySize);
    OptionalDouble adjusted =
        claim.isEstimable() && (pairs >= PairedContrast.FEWEST || refuting <= alpha)
            ? OptionalDouble.of(Math.min(supporting, refuting))
            : OptionalDouble.empty();
    Verdict verdict;
    Needed needed = Needed.NONE;
    String reason = "";
    if (refuting <= alpha) {
      verdict = Verdict.REFUTED;
    } else if (pairs < PairedContrast.FEWEST) {
      verdict = Verdict.INSUFFICIENT_DATA;
      needed = claim.isPastSeeds() ? Needed.NONE : floor.map(Floor::replicates).orElse(Needed.NONE);
      reason = few(claim, pairs);
    } else if (supporting <= alpha) {
      verdict = Verdict.SUPPORTED;
    } else if (equivalent <= alpha) {
      verdict = Verdict.EQUIVALENT;
      adjusted = OptionalDouble.of(equivalent);
    } else if (!claim.isEstimable()) {
      verdict = Verdict.INSUFFICIENT_DATA;
      reason = notEstimable(claim);
    } else if (floor.isPresent()) {
      verdict = Verdict.INSUFFICIENT_DATA;
      needed = floor.get().replicates();
      reason =
          "with "
              + floor.get().have()
              + " "
              + (floor.get().rounds() ? "rounds" : "seeds")
              + (familySize == 1
                  ? " its test cannot"
                  : " no test of a family of " + familySize + " can")
              + " become significant";
    } else if (claim.hadNothingAtRisk()) {
      verdict = Verdict.INSUFFICIENT_DATA;
      reason = "no trial diverged";
    } else {
      verdict = Verdict.UNDECIDED;
      needed = claim.needed(alpha / familySize);
      reason =
          Math.min(claim.supporting(), claim.refuting()) <= alpha
              ? "significant alone, not in a family of " + familySize
              : whatLeavesItOpen(claim);
    }
    return new HypothesisResult(
        claim.hypothesis(),
        claim.parts(),
        verdict,
        adjusted,
        familySize,
        pairs,
        needed.replicates(),
        needed.rounds(),
        reason);
  }

  /**
   * Where trials are short of the target the test is of ranks, and may say less than the interval;
   * and a margin is shown neither by them nor by arms that both diverged.
   */
  private static String whatLeavesItOpen(Claim claim) {
    for (PredictionResult part : claim.parts()) {
      if (part.isDirected() && part.contrast().bound()) {
        return "trials fell short of the target, which leaves a bound in place of an estimate";
      }
      if (part.isDirected() && part.contrast().arrivals().isOneSided()) {
        return "too few trials reached the target";
      }
      if (!part.isDirected() && part.supporting().orElse(0) == 1) {
        if (part.contrast().counts().censored() > 0) {
          return "trials short of the target show no margin";
        }
        if (part.contrast().counts().blown() > 0
            && part.prediction().metric() != ContrastMetric.DIVERGENCE) {
          return "pairs that diverged in both arms are equal for that reason, and show no margin";
        }
      }
    }
    boolean ranks =
        claim.parts().stream()
            .map(PredictionResult::contrast)
            .filter(contrast -> contrast.counts().censored() > 0)
            .filter(c -> c.signFlip().filter(p -> p.value() > PairedContrast.ALPHA).isPresent())
            .anyMatch(c -> c.effect().interval().filter(i -> !i.contains(0)).isPresent());
    if (ranks) {
      return "the ranks leave it open, in which trials short of the target count as slowest alike";
    }
    if (claim.parts().stream().anyMatch(Verdicts::isOpenByInterval)) {
      return "the interval leaves it open";
    }
    boolean againstOne =
        claim.parts().stream().anyMatch(part -> part.refuting().orElse(1) <= PairedContrast.ALPHA);
    return againstOne
        ? "significant against one part alone, not with all "
            + claim.parts().size()
            + " parts counted"
        : "the interval leaves out zero, but the exact test does not reject it";
  }

  /** Whether an interval that is shown has both answers in it; the tests may know less. */
  private static boolean isOpenByInterval(PredictionResult part) {
    if (part.isDirected()) {
      return part.contrast().effect().interval().filter(i -> !i.contains(0)).isEmpty();
    }
    return part.supporting().orElse(1) > PairedContrast.ALPHA
        && part.refuting().orElse(1) > PairedContrast.ALPHA;
  }

  private static String few(Claim claim, int pairs) {
    return pairs == 0 && !claim.isEstimable()
        ? notEstimable(claim)
        : pairs
            + (claim.lacksRounds() ? " undisturbed round" : " pair")
            + (pairs == 1 ? "" : "s")
            + ", at least "
            + PairedContrast.FEWEST
            + " are needed";
  }

  private static String notEstimable(Claim claim) {
    return claim.parts().stream()
        .filter(p -> p.supporting().isEmpty())
        .map(p -> p.contrast().effect().missing())
        .filter(missing -> !missing.isEmpty())
        .findFirst()
        .orElse("not estimable");
  }
}
