package io.ablate4j.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.regularization.Regularization;
import io.ablate4j.trial.Arms;
import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookTest {
  private static final List<Look> MANY =
      Look.of(
          IntStream.range(0, 24).mapToObj(i -> i < 4 ? Examples.FOUR.get(i) : "own-" + i).toList());

  @Test
  void the_four_of_the_grid_always_look_the_same() {
    assertThat(Look.of(List.of("both", "own", "none", "dropout", "batch-norm")))
        .extracting(Look::css)
        .containsExactly("#009e73", "#cc79a7", "currentColor", "#d55e00", "#0072b2");
  }

  @Test
  void these_four_are_the_arms_that_no_study_has_to_define() {
    assertThat(Look.fixed()).containsExactlyInAnyOrderElementsOf(Arms.BUILT_IN);
    assertThat(Regularization.builtIn())
        .extracting(Regularization::name)
        .containsExactlyElementsOf(Arms.BUILT_IN);
  }

  @Test
  void the_class_tells_the_place_in_the_study() {
    assertThat(Look.of(List.of("both", "own", "none")))
        .extracting(Look::cssClass)
        .containsExactly("r0", "r1", "r2");
  }

  @Test
  void any_two_of_twenty_four_differ_without_colour_by_marker_or_dash() {
    assertThat(MANY)
        .extracting(look -> look.glyph() + "/" + look.dashArray())
        .doesNotHaveDuplicates();
  }

  @Test
  void the_four_of_the_grid_differ_by_marker_and_by_dash() {
    List<Look> four = Look.of(Examples.FOUR);
    assertThat(four).extracting(Look::glyph).doesNotHaveDuplicates();
    assertThat(four).extracting(Look::dashArray).doesNotHaveDuplicates();
  }

  @Test
  void each_colour_stands_out_from_the_white_and_from_the_dark_page() {
    assertThat(MANY)
        .filteredOn(look -> !look.name().equals("none"))
        .allSatisfy(
            look -> {
              assertThat(Contrast.between(Color.decode(look.css()), Contrast.LIGHT_PAGE))
                  .isGreaterThanOrEqualTo(3);
              assertThat(Contrast.between(Color.decode(look.darkCss()), Contrast.DARK_PAGE))
                  .isGreaterThanOrEqualTo(3);
              assertThat(look.css()).matches("#[0-9a-f]{6}").isNotEqualTo(look.darkCss());
            });
  }

  @Test
  void none_is_the_ink_of_the_page_in_light_and_dark() {
    Look none = MANY.get(0);
    assertThat(none.css()).isEqualTo("currentColor");
    assertThat(none.darkCss()).isEqualTo("currentColor");
  }
}
