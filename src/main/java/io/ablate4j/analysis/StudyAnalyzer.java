package io.ablate4j.analysis;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.tuning.Tuned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Makes a {@link StudyAnalysis}. */
final class StudyAnalyzer {
  private static final Function<Cell, List<TrialSummary>> ROWS = cell -> new ArrayList<>();

  private StudyAnalyzer() {}

  static StudyAnalysis of(StudyRows input) {
    StudyRecord study = input.study();
    Tuned tuned = Tuned.of(study, input.planned(), input.results());
    List<PlannedTrial> planned =
        tuned.evaluation().stream().map(trial -> trial.comparing(study.compared())).toList();
    Map<TrialKey, TrialResult> byKey = byKey(input.results());
    Map<PlannedTrial, MeasuredTrial> measured = measured(planned, byKey, study.evaluate());
    tuned.all().forEach(trial -> byKey.remove(trial.key())); // what is left is not planned
    List<Cell> order =
        planned.stream().map(PlannedTrial::cell).distinct().sorted(studyOrder(study)).toList();
    Map<String, Targets> targets = targets(study, order, measured.values());
    PointReadings points = new PointReadings(input.registration().hypotheses());
    Function<MatchedLoss, List<TrialSummary>> matchedAt =
        loss ->
            planned.stream()
                .map(
                    trial ->
                        row(
                            trial,
                            Optional.ofNullable(measured.get(trial)),
                            targets.get(StudyAnalysis.place(study, trial.cell())),
                            loss,
                            points,
                            study.interventionStep()))
                .toList();
    List<TrialSummary> rows = matchedAt.apply(new MatchedLoss(measured.values(), study.compared()));
    Map<Cell, List<TrialSummary>> rowsOfCell = new LinkedHashMap<>();
    rows.forEach(row -> rowsOfCell.computeIfAbsent(row.planned().cell(), ROWS).add(row));
    boolean oneProcessor = StudyAnalysis.origins(rows).isOfOneProcessor();
    List<CellSummary> cells =
        order.stream()
            .map(cell -> summary(study, cell, rowsOfCell.get(cell), oneProcessor))
            .toList();
    List<TimingRound> rounds = rounds(input, rowsOfCell.keySet());
    Contrasts contrasts =
        new Contrasts(
            rows,
            new ContrastSource(rows, rounds, study, tuned),
            tuned,
            pair ->
                pair.factor().equals(study.compared())
                    ? rows
                    : matchedAt.apply(MatchedLoss.of(pair, measured.values())));
    return new StudyAnalysis(
        study,
        status(cells, byKey.size()),
        rows,
        cells,
        curves(order, measured.values()),
        targets,
        ControlCheck.of(study, measured.values()),
        input.registration(),
        Verdicts.of(
            input.registration().hypotheses(), h -> contrasts.predictions(h.parts(), order)),
        Effects.of(study, order, contrasts::observations),
        Overalls.of(study, order, contrasts.observations(ContrastMetric.TEST_ACCURACY)),
        rounds,
        TimingAnalysis.of(rounds),
        tuned);
  }

  private static TrialSummary row(
      PlannedTrial trial,
      Optional<MeasuredTrial> found,
      Targets targets,
      MatchedLoss matchedLoss,
      PointReadings points,
      OptionalInt intervention) {
    return found
        .map(
            measured ->
                TrialSummary.of(measured, targets, matchedLoss.level(trial))
                    .after(intervention, measured.readings())
                    .and(points.of(measured.result().measurements())))
        .orElseGet(() -> TrialSummary.notRun(trial));
  }

  private static List<LearningCurve> curves(List<Cell> order, Collection<MeasuredTrial> trials) {
    Map<Cell, List<LearningCurve.SeedCurve>> ofCell = new HashMap<>();
    for (MeasuredTrial trial : trials) {
      if (trial.readings().epochs() > 0) {
        ofCell
            .computeIfAbsent(trial.planned().cell(), cell -> new ArrayList<>())
            .add(LearningCurve.SeedCurve.of(trial));
      }
    }
    return order.parallelStream()
        .map(cell -> LearningCurve.of(cell, ofCell.getOrDefault(cell, List.of())))
        .toList();
  }

  private static CellSummary summary(
      StudyRecord study, Cell cell, List<TrialSummary> rows, boolean oneProcessor) {
    return CellSummary.of(cell, rows, study.dataOf(cell).chance(), oneProcessor);
  }

  private static Map<TrialKey, TrialResult> byKey(List<TrialResult> results) {
    Map<TrialKey, TrialResult> byKey = new HashMap<>();
    results.forEach(result -> byKey.put(result.key(), result));
    return byKey;
  }

  /** A trial at a chosen level may be that of another cell as well. */
  private static Map<PlannedTrial, MeasuredTrial> measured(
      List<PlannedTrial> planned, Map<TrialKey, TrialResult> byKey, EvaluationPoints points) {
    Map<PlannedTrial, MeasuredTrial> measured = new LinkedHashMap<>();
    planned.parallelStream()
        .filter(trial -> byKey.containsKey(trial.key()))
        .map(trial -> MeasuredTrial.of(trial, byKey.get(trial.key()), points))
        .toList()
        .forEach(trial -> measured.put(trial.planned(), trial));
    return measured;
  }

  private static StudyStatus status(List<CellSummary> cells, int notPlanned) {
    return new StudyStatus(
        cells.stream().mapToInt(CellSummary::planned).sum(),
        cells.stream().mapToInt(CellSummary::completed).sum(),
        cells.stream().mapToInt(CellSummary::diverged).sum(),
        cells.stream().mapToInt(CellSummary::failed).sum(),
        cells.stream().mapToInt(CellSummary::notRun).sum(),
        notPlanned);
  }

  private static List<TimingRound> rounds(StudyRows input, Set<Cell> cells) {
    return input.timing().stream()
        .filter(round -> cells.contains(round.cell()))
        .map(round -> round.comparing(input.study().compared()))
        .toList();
  }

  /**
   * Each cell's model and data have targets of their own; what is compared has the same, unless the
   * study sets one for each model.
   */
  private static Map<String, Targets> targets(
      StudyRecord study, List<Cell> order, Collection<MeasuredTrial> trials) {
    Set<String> factors = new LinkedHashSet<>(Set.of(Roles.MODEL));
    study.allData().forEach(data -> factors.addAll(data.where().keySet()));
    boolean isOfModels = study.target().filter(t -> t.ofAll().isEmpty()).isPresent();
    if (!isOfModels || !study.compared().equals(Roles.MODEL)) {
      factors.remove(study.compared());
    }
    Map<Cell, List<Cell>> groups = new LinkedHashMap<>();
    order.forEach(
        cell -> groups.computeIfAbsent(cell.only(factors), group -> new ArrayList<>()).add(cell));
    Map<String, Targets> targets = new LinkedHashMap<>();
    groups.forEach(
        (group, cells) -> {
          Targets own =
              Targets.of(
                  study,
                  cells,
                  trials.stream()
                      .filter(t -> t.planned().cell().only(factors).equals(group))
                      .toList());
          cells.forEach(cell -> targets.put(StudyAnalysis.place(study, cell), own));
        });
    return targets;
  }

  /** Levels that the study does not name come last, as they came. */
  private static Comparator<Cell> studyOrder(StudyRecord study) {
    return (one, other) -> {
      for (String factor : one.factors()) {
        int order =
            Integer.compare(
                place(study, factor, one.level(factor)), place(study, factor, other.level(factor)));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private static int place(StudyRecord study, String factor, String level) {
    int place = study.factors().getOrDefault(factor, List.of()).indexOf(level);
    return place < 0 ? Integer.MAX_VALUE : place;
  }
}
