package io.ablate4j.train;

import io.ablate4j.trial.CheckSpacing;
import java.util.OptionalDouble;

/** When a trial looks at its validation accuracy for the time to a target, and when it need not. */
final class Checks {
  private final CheckSpacing spacing;
  private final OptionalDouble until;
  private long due;
  private boolean wasThere;
  private boolean ended;

  /**
   * @param until accuracy of the hardest target: two checks in a row there, and all is decided
   */
  Checks(CheckSpacing spacing, OptionalDouble until) {
    this.spacing = spacing;
    this.until = until;
    due = spacing.after(0);
  }

  /**
   * Whether it is to look now. A step that passed several of the places where it should have looked
   * makes it look once.
   *
   * @param examples trained so far; at least as many as when it was asked last
   */
  boolean isDue(long examples) {
    if (ended || examples < due) {
      return false;
    }
    while (due <= examples) {
      due = spacing.after(due);
    }
    return true;
  }

  /** Reports what it saw, 0 to 1. */
  void saw(double accuracy) {
    boolean isThere = until.isPresent() && accuracy >= until.getAsDouble();
    ended |= isThere && wasThere;
    wasThere = isThere;
  }

  /** Whether nothing that it could see would change a time to a target. */
  boolean haveEnded() {
    return ended;
  }
}
