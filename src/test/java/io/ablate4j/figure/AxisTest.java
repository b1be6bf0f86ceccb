package io.ablate4j.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {
  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(Axis.Tick::label).toList();
  }

  private static Axis axis(Unit unit, double... shown) {
    return Axis.covering(unit, DoubleStream.of(shown), 6);
  }

  @Test
  void ratios_are_labelled_at_powers_of_two() {
    Axis axis = axis(Unit.ratio(""), .22, 4.5);
    assertThat(labels(axis)).containsExactly("0.25", "0.5", "1", "2", "4");
    assertThat(axis.ticks().get(0).at()).isEqualTo(-2, within(1e-12));
    assertThat(axis.at(2)).isEqualTo(1, within(1e-12));
  }

  @Test
  void ratios_near_one_are_labelled_at_round_numbers_in_logarithmic_places() {
    Axis axis = axis(Unit.ratio(""), .8, 1.3);
    assertThat(labels(axis)).contains("0.8", "1.0", "1.2");
    assertThat(axis.ticks())
        .filteredOn(tick -> tick.label().equals("1.0"))
        .allSatisfy(tick -> assertThat(tick.at()).isEqualTo(0, within(1e-12)));
  }

  @Test
  void ratios_over_many_powers_skip_some() {
    assertThat(labels(axis(Unit.ratio(""), 1 / 500.0, 500))).hasSizeBetween(3, 6).contains("1");
  }

  @Test
  void amounts_over_decades_are_labelled_at_one_two_and_five() {
    assertThat(labels(axis(Unit.amount("", "").logarithmicAxis(), 1.9, 55)))
        .containsExactly("2", "5", "10", "20", "50");
  }

  @Test
  void the_reference_is_always_in_sight() {
    Axis axis = axis(Unit.points(""), 2.1, 3.4);
    assertThat(axis.low()).isLessThan(0);
    assertThat(axis.high()).isGreaterThan(3.4);
    assertThat(labels(axis)).containsExactly("0", "1", "2", "3");
  }

  @Test
  void shares_stay_between_zero_and_a_hundred() {
    Axis axis = axis(Unit.percent(""), .5, 99.9);
    assertThat(axis.low()).isZero();
    assertThat(axis.high()).isEqualTo(100);
    assertThat(labels(axis)).containsExactly("0", "20", "40", "60", "80", "100");
  }

  @Test
  void one_number_alone_has_room_on_both_sides() {
    Axis axis = axis(Unit.percent(""), 90);
    assertThat(axis.low()).isLessThan(90);
    assertThat(axis.high()).isGreaterThan(90);
    assertThat(axis.ticks()).isNotEmpty();
  }

  @Test
  void what_an_axis_cannot_hold_does_not_stretch_it() {
    Axis axis = axis(Unit.ratio(""), 0, -1, Double.NaN, Double.POSITIVE_INFINITY, .5, 2);
    assertThat(axis.low()).isBetween(-1.5, -1.0);
    assertThat(axis.high()).isBetween(1.0, 1.5);
  }

  @Test
  void small_steps_keep_their_decimals_and_large_numbers_are_grouped() {
    assertThat(labels(Axis.linear(-.02, .031, 6))).contains("−0.02", "0.00", "0.03");
    assertThat(labels(Axis.linear(0, 43_000, 6))).contains("10\u202f000", "40\u202f000");
  }

  @Test
  void there_are_never_more_ticks_than_asked_for() {
    for (double high = 1e-4; high < 1e7; high *= 1.37) {
      assertThat(Axis.linear(-high / 3, high, 6).ticks()).hasSizeBetween(2, 6);
      assertThat(Axis.linear(0, high, 6).ticks()).hasSizeBetween(2, 6);
    }
  }
}
