package io.ablate4j.study.yaml;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is wrong with one study, so that all of it can be reported at once. */
final class FoundProblems {
  private record Found(int line, Problem problem) {}

  private final String label;
  private final List<Found> found;

  FoundProblems(String label) {
    this(label, new ArrayList<>());
  }

  private FoundProblems(String label, List<Found> found) {
    this.label = label;
    this.found = found;
  }

  /** The same, where the text is another one. */
  FoundProblems called(String other) {
    return new FoundProblems(other, found);
  }

  Place line(int line) {
    return new Place(line, label + ":" + line);
  }

  void add(Place place, String message, String advice) {
    add(place, Problem.of(message, advice));
  }

  /** A place that the problem already knows stays. */
  void add(Place place, Problem problem) {
    // Quoted YAML can hold any character; an escape sequence must not reach the terminal.
    String message = problem.message().replaceAll("\\p{Cntrl}+", " ");
    Problem told = new Problem(problem.place(), message, problem.advice());
    found.add(new Found(place.line(), told.at(place.text())));
  }

  /** The value, or its constructor's complaints, noted at {@code place}. */
  <T> Optional<T> locating(Place place, Supplier<T> value) {
    try {
      return Optional.of(value.get());
    } catch (ProblemsException e) {
      e.problems().forEach(problem -> add(place, problem));
      return Optional.empty();
    }
  }

  /** Everything found, in order. */
  List<Problem> all() {
    return found.stream().map(Found::problem).toList();
  }

  /**
   * @throws ProblemsException with everything found, options first and then line by line
   */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ProblemsException(
          found.stream().sorted(Comparator.comparingInt(Found::line)).map(Found::problem).toList());
    }
  }
}
