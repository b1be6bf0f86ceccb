package io.ablate4j.trial;

import java.util.Objects;

/** How a trial ended. */
public sealed interface Outcome {
  /** The word used in the store, the report and exports. */
  String word();

  /** Why it ended so; empty for a completed trial. */
  String reason();

  /** The trial used its whole budget. */
  record Completed() implements Outcome {
    @Override
    public String word() {
      return "completed";
    }

    @Override
    public String reason() {
      return "";
    }
  }

  /**
   * The loss became NaN or infinite, or exploded: a result, not an error.
   *
   * @param epoch the epoch (from 1) in which it was seen
   */
  record Diverged(int epoch, String reason) implements Outcome {
    public Diverged {
      Objects.requireNonNull(reason, "reason");
      reason = Bounded.text(reason, Bounded.REASON);
    }

    @Override
    public String word() {
      return "diverged";
    }
  }

  /** The trial could not be carried out (crash, timeout); the next run tries it again. */
  record Failed(String reason) implements Outcome {
    public Failed {
      Objects.requireNonNull(reason, "reason");
      reason = Bounded.text(reason, Bounded.REASON);
    }

    @Override
    public String word() {
      return "failed";
    }
  }
}
