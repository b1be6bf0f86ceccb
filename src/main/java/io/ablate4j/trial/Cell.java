package io.ablate4j.trial;

import java.util.List;
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

  /** The factors by name, in the order in which grids are laid out. */
  public static final List<String> FACTORS =
      List.of("model", "regularization", "batchSize", "learningRate", "epochs");

  /**
   * Its level of a factor, as a word.
   *
   * @throws IllegalArgumentException if there is no such factor
   */
  public String level(String factor) {
    return switch (factor) {
      case "model" -> model;
      case "regularization" -> regularization;
      case "batchSize" -> String.valueOf(batchSize);
      case "learningRate" -> String.valueOf(learningRate);
      case "epochs" -> String.valueOf(epochs);
      default -> throw new IllegalArgumentException("no factor is called " + factor);
    };
  }

  /** The same cell with another regularization: the other arm of a contrast. */
  public Cell withRegularization(String other) {
    return new Cell(model, other, batchSize, learningRate, epochs);
  }
}
