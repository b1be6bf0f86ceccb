package io.ablate4j.report.section;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.Effect;
import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.figure.Estimates;
import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.Heading;
import io.ablate4j.figure.Look;
import io.ablate4j.figure.Unit;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.report.words.TargetWords;
import io.ablate4j.report.words.TuningWords;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import io.ablate4j.stats.PairedT;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An analysis laid out for drawing: a panel a model, batch size to the right, a look an arm.
 *
 * @param analysis what is drawn
 * @param grid how cells are laid out
 * @param looks of the arms, in their order
 */
public record FigureInputs(StudyAnalysis analysis, Grid grid, List<Look> looks) {
  /** Lays an analysis out. */
  public static FigureInputs of(StudyAnalysis analysis) {
    Grid grid = new Grid(analysis.cells());
    return new FigureInputs(analysis, grid, Look.of(analysis.arms(), grid.arms()));
  }

  /** The arm that the others are compared with. */
  public String control() {
    return analysis.control();
  }

  /** The arms that are compared with the control. */
  public List<String> others() {
    return analysis.arms().stream().filter(arm -> !arm.equals(control())).toList();
  }

  boolean hasTarget() {
    return analysis.targets().values().stream().anyMatch(t -> !t.values().isEmpty());
  }

  /**
   * What numbers may be pooled over in figures, by title: the cells of a model and its data; of
   * those at fixed levels and those at a tuned one each on their own.
   */
  Map<String, Predicate<Cell>> pools() {
    Map<String, Predicate<Cell>> pools = new LinkedHashMap<>();
    for (String place : analysis.targets().keySet()) {
      Predicate<Cell> own = cell -> analysis.place(cell).equals(place);
      if (analysis.partlyTuned().isEmpty()) {
        pools.put(place, own);
        continue;
      }
      for (String kind : List.of(Cell.FIXED, Cell.TUNED)) {
        if (grid.cells().stream()
            .map(CellSummary::cell)
            .anyMatch(own.and(cell -> analysis.setting(cell).equals(kind)))) {
          pools.put(
              place + ", " + TuningWords.setting(analysis, kind),
              own.and(cell -> Set.of("", kind).contains(analysis.setting(cell))));
        }
      }
    }
    return pools;
  }

  /** The cells of all other arms. */
  List<Cell> compared() {
    return grid.cells().stream()
        .map(CellSummary::cell)
        .filter(cell -> !cell.arm().equals(control()))
        .toList();
  }

  /** A cell against that of the control; empty if there is none. */
  public Optional<PairedContrast> againstControl(Cell cell, ContrastMetric metric) {
    return effect(Effect.Kind.AGAINST_CONTROL, cell, metric).map(Effect::contrast);
  }

  /** Whether the study has timed anything; without, what rests on times has nowhere to stand. */
  boolean isTimed() {
    return !analysis.timing().costs().isEmpty();
  }

  /** Each arm against the control, cell by cell, paired by seed. */
  public Estimates contrasts(Heading heading, ContrastMetric metric) {
    return estimates(
        heading,
        unit(metric),
        cell ->
            cell.cell().arm().equals(control())
                ? Optional.empty()
                : againstControl(cell.cell(), metric)
                    .map(contrast -> entry(cell.cell().arm(), contrast)));
  }

  /** both - batch-norm - dropout + none of each factorial, cell by cell; drawn as its both. */
  Estimates interactions(Heading heading, ContrastMetric metric) {
    return estimates(
        heading,
        unit(metric, "interaction in " + metric.name()),
        cell ->
            effect(Effect.Kind.INTERACTION, cell.cell(), metric)
                .map(e -> entry(cell.cell().arm(), e.contrast())));
  }

  /** Means of a column over the seeds of each cell, with Student's interval. */
  public Estimates means(Heading heading, Unit unit, TrialColumn column) {
    return estimates(
        heading,
        unit,
        cell -> {
          List<Double> values = cell.values().get(column);
          return values.isEmpty()
              ? Optional.empty()
              : Optional.of(Entry.of(cell.cell().arm(), mean(values), values));
        });
  }

  /** Any estimate of each cell. */
  public Estimates estimates(
      Heading heading, Unit unit, Function<CellSummary, Optional<Entry>> entry) {
    List<Panel> panels = new ArrayList<>();
    grid.panels()
        .forEach(
            (title, cells) -> {
              List<Group> groups = new ArrayList<>();
              for (String position : grid.positions()) {
                List<Entry> entries = new ArrayList<>();
                for (Look look : looks) {
                  grid.find(cells, position, look.name()).flatMap(entry).ifPresent(entries::add);
                }
                groups.add(
                    position.equals(Cell.TUNED)
                        ? Group.of(position, entries)
                        : Group.at(Double.parseDouble(position), position, entries));
              }
              panels.add(new Panel(title, groups));
            });
    return new Estimates(heading, unit, grid.across(), looks, withoutGaps(panels));
  }

  /** Positions at which nothing is to be seen in any panel are left out, unless all are. */
  private static List<Panel> withoutGaps(List<Panel> panels) {
    Set<String> there = new HashSet<>();
    panels.stream()
        .flatMap(panel -> panel.groups().stream())
        .filter(group -> !group.entries().isEmpty())
        .forEach(group -> there.add(group.label()));
    return there.isEmpty()
        ? panels
        : panels.stream()
            .map(
                panel ->
                    new Panel(
                        panel.title(),
                        panel.groups().stream()
                            .filter(group -> there.contains(group.label()))
                            .toList()))
            .toList();
  }

  /**
   * The effect of that kind in the cell's context; the cell's arm is its own, or has both parts.
   */
  Optional<Effect> effect(Effect.Kind kind, Cell cell, ContrastMetric metric) {
    return analysis.effects().stream()
        .filter(e -> e.kind() == kind && e.contrast().metric().equals(metric))
        .filter(e -> cell.arm().equals(kind == Effect.Kind.INTERACTION ? e.against() : e.arm()))
        .filter(e -> isContext(e.levels(), cell))
        .findFirst();
  }

  private static boolean isContext(Map<String, String> levels, Cell cell) {
    return levels.size() == cell.factors().size() - 1
        && levels.entrySet().stream()
            .allMatch(entry -> cell.level(entry.getKey()).equals(entry.getValue()));
  }

  /** A contrast as it is drawn: hollow where trials fell short of the target. */
  Entry entry(String arm, PairedContrast contrast) {
    if (contrast.arrivals().isLevelNever()) {
      String never = TargetWords.of(contrast, control(), "");
      return Entry.of(arm, Estimate.notEstimable(contrast.pairs(), never), List.of());
    }
    return new Entry(
        arm,
        contrast.effect(),
        contrast.counts().censored() > 0,
        List.copyOf(contrast.differences().values()),
        contrast.superiority());
  }

  /** Of curves and cells: Student's interval whatever the number of seeds. */
  public static Estimate mean(List<Double> values) {
    double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
    if (array.length == 0) {
      return Estimate.notEstimable(0, "no seeds");
    }
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    Optional<Interval> interval = PairedT.interval(array, PairedContrast.LEVEL);
    return interval.isPresent()
        ? Estimate.of(array.length, mean, interval.get())
        : Estimate.pointOnly(
            array.length, mean, array.length == 1 ? "1 seed" : "all seeds are equal");
  }

  /** The unit of contrasts against the control. */
  Unit unit(ContrastMetric metric) {
    String between = metric.scale() == ContrastMetric.Scale.RATIO ? " ÷ " : " − ";
    return unit(metric, metric.name() + between + control());
  }

  private static Unit unit(ContrastMetric metric, String axis) {
    return switch (metric.scale()) {
      case SHARE -> Unit.points(axis + ", points");
      case NATS -> Unit.nats(axis + ", nats");
      case NUMBER -> Unit.number(axis);
      case RATIO -> Unit.logRatio(axis);
    };
  }
}
