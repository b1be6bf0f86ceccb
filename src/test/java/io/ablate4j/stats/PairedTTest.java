package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairedTTest {
  static List<Reference> references() {
    return Reference.of("t");
  }

  @ParameterizedTest
  @MethodSource("references")
  void p_values_and_intervals_are_those_of_scipy(Reference reference) {
    double[] d = reference.array("d");
    double mu = reference.value("mu");
    assertThat(PairedT.twoSided(d).getAsDouble()).isCloseTo(reference.value("two"), within(1e-10));
    assertThat(PairedT.greater(d, mu).getAsDouble())
        .isCloseTo(reference.value("greater"), within(1e-10));
    assertThat(PairedT.less(d, mu).getAsDouble()).isCloseTo(reference.value("less"), within(1e-10));
    // The library's quantile of t is right to nine digits.
    double tolerance = 1e-8 * Samples.scale(reference.array("interval95"));
    reference.assertEnds("interval95", PairedT.interval(d, .95), tolerance);
    reference.assertEnds("interval90", PairedT.interval(d, .9), tolerance);
  }

  @Test
  void r_agrees() {
    Reference r = Reference.of("r-tests", "eight");
    assertThat(PairedT.twoSided(r.array("d")).getAsDouble()).isCloseTo(r.value("t"), within(1e-12));
    r.assertEnds("interval", PairedT.interval(r.array("d"), .95), 1e-8);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7})
  void without_scatter_nothing_is_defined(int n) {
    double[] d = new double[n];
    Arrays.fill(d, .25);
    assertThat(PairedT.twoSided(d)).isEmpty();
    assertThat(PairedT.greater(d, 0)).isEmpty();
    assertThat(PairedT.less(d, 1)).isEmpty();
    assertThat(PairedT.interval(d, .95)).isEmpty();
  }

  @Test
  void rounding_is_no_scatter() {
    assertThat(PairedT.twoSided(new double[] {.9 - .8, .8 - .7, .4 - .3})).isEmpty();
  }

  @Test
  void what_was_not_measured_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedT.twoSided(new double[] {Double.NaN}));
  }
}
