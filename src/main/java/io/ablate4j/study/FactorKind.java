package io.ablate4j.study;

import io.ablate4j.regularization.Regularization;
import java.util.List;
import java.util.function.Function;

/**
 * A factor a study may vary; the constants are all there are.
 *
 * @param name the key under {@code factors}
 * @param description one line for {@code list factors}
 * @param word how a level is written in tables and study files
 * @param <T> type of a level
 */
public record FactorKind<T>(String name, String description, Function<T, String> word) {
  public static final FactorKind<String> MODEL =
      new FactorKind<>("model", "id of a model, see: list models", level -> level);
  public static final FactorKind<Regularization> REGULARIZATION =
      new FactorKind<>(
          "regularization",
          "name of a regularization, built in or defined in the study",
          Regularization::name);
  public static final FactorKind<Integer> BATCH_SIZE =
      new FactorKind<>("batchSize", "examples a training step", String::valueOf);
  public static final FactorKind<Double> LEARNING_RATE =
      new FactorKind<>("learningRate", "step size of the optimizer", String::valueOf);
  public static final FactorKind<Integer> EPOCHS =
      new FactorKind<>("epochs", "passes over the training set", String::valueOf);

  /** All of them, in the order in which grids are laid out. */
  public static List<FactorKind<?>> all() {
    return List.of(MODEL, REGULARIZATION, BATCH_SIZE, LEARNING_RATE, EPOCHS);
  }
}
