package io.ablate4j.data;

import java.util.Random;

/**
 * Noise that is added to one seed's data, from streams of its own: all arms of a seed have the
 * same. Of two shares or sizes the noise of the smaller one is part of the larger's, and so is that
 * of fewer training examples.
 *
 * @param labels chance that a training example has the label of another class, any of them alike;
 *     validation and test keep theirs
 * @param inputs standard deviation of normal numbers that are added to all features once, of
 *     training, validation and test examples
 */
public record Noise(double labels, double inputs) {
  /** The data as they are. */
  public static final Noise NONE = new Noise(0, 0);

  private static final String LABEL_STREAM = "label-noise";
  private static final String INPUT_STREAM = "input-noise:";

  public Noise {
    if (!(labels >= 0 && labels <= 1) || !(inputs >= 0) || Double.isInfinite(inputs)) {
      throw new IllegalArgumentException("label noise " + labels + ", input noise " + inputs);
    }
  }

  /** The data with it; what was given stays as it is. */
  public DataSplit addedTo(DataSplit split, long seed) {
    if (equals(NONE)) {
      return split;
    }
    SeedStream streams = new SeedStream(seed);
    return new DataSplit(
        split.classes(),
        withInputs(
            withLabels(split.train(), split.classes(), streams.random(LABEL_STREAM)),
            streams.random(INPUT_STREAM + "train")),
        withInputs(split.validation(), streams.random(INPUT_STREAM + "validation")),
        withInputs(split.test(), streams.random(INPUT_STREAM + "test")));
  }

  private Examples withLabels(Examples examples, int classes, Random random) {
    if (labels == 0) {
      return examples;
    }
    int[] noisy = examples.labels().clone();
    for (int i = 0; i < noisy.length; i++) {
      boolean isWrong = random.nextDouble() < labels;
      int further = 1 + random.nextInt(classes - 1);
      if (isWrong) {
        noisy[i] = (noisy[i] + further) % classes;
      }
    }
    return new Examples(examples.shape(), examples.features(), noisy);
  }

  private Examples withInputs(Examples examples, Random random) {
    if (inputs == 0) {
      return examples;
    }
    float[] noisy = examples.features().clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (inputs * random.nextGaussian());
    }
    return new Examples(examples.shape(), noisy, examples.labels());
  }
}
