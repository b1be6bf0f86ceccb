package io.ablate4j.model.words;

import io.ablate4j.layer.ShiftingNoise;

/** How far it shifts and scales, and how much examples differ. */
final class ShiftingNoiseWords implements DropoutKindWords<ShiftingNoise> {
  @Override
  public Class<ShiftingNoise> dropout() {
    return ShiftingNoise.class;
  }

  @Override
  public String words(ShiftingNoise noise) {
    return "shifting noise, shift "
        + Phrases.number(noise.getShift())
        + ", scale "
        + Phrases.number(noise.getScale())
        + ", spread "
        + Phrases.number(noise.getSpread());
  }
}
