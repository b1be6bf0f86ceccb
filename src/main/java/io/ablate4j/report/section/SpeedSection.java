package io.ablate4j.report.section;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.TargetReach;
import io.ablate4j.analysis.Targets;
import io.ablate4j.analysis.TimingAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.figure.BarFigure;
import io.ablate4j.figure.Digits;
import io.ablate4j.figure.Estimates;
import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Figure;
import io.ablate4j.figure.ForestFigure;
import io.ablate4j.figure.Heading;
import io.ablate4j.figure.RowBuilder;
import io.ablate4j.figure.ScatterFigure;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Heads;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.figure.Trials;
import io.ablate4j.figure.Unit;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.Numbers;
import io.ablate4j.report.words.TimingWords;
import io.ablate4j.report.words.Wording;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TargetLevel;
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
public final class SpeedSection {
  private static final double MILLIS_A_SECOND = 1000;

  /** In the resolved study file; no fact of its own tells it. */
  private static final Pattern CHECK = Pattern.compile("(?m)^ +checkExamples: (\\d{1,9})$");

  private final FigureInputs inputs;

  private SpeedSection(FigureInputs inputs) {
    this.inputs = inputs;
  }

  /** Steps, the cost of a step, and seconds, never merged. */
  public static Section of(FigureInputs inputs) {
    return new SpeedSection(inputs).part();
  }

  private Section part() {
    List<String> paragraphs = new ArrayList<>();
    boolean timed = inputs.isTimed();
    paragraphs.add(
        "Training speed has three faces, which need not agree: the steps it takes to reach the"
            + " target ({fig-steps}), the cost of a step ({fig-throughput}), and their product, the"
            + " seconds to the target ({fig-seconds})."
            + (timed && inputs.hasTarget()
                ? " Seconds and test accuracy are set against one another trial by trial"
                    + " ({fig-worth})."
                : ""));
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    if (inputs.hasTarget()) {
      paragraphs.add(targets());
      figures.add(
          ForestFigure.of(
              inputs.contrasts(
                  new Heading(
                      "fig-steps",
                      "Steps to the target",
                      "Ratio of training steps until validation accuracy reaches the target, paired"
                          + " by seed, 95 % intervals. Left of 1 is sooner. A trial that does not get"
                          + " there counts as its whole budget."),
                  ContrastMetric.STEPS_TO_TARGET)));
    } else {
      paragraphs.add(
          "There is no target yet, so only the cost of a step is shown: "
              + Wording.join(
                  inputs.analysis().targets().entrySet().stream()
                      .map(entry -> entry.getKey() + ": " + entry.getValue().origin())
                      .toList())
              + ".");
    }
    paragraphs.add(cost(timed));
    if (timed || inputs.analysis().origins().isOfOneProcessor()) {
      figures.add(BarFigure.of(throughput(timed), true));
    }
    if (inputs.hasTarget() && timed) {
      figures.add(
          ForestFigure.of(
              inputs.contrasts(
                  new Heading(
                      "fig-seconds",
                      "Seconds to the target",
                      "Ratio of the steps times ratio of what a step costs on one thread. Left of 1"
                          + " is sooner. The intervals count the seeds and the timing rounds."),
                  ContrastMetric.SECONDS_TO_TARGET)));
      figures.add(ScatterFigure.of(tradeOff()));
    }
    if (inputs.hasTarget()) {
      tables.add(reached());
      if (!inputs.others().isEmpty()) {
        tables.add(ratios());
      }
    }
    return new Section("speed", "Training speed", paragraphs, figures, tables);
  }

  private String targets() {
    String which =
        inputs.analysis().study().target().filter(t -> t.ofAll().isPresent()).isPresent()
            ? "The target is a validation accuracy of "
                + Wording.target(inputs.analysis().study())
                + ", fixed by the study,"
            : "The target is a validation accuracy of its own for each model ("
                + Wording.join(
                    inputs.analysis().targets().entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + target(entry.getValue()))
                        .toList())
                + "),";
    Matcher every = CHECK.matcher(inputs.analysis().study().yaml());
    return which
        + " reached at the first of two checks in a row that are at or above it. Checks come every "
        + (every.find()
            ? Numbers.whole(Integer.parseInt(every.group(1))) + " training examples"
            : "so many examples")
        + (inputs.analysis().study().endsChecks()
            ? ", later every eighth of what has been trained"
            : "")
        + ", so that all batch sizes are looked at equally often.";
  }

  private static String target(Targets targets) {
    OptionalDouble main = targets.value(TargetLevel.MAIN);
    return main.isPresent()
        ? Numbers.percent(main.getAsDouble()) + " %, " + targets.origin()
        : targets.origin();
  }

  private String cost(boolean timed) {
    if (!timed && !inputs.analysis().origins().isOfOneProcessor()) {
      return "There was no timing pass, and trials ran on unlike processors. Times of those do not go"
          + " together, so what a step costs is not reported.";
    }
    if (!timed) {
      return "There was no timing pass, so what a step costs is read off the training itself, with a"
          + " worker on every core. It carries the load of the other workers, so no ratio is made"
          + " of it.";
    }
    return "What a step costs was measured after the training, "
        + (TimingWords.isBesideOthers(inputs.analysis()) ? "" : "alone on the machine, ")
        + "the "
        + inputs.grid().armsInWords()
        + " of a network in turns."
        + TimingWords.ofRounds(inputs.analysis());
  }

  private Estimates throughput(boolean timed) {
    Unit unit = Unit.amount("images a second", "images a second");
    if (!timed) {
      return inputs.means(
          new Heading(
              "fig-throughput",
              "Images a second in training",
              "Batch size over the median time of a step, read off the training. Bars are means"
                  + " over seeds with 95 % intervals."),
          unit,
          TrialColumn.IMAGES_PER_SECOND);
    }
    return inputs.estimates(
        new Heading(
            "fig-throughput",
            "Images a second on one thread",
            "Batch size over the median time of a step on one thread, with 95 % intervals over the"
                + " rounds of the timing pass; "
                + (TimingWords.isBesideOthers(inputs.analysis())
                    ? TimingWords.LABEL + ", so that they are fewer than alone."
                    : "with nothing else at work, unlike the images a second of each trial.")),
        unit.over("round"),
        cell ->
            inputs
                .analysis()
                .timing()
                .cost(cell.cell(), Layout.ONE_THREAD)
                .map(
                    cost ->
                        Entry.of(
                            cell.cell().arm(),
                            perSecond(
                                cost.stepMillis(),
                                Roles.batchSize(inputs.analysis().tuned().at(cell.cell()))),
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
    for (Map.Entry<String, Predicate<Cell>> pool : inputs.pools().entrySet()) {
      List<Trials.Dot> dots = new ArrayList<>();
      for (TrialSummary trial : inputs.analysis().trials()) {
        Cell cell = trial.planned().cell();
        Optional<Double> millis = stepMillis(cell);
        if (pool.getValue().test(cell) && trial.isCompleted() && millis.isPresent()) {
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
      panels.add(new Trials.Panel(pool.getKey(), dots));
    }
    return new Trials(
        new Heading(
            "fig-worth",
            "Worth the time?",
            "A point a trial: seconds to the target (steps times the cost of a step on one thread)"
                + " against test accuracy. Best is up and to the left."),
        Unit.amount("seconds to the target", "seconds").logarithmicAxis(),
        Unit.percent("test accuracy, %"),
        inputs.looks(),
        panels);
  }

  private Optional<Double> stepMillis(Cell cell) {
    return inputs
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
        inputs.analysis().reach().stream()
            .collect(Collectors.toMap(TargetReach::cell, Function.identity()));
    for (CellSummary cell : inputs.grid().cells()) {
      RowBuilder row = new RowBuilder().addAll(inputs.grid().names(cell.cell()));
      for (TargetLevel level : List.of(TargetLevel.MAIN, TargetLevel.EASIER, TargetLevel.HARDER)) {
        int reached = cell.values().get(TrialColumn.of(level)).size();
        row.add(cell.ran() == 0 ? Digits.UNDEFINED : reached + " of " + cell.ran());
        row.add(
            Numbers.spread(cell.spread(TrialColumn.of(level)), Numbers::whole),
            Numbers.exactSpread(cell.spread(TrialColumn.of(level)), Digits::all));
        if (level == TargetLevel.MAIN) {
          Estimate mean = reach.get(cell.cell()).restrictedMean();
          row.add(whole(mean), EstimateText.exact(mean, Scale.NUMBER));
        }
      }
      for (Layout layout : inputs.isTimed() ? Layout.values() : new Layout[0]) {
        row.add(
            millis(cell.cell(), layout),
            inputs
                .analysis()
                .timing()
                .cost(cell.cell(), layout)
                .map(cost -> EstimateText.exact(cost.stepMillis(), Scale.NUMBER))
                .orElse(""));
      }
      rows.add(row.row(""));
    }
    Heads targets =
        inputs
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
            + " (harder). Steps are of those that did: mean ± standard deviation, or the one"
            + " value. Mean within the budget: Kaplan and Meier's restricted mean with 95 % interval."
            + " In it a seed that did not get there counts up to the end of its budget. It has no"
            + " interval where fewer than two got there, or all at the same step."
            + (inputs.isTimed()
                ? " Cost of a step in the timing pass, median with 95 % interval; – where not"
                    + " measured."
                    + TimingWords.inCaption(inputs.analysis())
                : ""),
        (inputs.isTimed()
                ? targets.and(Kind.NUMBER, "Step, ms, one thread", "Step, ms, all cores")
                : targets)
            .columns(),
        rows);
  }

  /** Whether the answer depends on where the target is put. */
  private Table ratios() {
    List<Row> rows = new ArrayList<>();
    for (Cell cell : inputs.compared()) {
      RowBuilder row = new RowBuilder().addAll(inputs.grid().names(cell));
      for (ContrastMetric metric :
          List.of(
              ContrastMetric.STEPS_TO_EASIER_TARGET,
              ContrastMetric.STEPS_TO_TARGET,
              ContrastMetric.STEPS_TO_HARDER_TARGET)) {
        EstimateText.add(row, inputs.againstControl(cell, metric));
      }
      rows.add(row.row(""));
    }
    return new Table(
        "Steps to the three targets as ratios to those of "
            + inputs.control()
            + ", paired by seed, with 95 % interval. What does not depend on where the target is put"
            + " shows in all three. – where not estimable.",
        inputs
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
    return inputs
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
