package io.ablate4j.factor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A factor with a key of its own name in what identifies a trial. Its usual level writes nothing
 * there. What remains to be said is what a level does, and how it is found again.
 *
 * @param <T> type of a level
 */
public abstract class SpecFactor<T> extends TypedFactor<T> {
  private final Optional<T> usual;

  /**
   * @param usual the level of all trials whose study does not name the factor; empty if it is a
   *     model's own or does not exist there
   */
  protected SpecFactor(String name, String description, LevelType<T> levels, Optional<T> usual) {
    super(name, description, levels);
    this.usual = usual;
  }

  @Override
  public List<T> usual(Surroundings study) {
    return usual.stream().toList();
  }

  /** The level that such settings have, the usual one too; empty if they do not say. */
  protected abstract Optional<T> found(TrialSettings settings);

  @Override
  public final T of(TrialSettings settings) {
    return found(settings).or(() -> usual).orElse(levels().example());
  }

  @Override
  public Optional<T> unnamed(TrialSettings settings) {
    return found(settings).or(() -> usual);
  }

  @Override
  public final void write(TrialSettings settings, Map<String, Object> spec) {
    found(settings)
        .filter(level -> usual.isEmpty() || !level.equals(usual.get()))
        .ifPresent(level -> spec.put(name(), level));
  }

  @Override
  public final void read(JsonNode spec, TrialSettings.Builder settings) {
    if (spec.has(name())) {
      apply(levels().ofJson().apply(spec.get(name())), settings);
    }
  }
}
