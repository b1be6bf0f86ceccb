package io.ablate4j.factor;

import io.ablate4j.regularization.Regularization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A number of regularizations, which they call by its name: {@code $drop}. It exists in cells of
 * those that do.
 *
 * @param name without the dollar
 */
public record Strength(String name) implements Factor<Double> {
  @Override
  public String description() {
    return "what $" + name + " stands for in regularizations";
  }

  @Override
  public Unit unit() {
    return Unit.SHARE;
  }

  @Override
  public Optional<Double> parse(Written written, Surroundings study) {
    return written.number("0.5").filter(value -> suits(value, written, study));
  }

  /** Each regularization that has it has to be able to do with the number. */
  private boolean suits(double value, Written written, Surroundings study) {
    boolean suits = true;
    for (Optional<Regularization> arm : study.regularizations().values()) {
      if (suits && arm.filter(this::isIn).isPresent()) {
        suits = written.located(() -> arm.get().with(Map.of(name, value))).isPresent();
      }
    }
    return suits;
  }

  @Override
  public boolean isIn(Regularization arm) {
    return arm.strengths().contains(name);
  }

  @Override
  public List<Double> usual(Surroundings study) {
    return List.of();
  }

  @Override
  public Double standIn(Surroundings study) {
    return .5;
  }

  @Override
  public boolean changesNetwork() {
    return true;
  }

  @Override
  public void apply(Double level, TrialSettings.Builder settings) {
    settings.regularization(settings.regularization().with(Map.of(name, level)));
  }

  /** A regularization that has its number does not say which one it was. */
  @Override
  public Double of(TrialSettings settings) {
    throw new IllegalStateException("the settings do not tell $" + name);
  }

  /** A regularization that has its number does not say which one it was. */
  @Override
  public Optional<Double> unnamed(TrialSettings settings) {
    return Optional.empty();
  }
}
