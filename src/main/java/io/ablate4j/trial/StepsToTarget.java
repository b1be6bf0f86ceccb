package io.ablate4j.trial;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Training steps by the first of two checks in a row that reach a target. */
public record StepsToTarget(TargetLevel level) implements TrialNumber {
  @Override
  public String word() {
    return "steps-to-" + level.word();
  }

  @Override
  public Quantity quantity() {
    return Quantity.COUNT;
  }

  @Override
  public OptionalDouble of(FinishedTrial trial) {
    OptionalInt steps = trial.stepsTo(level);
    return steps.isPresent() ? OptionalDouble.of(steps.getAsInt()) : OptionalDouble.empty();
  }

  @Override
  public Optional<TargetLevel> target() {
    return Optional.of(level);
  }
}
