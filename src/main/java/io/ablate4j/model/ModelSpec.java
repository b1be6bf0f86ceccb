package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import io.ablate4j.regularization.Regularization;
import java.util.Objects;

/**
 * What a factory needs to know to lay out a network.
 *
 * @param input shape of one example
 * @param classes units of the softmax output
 * @param regularization where BN and Dropout go
 */
public record ModelSpec(InputShape input, int classes, Regularization regularization) {
  public ModelSpec {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(regularization, "regularization");
    if (classes < 2) {
      throw new IllegalArgumentException("a classifier needs two classes, not " + classes);
    }
  }
}
