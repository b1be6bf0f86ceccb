package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.model.HiddenActivation;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.Optional;

/** What hidden units do with their sum. */
final class ActivationFactor extends Knob<String> {
  ActivationFactor() {
    super(
        "activation",
        "non-linearity of hidden units, in place of each ReLU: relu, sigmoid, tanh, leaky-relu or elu",
        Unit.WORD,
        Optional.of("relu"));
  }

  @Override
  Optional<String> value(Written written) {
    return written.text();
  }

  @Override
  String ofJson(JsonNode node) {
    return node.textValue();
  }

  @Override
  String checked(String level) {
    return HiddenActivation.ofWord(level)
        .map(HiddenActivation::word)
        .orElseThrow(
            () ->
                ProblemsException.of(
                    "There is no activation \"" + level + "\".",
                    "use one of " + String.join(", ", HiddenActivation.words()) + "."));
  }

  @Override
  public boolean changesNetwork() {
    return true;
  }

  @Override
  public void apply(String level, TrialSettings.Builder settings) {
    settings.network(
        settings.network().withActivation(HiddenActivation.ofWord(level).orElseThrow()));
  }

  @Override
  Optional<String> found(TrialSettings settings) {
    return Optional.of(settings.network().activation().word());
  }

  @Override
  public List<Problem> check(String level, TrialSettings settings, Circumstances study) {
    return study.ignored(
        "activation",
        "has no ReLU to replace",
        settings.model(),
        NetworkOptions.USUAL,
        NetworkOptions.USUAL.withActivation(HiddenActivation.TANH));
  }
}
