package io.ablate4j.study.yaml;

import io.ablate4j.factor.TrialSettings;
import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Derivation.AtPoint;
import io.ablate4j.hypothesis.Point;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.probe.ProbeSchedule;
import io.ablate4j.study.Study;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.LastValue;
import io.ablate4j.trial.Roles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether what a prediction compares is read at the points of training that it asks for. At which
 * steps that is depends on the budget and the batch size of a cell, and of a probe on its schedule.
 *
 * @param what was asked for and is not read, such as "test-accuracy after step 60"
 * @param cell where it is not
 * @param steps at which it is read there, ascending
 * @param isEvaluated whether that is whenever the network is evaluated in full
 */
record ReadPoints(String what, Cell cell, List<Long> steps, boolean isEvaluated) {
  /** The first cell without such a reading; nothing if all have it. */
  static Optional<ReadPoints> lacking(Study study, Prediction prediction, ProbesSection probes) {
    return prediction.metrics().stream()
        .flatMap(metric -> at(metric).stream())
        .filter(at -> at.point().kind() == Point.Kind.STEP || at.point().kind() == Point.Kind.INIT)
        .flatMap(
            at ->
                schedule(at.of(), probes).stream()
                    .flatMap(schedule -> lacking(study, prediction, at, schedule)))
        .findFirst();
  }

  /** Accuracies and losses are read whenever the network is evaluated. */
  private static Optional<ProbeSchedule> schedule(ContrastMetric metric, ProbesSection probes) {
    return metric.number().filter(LastValue.class::isInstance).isPresent()
        ? Optional.of(ProbeSchedule.EPOCHS)
        : metric.probe().flatMap(probes::schedule);
  }

  private static Stream<ReadPoints> lacking(
      Study study, Prediction prediction, AtPoint at, ProbeSchedule schedule) {
    String what = at.of().word() + " " + at.point().inWords();
    return study.cells().stream()
        .filter(cell -> speaksOf(prediction, cell))
        .filter(cell -> !cell.levels().containsValue(Cell.TUNED))
        .map(
            cell ->
                new ReadPoints(
                    what, cell, steps(study, cell, schedule), schedule == ProbeSchedule.EPOCHS))
        .filter(read -> !read.steps().contains((long) at.point().step()));
  }

  private static Optional<AtPoint> at(ContrastMetric metric) {
    ContrastMetric read = metric.over().map(over -> over.of()).orElse(metric);
    return read.derived().map(AtPoint.class::cast);
  }

  /** Whether a prediction compares a cell. */
  static boolean speaksOf(Prediction prediction, Cell cell) {
    Compared compared = prediction.compare();
    boolean isCompared =
        compared instanceof Compared.Readings
            || has(
                cell,
                compared.factor(),
                compared instanceof Pair pair
                    ? List.of(pair.level(), pair.control())
                    : List.of(compared.level()));
    return isCompared
        && prediction.where().entrySet().stream()
            .allMatch(entry -> has(cell, entry.getKey(), entry.getValue()));
  }

  private static boolean has(Cell cell, String factor, List<String> levels) {
    String level = cell.level(factor);
    return level.equals(Cell.ABSENT) || levels.contains(level);
  }

  private static List<Long> steps(Study study, Cell cell, ProbeSchedule schedule) {
    TrialSettings settings = study.settings(cell);
    List<Long> evaluations =
        study.evaluate().epochs(settings.epochs()).stream()
            .map(epoch -> Math.min(settings.steps(), (long) epoch * settings.stepsAnEpoch()))
            .distinct()
            .toList();
    return schedule.steps(settings.steps(), evaluations);
  }

  /** Such as "The study does not read test-accuracy after step 60 of mlp, none, batch size 8." */
  String message() {
    return "The study does not read " + what + " of " + Roles.inWords(cell) + ".";
  }

  String advice() {
    return (steps.size() == 1 ? "ask for step " : "ask for one of the steps ")
        + String.join(", ", steps.stream().map(String::valueOf).toList())
        + (isEvaluated ? ", or name other epochs under evaluate." : ".");
  }
}
