package io.ablate4j.factor;

import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long is trained, in steps: whatever the batch size. */
final class Steps extends SpecFactor<Integer> {
  Steps() {
    super(
        "steps",
        "steps of the whole training, in place of epochs",
        LevelType.count(1000),
        Optional.empty());
  }

  /** So few that whatever else is wrong with a study is not blamed on it. */
  @Override
  public Integer standIn(Surroundings study) {
    return 1;
  }

  @Override
  public boolean existsBeside(Map<String, String> levels) {
    return !Epochs.isThere(levels, "examples");
  }

  @Override
  public void apply(Integer level, TrialSettings.Builder settings) {
    settings.steps(level);
  }

  @Override
  protected Optional<Integer> found(TrialSettings settings) {
    return settings.stepLimit().stream().boxed().findFirst();
  }

  @Override
  public List<Problem> check(Integer level, TrialSettings settings, Circumstances study) {
    return Epochs.tooMuch(this, level, settings, study);
  }
}
