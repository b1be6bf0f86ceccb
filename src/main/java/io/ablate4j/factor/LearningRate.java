package io.ablate4j.factor;

import java.util.List;

/** How large the optimizer's steps are. */
final class LearningRate extends TypedFactor<Double> {
  LearningRate() {
    super(
        "learningRate",
        "step size of the optimizer",
        LevelType.aboveZero("0.001", "0.001, the default of adam"));
  }

  @Override
  public List<Double> usual(Surroundings study) {
    return List.of(study.optimizer().learningRate());
  }

  @Override
  public void apply(Double level, TrialSettings.Builder settings) {
    settings.optimizer(settings.optimizer().withLearningRate(level));
  }

  @Override
  public Double of(TrialSettings settings) {
    return settings.optimizer().learningRate();
  }
}
