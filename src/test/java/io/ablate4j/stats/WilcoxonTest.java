package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WilcoxonTest {
  static List<Reference> references() {
    return Reference.of("wilcoxon");
  }

  @ParameterizedTest
  @MethodSource("references")
  void p_values_are_those_of_scipy_with_ties_and_zeros(Reference reference) {
    assertThat(Wilcoxon.twoSided(reference.array("d")).getAsDouble())
        .isCloseTo(reference.value("two"), within(1e-10));
  }

  @Test
  void r_agrees() {
    Reference r = Reference.of("r-tests", "eight");
    assertThat(Wilcoxon.twoSided(r.array("d")).getAsDouble())
        .isCloseTo(r.value("wilcoxon"), within(1e-12));
  }

  @Test
  void zeros_take_part_in_the_ranking_and_ties_share_their_mean_rank() {
    assertThat(Wilcoxon.signedRanks(new double[] {0, -2, 1, 2, 0, 3, -2}))
        .containsExactly(0, -5, 3, 5, 0, 7, -5);
    assertThat(Wilcoxon.signedRanks(new double[] {.9 - .8, .7 - .8, .1 + .2 - .3, .4 - .3}))
        .containsExactly(3, -3, 0, 3);
  }

  @Test
  void whoever_never_got_there_ranks_worst() {
    double never = Double.POSITIVE_INFINITY;
    assertThat(Wilcoxon.signedRanks(new double[] {never, -5, -never, 2}))
        .containsExactly(3.5, -2, -3.5, 1);
    assertThat(Wilcoxon.twoSided(new double[] {never, never, never, never, never, 1}))
        .hasValue(SignFlip.floor(6));
  }

  @Test
  void nothing_has_no_p_value_and_zeros_have_one() {
    assertThat(Wilcoxon.twoSided(new double[0])).isEmpty();
    assertThat(Wilcoxon.twoSided(new double[] {4})).hasValue(1);
    assertThat(Wilcoxon.twoSided(new double[] {4, 4})).hasValue(.5);
    assertThat(Wilcoxon.twoSided(new double[3])).hasValue(1);
    assertThat(Wilcoxon.twoSided(new double[30])).hasValue(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wilcoxon.twoSided(new double[] {Double.NaN}));
  }
}
