package io.ablate4j.report.section;

import io.ablate4j.analysis.LearningCurve;
import io.ablate4j.analysis.LearningCurve.SeedCurve;
import io.ablate4j.figure.CurveFigure;
import io.ablate4j.figure.Curves;
import io.ablate4j.figure.Figure;
import io.ablate4j.figure.Heading;
import io.ablate4j.figure.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Learning curves: a panel a model and batch size, all on the same axes. */
public final class CurveSection {
  private CurveSection() {}

  /** Accuracy, epoch by epoch. */
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
    return new Section("curves", "Learning curves", text, figures, List.of());
  }

  /** A panel a model, batch size and whatever else varies, with the lines of its cells. */
  static List<Curves.Panel> panels(
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

  /** The mean over the seeds that completed, by epoch or step. */
  static Curves.Line line(
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
