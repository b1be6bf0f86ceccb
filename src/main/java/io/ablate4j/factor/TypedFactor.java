package io.ablate4j.factor;

import java.util.Objects;
import java.util.Optional;

/**
 * A factor that has its levels from a {@link LevelType}.
 *
 * @param <T> type of a level
 */
public abstract class TypedFactor<T> implements Factor<T> {
  private final String name;
  private final String description;
  private final LevelType<T> levels;

  /**
   * @param name see {@link Factor#name}
   * @param description see {@link Factor#description}
   * @param levels how they are read
   */
  protected TypedFactor(String name, String description, LevelType<T> levels) {
    this.name = Objects.requireNonNull(name, "name");
    this.description = Objects.requireNonNull(description, "description");
    this.levels = Objects.requireNonNull(levels, "levels");
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
    return levels.unit();
  }

  /** How its levels are read. */
  public final LevelType<T> levels() {
    return levels;
  }

  @Override
  public Optional<T> parse(Written written, Surroundings study) {
    return levels
        .value()
        .apply(written)
        .flatMap(level -> written.located(() -> levels.checked().apply(name, level)));
  }

  @Override
  public T standIn(Surroundings study) {
    return usual(study).stream().findFirst().orElse(levels.example());
  }
}
