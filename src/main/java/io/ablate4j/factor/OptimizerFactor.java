package io.ablate4j.factor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which algorithm updates the weights; with its defaults, unless it is the study's own. */
final class OptimizerFactor implements Factor<String> {
  @Override
  public String name() {
    return "optimizer";
  }

  @Override
  public String description() {
    return "algorithm, with its defaults: " + String.join(", ", Optimizer.Kind.words());
  }

  @Override
  public Unit unit() {
    return Unit.WORD;
  }

  @Override
  public Optional<String> parse(Written written, Surroundings study) {
    return written.oneOf(Optimizer.Kind.words());
  }

  @Override
  public List<String> usual(Surroundings study) {
    return List.of(study.optimizer().kind().word());
  }

  @Override
  public String standIn(Surroundings study) {
    return study.optimizer().kind().word();
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
