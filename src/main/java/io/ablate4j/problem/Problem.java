package io.ablate4j.problem;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing a user got wrong.
 *
 * @param place where it stands, such as {@code study.yaml:7} or {@code --workers}; empty if it has
 *     no place
 * @param message one sentence that names the value
 * @param advice what to do about it, without the leading "Maybe"; may be empty
 */
public record Problem(Optional<String> place, String message, String advice) {
  public Problem {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(advice, "advice");
  }

  /** A problem without a place. */
  public static Problem of(String message, String advice) {
    return new Problem(Optional.empty(), message, advice);
  }

  /** The same problem, found at {@code where}; a place that is already known stays. */
  public Problem at(String where) {
    return place.isPresent() ? this : new Problem(Optional.of(where), message, advice);
  }

  /** Place and message on one line, the advice on the next, starting "Maybe". */
  @Override
  public String toString() {
    String head = place.map(where -> where + ": ").orElse("") + message;
    return advice.isEmpty() ? head : head + "\n  Maybe " + advice;
  }
}
