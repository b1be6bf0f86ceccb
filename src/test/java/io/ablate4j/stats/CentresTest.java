package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The median, the fit of a table by medians and the interquartile mean. */
class CentresTest {
  static List<Reference> medians() {
    return Reference.of("median");
  }

  static List<Reference> interquartileMeans() {
    return Reference.of("interquartile");
  }

  @ParameterizedTest
  @MethodSource("medians")
  void the_median_lies_between_the_order_statistics_of_scipys_binomial(Reference reference) {
    double[] x = reference.array("x");
    for (int percent : new int[] {95, 80}) {
      Estimate estimate = Median.of(x, percent / 100.0);
      assertThat(estimate.value().getAsDouble())
          .isCloseTo(reference.value("median"), within(1e-12));
      if (reference.quantities().containsKey("interval" + percent)) {
        reference.assertEnds("interval" + percent, estimate.interval(), 0);
      } else {
        assertThat(estimate.interval()).isEmpty();
        assertThat(estimate.missing()).contains("value");
      }
    }
  }

  @Test
  void six_values_are_the_fewest_with_an_interval_at_95_percent() {
    assertThat(Median.of(new double[] {5, 3, 4, 1, 2}, .95))
        .isEqualTo(Estimate.pointOnly(5, 3, "5 values"));
    assertThat(Median.of(new double[] {5, 3, 4, 1, 2, 6}, .95))
        .isEqualTo(Estimate.of(6, 3.5, new Interval(1, 6, .95)));
    // Five reach 93.75 % on the dot.
    assertThat(Median.of(new double[] {5, 3, 4, 1, 2}, .9375).interval()).isPresent();
  }

  @Test
  void of_no_or_equal_values_it_says_so() {
    assertThat(Median.of(new double[0], .95)).isEqualTo(Estimate.notEstimable(0, "no values"));
    assertThat(Median.of(new double[] {2}, .95)).isEqualTo(Estimate.pointOnly(1, 2, "1 value"));
    assertThat(Median.of(new double[] {2, 2, 2, 2, 2, 2, 2}, .95))
        .isEqualTo(Estimate.pointOnly(7, 2, "all values are equal"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Median.of(new double[] {Double.NaN}, .95));
  }

  static List<Reference> medianPolishes() {
    return Reference.of("median-polish");
  }

  @ParameterizedTest
  @MethodSource("medianPolishes")
  void a_table_is_fitted_as_by_medpolish_of_r(Reference reference) {
    double[] cells = reference.array("cells");
    int width = (int) reference.value("width");
    double[][] table = new double[cells.length / width][];
    for (int r = 0; r < table.length; r++) {
      table[r] = Arrays.copyOfRange(cells, r * width, (r + 1) * width);
    }
    MedianPolish fit = MedianPolish.of(table);
    assertThat(fit.overall()).isCloseTo(reference.value("overall"), within(1e-12));
    assertThat(fit.rows()).containsExactly(reference.array("rows"), within(1e-12));
    assertThat(fit.columns()).containsExactly(reference.array("columns"), within(1e-12));
  }

  @Test
  void of_two_columns_it_is_the_median_of_the_differences_whatever_hits_a_few_rows() {
    double[][] table = {{1, 3}, {2, 4.5}, {90, 91}, {1, 3.25}, {70, 2}};
    double[] columns = MedianPolish.of(table).columns();
    assertThat(columns[1] - columns[0]).isCloseTo(2, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("interquartileMeans")
  void the_interquartile_mean_is_scipys_trimmed_mean(Reference reference) {
    assertThat(InterquartileMean.of(reference.array("x")).getAsDouble())
        .isCloseTo(reference.value("mean"), within(1e-12));
  }

  @Test
  void of_nothing_there_is_no_mean_and_the_argument_keeps_its_order() {
    assertThat(InterquartileMean.of(new double[0])).isEmpty();
    double[] x = {9, 1, 5, 3, 7};
    assertThat(InterquartileMean.of(x)).hasValue(5);
    assertThat(x).containsExactly(9, 1, 5, 3, 7);
    assertThat(InterquartileMean.of(new double[] {2, 2, 2, 2})).hasValue(2);
  }
}
