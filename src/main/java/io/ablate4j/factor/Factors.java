package io.ablate4j.factor;

import io.ablate4j.intervention.TimedIntervention;
import io.ablate4j.problem.Registry;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.trial.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The factors that a study may vary. */
public final class Factors {
  public static final Factor<ModelLevel> MODEL = new ModelFactor();
  public static final Factor<Regularization> REGULARIZATION = new RegularizationFactor();
  public static final Factor<Integer> BATCH_SIZE = new BatchSize();
  public static final Factor<Double> LEARNING_RATE = new LearningRate();
  public static final Factor<Integer> EPOCHS = new Epochs();

  /** Only of studies that name several. */
  public static final Factor<NamedDataset> DATASET = new DatasetFactor();

  /** What is done to a network in the middle of its training. */
  public static final Factor<TimedIntervention> INTERVENTION = new InterventionFactor();

  /** Those that every cell has, whether its study names them or not. */
  public static final List<Factor<?>> EVERYWHERE =
      List.of(MODEL, REGULARIZATION, BATCH_SIZE, LEARNING_RATE, EPOCHS);

  @SuppressWarnings("rawtypes") // a service has no type arguments
  private static final Registry<Factor> ALL =
      Registry.onClassPath(
          new Registry.Kind("factor", "factors"),
          Factor.class,
          List.of(
              MODEL,
              REGULARIZATION,
              BATCH_SIZE,
              LEARNING_RATE,
              EPOCHS,
              DATASET, // before those that change how much of it is used
              new Steps(),
              new Examples(),
              new TrainingExamples(),
              new ActivationFactor(),
              ModelSize.depth(),
              ModelSize.width(),
              new WeightScale(),
              new WeightSchemeFactor(),
              new OptimizerFactor(),
              new Momentum(),
              new Schedule(),
              new WeightDecay(),
              new LabelNoise(),
              new InputNoise(),
              new Members(),
              INTERVENTION),
          Factor::name);

  private Factors() {}

  /**
   * All of them, in the order in which grids are laid out; last those of a user's.
   *
   * @throws io.ablate4j.problem.ProblemsException if one of a user's cannot be loaded
   */
  public static List<Factor<?>> all() {
    return ALL.byId().values().stream().<Factor<?>>map(factor -> factor).toList();
  }

  /** Their names, in the same order. */
  public static List<String> names() {
    return ALL.ids();
  }

  /** The one of that name, if there is one. */
  public static Optional<Factor<?>> find(String name) {
    return ALL.find(name).map(factor -> factor);
  }

  /** The cell of settings that were read back, as far as they tell its levels. */
  public static Cell cell(TrialSettings settings) {
    Map<String, String> levels = new LinkedHashMap<>();
    EVERYWHERE.forEach(factor -> levels.put(factor.name(), word(factor, settings)));
    return Cell.of(levels);
  }

  private static <T> String word(Factor<T> factor, TrialSettings settings) {
    return factor.word(factor.of(settings));
  }
}
