package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long is trained, in steps: whatever the batch size. */
final class Steps extends Knob<Integer> {
  Steps() {
    super("steps", "steps of the whole training, in place of epochs", Unit.COUNT, Optional.empty());
  }

  @Override
  Optional<Integer> value(Written written) {
    return written.count("1000");
  }

  @Override
  Integer ofJson(JsonNode node) {
    return node.intValue();
  }

  @Override
  Integer anyLevel() {
    return 1;
  }

  @Override
  public boolean existsBeside(Map<String, String> levels) {
    return !levels.containsKey("examples");
  }

  @Override
  public void apply(Integer level, TrialSettings.Builder settings) {
    settings.steps(level);
  }

  @Override
  Optional<Integer> found(TrialSettings settings) {
    return settings.stepLimit().stream().boxed().findFirst();
  }

  @Override
  public List<Problem> check(Integer level, TrialSettings settings, Circumstances study) {
    return Epochs.tooMuch(this, level, settings, study);
  }
}
