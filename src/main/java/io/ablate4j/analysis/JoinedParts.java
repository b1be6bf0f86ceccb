package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Decidability;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One hypothesis with what was seen, and what its parts say together. What is not estimable can
 * neither support nor refute, nor can a part of too few pairs.
 *
 * <p>A claim of which all parts have to hold is supported if all are (intersection-union test, so
 * its p value is the largest and nothing is corrected between the parts), and refuted, or shown to
 * be without the difference it claims, if one part is (Bonferroni over the parts). A claim of which
 * one part has to hold is the dual: it is supported if one part is (Bonferroni), and refuted if of
 * every part it is shown that what was expected is not there by as much as its margin
 * (intersection-union).
 */
record JoinedParts(Hypothesis hypothesis, List<PredictionResult> parts) {
  JoinedParts {
    parts = List.copyOf(parts);
  }

  private boolean isAnyOf() {
    return hypothesis.isAnyOf();
  }

  private static boolean hasPairs(PredictionResult part) {
    return part.contrast().pairs() >= PairedContrast.FEWEST;
  }

  private static double known(PredictionResult part, OptionalDouble p) {
    return hasPairs(part) ? p.orElse(1) : 1;
  }

  /** There is no chance in a bound: it holds or it does not. */
  private static double supporting(PredictionResult part) {
    return part.bound()
        .map(bound -> hasPairs(part) && bound.beyond() == 0 ? 0.0 : 1)
        .orElseGet(() -> known(part, part.supporting()));
  }

  /** One trial beyond a bound is enough, whatever others lack. */
  private static double refuting(PredictionResult part, OptionalDouble p) {
    return part.bound().map(bound -> bound.beyond() > 0 ? 0.0 : 1).orElseGet(() -> known(part, p));
  }

  private double timesParts(double p) {
    return Math.min(1, parts.size() * p);
  }

  /** The p value of support. */
  double supporting() {
    return isAnyOf()
        ? timesParts(parts.stream().mapToDouble(JoinedParts::supporting).min().orElse(1))
        : parts.stream().mapToDouble(JoinedParts::supporting).max().orElse(1);
  }

  /** The p value of refutation; of all parts together one is enough, whatever others lack. */
  double refuting() {
    return isAnyOf()
        ? parts.stream().mapToDouble(p -> refuting(p, p.absent())).max().orElse(1)
        : timesParts(parts.stream().mapToDouble(p -> refuting(p, p.refuting())).min().orElse(1));
  }

  /**
   * Whether a part that holds decides, though others, or the margin, speak against it: where one is
   * enough, and not every part is refuted outright. So a single difference that has the expected
   * sign is supported, however small it is.
   */
  boolean isHeldByAPart() {
    return isAnyOf()
        && parts.stream().mapToDouble(p -> refuting(p, p.refuting())).max().orElse(1)
            > PairedContrast.ALPHA;
  }

  /** The p value of there being no difference as large as the margin where a part expects one. */
  double equivalent() {
    return isAnyOf()
        ? 1
        : timesParts(parts.stream().mapToDouble(JoinedParts::equivalent).min().orElse(1));
  }

  /**
   * Only a difference that was claimed can turn out to be none. Where hardly a trial diverges, or
   * all reach the target, rates are equal because nothing was at risk: that is no answer to which
   * arm is more stable.
   */
  private static double equivalent(PredictionResult part) {
    return part.prediction().expect().isDirection()
            && !part.prediction().metric().reading().isRate()
        ? known(part, part.equivalence())
        : 1;
  }

  /** Which of several parts shows it best; empty of one. */
  String whichIsEquivalent() {
    if (parts.size() == 1) {
      return "";
    }
    int least =
        IntStream.range(0, parts.size())
            .boxed()
            .min(Comparator.comparingDouble(i -> equivalent(parts.get(i))))
            .orElseThrow();
    return "part "
        + (least + 1)
        + " of "
        + parts.size()
        + " shows no difference as large as its margin";
  }

  /** Whether the parts that decide how many there are lack timing rounds, not seeds. */
  boolean lacksRounds() {
    return parts.stream()
        .map(PredictionResult::contrast)
        .filter(contrast -> contrast.pairs() == pairs())
        .allMatch(PairedContrast::lacksRounds);
  }

  /**
   * With the effect and scatter that were seen: for the part that needs most, if all have to hold,
   * else for the one that needs least; a part that has passed needs nothing.
   */
  Needed needed(double alpha) {
    Needed needed = Needed.NONE;
    for (PredictionResult part : parts) {
      double own = alpha / Decidability.alternatives(hypothesis);
      if (part.bound().isPresent() || part.supporting().orElse(1) <= own) {
        continue;
      }
      OptionalInt more = part.seedsNeeded(own);
      if (more.isEmpty() && isAnyOf()) {
        continue;
      }
      if (more.isEmpty()) {
        return Needed.NONE;
      }
      int so = needed.replicates().orElse(0);
      if (so == 0 || (isAnyOf() ? more.getAsInt() < so : more.getAsInt() > so)) {
        needed = new Needed(more, part.prediction().metric() == ContrastMetric.STEP_MILLIS);
      }
    }
    return needed;
  }

  /**
   * What parts lack of the replicates below which their tests cannot pass in a family of that size.
   * If all have to hold, the most of it, seeds before rounds, which can be had without training; if
   * one is enough, the least, and nothing where one part lacks nothing.
   */
  Optional<Floor> below(int familySize) {
    int tests = familySize * Decidability.alternatives(hypothesis);
    Comparator<Floor> order =
        Comparator.comparing((Floor floor) -> !floor.rounds()).thenComparing(Floor::needed);
    List<Floor> floors = parts.stream().map(part -> Floor.of(part, tests)).toList();
    if (isAnyOf()) {
      return floors.stream().allMatch(Floor::isBelow)
          ? floors.stream().min(order)
          : Optional.empty();
    }
    return floors.stream().filter(Floor::isBelow).max(order);
  }

  /** Why a part that asks in which arm something happens more often has nothing to count. */
  Optional<String> nothingAtRisk() {
    if (any(
        part -> isOfRate(part, Reading.DIVERGENCE) && part.contrast().counts().diverged() == 0)) {
      return Optional.of("no trial diverged");
    }
    return any(part -> isOfRate(part, Reading.REACHED) && isAlwaysAlike(part))
        ? Optional.of("in no seed one arm reached the target where the other did not")
        : Optional.empty();
  }

  private static boolean isOfRate(PredictionResult part, Reading reading) {
    return part.isDirected() && part.prediction().metric().reading() == reading;
  }

  private static boolean isAlwaysAlike(PredictionResult part) {
    return part.contrast().differences().values().stream().allMatch(d -> d == 0);
  }

  /** Whether a part has no pair for what became of its trials, which more seeds would not undo. */
  boolean isPastSeeds() {
    return any(
        part ->
            part.contrast().pairs() == 0
                && part.contrast().counts().untimed() == 0
                && part.contrast().metric() != ContrastMetric.STEP_MILLIS
                && !part.contrast().hasNothingYet());
  }

  /** Whether what keeps a part from holding keeps the claim from it. */
  private boolean any(Predicate<PredictionResult> isKept) {
    Stream<PredictionResult> all = parts.stream();
    return isAnyOf() ? all.allMatch(isKept) : all.anyMatch(isKept);
  }

  /** Replicates of the part that has the fewest; the most where one part is enough. */
  int pairs() {
    IntStream pairs = parts.stream().mapToInt(p -> p.contrast().pairs());
    return (isAnyOf() ? pairs.max() : pairs.min()).orElse(0);
  }

  boolean isEstimable() {
    Stream<PredictionResult> all = parts.stream();
    return isAnyOf()
        ? all.anyMatch(JoinedParts::isEstimable)
        : all.allMatch(JoinedParts::isEstimable);
  }

  static boolean isEstimable(PredictionResult part) {
    return part.supporting().isPresent()
        || part.bound().filter(bound -> bound.checked() > 0).isPresent();
  }

  /** Whether something of it is tested, and shares the error rate of its family. */
  boolean isTested() {
    return Decidability.isTested(hypothesis);
  }

  /** Replicates of a part, and what its test takes at least. */
  record Floor(int have, int needed, boolean rounds) {
    static Floor of(PredictionResult part, int tests) {
      PairedContrast contrast = part.contrast();
      boolean waits = contrast.lacksRounds() && contrast.counts().untimed() > 0;
      return new Floor(
          contrast.pairs(),
          waits ? TimingAnalysis.LEAST_ROUNDS : Decidability.seedsNeeded(part.prediction(), tests),
          contrast.lacksRounds());
    }

    boolean isBelow() {
      return have < needed;
    }

    Needed replicates() {
      return new Needed(OptionalInt.of(needed), rounds);
    }
  }

  /** Replicates that a verdict takes. */
  record Needed(OptionalInt replicates, boolean rounds) {
    static final Needed NONE = new Needed(OptionalInt.empty(), false);
  }
}
