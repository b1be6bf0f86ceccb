package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FontCheckTest {
  @Test
  void aChartIsDrawnWithTheFontsThereAre() {
    FontCheck fonts = FontCheck.run();
    assertThat(fonts.families()).isPositive();
    assertThat(fonts.bytes()).isGreaterThan(1_000);
  }
}
