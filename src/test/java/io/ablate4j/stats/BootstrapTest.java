package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BootstrapTest {
  static List<Reference> fixed() {
    return Reference.of("bootstrap");
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void from_scipys_resamples_come_scipys_ends(Reference reference) {
    double[] x = reference.array("x");
    ToDoubleFunction<int[]> statistic =
        reference.name().equals("mean") ? i -> mean(x, i) : i -> Math.sqrt(spread(x, i));
    double[] replicates = reference.array("replicates");
    Arrays.sort(replicates);
    double observed = statistic.applyAsDouble(IntStream.range(0, x.length).toArray());
    double acceleration = Bootstrap.acceleration(new int[x.length], statistic);
    reference.assertEnds("bca", Bootstrap.bca(replicates, observed, acceleration, .95), 1e-9);
    reference.assertEnds(
        "percentile", Optional.of(Bootstrap.between(replicates, .025, .975, .95)), 1e-9);
  }

  @Test
  void the_acceleration_is_that_of_rs_boot_with_and_without_strata() {
    for (Reference reference : Reference.of("acceleration")) {
      double[] x = reference.array("x");
      int[] strata = Arrays.stream(reference.array("strata")).mapToInt(s -> (int) s).toArray();
      assertThat(Bootstrap.acceleration(strata, i -> mean(x, i)))
          .isCloseTo(reference.value("mean"), within(1e-9));
      assertThat(
              Bootstrap.acceleration(
                  strata, i -> Math.sqrt(spread(x, i) * i.length / (i.length - 1))))
          .isCloseTo(reference.value("deviation"), within(1e-9));
    }
  }

  @Test
  void drawn_resamples_stand_for_all_there_are() {
    Reference reference = Reference.of("exhaustive", "mean");
    double[] x = reference.array("x");
    reference.assertEnds(
        "percentile",
        Bootstrap.percentile(6, i -> mean(x, i), .95, 99_999, 3),
        .02 * Math.sqrt(Samples.variance(x)));
  }

  @Test
  void rs_boot_draws_others_and_comes_to_the_same() {
    Reference reference = Reference.of("boot", "mean");
    double[] x = reference.array("x");
    double tolerance = .02 * Math.sqrt(Samples.variance(x));
    reference.assertEnds("bca", Bootstrap.bca(14, i -> mean(x, i), .95, 99_999, 3), tolerance);
    reference.assertEnds(
        "percentile", Bootstrap.percentile(14, i -> mean(x, i), .95, 99_999, 3), tolerance);
  }

  @Test
  void the_same_seed_gives_the_same_interval_and_another_another() {
    double[] x = {1, 4, 2, 8, 5, 7};
    var first = Bootstrap.bca(6, i -> mean(x, i), .9, 500, 1);
    assertThat(Bootstrap.bca(6, i -> mean(x, i), .9, 500, 1)).isEqualTo(first);
    assertThat(Bootstrap.bca(6, i -> mean(x, i), .9, 500, 2)).isNotEqualTo(first);
  }

  @Test
  void arms_that_read_the_same_seeds_keep_their_pairing() {
    double[] a = {10, 200, 3000, 40000};
    double[] b = {11, 202, 3001, 40003};
    Interval joint =
        Bootstrap.percentile(4, i -> mean(b, i) - mean(a, i), .95, 2000, 1).orElseThrow();
    // Of the differences 1, 2, 1, 3; independent resamples would differ by thousands.
    assertThat(joint.low()).isBetween(1.0, 2.0);
    assertThat(joint.high()).isBetween(1.5, 3.0);
  }

  @Test
  void resampling_stays_inside_each_stratum() {
    int[] strata = {7, 7, -1, 7, -1, 5};
    Bootstrap.percentile(
        strata,
        sample -> {
          for (int i = 0; i < sample.length; i++) {
            assertThat(strata[sample[i]]).isEqualTo(strata[i]);
          }
          assertThat(sample[5]).isEqualTo(5);
          return sample[0];
        },
        .95,
        200,
        1);
  }

  @Test
  void stratification_takes_the_difference_between_strata_out_of_the_interval() {
    double[] x = {1, 2, 3, 4, 101, 102, 103, 104};
    int[] strata = {0, 0, 0, 0, 1, 1, 1, 1};
    Interval plain = Bootstrap.bca(8, i -> mean(x, i), .95, 2000, 1).orElseThrow();
    Interval stratified = Bootstrap.bca(strata, i -> mean(x, i), .95, 2000, 1).orElseThrow();
    assertThat(plain.high() - plain.low()).isGreaterThan(50);
    assertThat(stratified.high() - stratified.low()).isBetween(.5, 2.0);
    assertThat(stratified.contains(52.5)).isTrue();
  }

  @Test
  void the_interval_of_a_mean_is_the_same_to_the_last_bit() {
    SplittableRandom random = new SplittableRandom(4);
    for (int n : new int[] {2, 3, 7, 64, 278}) {
      double[] d = random.doubles(n, -.4, .6).map(v -> v * v * v).toArray();
      // Of 100,000 samples of 278 none are kept: they are taken one by one.
      for (int resamples : n == 278 ? new int[] {1, 9_999, 100_000} : new int[] {1, 5_000}) {
        assertThat(Bootstrap.bcaOfMean(d, .95, resamples, 11))
            .as("%d, %d resamples", n, resamples)
            .isEqualTo(
                Bootstrap.bca(
                    n,
                    i -> sum(Arrays.stream(i).mapToDouble(k -> d[k]).toArray()) / i.length,
                    .95,
                    resamples,
                    11));
      }
    }
    assertThat(Bootstrap.bcaOfMean(new double[] {1}, .95, 100, 1)).isEmpty();
    assertThat(Bootstrap.bcaOfMean(new double[] {.3, .1 + .2, .3}, .95, 100, 1)).isEmpty();
    assertThat(Bootstrap.bcaOfMean(new double[] {1e308, 1.5e308, 1e308}, .95, 100, 1)).isEmpty();
  }

  /** One after the other; a stream's sum would be compensated. */
  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void degenerate_distributions_have_no_interval() {
    double[] equal = {.3, .1 + .2, .3};
    for (int n : new int[] {0, 1, 3}) {
      assertThat(Bootstrap.percentile(n, i -> mean(equal, i), .95, 100, 1)).isEmpty();
      assertThat(Bootstrap.bca(n, i -> mean(equal, i), .95, 100, 1)).isEmpty();
    }
    // Undefined on a resample, on one side only, without influence.
    assertThat(Bootstrap.percentile(3, i -> i[0] == 1 ? Double.NaN : i[0], .95, 100, 1)).isEmpty();
    assertThat(
            Bootstrap.bca(
                5, i -> Arrays.stream(i).distinct().count() < i.length ? i[0] : 9, .95, 100, 1))
        .isEmpty();
    assertThat(
            Bootstrap.bca(
                3, i -> i.length < 3 || Arrays.stream(i).sum() == 3 ? 1 : i[0], .95, 100, 1))
        .isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bootstrap.percentile(3, i -> i[0], .95, 0, 1));
  }

  @Test
  void two_replicates_are_enough() {
    double[] x = {1, 2};
    assertThat(Bootstrap.percentile(2, i -> mean(x, i), .9, 500, 1))
        .contains(new Interval(1, 2, .9));
  }

  private static double mean(double[] x, int[] sample) {
    return Arrays.stream(sample).mapToDouble(i -> x[i]).average().orElseThrow();
  }

  private static double spread(double[] x, int[] sample) {
    double mean = mean(x, sample);
    return Arrays.stream(sample)
        .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
        .average()
        .orElseThrow();
  }
}
