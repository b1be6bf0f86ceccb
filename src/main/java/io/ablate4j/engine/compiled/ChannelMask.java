package io.ablate4j.engine.compiled;

import java.util.Arrays;

/** The same of whole channels (Tompson et al. 2015, arXiv:1411.4280). */
record ChannelMask(double retain) implements Mask {
  @Override
  public int draw(float[] factors, Tensor shape, RandomBits random) {
    float[] channels = new float[shape.examples * shape.channels];
    int kept = Mask.decide(channels, retain, random);
    int space = shape.space();
    for (int channel = 0; channel < channels.length; channel++) {
      Arrays.fill(factors, channel * space, (channel + 1) * space, channels[channel]);
    }
    return kept;
  }

  @Override
  public int decisions(Tensor shape) {
    return shape.examples * shape.channels;
  }
}
