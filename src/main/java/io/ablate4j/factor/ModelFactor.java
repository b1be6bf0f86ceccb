package io.ablate4j.factor;

import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Optional;

/** Which network is trained. */
final class ModelFactor implements Factor<String> {
  private static final String UNKNOWN = "(unknown)";

  @Override
  public String name() {
    return "model";
  }

  @Override
  public String description() {
    return "id of a model, see: list models";
  }

  @Override
  public Unit unit() {
    return Unit.WORD;
  }

  @Override
  public Optional<String> parse(Written written, Surroundings study) {
    return written.text().filter(id -> written.located(() -> study.models().get(id)).isPresent());
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
