package io.ablate4j.factor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Which algorithm updates the weights; with its defaults, unless it is the study's own. */
final class OptimizerFactor extends TypedFactor<String> {
  OptimizerFactor() {
    super(
        "optimizer",
        "algorithm, with its defaults: " + String.join(", ", Optimizer.Kind.words()),
        LevelType.oneOf(Optimizer.Kind.words()));
  }

  @Override
  public List<String> usual(Surroundings study) {
    return List.of(study.optimizer().kind().word());
  }

  @Override
  public void apply(String level, TrialSettings.Builder settings) {
    Optimizer now = settings.optimizer();
    if (!now.kind().word().equals(level)) {
      Optimizer.Kind kind =
          Arrays.stream(Optimizer.Kind.values())
              .filter(each -> each.word().equals(level))
              .findFirst()
              .orElseThrow();
      settings.optimizer(Optimizer.of(kind, now.learningRate(), Map.of()));
    }
  }

  @Override
  public String of(TrialSettings settings) {
    return settings.optimizer().kind().word();
  }
}
