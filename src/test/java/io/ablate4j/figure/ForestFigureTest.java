package io.ablate4j.figure;

import static io.ablate4j.figure.Examples.entry;
import static io.ablate4j.figure.Examples.estimates;
import static io.ablate4j.figure.Examples.group;
import static io.ablate4j.figure.Examples.panel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ForestFigureTest {
  private static final Unit POINTS = Unit.points("difference, percentage points");

  private static double x(Drawn drawn, String label) {
    return Drawn.number(drawn.text(label).getAttribute("x"));
  }

  @Test
  void an_end_that_leaves_no_difference_out_is_not_rounded_to_it() {
    Unit ratio = Unit.logRatio("ratio");
    Interval above = new Interval(.0004, .017, .95);
    assertThat(POINTS.between(above)).isEqualTo("[0.04, 1.7]");
    assertThat(POINTS.between(new Interval(-.0004, .017, .95))).isEqualTo("[0.0, 1.7]");
    assertThat(POINTS.between(new Interval(-.017, -.00002, .95))).isEqualTo("[−1.7, −0.002]");
    assertThat(ratio.between(new Interval(Math.log(.9), Math.log(.9971), .95)))
        .isEqualTo("[0.90, 0.997]");
    assertThat(ratio.between(new Interval(Math.log(.9), Math.log(1.003), .95)))
        .isEqualTo("[0.90, 1.00]");
    Figure figure =
        HeatFigure.of(
            estimates(
                "f",
                POINTS,
                panel("cnn", group(8, Entry.of("both", Estimate.of(8, .0084, above), List.of())))));
    assertThat(Drawn.panel(figure, 0).texts()).contains("[0.04, 1.7]");
    assertThat(figure.data().rows().get(0).cells()).contains("0.04", "1.7");
  }

  @Test
  void a_known_point_lands_where_the_ticks_say() {
    Figure figure =
        ForestFigure.of(
            estimates("f", POINTS, panel("cnn", group(32, entry("dropout", -.02, .005, .02)))));
    Drawn drawn = Drawn.panel(figure, 0);
    double expected = x(drawn, "0") + (x(drawn, "1") - x(drawn, "0")) / 2;
    assertThat(drawn.markers("r2")).hasSize(1);
    assertThat(drawn.markers("r2").get(0).middle().getX()).isEqualTo(expected, within(.15));
    Drawn.Stroke interval =
        drawn.strokes("r2").stream()
            .filter(s -> !s.filled() && s.bounds().getHeight() < .1)
            .findFirst()
            .orElseThrow();
    assertThat(interval.bounds().getMinX()).isEqualTo(x(drawn, "−2"), within(.15));
    assertThat(drawn.strokes("r2").stream().mapToDouble(s -> s.bounds().getMaxX()).max().orElse(0))
        .isEqualTo(x(drawn, "2"), within(.15));
  }

  @Test
  void a_hot_spot_lies_on_its_marker_and_tells_its_numbers() {
    Figure figure =
        ForestFigure.of(
            estimates(
                "f",
                POINTS,
                panel(
                    "cnn",
                    group(8, entry("batch-norm", .001, .004, .009)),
                    group(32, entry("batch-norm", .008, .012, .016)))));
    Drawn drawn = Drawn.panel(figure, 0);
    assertThat(drawn.hotSpots()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Drawn.Hot hot = drawn.hotSpots().get(i);
      assertThat(hot.cssClass()).isEqualTo("r1");
      assertThat(drawn.markers("r1"))
          .anySatisfy(m -> assertThat(m.middle().distance(hot.middle())).isLessThan(.5));
    }
    assertThat(drawn.hotSpots().get(1).tip())
        .isEqualTo("cnn, batch size 32, batch-norm: +1.2 points [0.8, 1.6], 8 seeds");
    assertThat(drawn.hotSpots().get(1).y()).isGreaterThan(drawn.hotSpots().get(0).y() + 10);
  }

  @Test
  void ratios_stand_around_one_on_a_logarithmic_axis() {
    Figure figure =
        ForestFigure.of(
            estimates(
                "f",
                Unit.logRatio("ratio"),
                panel(
                    "cnn", group(32, entry("dropout", Math.log(.25), Math.log(2), Math.log(4))))));
    Drawn drawn = Drawn.panel(figure, 0);
    assertThat(drawn.texts()).contains("0.25", "0.5", "1", "2", "4");
    assertThat(drawn.markers("r2").get(0).middle().getX()).isEqualTo(x(drawn, "2"), within(.15));
    assertThat(x(drawn, "4") - x(drawn, "2"))
        .isEqualTo(x(drawn, "1") - x(drawn, "0.5"), within(.3));
    assertThat(drawn.hotSpots().get(0).tip()).contains("2.00 times [0.25, 4.00]");
  }

  @Test
  void what_is_not_estimable_has_no_mark_but_its_reason_in_the_table() {
    Entry missing = Entry.of("dropout", Estimate.notEstimable(1, "1 pair"), List.of());
    Figure figure =
        ForestFigure.of(
            estimates(
                "f",
                POINTS,
                panel("cnn", group(8, entry("both", .01, .02, .03), missing)),
                panel("mlp", group(8, missing))));
    assertThat(Drawn.panel(figure, 0).strokes("r2")).isEmpty();
    assertThat(Drawn.panel(figure, 0).strokes("r3")).isNotEmpty();
    assertThat(figure.data().rows())
        .anySatisfy(
            row ->
                assertThat(row.cells())
                    .containsExactly(
                        "cnn", "8", "dropout", "1", "–", "–", "–", "not estimable: 1 pair"));
    assertThat(figure.panels().get(1).svg()).isEmpty();
    assertThat(figure.panels().get(1).nothing()).isEqualTo("Not estimable: 1 pair.");
  }

  @Test
  void a_value_without_an_interval_is_a_point_that_says_why() {
    Entry point = Entry.of("dropout", Estimate.pointOnly(1, .01, "1 pair"), List.of());
    Drawn drawn =
        Drawn.panel(ForestFigure.of(estimates("f", POINTS, panel("cnn", group(8, point)))), 0);
    assertThat(drawn.strokes("r2")).hasSize(1);
    assertThat(drawn.hotSpots().get(0).tip()).endsWith("+1.0 points (no interval: 1 pair), 1 seed");
  }

  @Test
  void an_interval_that_leaves_the_axis_ends_at_its_edge() {
    Entry open =
        Entry.of(
            "dropout",
            Estimate.of(8, 1.5, new Interval(0, Double.POSITIVE_INFINITY, .95)),
            List.of());
    Drawn drawn =
        Drawn.panel(
            ForestFigure.of(estimates("f", Unit.ratio("ratio"), panel("cnn", group(8, open)))), 0);
    assertThat(drawn.strokes("r2"))
        .allSatisfy(s -> assertThat(s.bounds().getMaxX()).isLessThan(Plot.WIDTH));
    assertThat(drawn.strokes("r2")).hasSizeGreaterThan(1);
  }

  @Test
  void below_six_seeds_each_is_a_dot_and_the_legend_says_so() {
    List<Double> five = List.of(.01, .02, .03, .04, .05);
    List<Double> six = List.of(.01, .02, .03, .04, .05, .06);
    for (List<Double> seeds : List.of(five, six)) {
      Entry entry = Entry.of("dropout", Examples.estimate(.01, .03, .05), seeds);
      Figure figure = ForestFigure.of(estimates("f", POINTS, panel("cnn", group(8, entry))));
      long dots =
          Drawn.panel(figure, 0).strokes("r2").stream()
              .filter(s -> s.filled() && s.bounds().getWidth() < 5)
              .count();
      assertThat(dots).isEqualTo(seeds.size() < 6 ? 5 : 0);
      assertThat(figure.keys().stream().anyMatch(k -> k.meaning().equals("one seed")))
          .isEqualTo(seeds.size() < 6);
    }
  }

  @Test
  void a_hollow_marker_is_an_outline_through_which_no_line_runs() {
    Entry hollow = new Entry("dropout", Examples.estimate(-1, 0, 1), true, List.of());
    Figure figure =
        ForestFigure.of(estimates("f", Unit.logRatio("ratio"), panel("cnn", group(8, hollow))));
    Drawn drawn = Drawn.panel(figure, 0);
    Drawn.Hot hot = drawn.hotSpots().get(0);
    assertThat(drawn.markers("r2")).isEmpty();
    assertThat(drawn.strokes("r2"))
        .filteredOn(s -> s.bounds().getHeight() < .1)
        .hasSize(2)
        .noneMatch(s -> s.bounds().getMinX() < hot.x() && hot.x() < s.bounds().getMaxX());
    assertThat(figure.keys()).anyMatch(key -> key.sign() == Figure.Sign.HOLLOW);
    assertThat(hot.tip()).endsWith("not every seed got there");
  }

  @Test
  void panels_share_their_axis_and_a_missing_regularization_keeps_its_row() {
    Figure figure =
        ForestFigure.of(
            estimates(
                "f",
                POINTS,
                panel("a", group(8, entry("dropout", 0, .01, .02), entry("both", 0, .01, .02))),
                panel("b", group(8, entry("both", -.2, .01, .02)))));
    Drawn.Hot inA = Drawn.panel(figure, 0).hotSpots().get(1);
    Drawn.Hot inB = Drawn.panel(figure, 1).hotSpots().get(0);
    assertThat(inB.x()).isEqualTo(inA.x());
    assertThat(inB.y()).isEqualTo(inA.y());
  }

  @Test
  void a_regularization_the_study_does_not_have_is_refused() {
    assertThatThrownBy(
            () -> estimates("f", POINTS, panel("cnn", group(8, entry("droput", 0, .01, .02)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"droput\"")
        .hasMessageContaining("\nMaybe ");
  }

  @Test
  void bars_refuse_a_logarithmic_axis_and_levels_two_groups_without_number() {
    assertThatThrownBy(() -> BarFigure.of(estimates("f", Unit.ratio("r"), panel("cnn")), false))
        .hasMessageContaining("Maybe");
    Estimates named =
        estimates(
            "f",
            POINTS,
            panel(
                "cnn",
                new Estimates.Group(
                    "adam", OptionalDouble.empty(), List.of(entry("both", 0, 1, 2))),
                new Estimates.Group("sgd", OptionalDouble.empty(), List.of())));
    assertThatThrownBy(() -> LevelFigure.of(named)).hasMessageContaining("\"adam\" and \"sgd\"");
  }

  @Test
  void a_level_without_logarithm_stands_apart_from_the_line() {
    Estimates estimates =
        estimates(
            "f",
            POINTS,
            panel(
                "cnn",
                Estimates.Group.at(.1, "0.1", List.of(entry("both", .01, .02, .03))),
                Estimates.Group.of("tuned", List.of(entry("both", .03, .04, .05))),
                Estimates.Group.at(0, "0", List.of(entry("both", 0, .01, .02))),
                Estimates.Group.at(.2, "0.2", List.of(entry("both", .02, .03, .04)))));
    Drawn drawn = Drawn.panel(LevelFigure.of(estimates), 0);
    assertThat(drawn.texts()).contains("0.1", "0.2", "tuned");
    assertThat(
            drawn.markers("r3").stream()
                .map(marker -> marker.middle())
                .sorted(Comparator.comparing(middle -> middle.getX()))
                .map(middle -> -middle.getY()))
        .hasSize(4)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(x(drawn, "tuned") - x(drawn, "0.2")).isGreaterThan(x(drawn, "0.2") * .05);
  }
}
