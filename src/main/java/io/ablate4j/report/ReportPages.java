package io.ablate4j.report;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyStatus;
import io.ablate4j.analysis.TargetLevel;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.report.Figures.Measure;
import io.ablate4j.report.ReportPage.Network;
import io.ablate4j.report.ReportPage.Term;
import io.ablate4j.report.figure.Figure;
import io.ablate4j.report.figure.Look;
import io.ablate4j.trial.StudyRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** From an analysis to what its page shows. */
final class ReportPages {
  /** Study facts that tell how it was run, not what was measured. */
  private static final Set<String> PROVENANCE_FACTS =
      Set.of(
          "ablate4j",
          "command",
          "dl4j",
          "git-commit",
          "helpers",
          "java",
          "native-build",
          "openblas-coretype",
          "os",
          "processor",
          "threads");

  /** The fact a reader asks for first. */
  private static final String DATASET = "dataset";

  private static final Map<String, String> FACTOR_NAMES =
      Map.of(
          "model", "Models",
          "regularization", "Regularizations",
          "batchSize", "Batch sizes",
          "learningRate", "Learning rates",
          "epochs", "Epochs");

  private ReportPages() {}

  static ReportPage of(StudyAnalysis analysis) {
    StudyRecord study = analysis.study();
    Grid grid = new Grid(analysis.cells());
    Figures figures = new Figures(grid);
    Tables tables = new Tables(analysis, grid);
    return new ReportPage(
        study.name(),
        study.description(),
        analysis.status(),
        sentence(analysis.status()),
        measured(analysis),
        Look.of(grid.regularizations()),
        speed(analysis, figures),
        speedNotes(analysis),
        List.of(
            figures.points(
                new Measure(
                    "fig-gap-accuracy",
                    "Gap in accuracy",
                    "Train minus test accuracy at the last epoch, both in inference mode; above"
                        + " zero is overfitting.",
                    TrialColumn.GAP_ACCURACY,
                    "gap, percentage points",
                    100,
                    Numbers::percent,
                    true,
                    false)),
            figures.points(
                new Measure(
                    "fig-gap-loss",
                    "Gap in loss",
                    "Test minus train loss at the last epoch, both in inference mode; above zero"
                        + " is overfitting.",
                    TrialColumn.GAP_LOSS,
                    "gap, nats",
                    1,
                    v -> Numbers.fixed(v, 3),
                    true,
                    false))),
        figures.points(
            new Measure(
                "fig-accuracy",
                "Test accuracy",
                "At the end of training; a diverged trial counts as guessing.",
                TrialColumn.TEST_ACCURACY,
                "test accuracy, %",
                100,
                Numbers::percent,
                false,
                false)),
        CurveFigure.of(grid, analysis.curves()),
        tables.accuracy(),
        tables.speed(),
        tables.trials(),
        study.models().stream()
            .map(
                m ->
                    new Network(
                        m.model() + ", " + m.regularization(),
                        Numbers.whole(m.trainableParameters()),
                        m.layers()))
            .toList(),
        Tables.provenance(analysis.provenance()),
        studyFacts(study),
        study.yaml());
  }

  private static String sentence(StudyStatus status) {
    if (status.isComplete()) {
      return "Every planned trial ran to an end.";
    }
    if (status.notRun() == status.planned()) {
      return "Nothing has run yet.";
    }
    List<String> parts = new ArrayList<>();
    if (status.notRun() > 0) {
      parts.add("Not run yet: " + Numbers.whole(status.notRun()) + ".");
    }
    if (status.failed() > 0) {
      parts.add("Failed, to be tried again: " + Numbers.whole(status.failed()) + ".");
    }
    return "What follows is about the trials that ran. " + String.join(" ", parts);
  }

  private static List<Term> measured(StudyAnalysis analysis) {
    StudyRecord study = analysis.study();
    List<Term> terms = new ArrayList<>();
    if (study.facts().containsKey(DATASET)) {
      terms.add(new Term(readable(DATASET), study.facts().get(DATASET)));
    }
    study
        .factors()
        .forEach(
            (factor, levels) ->
                terms.add(
                    new Term(
                        FACTOR_NAMES.getOrDefault(factor, factor), String.join(", ", levels))));
    terms.add(new Term("Target", target(analysis)));
    study
        .facts()
        .forEach(
            (name, text) -> {
              if (!PROVENANCE_FACTS.contains(name) && !name.equals(DATASET)) {
                terms.add(new Term(readable(name), text));
              }
            });
    return terms;
  }

  private static String target(StudyAnalysis analysis) {
    return analysis
        .study()
        .target()
        .map(t -> "validation accuracy of at least " + percentExactly(t.value()) + " %")
        .orElseGet(
            () ->
                "validation accuracy; "
                    + analysis.targets().entrySet().stream()
                        .map(
                            e ->
                                e.getKey()
                                    + ": "
                                    + e.getValue().value(TargetLevel.MAIN).stream()
                                        .mapToObj(v -> Numbers.percent(v) + " %, ")
                                        .findFirst()
                                        .orElse("")
                                    + e.getValue().origin())
                        .collect(Collectors.joining("; ")));
  }

  private static boolean hasTarget(StudyAnalysis analysis) {
    return analysis.targets().values().stream()
        .anyMatch(targets -> targets.value(TargetLevel.MAIN).isPresent());
  }

  private static List<Term> studyFacts(StudyRecord study) {
    List<Term> terms = new ArrayList<>();
    study
        .facts()
        .forEach(
            (name, text) -> {
              if (PROVENANCE_FACTS.contains(name)) {
                terms.add(new Term(readable(name), text));
              }
            });
    terms.add(new Term("SHA-256 of the study file", study.yamlSha256()));
    return terms;
  }

  private static String readable(String fact) {
    String words = fact.replace('-', ' ');
    boolean name = Set.of("dl4j", "ablate4j").contains(fact);
    return name || words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static List<Figure> speed(StudyAnalysis analysis, Figures figures) {
    List<Figure> speed = new ArrayList<>();
    if (hasTarget(analysis)) {
      String counts =
          " \"k/n\" on top: only k of n seeds got there, and the point is the mean of those.";
      speed.add(
          figures.points(
              new Measure(
                  "fig-steps",
                  "Steps to target",
                  "Training steps until the first of two checks in a row that reach the target."
                      + counts,
                  TrialColumn.STEPS_TO_TARGET,
                  "training steps",
                  1,
                  Numbers::whole,
                  true,
                  true)));
    }
    speed.add(
        figures.bars(
            new Measure(
                "fig-throughput",
                "Images a second",
                "Batch size over the median time of a training step; bars start at zero, whiskers"
                    + " are one standard deviation over seeds. Each panel has its own scale.",
                TrialColumn.IMAGES_PER_SECOND,
                "images a second",
                1,
                Numbers::whole,
                true,
                false)));
    return speed;
  }

  private static List<String> speedNotes(StudyAnalysis analysis) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Training speed has three faces that need not agree: how many steps are needed, what a step"
            + " costs, and their product, the time to the target.");
    if (!hasTarget(analysis)) {
      notes.add("There is no target yet, so only the cost of a step is shown.");
    }
    return notes;
  }

  /** As many digits as the target has: 97.5 must not become 98. */
  private static String percentExactly(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }
}
