package io.ablate4j.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigitsTest {
  @Test
  void allDigitsOfANumberAreThoseItHas() {
    assertThat(Digits.all(-.1)).isEqualTo("-0.1");
    assertThat(Digits.all(1e-7)).isEqualTo("0.0000001");
    assertThat(Digits.all(-0.0)).isEqualTo("0");
  }

  @Test
  void perCentMovesThePointAndMakesNoDigitUp() {
    assertThat(Digits.allPercent(.07)).isEqualTo("7");
    assertThat(Digits.allPercent(.1234567890123)).isEqualTo("12.34567890123");
  }

  @Test
  void anOpenEndIsInfinityAndWhatIsUndefinedIsNothing() {
    assertThat(Digits.all(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
    assertThat(Digits.allPercent(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    assertThat(Digits.all(Double.NaN)).isEmpty();
  }
}
