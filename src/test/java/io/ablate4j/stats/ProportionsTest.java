package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Yes or no: Wilson, McNemar and the sign test. */
class ProportionsTest {
  static List<Reference> wilson() {
    return Reference.of("wilson");
  }

  static List<Reference> mcnemar() {
    return Reference.of("mcnemar");
  }

  @ParameterizedTest
  @MethodSource("wilson")
  void wilson_intervals_are_those_of_scipy(Reference reference) {
    int k = (int) reference.value("k");
    int n = (int) reference.value("n");
    reference.assertEnds("interval95", Wilson.interval(k, n, .95), 1e-10);
    reference.assertEnds("interval80", Wilson.interval(k, n, .8), 1e-10);
  }

  @Test
  void of_no_trials_there_is_no_proportion() {
    assertThat(Wilson.interval(0, 0, .95)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.interval(3, 2, .95));
    assertThatIllegalArgumentException().isThrownBy(() -> Wilson.interval(-1, 2, .95));
  }

  @ParameterizedTest
  @MethodSource("mcnemar")
  void mcnemar_is_scipys_binomial_test(Reference reference) {
    int b = (int) reference.value("b");
    int c = (int) reference.value("c");
    assertThat(McNemar.exact(b, c).getAsDouble()).isCloseTo(reference.value("p"), within(1e-12));
    assertThat(McNemar.exact(c, b).getAsDouble()).isCloseTo(reference.value("p"), within(1e-12));
  }

  @Test
  void without_discordant_pairs_nothing_is_tested() {
    assertThat(McNemar.exact(0, 0)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> McNemar.exact(-1, 3));
  }
}
