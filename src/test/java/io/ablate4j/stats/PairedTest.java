package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PairedTest {
  static List<Reference> differences() {
    return Reference.of("t");
  }

  static List<Reference> pairs() {
    return Reference.of("pairing");
  }

  @ParameterizedTest
  @MethodSource("differences")
  void effect_size_and_probability_of_superiority_are_those_of_numpy(Reference reference) {
    double[] d = reference.array("d");
    double effect = reference.value("effect");
    assertThat(Paired.effectSize(d).getAsDouble()).isCloseTo(effect, Reference.near(effect));
    assertThat(Paired.probabilityOfSuperiority(d).getAsDouble())
        .isCloseTo(reference.value("superiority"), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void variance_reduction_and_slope_are_those_of_scipy(Reference reference) {
    double[] a = reference.array("a");
    double[] b = reference.array("b");
    double reduction = reference.value("reduction");
    assertThat(Paired.varianceReduction(a, b).getAsDouble())
        .isCloseTo(reduction, Reference.near(reduction));
    assertThat(LeastSquares.slope(a, b).getAsDouble())
        .isCloseTo(reference.value("slope"), within(1e-10));
  }

  /** Eight seeds whose sums share one error, known from ten rounds; all normal. */
  @Test
  void widened_differences_have_intervals_that_hold_the_truth_as_often_as_they_say() {
    Random random = new Random(1);
    for (double shared : new double[] {0, .3, 1, 3}) {
      int held = 0;
      int found = 0;
      int studies = 4_000;
      for (int study = 0; study < studies; study++) {
        double[] rounds = normal(random, 10, shared);
        double cost = Arrays.stream(rounds).average().orElseThrow();
        double[] d = Arrays.stream(normal(random, 8, 1)).map(seed -> seed + cost).toArray();
        double[] widened = Paired.widened(d, Paired.varianceOfMean(rounds));
        Interval interval = Paired.mean(widened, .95).interval().orElseThrow();
        held += interval.low() <= 0 && interval.high() >= 0 ? 1 : 0;
        found += SignFlip.twoSided(widened).orElseThrow().value() <= .05 ? 1 : 0;
      }
      assertThat(held / (double) studies).as("held, shared " + shared).isBetween(.94, .985);
      assertThat(found / (double) studies).as("found, shared " + shared).isLessThan(.06);
    }
  }

  private static double[] normal(Random random, int n, double deviation) {
    return random.doubles(n).map(any -> deviation * random.nextGaussian()).toArray();
  }

  @Test
  void widening_adds_to_the_variance_of_the_mean_and_leaves_the_mean() {
    double[] widened = Paired.widened(new double[] {1, 2, 6}, 7);
    assertThat(Arrays.stream(widened).average().orElseThrow()).isCloseTo(3, within(1e-12));
    assertThat(Paired.varianceOfMean(widened)).isCloseTo(7 / 3.0 + 7, within(1e-12));
    assertThat(Paired.widened(new double[] {5}, 7)).containsExactly(5);
    assertThat(Paired.widened(new double[] {4, 4}, 0)).containsExactly(4, 4);
  }

  @Test
  void equal_differences_are_as_uncertain_as_what_they_share() {
    for (int n = 2; n <= 9; n++) {
      double[] equal = new double[n];
      Arrays.fill(equal, 4);
      double[] widened = Paired.widened(equal, 7);
      assertThat(Arrays.stream(widened).average().orElseThrow()).isCloseTo(4, within(1e-12));
      assertThat(Paired.varianceOfMean(widened)).as("of %d", n).isCloseTo(7, within(1e-12));
    }
    Random random = new Random(1);
    int held = 0;
    int found = 0;
    int studies = 4_000;
    for (int study = 0; study < studies; study++) {
      double[] rounds = normal(random, 10, 1);
      double[] d = new double[8];
      Arrays.fill(d, Arrays.stream(rounds).average().orElseThrow());
      double[] widened = Paired.widened(d, Paired.varianceOfMean(rounds));
      Interval interval = Paired.mean(widened, .95).interval().orElseThrow();
      held += interval.contains(0) ? 1 : 0;
      found += SignFlip.twoSided(widened).orElseThrow().value() <= .05 ? 1 : 0;
    }
    assertThat(held / (double) studies).isBetween(.94, .975);
    assertThat(found / (double) studies).isLessThan(.06);
  }

  @Test
  void below_twenty_pairs_the_mean_has_students_interval() {
    double[] d = Reference.of("t", "normal-13").array("d");
    Estimate estimate = Paired.mean(d, .95);
    assertThat(estimate.n()).isEqualTo(13);
    assertThat(estimate.value().getAsDouble())
        .isCloseTo(Arrays.stream(d).average().orElseThrow(), within(1e-12));
    assertThat(estimate.interval()).isEqualTo(PairedT.interval(d, .95));
  }

  @Test
  void from_twenty_pairs_on_it_is_bootstrapped() {
    double[] d = Reference.of("t", "normal-20").array("d");
    Interval interval = Paired.mean(d, .95).interval().orElseThrow();
    Interval student = PairedT.interval(d, .95).orElseThrow();
    assertThat(interval).isNotEqualTo(student);
    assertThat(interval.low()).isCloseTo(student.low(), within(.15));
    assertThat(interval.high()).isCloseTo(student.high(), within(.15));
    assertThat(Paired.mean(d, .95).interval()).contains(interval);
  }

  @Test
  void rounds_have_students_interval_however_many_they_are() {
    double[] d = Reference.of("t", "normal-20").array("d");
    assertThat(Paired.meanOfRounds(d, .95).interval()).isEqualTo(PairedT.interval(d, .95));
    assertThat(Paired.meanOfRounds(new double[] {.5}, .95))
        .isEqualTo(Estimate.pointOnly(1, .5, "1 pair"));
  }

  /** One round in ten scatters five times as much, on both sides alike. */
  @Test
  void of_rounds_that_are_disturbed_at_times_students_interval_holds_the_truth() {
    Random random = new Random(7);
    int draws = 2000;
    int held = 0;
    int bootstrapped = 0;
    for (int draw = 0; draw < draws; draw++) {
      double[] d = new double[20];
      for (int i = 0; i < d.length; i++) {
        double z = random.nextGaussian();
        d[i] = random.nextDouble() < .1 ? 5 * z : z;
      }
      held += Paired.meanOfRounds(d, .95).interval().orElseThrow().contains(0) ? 1 : 0;
      bootstrapped += Paired.mean(d, .95).interval().orElseThrow().contains(0) ? 1 : 0;
    }
    assertThat(held / (double) draws).isBetween(.95, .98);
    assertThat(bootstrapped / (double) draws).isLessThan(.93);
  }

  /** 1 - 2 * scipy.stats.norm.sf(sqrt(n / (n - 1)) * scipy.stats.t.isf(.025, n - 1)) */
  @Test
  void a_bootstrap_interval_is_taken_at_a_level_for_so_few_replicates() {
    assertThat(Paired.expanded(20, .95)).isCloseTo(.9682383401593041, within(1e-12));
    assertThat(Paired.expanded(25, .95)).isCloseTo(.9648353817836414, within(1e-12));
    assertThat(Paired.expanded(100, .95)).isCloseTo(.9538712255858247, within(1e-12));
    double[] d = Reference.of("t", "normal-20").array("d");
    Interval plain = Bootstrap.bcaOfMean(d, .95, Bootstrap.RESAMPLES, Bootstrap.SEED).orElseThrow();
    Interval taken = Paired.mean(d, .95).interval().orElseThrow();
    assertThat(taken.low()).isLessThan(plain.low());
    assertThat(taken.high()).isGreaterThan(plain.high());
    assertThat(taken.level()).isEqualTo(.95);
  }

  @Test
  void what_is_missing_is_said() {
    assertThat(Paired.mean(new double[0], .95)).isEqualTo(Estimate.notEstimable(0, "no pairs"));
    assertThat(Paired.mean(new double[] {.5}, .95)).isEqualTo(Estimate.pointOnly(1, .5, "1 pair"));
    assertThat(Paired.mean(new double[] {.5, .5}, .95))
        .isEqualTo(Estimate.pointOnly(2, .5, "all differences are equal"));
    assertThat(Paired.mean(new double[25], .95).interval()).isEmpty();
    assertThat(Paired.mean(new double[] {.5, 1}, .95).interval()).isPresent();
  }

  @Test
  void without_scatter_ratios_to_it_are_not_estimable() {
    for (double[] d : new double[][] {{}, {1}, {2, 2, 2}}) {
      assertThat(Paired.effectSize(d)).isEmpty();
      assertThat(Paired.varianceReduction(d, d)).isEmpty();
      assertThat(LeastSquares.slope(d, d)).isEmpty();
    }
    assertThat(Paired.varianceReduction(new double[] {1, 2, 4}, new double[] {2, 3, 5})).isEmpty();
    assertThat(Paired.probabilityOfSuperiority(new double[0])).isEmpty();
  }

  @Test
  void ties_count_half() {
    assertThat(Paired.probabilityOfSuperiority(new double[] {1, 0, 0, -1, 3})).hasValue(.6);
    assertThat(Paired.probabilityOfSuperiority(new double[3])).hasValue(.5);
    assertThat(Paired.probabilityOfSuperiority(new double[] {Double.NEGATIVE_INFINITY}))
        .hasValue(0);
  }

  @Test
  void the_difference_of_differences_is_taken_seed_by_seed() {
    double[] result =
        Paired.differenceOfDifferences(
            new double[] {5, 7}, new double[] {1, 2}, new double[] {3, 3}, new double[] {2, 5});
    assertThat(result).containsExactly(3, 7);
  }

  @Test
  void what_has_no_partner_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Paired.differences(new double[1], new double[2]))
        .withMessageContaining("Maybe");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeastSquares.slope(new double[1], new double[2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Paired.mean(new double[] {Double.NaN}, .95));
  }

  @Test
  void points_on_a_line_give_its_slope() {
    assertThat(
            LeastSquares.slope(new double[] {4, 5, 7}, new double[] {-8, -10, -14}).getAsDouble())
        .isCloseTo(-2, within(1e-14));
  }
}
