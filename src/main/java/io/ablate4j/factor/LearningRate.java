package io.ablate4j.factor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How large the optimizer's steps are. */
final class LearningRate implements Factor<Double> {
  @Override
  public String name() {
    return "learningRate";
  }

  @Override
  public String description() {
    return "step size of the optimizer";
  }

  @Override
  public Unit unit() {
    return Unit.RATIO;
  }

  @Override
  public Optional<Double> parse(Written written, Surroundings study) {
    return written
        .number("0.001")
        .filter(
            rate ->
                written
                    .located(() -> Optimizer.of(Optimizer.Kind.SGD, rate, Map.of()))
                    .isPresent());
  }

  @Override
  public List<Double> usual(Surroundings study) {
    return List.of(study.optimizer().learningRate());
  }

  @Override
  public Double standIn(Surroundings study) {
    return study.optimizer().learningRate();
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
