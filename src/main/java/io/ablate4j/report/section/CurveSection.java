package io.ablate4j.report.section;

import io.ablate4j.analysis.LearningCurve;
import io.ablate4j.analysis.LearningCurve.SeedCurve;
import io.ablate4j.figure.CurveFigure;
import io.ablate4j.figure.Curves;
import io.ablate4j.figure.Figure;
import io.ablate4j.figure.ForestFigure;
import io.ablate4j.figure.Heading;
import io.ablate4j.figure.Unit;
import io.ablate4j.hypothesis.ContrastMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Learning curves, and what probes gave on the way: a panel a model and batch size, all on the same
 * axes.
 */
public final class CurveSection {
  private CurveSection() {}

  /** Accuracy, loss and what probes measured, epoch by epoch. */
  public static Section of(FigureInputs inputs) {
    List<String> text = new ArrayList<>();
    text.add(
        "Training and test accuracy epoch by epoch ({fig-curves}). The test set is read for this"
            + " report alone and steers nothing.");
    List<Figure> figures = new ArrayList<>();
    figures.add(
        CurveFigure.of(
            new Curves(
                new Heading(
                    "fig-curves",
                    "Accuracy over the epochs",
                    "Means over the seeds that completed, in inference mode, with 95 % intervals"
                        + " as bands. All panels have the same axes."),
                Unit.percent("accuracy, %"),
                "epoch",
                inputs.looks(),
                "train",
                "test",
                panels(
                    inputs,
                    curve ->
                        List.of(
                            line(curve, false, SeedCurve::train),
                            line(curve, true, SeedCurve::test))))));
    for (ContrastMetric probe : inputs.analysis().probes()) {
      String id = probe.probe().orElseThrow();
      text.add(
          "The probe %s measures: %s. It is shown epoch by epoch ({fig-probe-%s}) and, after the last one, against %s ({fig-probed-%s})."
              .formatted(id, probe.meaning(), anchor(id), inputs.control(), anchor(id)));
      figures.add(overEpochs(inputs, probe));
      figures.add(ForestFigure.of(inputs.contrasts(effect(inputs, probe), probe)));
    }
    return new Section("curves", "Learning curves", text, figures, List.of());
  }

  /** Names of figures have no dots. */
  private static String anchor(String reading) {
    return reading.replace('.', '-');
  }

  private static Figure overEpochs(FigureInputs inputs, ContrastMetric probe) {
    String id = probe.probe().orElseThrow();
    return CurveFigure.of(
        new Curves(
            new Heading(
                "fig-probe-" + anchor(id),
                "Probe " + id + " over the epochs",
                "Means over the seeds that completed, with 95 % intervals as bands. All panels have"
                    + " the same axes."),
            switch (probe.scale()) {
              case SHARE -> Unit.percent(id + ", %");
              case NATS -> Unit.amount(id + ", nats", "nats");
              case RATIO, NUMBER -> Unit.amount(id, "");
            },
            "epoch",
            inputs.looks(),
            "train",
            "",
            panels(inputs, curve -> List.of(line(curve, false, seed -> seed.probe(id))))));
  }

  private static Heading effect(FigureInputs inputs, ContrastMetric probe) {
    String id = probe.probe().orElseThrow();
    return new Heading(
        "fig-probed-" + anchor(id),
        "Probe " + id + " against " + inputs.control(),
        (probe.scale() == ContrastMetric.Scale.RATIO ? "Ratio" : "Difference")
            + " after the last epoch, paired by seed, 95 % intervals. Exploratory, unless a claim was"
            + " written down beforehand.");
  }

  private static List<Curves.Panel> panels(
      FigureInputs inputs, Function<LearningCurve, List<Curves.Line>> lines) {
    Map<String, List<Curves.Line>> panels = new LinkedHashMap<>();
    for (LearningCurve curve : inputs.analysis().curves()) {
      panels
          .computeIfAbsent(inputs.grid().curveTitle(curve.cell()), title -> new ArrayList<>())
          .addAll(lines.apply(curve));
    }
    List<Curves.Panel> drawn = new ArrayList<>();
    panels.forEach((title, all) -> drawn.add(new Curves.Panel(title, all)));
    return drawn;
  }

  private static Curves.Line line(
      LearningCurve curve, boolean dashed, Function<SeedCurve, SortedMap<Integer, Double>> split) {
    SortedMap<Integer, List<Double>> values = new TreeMap<>();
    List<List<Curves.Place>> seeds = new ArrayList<>();
    for (SeedCurve seed : curve.seeds()) {
      if (seed.completed()) {
        split
            .apply(seed)
            .forEach((epoch, v) -> values.computeIfAbsent(epoch, e -> new ArrayList<>()).add(v));
        seeds.add(
            split.apply(seed).entrySet().stream()
                .map(each -> new Curves.Place(each.getKey(), each.getValue()))
                .toList());
      }
    }
    List<Curves.Point> points = new ArrayList<>();
    values.forEach((epoch, v) -> points.add(new Curves.Point(epoch, FigureInputs.mean(v))));
    return new Curves.Line(curve.cell().arm(), dashed, points, seeds);
  }
}
