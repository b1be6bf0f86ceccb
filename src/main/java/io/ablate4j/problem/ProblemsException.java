package io.ablate4j.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Everything a user got wrong in one request, told at once; nothing was trained. */
public final class ProblemsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param problems at least one
   */
  public ProblemsException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an exception without a problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** One problem without a place. */
  public static ProblemsException of(String message, String advice) {
    return new ProblemsException(List.of(Problem.of(message, advice)));
  }

  /** What was wrong, in the order it was found. */
  public List<Problem> problems() {
    return problems;
  }
}
