package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolmTest {
  static List<Reference> references() {
    return Reference.of("holm");
  }

  @ParameterizedTest
  @MethodSource("references")
  void adjusted_values_are_those_of_r(Reference reference) {
    assertThat(Holm.adjust(reference.array("p")))
        .containsExactly(reference.array("adjusted"), within(1e-12));
  }

  @Test
  void a_family_of_none_is_adjusted_to_none() {
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -.1, 1.1})
  void what_is_no_p_value_is_refused(double p) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Holm.adjust(new double[] {.5, p}))
        .withMessageContaining("Maybe");
  }
}
