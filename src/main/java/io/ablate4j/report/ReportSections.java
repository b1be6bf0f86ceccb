package io.ablate4j.report;

import io.ablate4j.figure.Figure;
import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.problem.Registry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The sections of a page: those that come along, then those on the class path. */
final class ReportSections {
  private static final Registry<ReportSection> OWN =
      Registry.onClassPath(
          new Registry.Kind("section", "sections"),
          ReportSection.class,
          List.of(),
          ReportSection::id);

  /** Other places of the page that links lead to. */
  private static final Set<String> ELSEWHERE =
      Set.of("answer", "verdicts", "trials", "methods", "threats", "provenance", "data");

  private ReportSections() {}

  /**
   * Makes the sections of a user's.
   *
   * @throws ProblemsException if one cannot be loaded, or has the id of another
   */
  static void load() {
    OWN.byId();
  }

  /**
   * All of them.
   *
   * @throws ProblemsException if one of a user's cannot be loaded
   */
  static List<Part> of(Scene scene) {
    List<Part> parts =
        new ArrayList<>(
            List.of(
                SpeedPart.of(scene),
                GapPart.of(scene),
                InteractionPart.of(scene),
                CurvePart.of(scene)));
    TuningPart.of(scene).ifPresent(parts::add);
    OWN.byId().forEach((id, section) -> parts.add(own(id, section, scene, parts)));
    return List.copyOf(parts);
  }

  /** Where one fails, the page says so in its place: the others are worth reading all the same. */
  private static Part own(String id, ReportSection section, Scene scene, List<Part> before) {
    try {
      Part part = OwnClasses.ask(section, "it was asked for its section", () -> section.of(scene));
      return checked(id, section, part, before);
    } catch (ProblemsException e) {
      return new Part(
          id,
          "Section " + id,
          e.problems().stream().map(ReportSections::sentences).toList(),
          List.of(),
          List.of());
    }
  }

  private static String sentences(Problem problem) {
    return problem.message() + " Maybe " + problem.advice();
  }

  /** Two places with one id would take one another's links. */
  private static Part checked(String id, ReportSection section, Part part, List<Part> before) {
    Set<String> taken = new HashSet<>(ELSEWHERE);
    before.forEach(other -> taken.add(other.id()));
    before.stream().flatMap(other -> other.figures().stream()).forEach(f -> taken.add(f.id()));
    String name = section.getClass().getName();
    if (!part.id().equals(id)) {
      throw ProblemsException.of(
          "The class " + name + " calls its section " + part.id() + ", itself " + id + ".",
          "use one id for both.");
    }
    if (!taken.add(id)) {
      throw ProblemsException.of(
          "The page has a section " + id + " besides that of the class " + name + ".",
          "use another id.");
    }
    for (Figure figure : part.figures()) {
      if (!taken.add(figure.id())) {
        throw ProblemsException.of(
            "The figure " + figure.id() + " of the class " + name + " is there already.",
            "use another id.");
      }
    }
    return part;
  }
}
