package io.ablate4j.factor;

import io.ablate4j.problem.Problem;
import io.ablate4j.trial.Cell;
import java.util.List;
import java.util.Map;

/** How long is trained, in passes over the training set. */
final class Epochs extends TypedFactor<Integer> {
  Epochs() {
    super("epochs", "passes over the training set", LevelType.count(12));
  }

  @Override
  public List<Integer> usual(Surroundings study) {
    return List.of(study.epochs());
  }

  @Override
  public Integer standIn(Surroundings study) {
    return 1;
  }

  @Override
  public void apply(Integer level, TrialSettings.Builder settings) {
    settings.epochs(level);
  }

  @Override
  public Integer of(TrialSettings settings) {
    return settings.epochs();
  }

  /** Steps or examples take its place. */
  @Override
  public boolean existsBeside(Map<String, String> levels) {
    return !isThere(levels, "steps") && !isThere(levels, "examples");
  }

  @Override
  public List<Problem> check(Integer level, TrialSettings settings, Circumstances study) {
    return tooMuch(this, level, settings, study);
  }

  /** A study may have a budget of another kind in some of its cells alone. */
  static boolean isThere(Map<String, String> levels, String budget) {
    return !levels.getOrDefault(budget, Cell.ABSENT).equals(Cell.ABSENT);
  }

  /** What is too much for one trial. */
  static List<Problem> tooMuch(
      Factor<Integer> factor, int level, TrialSettings settings, Circumstances study) {
    return study.trainIsKnown()
        ? TrialLimits.objection(settings, study.checkExamples(), study.probes())
            .map(
                tooMuch ->
                    Problem.of(
                        factor.name()
                            + " "
                            + level
                            + " at batchSize "
                            + settings.batchSize()
                            + " are "
                            + tooMuch
                            + ".",
                        "lower " + factor.name() + "."))
            .stream()
            .toList()
        : List.of();
  }
}
