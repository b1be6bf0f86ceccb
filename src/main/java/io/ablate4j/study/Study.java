package io.ablate4j.study;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.design.Design;
import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.factor.Strength;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.hypothesis.AskedMetrics;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.intervention.TimedIntervention;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.Target;
import io.ablate4j.trial.TestReading;
import io.ablate4j.trial.tuning.Tuning;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is asked.
 *
 * @param name its name, also that of its folder under {@code reports/}
 * @param description what it asks, may be empty
 * @param dataset the data
 * @param factors in the order of {@link Factors#all}: those that every cell has, and those of the
 *     others that have a level besides their usual one; one level where the study does not vary it;
 *     last the strengths that its regularizations name
 * @param design which combinations of their levels are cells
 * @param compare the factor whose levels are the arms, if the file names it; see {@link #compared}
 * @param seeds replicates of each cell, seeds 1 to this number
 * @param tuningSeeds on how many more seeds each cell is trained, to choose from and not to answer
 *     anything; 0 in a study that tunes a factor, which says it there
 * @param budget of each trial
 * @param optimizer of each trial
 * @param target what "learned" means, for steps to target; if empty, it is derived from the results
 * @param checkExamples trained examples from one check whether the target is reached to the next
 * @param engine what carries out the training steps
 * @param timing whether a run measures what a training step costs
 * @param evaluate after which epochs trials are evaluated in full
 * @param probes ids of what else is measured after each epoch, in the order of the file
 * @param hypotheses what is expected to come of it, written down before the first trial
 */
public record Study(
    String name,
    String description,
    DatasetSpec dataset,
    List<Axis<?>> factors,
    Design design,
    Optional<String> compare,
    int seeds,
    int tuningSeeds,
    Budget budget,
    Optimizer optimizer,
    Optional<Target> target,
    int checkExamples,
    EngineChoice engine,
    TimingChoice timing,
    EvaluationPoints evaluate,
    List<String> probes,
    List<Hypothesis> hypotheses) {
  public Study {
    probes = List.copyOf(probes);
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(timing, "timing");
    Objects.requireNonNull(evaluate, "evaluate");
    factors = List.copyOf(factors);
    hypotheses = List.copyOf(hypotheses);
    Objects.requireNonNull(design, "design");
    List<Factor<?>> there =
        factors.stream()
            .<Factor<?>>map(Axis::factor)
            .filter(factor -> !(factor instanceof Strength))
            .toList();
    if (!there.containsAll(Factors.EVERYWHERE)
        || !there.equals(Factors.all().stream().filter(there::contains).toList())) {
      throw new IllegalArgumentException("a study has each factor once, in order: " + factors);
    }
    if (checkExamples < 1) {
      throw new IllegalArgumentException("no check every " + checkExamples + " examples");
    }
    if (seeds < 1) {
      throw new IllegalArgumentException("a study needs at least one seed, not " + seeds);
    }
    if (tuningSeeds < 0 || tuningSeeds > 0 && factors.stream().anyMatch(Study::isTuned)) {
      throw new IllegalArgumentException("no choice on " + tuningSeeds + " tuning seeds");
    }
  }

  private static boolean isTuned(Axis<?> axis) {
    return axis.tuning().isPresent();
  }

  /** Whether a run measures what a training step costs, unless an option says otherwise. */
  public boolean isTimed() {
    return timing != TimingChoice.NONE;
  }

  /** The same study, expecting something else. */
  public Study withHypotheses(List<Hypothesis> others) {
    return with(engine, evaluate, others);
  }

  /** The same with other points of evaluation, which changes no trial. */
  public Study withEvaluate(EvaluationPoints others) {
    return with(engine, others, hypotheses);
  }

  /** The same study, carried out by another engine. */
  Study withEngine(EngineChoice other) {
    return with(other, evaluate, hypotheses);
  }

  private Study with(EngineChoice by, EvaluationPoints at, List<Hypothesis> expected) {
    return new Study(
        name,
        description,
        dataset,
        factors,
        design,
        compare,
        seeds,
        tuningSeeds,
        budget,
        optimizer,
        target,
        checkExamples,
        by,
        timing,
        at,
        probes,
        expected);
  }

  /** What is measured of a trial besides its training. */
  public Asked asked(TrialSettings settings) {
    List<Integer> epochs = evaluate.epochs(settings.epochs());
    return new Asked(
        epochs.size() == settings.epochs() ? List.of() : epochs,
        target.isPresent() && !AskedMetrics.areOfInterventions(hypotheses)
            ? OptionalDouble.of(target.get().hardest())
            : OptionalDouble.empty(),
        probes,
        hypotheses.stream()
            .flatMap(hypothesis -> hypothesis.testReadings().stream())
            .filter(TestReading::isAsked)
            .map(reading -> reading.metric().word())
            .toList());
  }

  /** What is measured of a trial that only serves a choice: what it is chosen by. */
  public Asked askedOfTuning(TrialSettings settings) {
    return new Asked(List.of(settings.epochs()), OptionalDouble.of(0), List.of());
  }

  /** After how many steps its interventions come; empty if it has none, or at several steps. */
  public OptionalInt interventionStep() {
    List<Integer> steps =
        levels(Factors.INTERVENTION).stream()
            .filter(TimedIntervention::isThere)
            .map(TimedIntervention::step)
            .distinct()
            .toList();
    return steps.size() == 1 ? OptionalInt.of(steps.get(0)) : OptionalInt.empty();
  }

  /** The levels of a factor, in the study's order; none if the study has it at its usual level. */
  public <T> List<T> levels(Factor<T> factor) {
    return axis(factor).map(Axis::levels).orElse(List.of());
  }

  /** The axis of a factor; empty if the study has it at its usual level. */
  @SuppressWarnings("unchecked") // a factor's levels are of its type by construction
  public <T> Optional<Axis<T>> axis(Factor<T> factor) {
    return factors.stream()
        .filter(axis -> axis.factor().equals(factor))
        .findFirst()
        .map(axis -> (Axis<T>) axis);
  }

  /**
   * The factor whose levels are set against one another: the one that the file names, else the
   * regularization if it varies, else the first other one that does, models last.
   */
  public String compared() {
    return compare.orElseGet(
        () ->
            varies(Factors.REGULARIZATION)
                ? Roles.ARM
                : factors.stream()
                    .map(Axis::factor)
                    .filter(this::varies)
                    .map(Factor::name)
                    .sorted(Comparator.comparing(Roles.MODEL::equals))
                    .findFirst()
                    .orElse(Roles.ARM));
  }

  private boolean varies(Factor<?> factor) {
    return axis(factor).filter(axis -> axis.words().size() > 1).isPresent();
  }

  /** Every cell, model by model, then regularization, batch size and so on. */
  public List<Cell> cells() {
    String arms = compared();
    return design.cells(name, factors).stream().map(cell -> cell.comparing(arms)).toList();
  }

  /** How the level is chosen that stands as {@link Cell#TUNED} in cells; empty if none is. */
  public Optional<Tuning> tuning() {
    return factors.stream().flatMap(axis -> axis.tuning().stream()).findFirst();
  }

  /** A cell with each level that it is tuned over, ascending; the cell alone if it is not tuned. */
  public List<Cell> tried(Cell cell) {
    return tuning()
        .filter(tuning -> tuning.isFor(cell))
        .map(tuning -> tuning.grid().stream().map(w -> cell.with(tuning.factor(), w)).toList())
        .orElse(List.of(cell));
  }

  /** All that is trained: every cell, and in place of one that is tuned what it is tuned over. */
  public List<Cell> tried() {
    return cells().stream().flatMap(cell -> tried(cell).stream()).distinct().toList();
  }

  /**
   * What the levels of a cell make of its trials; of a level that is not chosen yet, the least that
   * it may be.
   */
  public TrialSettings settings(Cell cell) {
    TrialSettings.Builder settings = new TrialSettings.Builder(dataset, optimizer);
    factors.forEach(axis -> axis.apply(cell, settings));
    return settings.build();
  }
}
