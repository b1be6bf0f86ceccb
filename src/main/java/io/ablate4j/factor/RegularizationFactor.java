package io.ablate4j.factor;

import io.ablate4j.regularization.Regularization;
import io.ablate4j.trial.Roles;
import java.util.List;
import java.util.Optional;

/** Where and how BN and Dropout are put into the network. */
final class RegularizationFactor implements Factor<Regularization> {
  @Override
  public String name() {
    return Roles.ARM;
  }

  @Override
  public String description() {
    return "name of a regularization, built in or defined in the study";
  }

  @Override
  public Unit unit() {
    return Unit.WORD;
  }

  @Override
  public Optional<Regularization> parse(Written written, Surroundings study) {
    return written.text().flatMap(name -> named(name, written, study));
  }

  private static Optional<Regularization> named(String name, Written written, Surroundings study) {
    if (!study.regularizations().containsKey(name)) {
      written.problem(
          "There is no regularization \"" + name + "\".",
          "use one of "
              + String.join(", ", study.regularizations().keySet())
              + ", or define it under regularizations.");
      return Optional.empty();
    }
    // What is wrong with a definition was reported where it stands.
    return study.regularizations().get(name);
  }

  @Override
  public String word(Regularization level) {
    return level.name();
  }

  @Override
  public List<Regularization> usual(Surroundings study) {
    return Regularization.builtIn();
  }

  @Override
  public Regularization standIn(Surroundings study) {
    return Regularization.NONE;
  }

  @Override
  public boolean changesNetwork() {
    return true;
  }

  @Override
  public void apply(Regularization level, TrialSettings.Builder settings) {
    settings.regularization(level);
  }

  @Override
  public Regularization of(TrialSettings settings) {
    return settings.regularization();
  }
}
