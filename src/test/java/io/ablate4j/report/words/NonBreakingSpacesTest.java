package io.ablate4j.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NonBreakingSpacesTest {
  @Test
  void anIntervalAndANumberWithItsUnitStayOnOneLine() {
    assertThat(
            NonBreakingSpaces.in("1.0 points higher [−0.7, 1.2], 8 seeds; 95 % intervals, 1 round"))
        .isEqualTo(
            "1.0\u00a0points higher [−0.7,\u00a01.2], 8\u00a0seeds; 95\u00a0% intervals,"
                + " 1\u00a0round");
    assertThat(NonBreakingSpaces.in("[1\u202f316, 2\u202f028]"))
        .isEqualTo("[1\u202f316,\u00a02\u202f028]");
  }

  @Test
  void whatIsNoNumberBreaksAsBefore() {
    String text = "mlp [a, b], 8 seedlings, 3 of 8 are 2, 3 and 4";
    assertThat(NonBreakingSpaces.in(text)).isEqualTo(text);
  }
}
