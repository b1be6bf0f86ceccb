package io.ablate4j.regularization;

import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A named arm of the ablation: where and how BN and Dropout are put into a model.
 *
 * @param name the level's name in studies and reports
 */
public record Regularization(
    String name, Optional<BatchNorm> batchNorm, Optional<Dropout> dropout) {
  public static final Regularization NONE =
      new Regularization("none", Optional.empty(), Optional.empty());
  public static final Regularization BATCH_NORM =
      new Regularization("batch-norm", Optional.of(BatchNorm.EVERYWHERE), Optional.empty());
  public static final Regularization DROPOUT =
      new Regularization("dropout", Optional.empty(), Optional.of(Dropout.USUAL));
  public static final Regularization BOTH =
      new Regularization("both", Optional.of(BatchNorm.EVERYWHERE), Optional.of(Dropout.USUAL));

  public Regularization {
    Objects.requireNonNull(batchNorm, "batchNorm");
    Objects.requireNonNull(dropout, "dropout");
    if (name.isBlank()) {
      throw ProblemsException.of("A regularization has no name.", "call it what it does.");
    }
  }

  /**
   * Whether it puts nothing into any model, as {@code none}: then it is a control, whose trials
   * have to give the numbers of {@code none} to the last bit.
   */
  public boolean changesNothing() {
    return batchNorm.isEmpty() && dropout.filter(Dropout::drops).isEmpty();
  }

  /** The levels every study may name without defining them. */
  public static List<Regularization> builtIn() {
    return List.of(NONE, BATCH_NORM, DROPOUT, BOTH);
  }
}
