package io.ablate4j.figure;

import static io.ablate4j.figure.Examples.entry;
import static io.ablate4j.figure.Examples.panel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.stats.Estimate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallForestTest {
  private static final Entry UNKNOWN =
      Entry.of("both", Estimate.notEstimable(1, "1 pair"), List.of());

  private static Figure.Panel drawn(boolean higherIsBetter, Group... groups) {
    return SmallForest.of(
        new Estimates(
            new Heading("answer-a", "Is it higher?", ""),
            Unit.points("accuracy − none, points"),
            "",
            Look.of(Examples.FOUR),
            List.of(panel("", groups))),
        higherIsBetter);
  }

  private static Group rows(String label, Entry... entries) {
    return Group.of(label, List.of(entries));
  }

  private static double y(Drawn drawn, String text) {
    return Drawn.number(drawn.text(text).getAttribute("y"));
  }

  @Test
  void each_row_has_its_name_beside_its_mark_which_lies_where_the_ticks_say() {
    Drawn drawn =
        new Drawn(
            drawn(
                    true,
                    rows(
                        "",
                        entry("batch-norm", .008, .01, .012),
                        entry("dropout", -.02, -.01, -.005)))
                .svg());
    assertThat(drawn.texts()).contains("accuracy − none, points (→ better)", "−1", "0", "1");
    for (String row : List.of("batch-norm r1 1", "dropout r2 −1")) {
      String[] expected = row.split(" ");
      Drawn.Stroke marker = drawn.markers(expected[1]).get(0);
      assertThat(marker.middle().getX())
          .isCloseTo(Drawn.number(drawn.text(expected[2]).getAttribute("x")), within(.15));
      assertThat(marker.middle().getY()).isCloseTo(y(drawn, expected[0]) - 4, within(1.0));
    }
    assertThat(drawn.hotSpots())
        .extracting(Drawn.Hot::tip)
        .containsExactly(
            "batch-norm: +1.0 points [0.8, 1.2], 8 seeds",
            "dropout: −1.0 points [−2.0, −0.5], 8 seeds");
  }

  @Test
  void what_is_not_estimable_keeps_its_row_and_says_so_to_all_readers() {
    Figure.Panel panel = drawn(false, rows("", entry("dropout", -.02, -.01, -.005), UNKNOWN));
    Drawn drawn = new Drawn(panel.svg());
    assertThat(drawn.texts()).contains("accuracy − none, points (← better)");
    assertThat(y(drawn, "not estimable"))
        .isEqualTo(y(drawn, "both"))
        .isGreaterThan(y(drawn, "dropout"));
    assertThat(drawn.text("not estimable").getAttribute("class")).isEqualTo("c3");
    assertThat(drawn.strokes("r3")).isEmpty();
    assertThat(drawn.elements("title").get(0).getTextContent()).isEqualTo("Is it higher?");
    assertThat(drawn.elements("desc").get(0).getTextContent())
        .isEqualTo(
            "accuracy − none, points. dropout −1.0 points [−2.0, −0.5], both not estimable (1"
                + " pair).");
  }

  @Test
  void where_nothing_is_estimable_there_is_a_reason_in_place_of_a_drawing() {
    Figure.Panel panel = drawn(true, rows("", UNKNOWN));
    assertThat(panel.svg()).isEmpty();
    assertThat(panel.nothing()).isEqualTo("Not estimable: 1 pair.");
  }

  @Test
  void rows_of_a_kind_stand_under_their_heading_and_a_long_name_is_cut() {
    String name = "batch norm after each activation of the network";
    Figure.Panel panel =
        SmallForest.of(
            new Estimates(
                new Heading("answer-a", "Is it higher?", ""),
                Unit.logRatio("steps to the target ÷ " + name),
                "",
                Look.of(List.of(name)),
                List.of(
                    panel(
                        "",
                        rows("fixed learning rate", entry(name, -.1, .1, .2)),
                        rows("tuned learning rate", entry(name, -.1, .3, .4))))),
            false);
    Drawn drawn = new Drawn(panel.svg());
    assertThat(y(drawn, "fixed learning rate")).isLessThan(y(drawn, "tuned learning rate"));
    assertThat(drawn.texts()).filteredOn(text -> text.startsWith("batch norm")).hasSize(2);
    assertThat(drawn.texts()).allSatisfy(t -> assertThat(Text.width(t)).isLessThan(Plot.WIDTH));
    assertThat(drawn.hotSpots().get(1).tip())
        .isEqualTo("tuned learning rate, " + name + ": 1.35 times [0.90, 1.49], 8 seeds");
  }
}
