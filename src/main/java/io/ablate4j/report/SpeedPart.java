package io.ablate4j.report;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.TargetLevel;
import io.ablate4j.analysis.TargetReach;
import io.ablate4j.analysis.Targets;
import io.ablate4j.analysis.TimingAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.figure.BarFigure;
import io.ablate4j.figure.Cells;
import io.ablate4j.figure.Digits;
import io.ablate4j.figure.Estimates;
import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Figure;
import io.ablate4j.figure.ForestFigure;
import io.ablate4j.figure.Heading;
import io.ablate4j.figure.ScatterFigure;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Heads;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.figure.Trials;
import io.ablate4j.figure.Unit;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Training speed: steps to the target, the cost of a step, and their product, never merged. */
final class SpeedPart {
  private static final double MILLIS_A_SECOND = 1000;

  /** In the resolved study file; no fact of its own tells it. */
  private static final Pattern CHECK = Pattern.compile("(?m)^ +checkExamples: (\\d{1,9})$");

  private final Scene scene;

  private SpeedPart(Scene scene) {
    this.scene = scene;
  }

  static Part of(Scene scene) {
    return new SpeedPart(scene).part();
  }

  private Part part() {
    List<String> paragraphs = new ArrayList<>();
    boolean timed = scene.isTimed();
    paragraphs.add(
        "Training speed has three faces that need not agree: how many steps it takes to reach the"
            + " target ({fig-steps}), what a step costs ({fig-throughput}), and their product, the"
            + " seconds to the target ({fig-seconds})."
            + (timed && scene.hasTarget()
                ? " Seconds and test accuracy are set against one another trial by trial"
                    + " ({fig-worth})."
                : ""));
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    if (scene.hasTarget()) {
      paragraphs.add(targets());
      figures.add(
          ForestFigure.of(
              scene.contrasts(
                  new Heading(
                      "fig-steps",
                      "Steps to the target",
                      "Ratio of training steps until validation accuracy reaches the target, paired"
                          + " by seed, 95 % intervals; left of 1 is sooner. A trial that does not get"
                          + " there counts as its whole budget."),
                  ContrastMetric.STEPS_TO_TARGET)));
    } else {
      paragraphs.add(
          "There is no target yet, so only the cost of a step is shown: "
              + Answers.join(
                  scene.analysis().targets().entrySet().stream()
                      .map(entry -> entry.getKey() + ": " + entry.getValue().origin())
                      .toList())
              + ".");
    }
    paragraphs.add(cost(timed));
    if (timed || scene.analysis().origins().isOfOneProcessor()) {
      figures.add(BarFigure.of(throughput(timed), true));
    }
    if (scene.hasTarget() && timed) {
      figures.add(
          ForestFigure.of(
              scene.contrasts(
                  new Heading(
                      "fig-seconds",
                      "Seconds to the target",
                      "Ratio of the steps times ratio of what a step costs on one thread; left of 1"
                          + " is sooner. The intervals count the seeds and the timing rounds."),
                  ContrastMetric.SECONDS_TO_TARGET)));
      figures.add(ScatterFigure.of(tradeOff()));
    }
    if (scene.hasTarget()) {
      tables.add(reached());
      if (!scene.others().isEmpty()) {
        tables.add(ratios());
      }
    }
    return new Part("speed", "Training speed", paragraphs, figures, tables);
  }

  private String targets() {
    String which =
        scene.analysis().study().target().isPresent()
            ? "The target is a validation accuracy of "
                + Wording.target(scene.analysis().study())
                + ", fixed by the study,"
            : "The target is a validation accuracy of its own for each model ("
                + Answers.join(
                    scene.analysis().targets().entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + target(entry.getValue()))
                        .toList())
                + "),";
    Matcher every = CHECK.matcher(scene.analysis().study().yaml());
    return which
        + " reached at the first of two checks in a row that are at or above it; checks come every "
        + (every.find()
            ? Numbers.whole(Integer.parseInt(every.group(1))) + " training examples"
            : "so many examples")
        + ", so that all batch sizes are looked at equally often.";
  }

  private static String target(Targets targets) {
    OptionalDouble main = targets.value(TargetLevel.MAIN);
    return main.isPresent()
        ? Numbers.percent(main.getAsDouble()) + " %, " + targets.origin()
        : targets.origin();
  }

  private String cost(boolean timed) {
    if (!timed && !scene.analysis().origins().isOfOneProcessor()) {
      return "There was no timing pass, and trials ran on unlike processors: what a step costs is not"
          + " told, as times of those do not go together.";
    }
    if (!timed) {
      return "There was no timing pass, so what a step costs is read off the training itself, with a"
          + " worker on every core: it carries the load of the other workers, and no ratio is made"
          + " of it.";
    }
    // All arms of a round are marked, since they are compared inside it.
    long disturbed = rounds(TimingRound::disturbed);
    return "What a step costs was measured after the training, alone on the machine, the "
        + scene.grid().armsInWords()
        + " of a network in turns."
        + (disturbed == 0
            ? ""
            : " "
                + Digits.whole(disturbed)
                + " of "
                + Digits.whole(rounds(round -> true))
                + (disturbed == 1 ? " rounds was" : " rounds were")
                + " disturbed by other work and left out.");
  }

  private long rounds(Predicate<TimingRound> which) {
    return scene.analysis().rounds().stream()
        .filter(which)
        .map(r -> List.of(r.cell().withoutArm(), r.layout(), r.round()))
        .distinct()
        .count();
  }

  private Estimates throughput(boolean timed) {
    Unit unit = Unit.amount("images a second", "images a second");
    if (!timed) {
      return scene.means(
          new Heading(
              "fig-throughput",
              "Images a second in training",
              "Batch size over the median time of a step, read off the training; bars are means"
                  + " over seeds with 95 % intervals."),
          unit,
          TrialColumn.IMAGES_PER_SECOND);
    }
    return scene.estimates(
        new Heading(
            "fig-throughput",
            "Images a second on one thread",
            "Batch size over the median time of a step on one thread, with 95 % intervals over the"
                + " rounds of the timing pass; with nothing else at work, unlike the images a second of"
                + " each trial."),
        unit.over("round"),
        cell ->
            scene
                .analysis()
                .timing()
                .cost(cell.cell(), Layout.ONE_THREAD)
                .map(
                    cost ->
                        Entry.of(
                            cell.cell().arm(),
                            perSecond(cost.stepMillis(), Roles.batchSize(cell.cell())),
                            List.of())));
  }

  private static Estimate perSecond(Estimate millis, int batchSize) {
    if (millis.value().isEmpty()) {
      return millis;
    }
    double images = batchSize * MILLIS_A_SECOND;
    double value = images / millis.value().getAsDouble();
    return millis
        .interval()
        .map(
            i ->
                Estimate.of(
                    millis.n(),
                    value,
                    new Interval(images / i.high(), images / i.low(), i.level())))
        .orElseGet(() -> Estimate.pointOnly(millis.n(), value, millis.missing()));
  }

  private Trials tradeOff() {
    List<Trials.Panel> panels = new ArrayList<>();
    for (String model : scene.analysis().targets().keySet()) {
      List<Trials.Dot> dots = new ArrayList<>();
      for (TrialSummary trial : scene.analysis().trials()) {
        Cell cell = trial.planned().cell();
        Optional<Double> millis = stepMillis(cell);
        if (scene.analysis().place(cell).equals(model)
            && trial.isCompleted()
            && millis.isPresent()) {
          OptionalDouble steps = trial.value(TrialColumn.STEPS_TO_TARGET);
          dots.add(
              new Trials.Dot(
                  cell.arm(),
                  "batch " + cell.level(Roles.BATCH_SIZE) + ", seed " + trial.planned().seed(),
                  steps.isPresent()
                      ? OptionalDouble.of(steps.getAsDouble() * millis.get() / MILLIS_A_SECOND)
                      : OptionalDouble.empty(),
                  trial.value(TrialColumn.TEST_ACCURACY)));
        }
      }
      panels.add(new Trials.Panel(model, dots));
    }
    return new Trials(
        new Heading(
            "fig-worth",
            "Worth the time?",
            "A point a trial: seconds to the target (steps times the cost of a step on one thread)"
                + " against test accuracy; best is up and to the left."),
        Unit.amount("seconds to the target", "seconds").logarithmicAxis(),
        Unit.percent("test accuracy, %"),
        scene.looks(),
        panels);
  }

  private Optional<Double> stepMillis(Cell cell) {
    return scene
        .analysis()
        .timing()
        .cost(cell, Layout.ONE_THREAD)
        .map(TimingAnalysis.Cost::stepMillis)
        .filter(e -> e.value().isPresent())
        .map(e -> e.value().getAsDouble());
  }

  /** Three targets, for one alone may favour an arm by where it happens to lie. */
  private Table reached() {
    List<Row> rows = new ArrayList<>();
    Map<Cell, TargetReach> reach =
        scene.analysis().reach().stream()
            .collect(Collectors.toMap(TargetReach::cell, Function.identity()));
    for (CellSummary cell : scene.grid().cells()) {
      Cells row = new Cells().addAll(scene.grid().names(cell.cell()));
      for (TargetLevel level : List.of(TargetLevel.MAIN, TargetLevel.EASIER, TargetLevel.HARDER)) {
        int reached = cell.values().get(level.steps()).size();
        row.add(cell.ran() == 0 ? Digits.UNDEFINED : reached + " of " + cell.ran());
        row.add(
            Numbers.spread(cell.spread(level.steps()), Numbers::whole),
            Numbers.exactSpread(cell.spread(level.steps()), Digits::all));
        if (level == TargetLevel.MAIN) {
          Estimate mean = reach.get(cell.cell()).restrictedMean();
          row.add(whole(mean), Told.exact(mean, Scale.NUMBER));
        }
      }
      for (Layout layout : scene.isTimed() ? Layout.values() : new Layout[0]) {
        row.add(
            millis(cell.cell(), layout),
            scene
                .analysis()
                .timing()
                .cost(cell.cell(), layout)
                .map(cost -> Told.exact(cost.stepMillis(), Scale.NUMBER))
                .orElse(""));
      }
      rows.add(row.row(""));
    }
    Heads targets =
        scene
            .grid()
            .heads()
            .and(
                Kind.NUMBER,
                "Reached",
                "Steps",
                "Mean within the budget",
                "Reached the easier",
                "Steps to the easier",
                "Reached the harder",
                "Steps to the harder");
    return new Table(
        "Seeds that reached the target, one of twice its error rate (easier) and one of half of it"
            + " (harder), and the steps of those that did: mean ± standard deviation, or the one"
            + " value. Mean within the budget: Kaplan and Meier's restricted mean, in which a seed"
            + " that did not get there counts up to the end of its budget, 95 % interval; none where"
            + " fewer than two got there, or all at the same step."
            + (scene.isTimed()
                ? " Cost of a step in the timing pass, median with 95 % interval; – where not"
                    + " measured."
                : ""),
        (scene.isTimed()
                ? targets.and(Kind.NUMBER, "Step, ms, one thread", "Step, ms, all cores")
                : targets)
            .columns(),
        rows);
  }

  /** Whether the answer depends on where the target is put. */
  private Table ratios() {
    List<Row> rows = new ArrayList<>();
    for (Cell cell : scene.compared()) {
      Cells row = new Cells().addAll(scene.grid().names(cell));
      for (ContrastMetric metric :
          List.of(
              ContrastMetric.STEPS_TO_EASIER_TARGET,
              ContrastMetric.STEPS_TO_TARGET,
              ContrastMetric.STEPS_TO_HARDER_TARGET)) {
        Told.add(row, scene.againstControl(cell, metric));
      }
      rows.add(row.row(""));
    }
    return new Table(
        "Steps to the three targets as ratios to those of "
            + scene.control()
            + ", paired by seed, with 95 % interval; what does not depend on where the target is put"
            + " shows in all three. – where not estimable.",
        scene
            .grid()
            .heads()
            .and(Kind.NUMBER, "Easier target", "The target", "Harder target")
            .columns(),
        rows);
  }

  private static String whole(Estimate estimate) {
    return estimate.value().isEmpty()
        ? Digits.UNDEFINED
        : Digits.whole(estimate.value().getAsDouble())
            + estimate
                .interval()
                .map(i -> " [" + Digits.whole(i.low()) + ", " + Digits.whole(i.high()) + "]")
                .orElse("");
  }

  private String millis(Cell cell, Layout layout) {
    return scene
        .analysis()
        .timing()
        .cost(cell, layout)
        .map(TimingAnalysis.Cost::stepMillis)
        .filter(e -> e.value().isPresent())
        .map(
            e -> {
              double value = e.value().getAsDouble();
              return Digits.significant(value)
                  + e.interval()
                      .map(
                          i ->
                              " ["
                                  + Digits.inDigitsOf(value, i.low())
                                  + ", "
                                  + Digits.inDigitsOf(value, i.high())
                                  + "]")
                      .orElse("");
            })
        .orElse(Digits.UNDEFINED);
  }
}
