package io.ablate4j.factor;

import io.ablate4j.model.HiddenActivation;
import io.ablate4j.model.NetworkOptions;
import io.ablate4j.problem.Nearest;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.Optional;

/** What hidden units do with their sum. */
final class ActivationFactor extends SpecFactor<String> {
  ActivationFactor() {
    super(
        "activation",
        "non-linearity of hidden units, in place of each ReLU: relu, sigmoid, tanh, leaky-relu or elu",
        LevelType.word("tanh", word -> of(word).word()),
        Optional.of("relu"));
  }

  private static HiddenActivation of(String word) {
    return HiddenActivation.ofWord(word)
        .orElseThrow(
            () ->
                ProblemsException.of(
                    "There is no activation \"" + word + "\".",
                    Nearest.advice(word, HiddenActivation.words())));
  }

  @Override
  public boolean changesNetwork() {
    return true;
  }

  @Override
  public void apply(String level, TrialSettings.Builder settings) {
    settings.network(settings.network().withActivation(of(level)));
  }

  @Override
  protected Optional<String> found(TrialSettings settings) {
    return Optional.of(settings.network().activation().word());
  }

  @Override
  public List<Problem> check(String level, TrialSettings settings, Circumstances study) {
    return study.ignored(
        name(),
        "has no ReLU to replace",
        settings.model(),
        NetworkOptions.USUAL,
        NetworkOptions.USUAL.withActivation(HiddenActivation.TANH));
  }
}
