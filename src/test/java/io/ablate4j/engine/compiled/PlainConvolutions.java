package io.ablate4j.engine.compiled;

/** As {@link ConvolutionKernels} describes them, a number at a time. */
class PlainConvolutions implements ConvolutionKernels {
  private final int lanes;

  /**
   * @param lanes of the vectors whose place it takes
   */
  PlainConvolutions(int lanes) {
    this.lanes = lanes;
  }

  @Override
  public int lanes() {
    return lanes;
  }

  @Override
  public void products(
      float[] image,
      int start,
      int[] offsets,
      float[] weights,
      int from,
      float[] sums,
      int places,
      int size) {
    for (int filter = 0; filter < FILTERS; filter++) {
      for (int place = 0; place < places; place++) {
        float sum = 0;
        for (int k = 0; k < offsets.length; k++) {
          sum =
              Math.fma(
                  image[start + place + offsets[k]], weights[from + k * FILTERS + filter], sum);
        }
        sums[filter * size + place] = sum;
      }
    }
  }

  @Override
  public void gather(
      float[] sums,
      int from,
      int step,
      int rows,
      int width,
      float bias,
      boolean isBiased,
      boolean rectified,
      float[] image,
      int to) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        float z = sums[from + row * step + i];
        float biased = isBiased ? z + bias : z;
        image[to + row * width + i] = rectified ? Math.max(biased, 0) : biased;
      }
    }
  }

  @Override
  public void spread(
      float[] gradient,
      float[] outputs,
      int from,
      int rows,
      int width,
      int step,
      float[] plane,
      int to) {
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        int at = from + row * width + i;
        plane[to + row * step + i] = outputs == null || outputs[at] > 0 ? gradient[at] : 0;
      }
    }
  }

  @Override
  public void add(float[] plane, int from, int length, float[] sums, int at) {
    for (int i = 0; i < length; i++) {
      sums[at + i % STRANDS] += plane[from + i];
    }
  }

  @Override
  public void correlate(
      float[] planes,
      int from,
      int plane,
      float[] image,
      int[] offsets,
      int tap,
      int length,
      float[] sums,
      int at) {
    for (int filter = 0; filter < FILTERS; filter++) {
      for (int t = 0; t < TAPS; t++) {
        float[] strands = new float[STRANDS];
        for (int i = 0; i < length; i++) {
          strands[i % STRANDS] =
              Math.fma(
                  image[i + offsets[tap + t]],
                  planes[from + filter * plane + i],
                  strands[i % STRANDS]);
        }
        for (int i = 0; i < STRANDS; i++) {
          sums[at + (filter * TAPS + t) * STRANDS + i] += strands[i];
        }
      }
    }
  }
}
