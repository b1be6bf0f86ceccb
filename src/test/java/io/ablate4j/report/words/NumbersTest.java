package io.ablate4j.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.Spread;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void accuracies_are_per_cent_with_one_decimal_and_never_minus_zero() {
    assertThat(Numbers.percent(.9337)).isEqualTo("93.4");
    assertThat(Numbers.percent(-.0123)).isEqualTo("−1.2");
    assertThat(Numbers.percent(-.0001)).isEqualTo("0.0");
  }

  @Test
  void times_have_three_digits_whatever_their_size() {
    assertThat(Numbers.significant(12345.6)).isEqualTo("12\u202f346");
    assertThat(Numbers.significant(99.97)).isEqualTo("100");
    assertThat(Numbers.significant(12.34)).isEqualTo("12.3");
    assertThat(Numbers.significant(9.997)).isEqualTo("10.0");
    assertThat(Numbers.significant(1.234)).isEqualTo("1.23");
    assertThat(Numbers.significant(.01234)).isEqualTo("0.012");
  }

  @Test
  void what_is_undefined_is_a_dash() {
    assertThat(Numbers.orDash(OptionalDouble.empty(), Numbers::percent)).isEqualTo("–");
    assertThat(Numbers.spread(Spread.of(), Numbers::percent)).isEqualTo("–");
    assertThat(Numbers.spread(Spread.of(.5), Numbers::percent)).isEqualTo("50.0");
    assertThat(Numbers.spread(Spread.of(.5, .5), Numbers::percent)).isEqualTo("50.0 ± 0.0");
  }
}
