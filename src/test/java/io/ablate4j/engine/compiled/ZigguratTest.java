package io.ablate4j.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** Of a fixed seed, so that what holds once holds always. */
class ZigguratTest {
  private static final int DRAWS = 4_000_000;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private static float[] drawn() {
    RandomBits random = new RandomBits(7);
    float[] numbers = new float[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      numbers[i] = Ziggurat.normal(random);
    }
    return numbers;
  }

  @Test
  void numbersFallIntoAThousandEquallyProbableIntervalsAsNormalOnesDo() {
    int[] seen = new int[1000];
    for (float number : drawn()) {
      int interval = (int) (NORMAL.cumulativeProbability(number) * seen.length);
      seen[Math.min(interval, seen.length - 1)]++;
    }
    double expected = (double) DRAWS / seen.length;
    double chiSquared = 0;
    for (int count : seen) {
      chiSquared += (count - expected) * (count - expected) / expected;
    }
    double below = ChiSquaredDistribution.of(seen.length - 1).cumulativeProbability(chiSquared);
    assertThat(below).isBetween(.001, .999);
  }

  /** Behind the lowest strip's rectangle, on both sides; within five standard errors. */
  @Test
  void tailsAreAsHeavyAndAsLongAsNormalOnes() {
    for (double from : new double[] {Ziggurat.TAIL, 4, 4.5}) {
      double expected = DRAWS * NORMAL.cumulativeProbability(-from);
      int above = 0;
      int below = 0;
      for (float number : drawn()) {
        above += number > from ? 1 : 0;
        below += number < -from ? 1 : 0;
      }
      assertThat((double) above).isEqualTo(expected, within(5 * Math.sqrt(expected)));
      assertThat((double) below).isEqualTo(expected, within(5 * Math.sqrt(expected)));
    }
  }

  @Test
  void neighboursHaveNothingToDoWithEachOther() {
    float[] numbers = drawn();
    double products = 0;
    double ofSizes = 0;
    double meanSize = Math.sqrt(2 / Math.PI);
    for (int i = 1; i < DRAWS; i++) {
      products += numbers[i] * numbers[i - 1];
      ofSizes += (Math.abs(numbers[i]) - meanSize) * (Math.abs(numbers[i - 1]) - meanSize);
    }
    assertThat(products / DRAWS).isEqualTo(0, within(5 / Math.sqrt(DRAWS)));
    assertThat(ofSizes / DRAWS).isEqualTo(0, within(5 * (1 - 2 / Math.PI) / Math.sqrt(DRAWS)));
  }
}
