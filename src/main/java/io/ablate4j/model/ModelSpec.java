package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Regularization;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a factory needs to know to lay out a network.
 *
 * @param input shape of one example
 * @param classes units of the softmax output
 * @param regularization what is put in, and where
 * @param laidOut hears of the network's places and what was put there; a factory without a {@link
 *     BlockBuilder} need not tell, and is then given regularizations alone that say flags and
 *     numbers by kind of layer
 */
public record ModelSpec(
    InputShape input, int classes, Regularization regularization, Consumer<Layout> laidOut) {
  /** Nobody wants to hear of places. */
  public ModelSpec(InputShape input, int classes, Regularization regularization) {
    this(input, classes, regularization, layout -> {});
  }

  public ModelSpec {
    Objects.requireNonNull(laidOut, "laidOut");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(regularization, "regularization");
    if (classes < 2) {
      throw new IllegalArgumentException("a classifier needs two classes, not " + classes);
    }
  }

  /** The same, heard by another. */
  ModelSpec heardBy(Consumer<Layout> other) {
    return new ModelSpec(input, classes, regularization, other);
  }
}
