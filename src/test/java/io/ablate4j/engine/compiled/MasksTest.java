package io.ablate4j.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.layer.ShiftingNoise;
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

  /** Of 2,000 channels; the bounds are six standard errors and more. */
  @Test
  void eachChannelOfShiftingNoiseDrawsAShiftAndAScaleThatItsNumbersSpreadAround() {
    Tensor shape = new Tensor(60, 2_000, 1, 2);
    float[] factors = new float[240_000];
    float[] terms = new float[240_000];
    Mask noise = new ShiftMask(.5, 1.25, .1);
    RandomBits random = new RandomBits(3);
    noise.draw(factors, shape, random);
    noise.drawTerms(terms, shape, random);
    float[] scales = channels(factors);
    float[] shifts = channels(terms);
    // Of 120 numbers a channel, so that .01 / 120 comes on top of the variances of the uniform
    // distributions, 1 / 12 times their length squared.
    assertThat(mean(scales)).isEqualTo(1.125, within(.01));
    assertThat(moment(scales, 2)).isEqualTo(.0625 / 12 + .01 / 120, within(.0006));
    assertThat(mean(shifts)).isEqualTo(0, within(.04));
    assertThat(moment(shifts, 2)).isEqualTo(1 / 12.0, within(.01));
    float[] around = factors.clone();
    float[] besides = terms.clone();
    for (int i = 0; i < around.length; i++) {
      around[i] -= scales[i / 2 % 2_000];
      besides[i] -= shifts[i / 2 % 2_000];
    }
    assertThat(moment(around, 2)).isEqualTo(.01 * 119 / 120, within(.0003));
    assertThat(moment(around, 4) / Math.pow(moment(around, 2), 2)).isEqualTo(3, within(.06));
    assertThat(moment(besides, 2)).isEqualTo(.04 / 12 * 119 / 120, within(.0001));
    float[] again = new float[240_000];
    noise.drawTerms(again, shape, random);
    assertThat(correlation(shifts, channels(again))).as("of two steps").isEqualTo(0, within(.14));
  }

  /** Means of 2,000 channels of two pixels. */
  private static float[] channels(float[] numbers) {
    float[] means = new float[2_000];
    for (int i = 0; i < numbers.length; i++) {
      means[i / 2 % 2_000] += numbers[i] / (numbers.length / 2_000);
    }
    return means;
  }

  private static double correlation(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - mean(one)) * (other[i] - mean(other));
    }
    return sum / one.length / Math.sqrt(moment(one, 2) * moment(other, 2));
  }

  @Test
  void noiseMultipliesAndAddsAndItsGradientIsWhatItMultipliedBy() {
    Tensor images = new Tensor(2, 1, 1, 2);
    System.arraycopy(new float[] {1, 2, 3, 4}, 0, images.value().write(), 0, 4);
    Mask mask = new ShiftMask(.5, 1.25, .1);
    Dropout noise = new Dropout("noise", images, mask, new RandomBits(5), false);
    float[] factors = new float[4];
    float[] terms = new float[4];
    RandomBits same = new RandomBits(5);
    mask.draw(factors, images, same);
    mask.drawTerms(terms, images, same);
    noise.forward(PassKind.TRAINING);
    float[] output = noise.output().value().read().clone();
    Arrays.fill(noise.output().newGradient().write(), 10f);
    noise.backward();
    for (int i = 0; i < 4; i++) {
      assertThat(output[i]).isEqualTo((i + 1) * factors[i] + terms[i]);
      assertThat(images.gradient().read()[i]).isEqualTo(10 * factors[i]);
    }
    noise.forward(PassKind.INFERENCE);
    assertThat(noise.output().value().read()).containsExactly(1, 2, 3, 4);
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
    assertThat(Masks.of(new ShiftingNoise(.5, 1.25, .1))).contains(new ShiftMask(.5, 1.25, .1));
    assertThat(Masks.of(new AlphaDropout(.8))).isEmpty();
  }
}
