package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignFlipTest {
  static List<Reference> references() {
    return Reference.of("sign-flip");
  }

  @ParameterizedTest
  @MethodSource("references")
  void the_exact_p_values_are_those_of_scipys_permutation_test(Reference reference) {
    double[] d = reference.array("d");
    assertThat(SignFlip.twoSided(d)).contains(PValue.exact(reference.value("two")));
    assertThat(SignFlip.greater(d)).contains(PValue.exact(reference.value("greater")));
    assertThat(SignFlip.less(d)).contains(PValue.exact(reference.value("less")));
  }

  @ParameterizedTest
  @MethodSource("references")
  void the_interval_ends_are_ordered_subset_means(Reference reference) {
    double[] d = reference.array("d");
    for (int percent : new int[] {75, 90, 95}) {
      Optional<Interval> interval = SignFlip.interval(d, percent / 100.0);
      if (reference.array("interval" + percent).length == 0) {
        assertThat(interval).isEmpty();
      } else {
        reference.assertEnds("interval" + percent, interval, 1e-8);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("references")
  void the_interval_holds_zero_exactly_where_the_test_does_not_reject(Reference reference) {
    double[] d = reference.array("d");
    double p = SignFlip.twoSided(d).orElseThrow().value();
    for (double level : new double[] {.5, .75, .8, .9, .95, .99, .999}) {
      SignFlip.interval(d, level)
          .ifPresent(i -> assertThat(i.contains(0)).as("at " + level).isEqualTo(p > 1 - level));
    }
  }

  @Test
  void every_choice_of_signs_is_counted_as_by_hand() {
    // Of the 8 sums of +-1 +-2 +-4, three are at least 3: 3, 5 and 7.
    assertThat(SignFlip.greater(new double[] {-1, 4, 0, 2}).orElseThrow().value())
        .isEqualTo(2.0 / 8);
    assertThat(SignFlip.greater(new double[] {4, -2, 1}).orElseThrow().value()).isEqualTo(3.0 / 8);
    assertThat(SignFlip.twoSided(new double[] {4, -2, 1}).orElseThrow().value()).isEqualTo(6.0 / 8);
  }

  @Test
  void all_of_one_sign_reach_the_floor_and_not_less() {
    for (int n = 1; n <= SignFlip.EXACT_UP_TO; n++) {
      double[] d = IntStream.rangeClosed(1, n).mapToDouble(i -> .1 * i).toArray();
      assertThat(SignFlip.twoSided(d)).contains(PValue.exact(SignFlip.floor(n)));
    }
    assertThat(SignFlip.floor(5)).isEqualTo(.0625);
    assertThat(SignFlip.floor(8)).isEqualTo(.0078125);
    assertThatIllegalArgumentException().isThrownBy(() -> SignFlip.floor(0));
  }

  @Test
  void under_every_choice_of_signs_it_rejects_as_often_as_it_may_and_no_more() {
    double[] sizes = {.3, 1.1, .2, .7, .7, 2.5, .05, 1.9};
    double[] p = new double[1 << sizes.length];
    for (int signs = 0; signs < p.length; signs++) {
      double[] d = sizes.clone();
      for (int i = 0; i < d.length; i++) {
        d[i] *= (signs >> i & 1) == 0 ? 1 : -1;
      }
      p[signs] = SignFlip.twoSided(d).orElseThrow().value();
    }
    for (double attained : p) {
      assertThat(Arrays.stream(p).filter(v -> v <= attained).count() / (double) p.length)
          .isEqualTo(attained);
    }
  }

  @Test
  void nothing_and_zeros_are_no_evidence() {
    assertThat(SignFlip.twoSided(new double[0])).isEmpty();
    assertThat(SignFlip.greater(new double[0])).isEmpty();
    assertThat(SignFlip.twoSided(new double[] {3})).contains(PValue.exact(1));
    for (int n : new int[] {1, 2, 7, 20, 30}) {
      assertThat(SignFlip.twoSided(new double[n]).orElseThrow().value()).isEqualTo(1);
      assertThat(SignFlip.greater(new double[n]).orElseThrow().value()).isEqualTo(1);
    }
  }

  @Test
  void differences_equal_but_for_rounding_are_ties() {
    // As whole numbers 1, 1, 1, 1, -2 the sum is 2; in binary .9 - .8 is below .1 and .4 - .3
    // above.
    double[] rounded = {.9 - .8, .4 - .3, .8 - .7, .1, .3 - .5};
    double[] whole = {1, 1, 1, 1, -2};
    assertThat(SignFlip.twoSided(rounded)).isEqualTo(SignFlip.twoSided(whole));
    assertThat(SignFlip.greater(rounded)).isEqualTo(SignFlip.greater(whole));
  }

  @Test
  void shuffled_negated_or_scaled_differences_give_the_same_p_value() {
    double[] d = {.12, -.03, .4, .07, .07, -.2, .31, .05};
    double[] other = {-.5, -.7, .3, -3.1, 2, -4, -.7, -1.2};
    assertThat(SignFlip.twoSided(other)).isEqualTo(SignFlip.twoSided(d));
  }

  @Test
  void the_interval_is_empty_where_the_level_is_out_of_reach() {
    double[] five = {1, 2, 3, 4, 5};
    assertThat(SignFlip.interval(five, .95)).isEmpty();
    assertThat(SignFlip.interval(five, .9375)).isPresent();
    assertThat(SignFlip.interval(new double[] {1, 2, 3, 4, 5, 6}, .95)).isPresent();
    assertThat(SignFlip.interval(new double[0], .5)).isEmpty();
    assertThat(SignFlip.interval(new double[] {1}, .5)).isEmpty();
    assertThat(SignFlip.interval(new double[] {2, 2, 2, 2, 2, 2, 2, 2}, .95)).isEmpty();
  }

  @Test
  void simulated_p_values_stand_within_their_error_of_the_exact_ones() {
    for (Reference reference : references()) {
      PValue simulated = SignFlip.twoSided(reference.array("d"), 50_000, 7).orElseThrow();
      assertThat(simulated.value())
          .as(reference.name())
          .isCloseTo(reference.value("two"), within(4 * simulated.monteCarloError() + 1e-4));
    }
  }

  @Test
  void above_twenty_differences_the_p_value_is_simulated_and_says_so() {
    SplittableRandom random = new SplittableRandom(1);
    double[] d = random.doubles(70, -.4, .6).toArray();
    PValue p = SignFlip.twoSided(d).orElseThrow();
    // So many differences are as good as normal.
    double z = Arrays.stream(d).sum() / Math.sqrt(Arrays.stream(d).map(v -> v * v).sum());
    double expected = 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
    assertThat(p.value()).isCloseTo(expected, within(.2 * expected));
    assertThat(p.monteCarloError()).isPositive().isLessThan(.002);
    assertThat(SignFlip.twoSided(d)).contains(p);
    assertThat(SignFlip.greater(d).orElseThrow().value()).isCloseTo(p.value() / 2, within(.002));
    assertThat(SignFlip.less(d).orElseThrow().value()).isGreaterThan(.9);
  }

  @Test
  void each_draw_takes_its_own_bits_of_the_stream() {
    double[] d = new SplittableRandom(2).doubles(150, -.4, .5).toArray();
    // The bits of 400,000 draws are too many to be kept.
    for (int draws : new int[] {1, 1023, 1024, 3000, 400_000}) {
      SplittableRandom stream = new SplittableRandom(9);
      int hits = 0;
      for (int draw = 0; draw < draws; draw++) {
        long[] bits = stream.longs(3).toArray();
        double sum = 0;
        for (int i = 0; i < d.length; i++) {
          sum += (bits[i / 64] >>> i & 1) == 0 ? d[i] : -d[i];
        }
        hits += Math.abs(sum) >= Math.abs(Arrays.stream(d).sum()) ? 1 : 0;
      }
      assertThat(SignFlip.twoSided(d, draws, 9).orElseThrow().value())
          .isEqualTo((1.0 + hits) / (1 + draws));
    }
  }

  @Test
  void a_simulated_p_value_is_never_zero() {
    double[] d = IntStream.range(0, 40).mapToDouble(i -> 1 + i).toArray();
    assertThat(SignFlip.twoSided(d).orElseThrow().value()).isEqualTo(1e-5);
  }

  @Test
  void the_simulated_interval_is_close_to_students() {
    double[] d = Reference.of("t", "normal-25").array("d");
    Interval drawn = SignFlip.interval(d, .95).orElseThrow();
    Interval student = PairedT.interval(d, .95).orElseThrow();
    assertThat(drawn.low()).isCloseTo(student.low(), within(.05));
    assertThat(drawn.high()).isCloseTo(student.high(), within(.05));
    assertThat(SignFlip.interval(d, .99999)).isEmpty();
  }

  @Test
  void what_was_not_measured_is_refused() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SignFlip.twoSided(new double[] {1, bad}))
          .withMessageContaining("Maybe");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SignFlip.interval(new double[] {1, bad}, .95));
    }
  }

  /** A million million sums would take hours; half of the signs against the other half do not. */
  @Test
  void forty_differences_are_counted_without_making_all_their_sums() {
    double[] ones = new double[40];
    java.util.Arrays.fill(ones, 1);
    assertThat(SignFlip.exact(ones)).contains(0x1p-40);
    ones[17] = -1; // all up but this one, or one more down: 1 + 40 of the 2^40
    assertThat(SignFlip.exact(ones)).contains(41 * 0x1p-40);
  }
}
