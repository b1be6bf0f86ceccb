package io.ablate4j.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LookTest {
  @Test
  void the_four_of_the_grid_always_look_the_same() {
    assertThat(Look.of(List.of("both", "own", "none", "dropout", "batch-norm")))
        .extracting(Look::css)
        .containsExactly("#009e73", "#cc79a7", "currentColor", "#d55e00", "#0072b2");
  }

  @Test
  void own_ones_differ_in_colour_or_marker() {
    List<Look> looks = Look.of(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "none"));
    assertThat(looks).extracting(look -> look.css() + look.glyph()).doesNotHaveDuplicates();
  }
}
