package io.ablate4j.trial.tuning;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A plan after the choice of its levels. The choice follows from the stored results of the tuning
 * seeds alone, so that it need not be kept: the same rows give the same levels.
 *
 * @param tuning how the study chooses; empty if it tunes nothing
 * @param choices one a cell with a chosen level, in the order of the plan
 * @param standings one a cell, if the study trains every cell on tuning seeds besides; else none
 * @param evaluation the trials that answer the study: those with a level, and of those without
 *     their stand-ins, in the order of the plan. Two cells may have the same trial
 * @param tuningTrials those that only serve the choice
 */
public record Tuned(
    Optional<Tuning> tuning,
    List<Choice> choices,
    List<Standing> standings,
    List<PlannedTrial> evaluation,
    List<PlannedTrial> tuningTrials) {
  /** Stands for the level that is best on the tuning seeds, where a hypothesis compares it. */
  public static final String BEST = "best";

  /** Means that are closer are a tie: sums of the same numbers in another order differ so. */
  private static final double TIE = 1e-12;

  public Tuned {
    Objects.requireNonNull(tuning, "tuning");
    choices = List.copyOf(choices);
    standings = List.copyOf(standings);
    evaluation = List.copyOf(evaluation);
    tuningTrials = List.copyOf(tuningTrials);
  }

  /**
   * Chooses.
   *
   * @param planned all trials of the study
   * @param results in any order; of two with one key the later counts
   */
  public static Tuned of(
      StudyRecord study, List<PlannedTrial> planned, Collection<TrialResult> results) {
    Optional<Tuning> tuning = Tuning.of(study);
    Map<TrialKey, TrialResult> byKey = new HashMap<>();
    results.forEach(result -> byKey.put(result.key(), result));
    if (tuning.isEmpty()) {
      return Tuning.seedsOfCells(study) == 0
          ? new Tuned(tuning, List.of(), List.of(), planned, List.of())
          : ofAllCells(study, planned, byKey);
    }
    Map<Cell, Map<String, List<Optional<TrialResult>>>> byCell = new LinkedHashMap<>();
    List<PlannedTrial> tuningTrials = new ArrayList<>();
    String factor = tuning.get().factor();
    for (PlannedTrial trial : planned) {
      if (Tuning.isTuning(trial.seed())) {
        tuningTrials.add(trial);
        byCell
            .computeIfAbsent(trial.cell().with(factor, Cell.TUNED), cell -> new HashMap<>())
            .computeIfAbsent(trial.cell().level(factor), level -> new ArrayList<>())
            .add(Optional.ofNullable(byKey.get(trial.key())));
      }
    }
    Map<Cell, Choice> choices = new LinkedHashMap<>();
    byCell.forEach(
        (cell, levels) ->
            choices.put(cell, choice(cell, levels, tuning.get(), study.dataOf(cell).chance())));
    List<PlannedTrial> evaluation =
        planned.stream()
            .filter(trial -> !Tuning.isTuning(trial.seed()))
            .map(trial -> chosen(trial, choices))
            .toList();
    return new Tuned(tuning, List.copyOf(choices.values()), List.of(), evaluation, tuningTrials);
  }

  private static Tuned ofAllCells(
      StudyRecord study, List<PlannedTrial> planned, Map<TrialKey, TrialResult> byKey) {
    Map<Boolean, List<PlannedTrial>> parts =
        planned.stream().collect(Collectors.partitioningBy(trial -> Tuning.isTuning(trial.seed())));
    Map<Cell, List<Optional<TrialResult>>> byCell = new LinkedHashMap<>();
    for (PlannedTrial trial : parts.get(true)) {
      byCell
          .computeIfAbsent(trial.cell(), cell -> new ArrayList<>())
          .add(Optional.ofNullable(byKey.get(trial.key())));
    }
    List<Standing> standings = new ArrayList<>();
    byCell.forEach(
        (cell, found) -> standings.add(standing(cell, found, study.dataOf(cell).chance())));
    return new Tuned(Optional.empty(), List.of(), standings, parts.get(false), parts.get(true));
  }

  private static Standing standing(
      Cell cell, List<Optional<TrialResult>> found, OptionalDouble chance) {
    int notRun = (int) found.stream().filter(Optional::isEmpty).count();
    int failed = (int) found.stream().flatMap(Optional::stream).filter(Tuned::hasFailed).count();
    double sum = 0;
    int diverged = 0;
    for (Optional<TrialResult> result : found) {
      OptionalDouble value =
          result.map(there -> Tuning.value(there, Metric.ACCURACY)).orElse(OptionalDouble.empty());
      sum += value.orElse(chance.orElse(0));
      diverged += value.isEmpty() ? 1 : 0;
    }
    return notRun + failed > 0
        ? new Standing(cell, OptionalDouble.empty(), 0, found.size(), failed, notRun)
        : new Standing(cell, OptionalDouble.of(sum / found.size()), diverged, found.size(), 0, 0);
  }

  private static PlannedTrial chosen(PlannedTrial trial, Map<Cell, Choice> choices) {
    return Deferred.is(trial)
        ? Optional.ofNullable(choices.get(trial.cell()))
            .flatMap(Choice::level)
            .map(level -> Deferred.at(trial, level))
            .orElse(trial)
        : trial;
  }

  /** Trials of the plan, those that serve the choice last. */
  public List<PlannedTrial> all() {
    List<PlannedTrial> all = new ArrayList<>(evaluation);
    all.addAll(tuningTrials);
    return all;
  }

  /** The level of each cell that has got one. */
  public Map<Cell, String> levels() {
    Map<Cell, String> levels = new LinkedHashMap<>();
    choices.forEach(choice -> choice.level().ifPresent(level -> levels.put(choice.cell(), level)));
    return levels;
  }

  /** A cell with the level that was chosen for it; the cell itself if there is no choice. */
  public Cell at(Cell cell) {
    return tuning
        .filter(how -> how.isFor(cell))
        .flatMap(
            how ->
                choices.stream()
                    .filter(choice -> choice.cell().equals(cell))
                    .findFirst()
                    .flatMap(Choice::level)
                    .map(level -> cell.with(how.factor(), level)))
        .orElse(cell);
  }

  /** Whether something can be called best: the study has tuning seeds. */
  public boolean hasSeeds() {
    return tuning.isPresent() || !standings.isEmpty();
  }

  /** Whether a higher mean is better. */
  public boolean higherIsBetter() {
    return tuning.map(Tuning::higherIsBetter).orElse(true);
  }

  /** What the mean on the tuning seeds is one of, such as "validation-accuracy". */
  public String metric() {
    return tuning.map(Tuning::metric).orElse(Tuning.SPLIT + Metric.ACCURACY.word());
  }

  /**
   * What a cell gave on the tuning seeds, at the level that was chosen for it if one was.
   *
   * @return a cell that has no tuning trials, or not all of their results, has no mean
   */
  public Standing standing(Cell cell) {
    for (Choice choice : choices) {
      if (choice.cell().equals(cell)) {
        Optional<Choice.Tried> chosen = choice.chosen();
        return new Standing(
            cell,
            chosen.stream().mapToDouble(Choice.Tried::mean).findFirst(),
            chosen.map(Choice.Tried::diverged).orElse(0),
            choice.trials(),
            choice.failed(),
            choice.notRun());
      }
    }
    return standings.stream()
        .filter(standing -> standing.cell().equals(cell))
        .findFirst()
        .orElseGet(() -> new Standing(cell, OptionalDouble.empty(), 0, 0, 0, 0));
  }

  private static Choice choice(
      Cell cell,
      Map<String, List<Optional<TrialResult>>> levels,
      Tuning tuning,
      OptionalDouble chance) {
    List<Optional<TrialResult>> all = levels.values().stream().flatMap(List::stream).toList();
    int notRun = (int) all.stream().filter(Optional::isEmpty).count();
    int failed = (int) all.stream().flatMap(Optional::stream).filter(Tuned::hasFailed).count();
    if (notRun + failed > 0 || all.size() < tuning.trialsOfCell()) {
      return new Choice(cell, List.of(), Optional.empty(), all.size(), failed, notRun);
    }
    double guessing =
        guessing(
            tuning,
            chance,
            all.stream().flatMap(result -> tuning.value(result.get()).stream().boxed()).toList());
    List<Choice.Tried> tried = new ArrayList<>();
    for (String level : tuning.grid()) {
      double sum = 0;
      int diverged = 0;
      for (Optional<TrialResult> result : levels.get(level)) {
        OptionalDouble value = tuning.value(result.get());
        sum += value.orElse(guessing);
        diverged += value.isEmpty() ? 1 : 0;
      }
      tried.add(new Choice.Tried(level, sum / levels.get(level).size(), diverged));
    }
    return new Choice(
        cell, tried, best(tried, tuning).map(Choice.Tried::level), all.size(), failed, notRun);
  }

  /**
   * What a trial that diverged counts as. A loss may be worse than that of guessing: such a trial
   * is not to lose against one that diverged.
   */
  private static double guessing(Tuning tuning, OptionalDouble chance, List<Double> values) {
    if (tuning.higherIsBetter()) {
      return chance.orElse(0);
    }
    double worst = values.stream().mapToDouble(value -> value).max().orElse(0);
    return chance.isPresent() ? Math.max(worst, -Math.log(chance.getAsDouble())) : worst;
  }

  /** The first of the best: ties go to the smaller level. */
  static Optional<Choice.Tried> best(List<Choice.Tried> ascending, Tuning tuning) {
    return best(ascending, tuning.higherIsBetter());
  }

  /**
   * The best mean, the first of equal ones.
   *
   * @return empty of none
   */
  public static Optional<Choice.Tried> best(List<Choice.Tried> inOrder, boolean higherIsBetter) {
    Choice.Tried best = null;
    for (Choice.Tried next : inOrder) {
      double gain = best == null ? 1 : next.mean() - best.mean();
      if ((higherIsBetter || best == null ? gain : -gain) > TIE) {
        best = next;
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean hasFailed(TrialResult result) {
    return result.outcome() instanceof Outcome.Failed;
  }
}
