package io.ablate4j.regularization;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A batch norm or a dropout that a network has of its own.
 *
 * @param id such as {@code bn@conv2} or {@code drop@pool1}
 * @param kind what it is
 * @param place the layer that it belongs to or follows, such as {@code conv2}
 * @param what such as "dropout 0.5"
 * @param where such as "after"
 * @param boundaries what it lies between
 */
public record Component(
    String id, Kind kind, String place, String what, String where, SortedSet<Boundary> boundaries) {
  /** What a component is. */
  public enum Kind {
    NORM("bn", "batch norm"),
    DROPOUT("drop", "dropout");

    private final String word;
    private final String inWords;

    Kind(String word, String inWords) {
      this.word = word;
      this.inWords = inWords;
    }

    /** What ids begin with. */
    public String word() {
      return word;
    }

    /** As sentences have it. */
    public String inWords() {
      return inWords;
    }
  }

  public Component {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    boundaries = Collections.unmodifiableSortedSet(new TreeSet<>(boundaries));
  }

  /** Such as "dropout 0.5 after pool1". */
  public String inWords() {
    return what + " " + where + " " + place;
  }
}
