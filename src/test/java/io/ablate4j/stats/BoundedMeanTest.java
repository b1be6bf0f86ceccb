package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BoundedMeanTest {
  static List<Reference> references() {
    return Reference.of("bounded");
  }

  @ParameterizedTest
  @MethodSource("references")
  void p_values_and_interval_are_those_of_scipys_relative_entropy(Reference reference) {
    double[] d = reference.array("d");
    double range = reference.value("reach");
    double margin = reference.value("margin");
    assertThat(BoundedMean.equivalent(d, range, margin).getAsDouble())
        .isCloseTo(reference.value("equivalent"), within(1e-12));
    assertThat(BoundedMean.notWorse(d, range, margin).getAsDouble())
        .isCloseTo(reference.value("notWorse"), within(1e-12));
    assertThat(BoundedMean.worse(d, range, margin).getAsDouble())
        .isCloseTo(reference.value("worse"), within(1e-12));
    assertThat(BoundedMean.outside(d, range, margin).getAsDouble())
        .isCloseTo(reference.value("outside"), within(1e-12));
    reference.assertEnds("interval90", BoundedMean.interval(d, range), 1e-8);
  }

  /** (1 - .05)^n, by hand. */
  @ParameterizedTest
  @CsvSource({"6,.735092", "58,.051047", "59,.048495"})
  void pairs_without_a_difference_are_as_rare_as_the_margin_makes_them(int n, double p) {
    assertThat(BoundedMean.equivalent(new double[n], 1, .05).getAsDouble())
        .isCloseTo(p, within(1e-6));
    assertThat(BoundedMean.notWorse(new double[n], 1, .05).getAsDouble())
        .isCloseTo(p, within(1e-6));
    assertThat(BoundedMean.worse(new double[n], 1, .05)).hasValue(1);
    assertThat(BoundedMean.outside(new double[n], 1, .05)).hasValue(1);
  }

  /**
   * The error of the test that n pairs, of which each loses with probability mu, are not worse by
   * mu: the sum of the binomial probabilities at which it is below alpha.
   */
  @Test
  void no_test_errs_more_often_than_it_says() {
    for (int n : new int[] {2, 6, 10, 59, 100}) {
      for (double mu : new double[] {.02, .05, .2, .5, .9}) {
        BinomialDistribution losses = BinomialDistribution.of(n, mu);
        for (double alpha : new double[] {.05, .01}) {
          double errs = 0;
          double errsOnTheOtherSide = 0;
          for (int k = 0; k <= n; k++) {
            double[] d = new double[n];
            Arrays.fill(d, 0, k, -1);
            boolean notWorse = BoundedMean.notWorse(d, 1, mu).getAsDouble() <= alpha;
            errs += notWorse ? losses.probability(k) : 0;
            boolean worse = BoundedMean.worse(d, 1, mu).getAsDouble() <= alpha;
            errsOnTheOtherSide += worse ? losses.probability(k) : 0;
          }
          assertThat(errs).as(n + " " + mu).isLessThanOrEqualTo(alpha);
          assertThat(errsOnTheOtherSide).as(n + " " + mu).isLessThanOrEqualTo(alpha);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void the_interval_lies_inside_exactly_where_equivalence_is_shown(Reference reference) {
    double[] d = reference.array("d");
    double range = reference.value("reach");
    Interval interval = BoundedMean.interval(d, range).orElseThrow();
    for (double margin : new double[] {.01, .05, .3, .5, .8, .99}) {
      assertThat(BoundedMean.equivalent(d, range, margin).getAsDouble() < .05)
          .as("margin " + margin)
          .isEqualTo(-margin < interval.low() && interval.high() < margin);
    }
  }

  @Test
  void the_pairs_needed_are_the_fewest_that_show_it_with_the_same_mean() {
    assertThat(BoundedMean.pairsNeeded(new double[6], 1, .05, .05, true, 1000)).hasValue(59);
    assertThat(BoundedMean.pairsNeeded(new double[6], 1, .05, .05, false, 1000)).hasValue(59);
    assertThat(BoundedMean.pairsNeeded(new double[6], 1, .05, .05, true, 58)).isEmpty();
    double[] losses = {-1, -1, -1, 0};
    int needed = BoundedMean.pairsNeeded(losses, 1, .05, .05, false, 1000).getAsInt();
    double p = BoundedMean.outside(losses, 1, .05).getAsDouble() / 2;
    assertThat(2 * Math.pow(p, needed / 4.0)).isLessThanOrEqualTo(.05);
    assertThat(2 * Math.pow(p, (needed - 1) / 4.0)).isGreaterThan(.05);
    assertThat(BoundedMean.pairsNeeded(new double[0], 1, .05, .05, true, 1000)).isEmpty();
  }

  @Test
  void of_nothing_nothing_is_shown_and_what_is_out_of_range_is_refused() {
    assertThat(BoundedMean.equivalent(new double[0], 1, .05)).isEmpty();
    assertThat(BoundedMean.outside(new double[0], 1, .05)).isEmpty();
    assertThat(BoundedMean.interval(new double[0], 1)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoundedMean.notWorse(new double[] {-1.5}, 1, .05))
        .withMessageContaining("1.5 is not in [0, 1]")
        .withMessageContaining("Maybe");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoundedMean.worse(new double[] {0}, 1, 1))
        .withMessageContaining("Maybe");
  }
}
