package io.ablate4j.regularization;

import io.ablate4j.problem.ProblemsException;
import java.util.Collection;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;

/** What the readers of parts have in common. */
final class PartReading {
  private PartReading() {}

  /** The selector that a value names; one that cannot be is noted. */
  static Optional<Selector> selector(Setting value) {
    Optional<String> word = value.text();
    return word.flatMap(letters -> selector(value, letters));
  }

  static Optional<Selector> selector(Setting value, String word) {
    return made(value, () -> Selector.of(word));
  }

  /** The slot at {@code place}, which must be one of these. */
  static Optional<Slot> slot(Setting.Settings keys, Collection<Slot> allowed, Slot usual) {
    Optional<? extends Setting> node = keys.get(BatchNorm.PLACE);
    if (node.isEmpty()) {
      return Optional.of(usual);
    }
    return node.get()
        .oneOf(allowed.stream().map(Slot::word).toList())
        .flatMap(word -> allowed.stream().filter(slot -> slot.word().equals(word)).findFirst());
  }

  /** A number, or the usual one; what {@code trial} complains of is noted. */
  static Optional<Double> number(
      Setting.Settings keys, String key, double usual, DoubleFunction<?> trial) {
    Optional<? extends Setting> node = keys.get(key);
    return node.isEmpty() ? Optional.of(usual) : number(node.get(), usual, trial);
  }

  static Optional<Double> number(Setting node, double usual, DoubleFunction<?> trial) {
    return node.number(String.valueOf(usual))
        .filter(value -> made(node, () -> trial.apply(value)).isPresent());
  }

  /** Notes that both {@code at} and {@code conv} or {@code dense} say where a part stands. */
  static boolean saysTwice(Setting.Settings keys, Setting value) {
    boolean twice =
        keys.get(BatchNorm.AT).isPresent()
            && (keys.get(LayerKind.CONV.word()).isPresent()
                || keys.get(LayerKind.DENSE.word()).isPresent());
    if (twice) {
      value.problem(
          value.path() + " says twice where it stands, by at and by conv or dense.",
          "name all places under at.");
    }
    return twice;
  }

  /** The value, or its constructor's complaints, noted. */
  static <T> Optional<T> made(Setting at, Supplier<T> value) {
    try {
      return Optional.of(value.get());
    } catch (ProblemsException e) {
      e.problems().forEach(problem -> at.problem(problem.message(), problem.advice()));
      return Optional.empty();
    }
  }
}
