package io.ablate4j.train;

import io.ablate4j.data.DataSplit;
import io.ablate4j.data.Examples;
import io.ablate4j.probe.ProbeSizes;
import io.ablate4j.view.Batch;
import java.util.Arrays;

/** The examples that probes look at: first parts of splits, which are in random order already. */
final class ProbedExamples {
  /** DL4J takes 1.3 ms an image of the Inception block for the forward pass alone. */
  private static final int BY_DL4J = 128;

  private final Batch trainingSet;
  private final Batch train;
  private final Batch few;
  private final Batch byDl4j;
  private final Batch validation;
  private final int batchSize;

  ProbedExamples(DataSplit split, int batchSize) {
    this.batchSize = batchSize;
    ProbeSizes sizes = ProbeSizes.of(batchSize, split.train().count(), split.validation().count());
    trainingSet = first(split.train(), Integer.MAX_VALUE);
    train = first(split.train(), sizes.train());
    few = first(split.train(), sizes.back());
    byDl4j = first(split.train(), BY_DL4J);
    validation = first(split.validation(), Integer.MAX_VALUE);
  }

  private static Batch first(Examples examples, int most) {
    int count = Math.min(examples.count(), most);
    if (count == examples.count()) {
      return new Batch(examples.features(), examples.labels());
    }
    return new Batch(
        Arrays.copyOf(examples.features(), count * examples.shape().size()),
        Arrays.copyOf(examples.labels(), count));
  }

  Batch trainingSet() {
    return trainingSet;
  }

  Batch train() {
    return train;
  }

  /** Those that the way back is computed of. */
  Batch few() {
    return few;
  }

  /** Those that DL4J computes. */
  Batch byDl4j() {
    return byDl4j;
  }

  Batch validation() {
    return validation;
  }

  int batchSize() {
    return batchSize;
  }
}
