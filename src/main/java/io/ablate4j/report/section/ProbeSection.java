package io.ablate4j.report.section;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.figure.CurveFigure;
import io.ablate4j.figure.Curves;
import io.ablate4j.figure.Digits;
import io.ablate4j.figure.Figure;
import io.ablate4j.figure.ForestFigure;
import io.ablate4j.figure.Heading;
import io.ablate4j.figure.RowBuilder;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.figure.Unit;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What the probes gave that a study lists: over the training steps where they were asked more than
 * once, of each layer where they tell layers apart, and at the end against the control.
 */
public final class ProbeSection {
  /**
   * Probes whose numbers say something beside one another: columns of one table, by what they have
   * in common. A picture of each would be one of a part.
   */
  private static final Map<String, String> SIDE_BY_SIDE =
      Map.of(
          "modes",
          "in the four modes: batch norm by the statistics of the batch or by its running ones, and"
              + " dropout on or off",
          "mc-dropout",
          "of means over k passes with dropout masks (MC dropout), beside weight scaling, the usual"
              + " inference");

  /**
   * A table of such columns.
   *
   * @param end of the keys of its readings
   */
  private record Shown(String end, String what, String caption) {}

  /** The last one whose end a key has is its own. */
  private static final List<Shown> SHOWN =
      List.of(
          new Shown("", "validation accuracy", "Validation accuracy, %, "),
          new Shown("-loss", "validation loss", "Validation loss, nats, "),
          new Shown(
              "-ece",
              "expected calibration error",
              "Expected calibration error on validation data (Guo et al. 2017, 15 bins), %: how far"
                  + " the probability of the predicted class is from the share that is right, "));

  private static final Map<String, String> HEADS =
      Map.of(
          "batch-on", "Batch, dropout on",
          "batch-off", "Batch, dropout off",
          "running-on", "Running, dropout on",
          "running-off", "Running, dropout off",
          "scaling", "Weight scaling");

  private final FigureInputs inputs;
  private final List<String> text = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();

  private ProbeSection(FigureInputs inputs) {
    this.inputs = inputs;
  }

  /** Nothing if the study lists no probe. */
  public static Optional<Section> of(FigureInputs inputs) {
    Map<String, List<ContrastMetric>> probes =
        inputs.analysis().probes().stream()
            .collect(
                Collectors.groupingBy(
                    reading -> probe(name(reading)), LinkedHashMap::new, Collectors.toList()));
    if (probes.isEmpty()) {
      return Optional.empty();
    }
    ProbeSection section = new ProbeSection(inputs);
    probes.forEach(section::add);
    return Optional.of(
        new Section("probes", "Probes", section.text, section.figures, section.tables));
  }

  private void add(String probe, List<ContrastMetric> readings) {
    text.add(said(probe, readings));
    boolean sideBySide = SIDE_BY_SIDE.containsKey(probe);
    for (ContrastMetric reading : readings) {
      if (isOverSteps(name(reading))) {
        figures.add(overSteps(reading));
      }
      if (!sideBySide && !inputs.others().isEmpty()) {
        figures.add(ForestFigure.of(inputs.contrasts(effect(reading), reading)));
      }
    }
    ProbeLayers.of(inputs, probe, readings).ifPresent(figures::add);
    if (sideBySide) {
      SHOWN.forEach(shown -> sideBySide(probe, readings, shown).ifPresent(tables::add));
    }
    tables.add(atTheEnd(probe, readings));
  }

  private String said(String probe, List<ContrastMetric> readings) {
    if (SIDE_BY_SIDE.containsKey(probe)) {
      return "The probe %s gives, at the end, %s %s. They stand in tables below; the methods say what each number is."
          .formatted(
              probe,
              Wording.join(
                  SHOWN.stream()
                      .filter(shown -> readings.stream().anyMatch(each -> isOf(shown, each)))
                      .map(Shown::what)
                      .toList()),
              SIDE_BY_SIDE.get(probe));
    }
    if (readings.size() > 1) {
      return "The probe %s measures: %s."
          .formatted(
              probe,
              readings.stream()
                  .map(each -> key(each) + ", " + each.meaning())
                  .collect(Collectors.joining("; ")));
    }
    String name = name(readings.get(0));
    return "The probe %s measures: %s. It is shown %sat the end against %s ({%s})."
        .formatted(
            probe,
            readings.get(0).meaning(),
            isOverSteps(name)
                ? "over the training steps ({%s}), and ".formatted(id("fig-probe-", name))
                : "",
            inputs.control(),
            id("fig-probed-", name));
  }

  /** What a reading is called: the probe, or the probe, a dot and a key. */
  private static String name(ContrastMetric reading) {
    return reading.probe().orElseThrow();
  }

  private static String probe(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static String key(ContrastMetric reading) {
    return name(reading).substring(name(reading).indexOf('.') + 1);
  }

  /** A dot is for no id. */
  static String id(String prefix, String name) {
    return prefix + name.replace(".", "--");
  }

  private boolean isOverSteps(String name) {
    return inputs.analysis().curves().stream()
        .flatMap(curve -> curve.seeds().stream())
        .anyMatch(seed -> seed.completed() && seed.probeSteps(name).size() > 1);
  }

  /** The unit of the values themselves. */
  static Unit unit(Scale scale, String axis) {
    return switch (scale) {
      case SHARE -> Unit.percent(axis + ", %");
      case NATS -> Unit.amount(axis + ", nats", "nats");
      case NUMBER -> Unit.anySize(axis);
      case RATIO -> Unit.anySize(axis).logarithmicAxis();
    };
  }

  private Figure overSteps(ContrastMetric reading) {
    String name = name(reading);
    return CurveFigure.of(
        Curves.overSteps(
            new Heading(
                id("fig-probe-", name),
                "Probe " + name + " over the training steps",
                "Means over the seeds that completed, with 95 % intervals as bands, on a logarithmic"
                    + " axis. All panels have the same axes."),
            unit(reading.scale(), name),
            inputs.looks(),
            CurveSection.panels(
                inputs,
                curve -> List.of(CurveSection.line(curve, false, seed -> seed.probeSteps(name))))));
  }

  private Heading effect(ContrastMetric reading) {
    return new Heading(
        id("fig-probed-", name(reading)),
        "Probe " + name(reading) + " against " + inputs.control(),
        (reading.scale() == Scale.RATIO ? "Ratio" : "Difference")
            + " at the end, paired by seed, 95 % intervals. Exploratory, unless a claim was written"
            + " down beforehand.");
  }

  private static boolean isOf(Shown shown, ContrastMetric reading) {
    return SHOWN.stream()
        .filter(each -> key(reading).endsWith(each.end))
        .reduce((first, last) -> last)
        .filter(shown::equals)
        .isPresent();
  }

  /** Readings of one kind as columns, cell by cell; empty if the study lists none. */
  private Optional<Table> sideBySide(String probe, List<ContrastMetric> readings, Shown shown) {
    List<ContrastMetric> columns = readings.stream().filter(r -> isOf(shown, r)).toList();
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    List<Row> rows = new ArrayList<>();
    for (CellSummary cell : inputs.grid().cells()) {
      RowBuilder row = new RowBuilder().addAll(inputs.grid().names(cell.cell()));
      columns.forEach(reading -> add(row, cell, reading));
      rows.add(row.row(""));
    }
    String[] heads =
        columns.stream()
            .map(reading -> key(reading).substring(0, key(reading).length() - shown.end.length()))
            .map(key -> HEADS.getOrDefault(key, key))
            .toArray(String[]::new);
    return Optional.of(
        new Table(
            shown.caption
                + SIDE_BY_SIDE.get(probe)
                + ". Means over the seeds that completed, at the end.",
            inputs.grid().heads().and(Kind.NUMBER, heads).columns(),
            rows));
  }

  private static void add(RowBuilder row, CellSummary cell, ContrastMetric reading) {
    OptionalDouble mean = cell.spread(reading).mean();
    Unit unit = unit(reading.scale(), "");
    row.add(
        mean.isPresent() ? unit.write(mean.getAsDouble()) : Digits.UNDEFINED,
        mean.isPresent() ? unit.exact(mean.getAsDouble()) : "");
  }

  /** Each reading of each cell, and beside it the contrast against the control. */
  private Table atTheEnd(String probe, List<ContrastMetric> readings) {
    boolean isCompared = !inputs.others().isEmpty();
    List<Row> rows = new ArrayList<>();
    for (ContrastMetric reading : readings) {
      for (CellSummary cell : inputs.grid().cells()) {
        RowBuilder row =
            new RowBuilder().addAll(inputs.grid().names(cell.cell())).add(key(reading));
        add(row, cell, reading);
        row.add(String.valueOf(cell.further().getOrDefault(reading.word(), List.of()).size()));
        if (isCompared && cell.cell().arm().equals(inputs.control())) {
          row.add("");
        } else if (isCompared) {
          EstimateText.add(row, inputs.againstControl(cell.cell(), reading));
        }
        rows.add(row.row(""));
      }
    }
    Table.Heads heads =
        inputs.grid().heads().and(Kind.NAME, "Reading").and(Kind.NUMBER, "At the end", "Seeds");
    return new Table(
        "Probe "
            + probe
            + " at the end: mean over the seeds that completed; shares in per cent, losses in nats"
            + (isCompared
                ? ". Against "
                    + inputs.control()
                    + ": difference (of shares in points) or ratio with 95 % interval, paired by"
                    + " seed. – where not estimable. Not adjusted for their number."
                : "."),
        (isCompared ? heads.and(Kind.NUMBER, "Against " + inputs.control()) : heads).columns(),
        rows);
  }
}
