package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void of_nothing_nothing_is_defined() {
    Spread spread = Spread.of();
    assertThat(spread.n()).isZero();
    assertThat(spread.mean()).isEmpty();
    assertThat(spread.standardDeviation()).isEmpty();
    assertThat(spread.min()).isEmpty();
    assertThat(spread.max()).isEmpty();
  }

  @Test
  void one_value_has_a_mean_but_no_standard_deviation() {
    Spread spread = Spread.of(.7);
    assertThat(spread.mean()).hasValue(.7);
    assertThat(spread.standardDeviation()).isEmpty();
    assertThat(spread.min()).hasValue(.7);
    assertThat(spread.max()).hasValue(.7);
  }

  @Test
  void the_standard_deviation_is_that_of_a_sample() {
    // Deviations -3, -1, -1, -1, 0, 0, 2, 4 from 5: squares add up to 32, over 7.
    Spread spread = Spread.of(2, 4, 4, 4, 5, 5, 7, 9);
    assertThat(spread.n()).isEqualTo(8);
    assertThat(spread.mean()).hasValue(5);
    assertThat(spread.standardDeviation().getAsDouble())
        .isCloseTo(Math.sqrt(32.0 / 7), within(1e-15));
    assertThat(spread.min()).hasValue(2);
    assertThat(spread.max()).hasValue(9);
  }

  @Test
  void equal_values_spread_by_exactly_zero() {
    assertThat(Spread.of(.25, .25, .25).standardDeviation()).hasValue(0);
  }

  @Test
  void a_value_that_is_no_number_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(1, Double.NaN));
  }
}
