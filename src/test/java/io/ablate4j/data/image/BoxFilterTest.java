package io.ablate4j.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoxFilterTest {
  @Test
  void threePixelsBecomeTwoByTwoThirdsAndOneThird() {
    // Each new pixel covers one and a half: all of an outer one and half of the middle one.
    assertThat(scaled(2, 3, 6, 9))
        .containsExactly(new double[] {(3 + 6 / 2.0) / 1.5, (6 / 2.0 + 9) / 1.5}, offset(1e-12));
  }

  @Test
  void fivePixelsBecomeTwoByTheirParts() {
    assertThat(scaled(2, 10, 20, 30, 40, 50))
        .containsExactly(new double[] {(10 + 20 + 15) / 2.5, (15 + 40 + 50) / 2.5}, offset(1e-12));
  }

  @Test
  void wholeNumbersOfPixelsBecomeTheirMean() {
    assertThat(scaled(2, 1, 2, 3, 10, 20, 60)).containsExactly(2, 30);
    assertThat(scaled(1, 0, 0, 0, 1)).containsExactly(0.25);
  }

  @Test
  void theSameLengthChangesNothing() {
    assertThat(scaled(4, .1, .7, .3, .2)).containsExactly(.1, .7, .3, .2);
  }

  @Test
  void longerGoesStraightFromCentreToCentre() {
    // New centres at -.25, .25, .75 and 1.25 of the old ones.
    assertThat(scaled(4, 0, 1)).containsExactly(0, .25, .75, 1);
    assertThat(scaled(3, 5)).containsExactly(5, 5, 5);
  }

  @Test
  void aLineOfOnePixelCountsWhereverItStands() {
    for (int line = 0; line < 224; line++) {
      double[] row = new double[224];
      row[line] = 1;
      double sum = 0;
      for (double value : scaled(28, row)) {
        sum += value;
      }
      assertThat(sum).isCloseTo(1 / 8.0, offset(1e-12));
    }
  }

  @Test
  void anyLengthsKeepTheMeanAndAConstant() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      double[] row = random.doubles(1 + random.nextInt(400)).toArray();
      int to = 1 + random.nextInt(row.length);
      double[] scaled = scaled(to, row);
      assertThat(mean(scaled)).isCloseTo(mean(row), offset(1e-12));
      double[] constant = new double[row.length];
      Arrays.fill(constant, 0.3);
      for (double value : scaled(1 + random.nextInt(900), constant)) {
        assertThat(value).isCloseTo(0.3, offset(1e-12));
      }
    }
  }

  @Test
  void noPixelsAreNoImage() {
    assertThatThrownBy(() -> new BoxFilter(0, 3)).isInstanceOf(IllegalArgumentException.class);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double[] scaled(int to, double... row) {
    double[] result = new double[to];
    for (BoxFilter.Share share : new BoxFilter(row.length, to).shares()) {
      result[share.target()] += share.weight() * row[share.source()];
    }
    return result;
  }
}
