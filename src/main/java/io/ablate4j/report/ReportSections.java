package io.ablate4j.report;

import io.ablate4j.figure.Figure;
import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.problem.Registry;
import io.ablate4j.report.section.CurveSection;
import io.ablate4j.report.section.FigureInputs;
import io.ablate4j.report.section.GapSection;
import io.ablate4j.report.section.InteractionSection;
import io.ablate4j.report.section.PartsSection;
import io.ablate4j.report.section.ProbeSection;
import io.ablate4j.report.section.Section;
import io.ablate4j.report.section.SpeedSection;
import io.ablate4j.report.section.TuningSection;
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
  static List<Section> of(FigureInputs inputs) {
    List<Section> sections = new ArrayList<>();
    PartsSection.of(inputs).ifPresent(sections::add);
    sections.addAll(
        List.of(
            SpeedSection.of(inputs),
            GapSection.of(inputs),
            InteractionSection.of(inputs),
            CurveSection.of(inputs)));
    ProbeSection.of(inputs).ifPresent(sections::add);
    TuningSection.of(inputs).ifPresent(sections::add);
    OWN.byId().forEach((id, own) -> sections.add(own(id, own, inputs, sections)));
    return List.copyOf(sections);
  }

  /** Where one fails, the page says so in its place: the others are worth reading all the same. */
  private static Section own(
      String id, ReportSection own, FigureInputs inputs, List<Section> before) {
    try {
      Section section = OwnClasses.ask(own, "it was asked for its section", () -> own.of(inputs));
      return checked(id, own, section, before);
    } catch (ProblemsException e) {
      return new Section(
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
  private static Section checked(
      String id, ReportSection own, Section section, List<Section> before) {
    Set<String> taken = new HashSet<>(ELSEWHERE);
    before.forEach(other -> taken.add(other.id()));
    before.stream().flatMap(other -> other.figures().stream()).forEach(f -> taken.add(f.id()));
    String name = own.getClass().getName();
    if (!section.id().equals(id)) {
      throw ProblemsException.of(
          "The class " + name + " calls its section " + section.id() + ", itself " + id + ".",
          "use one id for both.");
    }
    if (!taken.add(id)) {
      throw ProblemsException.of(
          "The page has a section " + id + " besides that of the class " + name + ".",
          "use another id.");
    }
    for (Figure figure : section.figures()) {
      if (!taken.add(figure.id())) {
        throw ProblemsException.of(
            "The figure " + figure.id() + " of the class " + name + " is there already.",
            "use another id.");
      }
    }
    return section;
  }
}
