package io.ablate4j.report;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.report.Recomputed.Contrast;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Verdicts of one family, worked out anew from its contrasts; all of them estimable. */
final class Judged {
  private static final double ALPHA = .05;

  private Judged() {}

  /** A prediction and what was seen; the margin in the scale of the contrast. */
  record Part(ContrastMetric metric, Expectation expect, double margin, Contrast seen) {
    private List<Double> gains() {
      return metric.higherIsBetter() ? seen.values() : seen.values().stream().map(v -> -v).toList();
    }

    private double towards(int sign) {
      double tested = seen.tested().stream().mapToDouble(v -> v).sum();
      return sign * seen.mean() > 0 && sign * tested > 0 ? seen.p() : 1;
    }

    double supporting() {
      return switch (expect) {
        case HIGHER -> towards(1);
        case LOWER -> towards(-1);
        case DIFFERS -> Math.min(towards(1), towards(-1));
        case NOT_WORSE -> seen.censored() > 0 ? 1 : Textbook.above(gains(), -margin);
        case EQUIVALENT -> equivalent();
        case AT_MOST, AT_LEAST -> throw new IllegalStateException("a bound has no test");
      };
    }

    double refuting() {
      return switch (expect) {
        case HIGHER -> towards(-1);
        case LOWER -> towards(1);
        case DIFFERS -> equivalent();
        case AT_MOST, AT_LEAST -> throw new IllegalStateException("a bound has no test");
        case NOT_WORSE -> Textbook.below(gains(), -margin);
        case EQUIVALENT ->
            Math.min(
                1,
                2
                    * Math.min(
                        Textbook.above(seen.values(), margin),
                        Textbook.below(seen.values(), -margin)));
      };
    }

    double equivalent() {
      if (seen.censored() > 0) {
        return 1; // how far off the target they were is not known
      }
      return Math.max(
          Textbook.above(seen.values(), -margin), Textbook.below(seen.values(), margin));
    }

    boolean isDirected() {
      return expect == Expectation.HIGHER || expect == Expectation.LOWER;
    }

    /** Replicates for a power of 80 % of the test that needs fewest; 0 for more than a thousand. */
    int needed(double alpha) {
      double scatter = Textbook.deviation(seen.values());
      double away = Math.abs(seen.mean());
      if (expect == Expectation.NOT_WORSE) {
        double room = Math.abs(margin + Textbook.mean(gains()));
        return Textbook.needed(seen.n(), room / scatter, 2 * alpha, .8);
      }
      int inside =
          isDirected() && away >= margin
              ? 0
              : Textbook.needed(seen.n(), (margin - away) / scatter, 2 * alpha, .9);
      int apart = isDirected() ? Textbook.needed(seen.n(), seen.size(), alpha, .8) : 0;
      return inside == 0 || apart == 0 ? inside + apart : Math.min(inside, apart);
    }
  }

  /** A claim, all of whose parts have to hold. */
  record Claim(String claim, List<Part> parts) {
    double supporting() {
      return parts.stream().mapToDouble(Part::supporting).max().orElseThrow();
    }

    double refuting() {
      return Math.min(
          1, parts.size() * parts.stream().mapToDouble(Part::refuting).min().orElseThrow());
    }

    double equivalent() {
      return Math.min(
          1,
          parts.size()
              * parts.stream()
                  .filter(Part::isDirected)
                  .mapToDouble(Part::equivalent)
                  .min()
                  .orElse(1));
    }

    /** Of the parts that have not passed. */
    int needed(double alpha) {
      List<Part> open = parts.stream().filter(p -> p.supporting() > alpha).toList();
      return open.stream().anyMatch(p -> p.needed(alpha) == 0)
          ? 0
          : open.stream().mapToInt(p -> p.needed(alpha)).max().orElse(0);
    }
  }

  /**
   * What came of a claim.
   *
   * @param p adjusted by Holm
   * @param needed seeds; 0 where the verdict names none
   */
  record Result(String verdict, double p, int needed) {}

  /** In the order of the claims, of which each has six replicates or more. */
  static List<Result> of(List<Claim> family) {
    List<Double> supporting = adjusted(family, Claim::supporting);
    List<Double> refuting = adjusted(family, Claim::refuting);
    List<Double> equivalent = adjusted(family, Claim::equivalent);
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < family.size(); i++) {
      double p = Math.min(supporting.get(i), refuting.get(i));
      results.add(
          refuting.get(i) <= ALPHA
              ? new Result("refuted", p, 0)
              : supporting.get(i) <= ALPHA
                  ? new Result("supported", p, 0)
                  : equivalent.get(i) <= ALPHA
                      ? new Result("equivalent", equivalent.get(i), 0)
                      : new Result("undecided", p, family.get(i).needed(ALPHA / family.size())));
    }
    return results;
  }

  private static List<Double> adjusted(List<Claim> family, ToDoubleFunction<Claim> p) {
    return Textbook.holm(family.stream().map(p::applyAsDouble).toList());
  }
}
