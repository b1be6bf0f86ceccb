package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Problems of a table: one with a thousand bad cells has one mistake, not a thousand. */
final class Findings {
  private static final int MOST = 20;

  private static final long ENOUGH = 10_000_000;

  private final List<Problem> first = new ArrayList<>();
  private long count;

  /** Notes a problem, which is not even put into words if there are enough. */
  void add(Supplier<Problem> problem) {
    if (count++ < MOST) {
      first.add(problem.get());
    }
  }

  /** Whether it is time to stop looking for more. */
  boolean tooMany() {
    return count > ENOUGH;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /**
   * @throws ProblemsException with the first of them and the number of the others, if there are any
   */
  void throwIfAny(TableNaming naming) {
    if (count > MOST) {
      first.add(naming.whole("There are " + (count - MOST) + " problems more.", ""));
    }
    if (count > 0) {
      throw new ProblemsException(first);
    }
  }
}
