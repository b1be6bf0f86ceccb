package io.ablate4j.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.FixedSchedule;

class MasksTest {
  private static final Tensor SHAPE = new Tensor(100, 20, 5, 4);

  private static float[] drawn(Mask mask) {
    float[] factors = new float[SHAPE.examples * SHAPE.exampleSize()];
    mask.draw(factors, SHAPE, new RandomBits(11));
    return factors;
  }

  private static double mean(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }

  private static double moment(float[] numbers, int power) {
    double mean = mean(numbers);
    double sum = 0;
    for (float number : numbers) {
      sum += Math.pow(number - mean, power);
    }
    return sum / numbers.length;
  }

  /** Of a drop probability of .2; the bounds are six standard errors of 40,000 numbers and more. */
  @Test
  void allKindsHaveAMeanOfOneAndTheVarianceOfStandardDropout() {
    for (Mask mask : List.of(new NumberMask(.8), new NormalMask(.5))) {
      assertThat(mean(drawn(mask))).as(mask.toString()).isEqualTo(1, within(.016));
      assertThat(moment(drawn(mask), 2)).as(mask.toString()).isEqualTo(.25, within(.02));
    }
    // Of 2,000 channels:
    assertThat(mean(drawn(new ChannelMask(.8)))).isEqualTo(1, within(.07));
    assertThat(moment(drawn(new ChannelMask(.8)), 2)).isEqualTo(.25, within(.07));
  }

  @Test
  void dropoutOfTheInputWritesNoGradientSinceNobodyReadsIt() {
    Tensor images = new Tensor(2, 3, 1, 1);
    Arrays.fill(images.value().write(), 1f);
    Dropout dropout = new Dropout("drop", images, new NumberMask(.8), new RandomBits(5), true);
    dropout.forward(PassKind.TRAINING);
    assertThat(dropout.output().value().read()).containsAnyOf(0f, 1.25f);
    dropout.backward(); // of what follows, nobody has written one either
    images.newGradient(); // the first reader's, if it were not the dropout's
    assertThatThrownBy(() -> images.gradient().read()).hasMessage("read before it was written");
  }

  @Test
  void aChannelStaysOrGoesAsAWhole() {
    float[] factors = drawn(new ChannelMask(.8));
    int gone = 0;
    for (int channel = 0; channel < SHAPE.examples * SHAPE.channels; channel++) {
      float first = factors[channel * SHAPE.space()];
      assertThat(first).isIn(0f, 1.25f);
      gone += first == 0 ? 1 : 0;
      for (int pixel = 1; pixel < SHAPE.space(); pixel++) {
        assertThat(factors[channel * SHAPE.space() + pixel]).isEqualTo(first);
      }
    }
    assertThat(gone).isBetween(300, 500);
  }

  @Test
  void deeplearning4jsKindsAreKnownAndItsSchedulesAndOtherKindsAreNot() {
    assertThat(Masks.of(new SpatialDropout(.8))).contains(new ChannelMask(.8));
    assertThat(Masks.of(new GaussianDropout(.2))).contains(new NormalMask(.5));
    assertThat(Masks.of(new org.deeplearning4j.nn.conf.dropout.Dropout(.8)))
        .contains(new NumberMask(.8));
    assertThat(Masks.of(new SpatialDropout(new FixedSchedule(.8)))).isEmpty();
    assertThat(Masks.of(new GaussianDropout(new FixedSchedule(.2)))).isEmpty();
    assertThat(Masks.of(new AlphaDropout(.8))).isEmpty();
  }
}
