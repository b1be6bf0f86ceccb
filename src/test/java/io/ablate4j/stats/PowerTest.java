package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PowerTest {
  static List<Reference> references() {
    return Reference.of("power");
  }

  @ParameterizedTest
  @MethodSource("references")
  void the_power_is_that_of_scipys_noncentral_t(Reference reference) {
    double power =
        Power.pairedT(
            (int) reference.value("n"), reference.value("effect"), reference.value("alpha"));
    assertThat(power).isCloseTo(reference.value("power"), within(1e-8));
  }

  @Test
  void r_agrees() {
    assertThat(Power.pairedT(8, .9, .05))
        .isCloseTo(Reference.of("r-tests", "eight").value("power"), within(1e-8));
  }

  @Test
  void without_an_effect_the_power_is_alpha_and_its_sign_does_not_matter() {
    for (int n : new int[] {2, 6, 50}) {
      assertThat(Power.pairedT(n, 0, .05)).isCloseTo(.05, within(1e-8));
      assertThat(Power.pairedT(n, -.7, .05)).isEqualTo(Power.pairedT(n, .7, .05));
    }
  }

  @Test
  void the_seeds_needed_are_the_fewest_by_scipy() {
    for (Reference r : Reference.of("seeds")) {
      int needed = (int) r.value("needed");
      double effect = r.value("effect");
      double alpha = r.value("alpha");
      double power = r.value("power");
      assertThat(Power.seedsNeeded(effect, alpha, power, 2, 1000)).hasValue(needed);
      assertThat(Power.seedsNeeded(effect, alpha, power, 0, needed)).hasValue(needed);
      assertThat(Power.seedsNeeded(effect, alpha, power, needed + 5, 1000)).hasValue(needed + 5);
      assertThat(Power.seedsNeeded(effect, alpha, power, 2, needed - 1)).isEmpty();
    }
    assertThat(Power.seedsNeeded(0, .05, .8, 2, 10_000)).isEmpty();
    assertThat(Power.seedsNeeded(1, .05, .8, 30, 20)).isEmpty();
  }

  @Test
  void what_has_no_power_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Power.pairedT(1, .5, .05));
    assertThatIllegalArgumentException().isThrownBy(() -> Power.pairedT(5, Double.NaN, .05));
    assertThatIllegalArgumentException().isThrownBy(() -> Power.pairedT(5, 1, 0));
  }
}
