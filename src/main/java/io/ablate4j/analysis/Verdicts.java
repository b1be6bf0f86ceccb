package io.ablate4j.analysis;

import io.ablate4j.analysis.JoinedParts.Needed;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.stats.Holm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Verdicts inside families.
 *
 * <p>Support and refutation are adjusted by Holm (1979) each for itself: of a directed claim only
 * one of the two can have a p value below 1, and its test is two-sided, so that together they err
 * in at most 5 % of families of which nothing is true. How the parts of a claim come together, see
 * {@link JoinedParts}.
 */
final class Verdicts {
  private Verdicts() {}

  static List<HypothesisResult> of(
      List<Hypothesis> hypotheses, Function<Hypothesis, List<PredictionResult>> parts) {
    Map<String, List<JoinedParts>> families = new LinkedHashMap<>();
    List<JoinedParts> all = new ArrayList<>();
    for (Hypothesis hypothesis : hypotheses) {
      JoinedParts claim = new JoinedParts(hypothesis, parts.apply(hypothesis));
      all.add(claim);
      families.computeIfAbsent(hypothesis.family(), f -> new ArrayList<>()).add(claim);
    }
    Map<JoinedParts, HypothesisResult> results = new LinkedHashMap<>();
    for (List<JoinedParts> family : families.values()) {
      List<JoinedParts> tested = family.stream().filter(JoinedParts::isTested).toList();
      double[] supporting = adjusted(tested, JoinedParts::supporting);
      double[] refuting = adjusted(tested, JoinedParts::refuting);
      double[] equivalent = adjusted(tested, JoinedParts::equivalent);
      for (int i = 0; i < tested.size(); i++) {
        results.put(
            tested.get(i),
            judge(tested.get(i), tested.size(), supporting[i], refuting[i], equivalent[i]));
      }
      family.stream()
          .filter(claim -> !claim.isTested())
          .forEach(
              claim ->
                  results.put(
                      claim, judge(claim, tested.size(), claim.supporting(), claim.refuting(), 1)));
    }
    return all.stream().map(results::get).toList();
  }

  private static double[] adjusted(List<JoinedParts> family, ToDoubleFunction<JoinedParts> p) {
    return Holm.adjust(family.stream().mapToDouble(p).toArray());
  }

  private static HypothesisResult judge(
      JoinedParts claim, int familySize, double supporting, double refuting, double equivalent) {
    int pairs = claim.pairs();
    double alpha = PairedContrast.ALPHA;
    Optional<JoinedParts.Floor> floor = claim.below(familySize);
    OptionalDouble adjusted =
        claim.isTested()
                && claim.isEstimable()
                && (pairs >= PairedContrast.FEWEST || refuting <= alpha)
            ? OptionalDouble.of(Math.min(supporting, refuting))
            : OptionalDouble.empty();
    Verdict verdict;
    Needed needed = Needed.NONE;
    String reason = "";
    if (supporting <= alpha && claim.isHeldByAPart()) {
      verdict = Verdict.SUPPORTED;
      adjusted = OptionalDouble.of(supporting);
    } else if (refuting <= alpha) {
      verdict = Verdict.REFUTED;
    } else if (supporting <= alpha) {
      verdict = Verdict.SUPPORTED;
    } else if (equivalent <= alpha) {
      verdict = Verdict.EQUIVALENT;
      adjusted = OptionalDouble.of(equivalent);
      reason = claim.whichIsEquivalent();
    } else if (pairs < PairedContrast.FEWEST) {
      verdict = Verdict.INSUFFICIENT_DATA;
      needed =
          claim.isPastSeeds()
              ? Needed.NONE
              : floor.map(JoinedParts.Floor::replicates).orElse(Needed.NONE);
      reason = few(claim, pairs);
    } else if (!claim.isEstimable()) {
      verdict = Verdict.INSUFFICIENT_DATA;
      reason = notEstimable(claim);
    } else if (floor.isPresent()) {
      verdict = Verdict.INSUFFICIENT_DATA;
      needed = floor.get().replicates();
      reason = tooFew(floor.get(), familySize);
    } else if (claim.nothingAtRisk().isPresent()) {
      verdict = Verdict.INSUFFICIENT_DATA;
      reason = claim.nothingAtRisk().get();
    } else {
      verdict = Verdict.UNDECIDED;
      needed = claim.needed(alpha / familySize);
      reason = whatLeavesItOpen(claim, familySize);
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
  private static String whatLeavesItOpen(JoinedParts claim, int familySize) {
    if (Math.min(claim.supporting(), claim.refuting()) <= PairedContrast.ALPHA) {
      return "significant alone, not in a family of " + familySize;
    }
    for (PredictionResult part : claim.parts()) {
      if (part.isDirected() && part.contrast().isBound()) {
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
            && !part.prediction().metric().reading().isRate()) {
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
    boolean forOrAgainstOne =
        claim.parts().stream()
            .map(part -> claim.hypothesis().isAnyOf() ? part.supporting() : part.refuting())
            .anyMatch(p -> p.orElse(1) <= PairedContrast.ALPHA);
    return forOrAgainstOne
        ? "significant "
            + (claim.hypothesis().isAnyOf() ? "for" : "against")
            + " one part alone, not with all "
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

  private static String tooFew(JoinedParts.Floor floor, int familySize) {
    return "with "
        + floor.have()
        + " "
        + (floor.rounds() ? "rounds" : "seeds")
        + (familySize == 1 ? " its test cannot" : " no test of a family of " + familySize + " can")
        + " become significant";
  }

  private static String few(JoinedParts claim, int pairs) {
    return pairs == 0 && !claim.isEstimable()
        ? notEstimable(claim)
        : pairs
            + (claim.lacksRounds() ? " undisturbed round" : " pair")
            + (pairs == 1 ? "" : "s")
            + ", at least "
            + PairedContrast.FEWEST
            + " are needed";
  }

  private static String notEstimable(JoinedParts claim) {
    return claim.parts().stream()
        .filter(p -> !JoinedParts.isEstimable(p))
        .map(p -> p.contrast().effect().missing())
        .filter(missing -> !missing.isEmpty())
        .findFirst()
        .orElse("not estimable");
  }
}
