package io.ablate4j.engine.compiled;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A class of DL4J's that the compiler knows.
 *
 * @param type the very class; not one that extends it, which may do otherwise
 * @param compiled what becomes of an object of it; nothing if its settings ask for more
 */
record Known<F, T>(Class<F> type, Function<F, Optional<T>> compiled) {
  /** What becomes of an object; nothing if its class is not among these. */
  static <T> Optional<T> compile(List<Known<?, T>> all, Object object) {
    return all.stream().flatMap(known -> known.of(object).stream()).findFirst();
  }

  private Optional<T> of(Object object) {
    return object.getClass() == type ? compiled.apply(type.cast(object)) : Optional.empty();
  }
}
