package io.ablate4j.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.hypothesis.Prediction.Across;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TrendScaleTest {
  private static Prediction divergence(Across across) {
    return new Prediction(
        new Prediction.Pair("regularization", "drop-p", "none"),
        ContrastMetric.DIVERGENCE,
        Expectation.NOT_WORSE,
        .05,
        Map.of(),
        Optional.of(across));
  }

  /** Slopes rest on the places alone, so that verdicts and registrations of before stay. */
  @Test
  void byDoublingsLevelsStandWhereTheyStoodBeforeThereWasAnotherScale() {
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      double level = i % 2 == 0 ? 1 + random.nextInt(4096) : Math.exp(random.nextGaussian() * 5);
      String word = i % 2 == 0 ? String.valueOf((int) level) : String.valueOf(level);
      assertThat(new Across.Trend("batchSize", List.of(word)).positions())
          .containsExactly(Math.log(level) / Math.log(2));
    }
  }

  /** Such as a binary 0.3 / 0.1, which is below 3, would not. */
  @Test
  void onALinearScaleEvenStepsAreEvenToTheBit() {
    assertThat(TrendScale.linear(.1).positions(List.of("0.0", "0.1", "0.2", "0.3", "0.7", "1.0")))
        .containsExactly(0, 1, 2, 3, 7, 10);
    assertThat(TrendScale.linear(1).positions(List.of("0", "1.0E-4", "32")))
        .containsExactly(0, 1e-4, 32);
    assertThat(TrendScale.linear(.3).positions(List.of("0.1"))).containsExactly(1 / 3.0);
  }

  @Test
  void onlyLevelsAboveZeroHaveAPlaceAmongDoublings() {
    assertThat(DoubleStream.of(0, 1e-300, .5, 8).mapToObj(String::valueOf))
        .allMatch(TrendScale.linear(.1)::hasPlaceOf)
        .filteredOn(TrendScale.LOG2::hasPlaceOf)
        .containsExactly("1.0E-300", "0.5", "8.0");
  }

  @Test
  void aStepIsToldInWords() {
    assertThat(TrendScale.LOG2.stepInWords()).isEqualTo("doubling");
    assertThat(TrendScale.linear(.1).stepInWords()).isEqualTo("0.1");
    assertThat(TrendScale.linear(1).stepInWords()).isEqualTo("unit");
    assertThat(TrendScale.linear(100).stepInWords()).isEqualTo("100");
  }

  @Test
  void aStepIsAFiniteNumberAboveZeroAndOfDoublingsOne() {
    for (double step : new double[] {0, -.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> TrendScale.linear(step))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a step of " + step);
    }
    assertThatThrownBy(() -> new TrendScale(TrendScale.By.LOG2, .1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Of 0, 1, 4 the weights are -5/26, -2/26 and 7/26: at most 14/26. */
  @Test
  void theRangeOfASlopeIsThatOfItsScale() {
    List<String> levels = List.of("0.0", "0.1", "0.4");
    assertThat(divergence(new Across.Trend("drop", levels, TrendScale.linear(.1))).range())
        .isCloseTo(14 / 26.0, within(1e-12));
  }

  @Test
  void aLinearTrendIsToldWithItsStepAndItsLevels() {
    List<String> levels = List.of("0.0", "0.1", "0.4");
    assertThat(divergence(new Across.Trend("drop", levels, TrendScale.linear(.1))).inWords())
        .isEqualTo(
            "drop-p against none, per 0.1 of drop (0.0, 0.1, 0.4): divergence not-worse, margin"
                + " 0.05");
    assertThat(divergence(new Across.Trend("drop", levels, TrendScale.linear(1))).inWords())
        .startsWith("drop-p against none, per unit of drop (0.0, 0.1, 0.4): ");
  }
}
