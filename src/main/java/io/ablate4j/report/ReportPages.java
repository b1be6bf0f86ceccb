package io.ablate4j.report;

import io.ablate4j.analysis.ControlCheck;
import io.ablate4j.analysis.HypothesisResult;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyStatus;
import io.ablate4j.report.ReportPage.Network;
import io.ablate4j.report.section.Answers;
import io.ablate4j.report.section.FigureInputs;
import io.ablate4j.report.section.Section;
import io.ablate4j.report.section.Tables;
import io.ablate4j.report.section.Verdicts;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.FactWords;
import io.ablate4j.report.words.Methods;
import io.ablate4j.report.words.Numbers;
import io.ablate4j.report.words.Term;
import io.ablate4j.report.words.Threats;
import io.ablate4j.trial.DataFacts;
import io.ablate4j.trial.DatasetRecord;
import io.ablate4j.trial.StudyRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From an analysis to what its page shows.
 *
 * @param page what the template shows
 * @param summary the same in a few facts
 * @param figures drawings that did not fit, by path relative to the page
 */
record ReportPages(ReportPage page, StudySummary summary, Map<String, String> figures) {
  /**
   * @param runningAt when the study was running; empty if it is not known to run
   * @param budget characters that all drawings of the page may have together
   */
  static ReportPages of(StudyAnalysis analysis, Optional<Instant> runningAt, int budget) {
    FigureInputs inputs = FigureInputs.of(analysis);
    List<Section> all = sections(inputs);
    FigureNumbers numbers = FigureNumbers.of(all);
    LargeFigures large =
        LargeFigures.of(all.stream().map(numbers::numbered).toList(), inputs.looks(), budget);
    StudySummary summary = StudySummary.of(analysis, runningAt);
    return new ReportPages(
        page(analysis, summary, inputs, large.sections(), numbers), summary, large.files());
  }

  private static List<Section> sections(FigureInputs inputs) {
    List<Section> sections = ReportSections.of(inputs);
    // One arm alone has no contrasts, and never will.
    return inputs.others().isEmpty()
        ? sections.stream().map(Section::withoutEmptyFigures).toList()
        : sections;
  }

  private static ReportPage page(
      StudyAnalysis analysis,
      StudySummary summary,
      FigureInputs inputs,
      List<Section> sections,
      FigureNumbers numbers) {
    StudyRecord study = analysis.study();
    Answers answers = new Answers(inputs);
    return new ReportPage(
        study.name(),
        CarriedEntry.write(StudyEntry.of(summary, "")),
        study.description(),
        analysis.status(),
        sentence(analysis.status()),
        inputs.looks(),
        answers.scope(),
        answers.questions(),
        analysis.controls().stream().map(ReportPages::control).toList(),
        Verdicts.registration(analysis.registration(), Methods.seeds(analysis)),
        Verdicts.count(analysis.hypotheses().stream().map(HypothesisResult::verdict).toList()),
        Verdicts.of(inputs),
        Verdicts.table(inputs),
        sections,
        numbers,
        new Tables(analysis, inputs.grid()).trials(),
        Methods.paragraphs(analysis),
        study.models().stream()
            .map(
                m ->
                    new Network(
                        m.label(), Numbers.whole(m.trainableParameters()), m.placed(), m.layers()))
            .toList(),
        Threats.of(analysis),
        facts(study),
        Tables.provenance(analysis.provenance()),
        study.yaml(),
        citation(study),
        "scripts/ablate4j run study.yaml");
  }

  private static String sentence(StudyStatus status) {
    if (status.isComplete()) {
      return "";
    }
    if (status.notRun() == status.planned()) {
      return "Nothing has run yet.";
    }
    List<String> parts = new ArrayList<>();
    if (status.notRun() > 0) {
      parts.add(
          EstimateText.count(status.notRun(), "trial")
              + (status.notRun() == 1 ? " has" : " have")
              + " not run yet.");
    }
    if (status.failed() > 0) {
      parts.add(
          EstimateText.count(status.failed(), "trial")
              + " failed and will be tried again by the next run.");
    }
    return "What follows is about the trials that ran. " + String.join(" ", parts);
  }

  private static String control(ControlCheck check) {
    if (check.pairs() == 0) {
      return "Control " + check.control() + ": no pair has run yet.";
    }
    return check.isPassed()
        ? "Control passed: "
            + check.control()
            + ", which changes nothing, gave the numbers of none to the last bit in all "
            + EstimateText.count(check.pairs(), "pair")
            + "."
        : "Control FAILED: "
            + check.control()
            + " changes nothing, yet only "
            + check.identical()
            + " of "
            + EstimateText.count(check.pairs(), "pair")
            + " gave the numbers of none. No contrast of this study can be trusted. "
            + check.firstDifference().orElse("");
  }

  private static List<Term> facts(StudyRecord study) {
    List<Term> terms = new ArrayList<>(FactWords.terms(study.facts()));
    for (DatasetRecord data : study.allData()) {
      String prefix = data.where().isEmpty() ? "" : data.name() + ": ";
      if (!data.where().isEmpty()) {
        FactWords.terms(data.facts())
            .forEach(fact -> terms.add(new Term(prefix + fact.name(), fact.text())));
      }
      data.found()
          .map(DataFacts::inWords)
          .orElse(Map.of())
          .forEach((name, text) -> terms.add(new Term(prefix + FactWords.name(name), text)));
    }
    terms.add(new Term("SHA-256 of the study file", study.yamlSha256()));
    return terms;
  }

  private static String citation(StudyRecord study) {
    return "Ablation study \""
        + study.name()
        + "\", ablate4j "
        + study.facts().getOrDefault("ablate4j", "")
        + ", study file SHA-256 "
        + study.yamlSha256()
        + ".";
  }
}
