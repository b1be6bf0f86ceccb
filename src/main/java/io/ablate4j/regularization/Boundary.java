package io.ablate4j.regularization;

import java.util.Comparator;
import java.util.Optional;

/**
 * Between which weight layers a place lies. The output layer counts as dense; pooling, merging and
 * dropout between the two do not count.
 *
 * @param before kind of the weight layer upstream
 * @param after kind of the next one downstream
 */
public record Boundary(LayerKind before, LayerKind after) implements Comparable<Boundary> {
  /** The boundary of a word such as {@code conv-dense}; empty if it is none. */
  public static Optional<Boundary> ofWord(String word) {
    for (LayerKind before : LayerKind.values()) {
      for (LayerKind after : LayerKind.values()) {
        Boundary boundary = new Boundary(before, after);
        if (boundary.word().equals(word)) {
          return Optional.of(boundary);
        }
      }
    }
    return Optional.empty();
  }

  /** As study files write it. */
  public String word() {
    return before.word() + "-" + after.word();
  }

  /** Such as "between two dense layers". */
  public String inWords() {
    return before == after
        ? "between two " + before.inWords() + "s"
        : "between a " + before.inWords() + " and a " + after.inWords();
  }

  @Override
  public int compareTo(Boundary other) {
    return Comparator.comparing(Boundary::before)
        .thenComparing(Boundary::after)
        .compare(this, other);
  }
}
