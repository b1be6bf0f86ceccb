package io.ablate4j.trial;

import java.util.Objects;

/**
 * One combination of factor levels, without the seed.
 *
 * @param model id of the model
 * @param regularization name of the regularization
 * @param batchSize examples a training step
 * @param learningRate step size of the optimizer
 * @param epochs passes over the training set
 */
public record Cell(
    String model, String regularization, int batchSize, double learningRate, int epochs) {
  public Cell {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(regularization, "regularization");
  }

  /** The same cell with another regularization: the other arm of a contrast. */
  public Cell withRegularization(String other) {
    return new Cell(model, other, batchSize, learningRate, epochs);
  }
}
