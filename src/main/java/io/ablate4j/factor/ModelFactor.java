package io.ablate4j.factor;

import io.ablate4j.problem.Problem;
import io.ablate4j.trial.Roles;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which network is trained. */
final class ModelFactor extends TypedFactor<String> {
  private static final String UNKNOWN = "(unknown)";

  ModelFactor() {
    super(
        Roles.MODEL,
        "id of a model, see: list models",
        LevelType.word("mlp", UnaryOperator.identity()));
  }

  @Override
  public Optional<String> parse(Written written, Surroundings study) {
    return super.parse(written, study)
        .filter(id -> written.located(() -> study.models().get(id)).isPresent());
  }

  @Override
  public List<String> usual(Surroundings study) {
    return List.of();
  }

  @Override
  public String standIn(Surroundings study) {
    return UNKNOWN;
  }

  @Override
  public boolean changesNetwork() {
    return true;
  }

  @Override
  public void apply(String level, TrialSettings.Builder settings) {
    settings.model(level);
  }

  @Override
  public String of(TrialSettings settings) {
    return settings.model();
  }

  @Override
  public List<Problem> check(String level, TrialSettings settings, Circumstances study) {
    return study
        .shape()
        .flatMap(shape -> study.models().get(level).objection(shape))
        .map(
            objection ->
                Problem.of(
                    "The model \"" + level + "\" " + objection + ".",
                    "leave it out, or use another dataset."))
        .stream()
        .toList();
  }
}
