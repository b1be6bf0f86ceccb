package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WelchTest {
  static List<Reference> references() {
    return Reference.of("welch");
  }

  @ParameterizedTest
  @MethodSource("references")
  void the_interval_is_that_of_scipy(Reference reference) {
    reference.assertEnds(
        "interval95", Welch.interval(reference.array("a"), reference.array("b"), .95), 1e-9);
  }

  @Test
  void one_number_or_no_scatter_gives_none() {
    double[] two = {1, 2};
    assertThat(Welch.interval(new double[] {1}, two, .95)).isEmpty();
    assertThat(Welch.interval(two, new double[0], .95)).isEmpty();
    assertThat(Welch.interval(new double[] {1, 1}, new double[] {2, 2}, .95)).isEmpty();
    assertThat(Welch.interval(new double[] {1, 1}, two, .95)).isPresent();
  }
}
