package io.ablate4j.study.yaml;

import io.ablate4j.factor.Axis;
import io.ablate4j.factor.Circumstances;
import io.ablate4j.factor.Factors;
import io.ablate4j.factor.TrialSettings;
import io.ablate4j.model.Models;
import io.ablate4j.problem.Problem;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one section alone cannot know. Cells that are excluded may be as wrong as they like. */
final class StudyChecks {
  /** More would not fit into memory, or a lifetime. */
  static final int MAX_TRIALS = 1_000_000;

  private final Study study;
  private final FactorsSection factors;
  private final Place placeOfCells;
  private final FoundProblems problems;

  /**
   * @param study as far as its sections are right, with stand-ins for the rest
   */
  StudyChecks(Study study, FactorsSection factors, Place placeOfCells, FoundProblems problems) {
    this.study = study;
    this.factors = factors;
    this.placeOfCells = placeOfCells;
    this.problems = problems;
  }

  void check(Optional<Integer> train, OpenData data, Models models) {
    if (isTooLarge(study)) {
      problems.add(
          factors.of(Factors.MODEL).place(),
          "The grid has more than " + MAX_TRIALS + " trials.",
          "use fewer levels or seeds.");
      return;
    }
    List<Cell> cells = study.cells();
    // A level that is broken here may leave cells once it is mended.
    if (cells.isEmpty() && factors.all().stream().allMatch(levels -> levels.broken().isEmpty())) {
      boolean isOnly = !study.design().only().isEmpty();
      problems.add(
          placeOfCells,
          (isOnly ? "only and exclude leave" : "exclude leaves") + " no cell of the grid.",
          "take an entry out.");
    }
    Map<Optional<String>, Circumstances> circumstances = new HashMap<>();
    Set<List<String>> told = new HashSet<>();
    for (Cell cell : cells) {
      for (Cell tried : study.tried(cell)) {
        TrialSettings settings = study.settings(tried);
        Optional<OpenData.Named> own = data.of(settings.dataset());
        Circumstances known =
            circumstances.computeIfAbsent(
                own.map(OpenData.Named::name),
                name ->
                    new Circumstances(
                        train.isPresent(),
                        own.map(OpenData.Named::pool),
                        models,
                        study.checkExamples(),
                        study.probes().size()));
        String prefix = own.map(data::prefix).orElse("");
        factors.all().forEach(levels -> check(levels, tried, settings, known, prefix, told));
        study
            .tuning()
            .filter(tuning -> tuning.isFor(cell))
            .ifPresent(
                tuning ->
                    check(
                        factors.named(tuning.factor()).ofGrid(study),
                        tried,
                        settings,
                        known,
                        prefix,
                        told));
      }
    }
  }

  /** Stand-ins are no levels: what is wrong with those was reported. */
  private <T> void check(
      Levels<T> levels,
      Cell cell,
      TrialSettings settings,
      Circumstances known,
      String prefix,
      Set<List<String>> told) {
    String name = levels.factor().name();
    String word = cell.levels().get(name);
    for (T level : levels.places().keySet()) {
      if (levels.factor().word(level).equals(word)) {
        for (Problem problem : levels.factor().check(level, settings, known)) {
          if (told.add(List.of(prefix, name, word, problem.advice()))) {
            problems.add(
                levels.placeOf(level), Problem.of(prefix + problem.message(), problem.advice()));
          }
        }
      }
    }
  }

  static boolean isTooLarge(Study study) {
    double cells = 1;
    double trialsOfCell = (double) study.seeds() + study.tuningSeeds();
    for (Axis<?> axis : study.factors()) {
      cells *= axis.words().size();
    }
    if (study.tuning().isPresent()) {
      trialsOfCell += study.tuning().get().trialsOfCell();
    }
    return cells * trialsOfCell > MAX_TRIALS;
  }
}
