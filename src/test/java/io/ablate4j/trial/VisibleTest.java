package io.ablate4j.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {
  @ParameterizedTest
  @ValueSource(ints = {0x202e, 0x2066, 0x200f, 0x061c, 0x1b, 0x07, 0x00, 0x0d, 0x7f, 0x9b})
  void whatIsNotSeenIsWrittenAsItsEscape(int hidden) {
    assertThat(Visible.text("cat" + (char) hidden + "gpj.exe"))
        .isEqualTo("cat\\u%04xgpj.exe".formatted(hidden));
  }

  @Test
  void allOtherTextStaysAsItIs() {
    String text = "pär\tшесть שש 六 🎉 −1.2\u202f%\u00a0\r\nnext\n";
    assertThat(Visible.text(text)).isEqualTo(text).contains("\r\n");
  }
}
