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
 * @param options what factors change; a factory follows {@link #depth} and {@link #width}, the rest
 *     is done to what it gives
 * @param laidOut hears of the network's places and what was put there; a factory without a {@link
 *     BlockBuilder} need not say, and is then given regularizations alone that say flags and
 *     numbers by kind of layer
 */
public record ModelSpec(
    InputShape input,
    int classes,
    Regularization regularization,
    NetworkOptions options,
    Consumer<Layout> laidOut) {
  /** Nobody wants to hear of places. */
  public ModelSpec(InputShape input, int classes, Regularization regularization) {
    this(input, classes, regularization, NetworkOptions.USUAL, layout -> {});
  }

  /** Of a network that factors leave as it is. */
  public ModelSpec(
      InputShape input, int classes, Regularization regularization, Consumer<Layout> laidOut) {
    this(input, classes, regularization, NetworkOptions.USUAL, laidOut);
  }

  /**
   * Hidden layers, or convolutions, of a network that can have any number of them.
   *
   * @param usual the model's own
   */
  public int depth(int usual) {
    return options.depth().orElse(usual);
  }

  /**
   * Units of a hidden layer, or channels of the first convolution.
   *
   * @param usual the model's own
   */
  public int width(int usual) {
    return options.width().orElse(usual);
  }

  public ModelSpec {
    Objects.requireNonNull(laidOut, "laidOut");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(regularization, "regularization");
    if (classes < 2) {
      throw new IllegalArgumentException("a classifier needs two classes, not " + classes);
    }
  }

  /** The same, heard by another. */
  ModelSpec heardBy(Consumer<Layout> other) {
    return new ModelSpec(input, classes, regularization, options, other);
  }
}
