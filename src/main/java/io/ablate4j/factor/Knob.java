package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.problem.ProblemsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A factor with a usual level that says nothing, and a key of its own name in what identifies a
 * trial: what remains to be said is what a level does.
 *
 * @param <T> a number or a word
 */
abstract class Knob<T> implements Factor<T> {
  private final String name;
  private final String description;
  private final Unit unit;
  private final Optional<T> usual;

  /**
   * @param usual the level of all trials whose study does not name the factor; empty if it is a
   *     model's own or does not exist there
   */
  Knob(String name, String description, Unit unit, Optional<T> usual) {
    this.name = name;
    this.description = description;
    this.unit = unit;
    this.usual = usual;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final Unit unit() {
    return unit;
  }

  @Override
  public List<T> usual(Surroundings study) {
    return usual.stream().toList();
  }

  @Override
  public T standIn(Surroundings study) {
    return usual.orElseGet(this::anyLevel);
  }

  /** Any level, where none is usual. */
  T anyLevel() {
    throw new IllegalStateException(name + " has a usual level");
  }

  @Override
  public Optional<T> parse(Written written, Surroundings study) {
    return value(written).filter(level -> written.located(() -> checked(level)).isPresent());
  }

  /** The value, whatever its size. */
  abstract Optional<T> value(Written written);

  /**
   * The level.
   *
   * @throws ProblemsException if there is no such level
   */
  T checked(T level) {
    return level;
  }

  /** A level as it stands in a trial's spec. */
  abstract T ofJson(JsonNode node);

  /** The level, if it is not the usual one. */
  abstract Optional<T> found(TrialSettings settings);

  @Override
  public final T of(TrialSettings settings) {
    return found(settings).or(() -> usual).orElseGet(this::anyLevel);
  }

  @Override
  public final void write(TrialSettings settings, Map<String, Object> spec) {
    found(settings)
        .filter(level -> usual.isEmpty() || !level.equals(usual.get()))
        .ifPresent(level -> spec.put(name, level));
  }

  @Override
  public final void read(JsonNode spec, TrialSettings.Builder settings) {
    if (spec.has(name)) {
      apply(ofJson(spec.get(name)), settings);
    }
  }

  /** A problem that names the level. */
  final ProblemsException wrong(T level, String why, String advice) {
    return ProblemsException.of(name + " " + level + " " + why, advice);
  }
}
