package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KaplanMeierTest {
  static List<Reference> curves() {
    return Reference.of("kaplan-meier");
  }

  static List<Reference> means() {
    return Reference.of("restricted-mean");
  }

  @ParameterizedTest
  @MethodSource("curves")
  void the_curve_and_its_median_are_those_of_rs_survival(Reference reference) {
    KaplanMeier curve = of(reference);
    assertThat(curve.times()).containsExactly(reference.array("steps"), within(1e-12));
    assertThat(curve.survival()).containsExactly(reference.array("survival"), within(1e-12));
    assertThat(curve.steps().stream().mapToDouble(KaplanMeier.Step::atRisk))
        .containsExactly(Arrays.stream(reference.array("atRisk")).boxed().toArray(Double[]::new));
    assertThat(curve.median()).hasValue(reference.value("median"));
  }

  @ParameterizedTest
  @MethodSource("means")
  void the_restricted_mean_is_that_of_rs_survival(Reference reference) {
    Estimate mean = of(reference).restrictedMean(reference.value("tau"));
    assertThat(mean.value().getAsDouble()).isCloseTo(reference.value("mean"), within(1e-9));
    reference.assertEnds("interval", mean.interval(), 1e-9);
  }

  @Test
  void without_censoring_it_is_the_plain_mean_with_its_usual_error() {
    double[] times = {3, 9, 4, 12, 7, 7};
    Estimate mean = KaplanMeier.of(times, all(6, true)).restrictedMean(12);
    double error = Math.sqrt(Samples.variance(times) / 6);
    assertThat(mean.value().getAsDouble()).isCloseTo(7, within(1e-12));
    assertThat(mean.interval().orElseThrow().low())
        .isCloseTo(7 - 1.959963984540054 * error, within(1e-9));
    assertThat(mean.n()).isEqualTo(6);
  }

  @Test
  void if_all_are_censored_nobody_got_there() {
    KaplanMeier curve = KaplanMeier.of(new double[] {5, 5, 4}, all(3, false));
    assertThat(curve.steps()).isEmpty();
    assertThat(curve.reached()).isZero();
    assertThat(curve.median()).isEmpty();
    assertThat(curve.restrictedMean(5)).isEqualTo(Estimate.pointOnly(3, 5, "0 of 3 reached it"));
  }

  @Test
  void where_nobody_was_followed_the_mean_is_not_estimable() {
    KaplanMeier curve = KaplanMeier.of(new double[] {5, 2, 3}, new boolean[] {false, true, true});
    assertThat(curve.restrictedMean(6))
        .isEqualTo(Estimate.notEstimable(3, "followed only until 5.0"));
    assertThat(curve.restrictedMean(5).value()).isPresent();
    // Had all got there, the time after would add nothing.
    Estimate all = KaplanMeier.of(new double[] {5, 2, 3}, all(3, true)).restrictedMean(600);
    assertThat(all.value().getAsDouble()).isCloseTo(10.0 / 3, within(1e-12));
  }

  @Test
  void of_nobody_nothing_is_known() {
    KaplanMeier curve = KaplanMeier.of(new double[0], new boolean[0]);
    assertThat(curve.median()).isEmpty();
    assertThat(curve.restrictedMean(1)).isEqualTo(Estimate.notEstimable(0, "nobody was followed"));
  }

  @Test
  void one_or_all_at_once_have_a_mean_without_an_interval() {
    assertThat(KaplanMeier.of(new double[] {4}, all(1, true)).restrictedMean(4))
        .isEqualTo(Estimate.pointOnly(1, 4, "1 of 1 reached it"));
    assertThat(KaplanMeier.of(new double[] {4, 4, 4}, all(3, true)).restrictedMean(9))
        .isEqualTo(Estimate.pointOnly(3, 4, "all reached it at once"));
  }

  @Test
  void what_is_no_time_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KaplanMeier.of(new double[] {-1}, all(1, true)))
        .withMessageContaining("Maybe");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KaplanMeier.of(new double[] {1}, all(2, true)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KaplanMeier.of(new double[] {1}, all(1, true)).restrictedMean(0));
  }

  private static KaplanMeier of(Reference reference) {
    double[] reached = reference.array("reached");
    boolean[] flags = new boolean[reached.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = reached[i] == 1;
    }
    return KaplanMeier.of(reference.array("time"), flags);
  }

  private static boolean[] all(int n, boolean value) {
    boolean[] flags = new boolean[n];
    Arrays.fill(flags, value);
    return flags;
  }
}
