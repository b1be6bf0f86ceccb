package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EquivalenceTest {
  static List<Reference> references() {
    return Reference.of("t");
  }

  @ParameterizedTest
  @MethodSource("references")
  void tost_is_the_larger_of_scipys_two_one_sided_tests(Reference reference) {
    double[] d = reference.array("d");
    assertThat(Equivalence.tost(d, -.3, .9).getAsDouble())
        .isCloseTo(reference.value("tost"), within(1e-10));
    assertThat(Equivalence.notWorse(d, .3).getAsDouble())
        .isCloseTo(reference.value("notWorse"), within(1e-10));
  }

  static List<Reference> opposites() {
    return Reference.of("outside");
  }

  @ParameterizedTest
  @MethodSource("opposites")
  void the_opposites_are_scipys_tests_from_the_other_side(Reference reference) {
    double[] d = reference.array("d");
    assertThat(Equivalence.outside(d, -.1, .2).getAsDouble())
        .isCloseTo(reference.value("outside"), within(1e-10));
    assertThat(Equivalence.worse(d, .1).getAsDouble())
        .isCloseTo(reference.value("worse"), within(1e-10));
  }

  @ParameterizedTest
  @MethodSource("references")
  void the_90_percent_interval_lies_inside_exactly_where_tost_passes(Reference reference) {
    double[] d = reference.array("d");
    Interval interval = Equivalence.interval(d).orElseThrow();
    assertThat(interval.level()).isEqualTo(.9);
    for (double margin : new double[] {.01, .05, .3, 1, 3, 30}) {
      assertThat(Equivalence.tost(d, -margin, margin).getAsDouble() < .05)
          .as("margin " + margin)
          .isEqualTo(-margin < interval.low() && interval.high() < margin);
    }
  }

  @Test
  void equal_differences_are_judged_by_how_many_there_are() {
    double[] eight = {.1, .1, .1, .1, .1, .1, .1, .9 - .8};
    assertThat(Equivalence.tost(eight, -.5, .5)).hasValue(1.0 / 256);
    assertThat(Equivalence.tost(new double[] {.1, .1}, -.5, .5)).hasValue(.25);
    assertThat(Equivalence.tost(eight, .1, .5)).hasValue(1);
    assertThat(Equivalence.tost(eight, .2, .5)).hasValue(1);
    assertThat(Equivalence.tost(eight, -.5, .05)).hasValue(1);
    assertThat(Equivalence.notWorse(eight, 0)).hasValue(1.0 / 256);
    assertThat(Equivalence.notWorse(new double[8], 0)).hasValue(1);
    assertThat(Equivalence.interval(eight)).isEmpty();
  }

  @Test
  void fewer_than_two_differences_show_nothing() {
    for (double[] d : new double[][] {{}, {0}}) {
      assertThat(Equivalence.tost(d, -1, 1)).isEmpty();
      assertThat(Equivalence.notWorse(d, 1)).isEmpty();
      assertThat(Equivalence.interval(d)).isEmpty();
    }
  }

  @Test
  void margins_the_wrong_way_round_are_refused() {
    double[] d = {1, 2};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Equivalence.tost(d, 1, -1))
        .withMessageContaining("Maybe");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Equivalence.notWorse(d, -.5))
        .withMessageContaining("Maybe");
  }
}
