package io.ablate4j.factor;

import io.ablate4j.regularization.Setting;
import java.util.Optional;
import java.util.function.Supplier;

/** What stands for a level in a study file or an option. */
public interface Written extends Setting {
  /** The value, or its constructor's complaints, noted at this place. */
  <T> Optional<T> located(Supplier<T> value);
}
