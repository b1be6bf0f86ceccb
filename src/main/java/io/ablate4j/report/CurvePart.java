package io.ablate4j.report;

import io.ablate4j.analysis.LearningCurve;
import io.ablate4j.analysis.LearningCurve.SeedCurve;
import io.ablate4j.report.figure.CurveFigure;
import io.ablate4j.report.figure.Curves;
import io.ablate4j.report.figure.Heading;
import io.ablate4j.report.figure.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Learning curves, a panel a model and batch size, all on the same axes. */
final class CurvePart {
  private CurvePart() {}

  static Part of(Scene scene) {
    Map<String, List<Curves.Line>> panels = new LinkedHashMap<>();
    for (LearningCurve curve : scene.analysis().curves()) {
      List<Curves.Line> lines =
          panels.computeIfAbsent(scene.grid().curveTitle(curve.cell()), title -> new ArrayList<>());
      lines.add(line(curve, false, SeedCurve::train));
      lines.add(line(curve, true, SeedCurve::test));
    }
    List<Curves.Panel> drawn = new ArrayList<>();
    panels.forEach((title, lines) -> drawn.add(new Curves.Panel(title, lines)));
    return new Part(
        "curves",
        "Learning curves",
        List.of(
            "Training and test accuracy epoch by epoch ({fig-curves}). The test set is read for this"
                + " report alone and steers nothing."),
        List.of(
            CurveFigure.of(
                new Curves(
                    new Heading(
                        "fig-curves",
                        "Accuracy over the epochs",
                        "Means over the seeds that completed, in inference mode, with 95 % intervals"
                            + " as bands; all panels have the same axes."),
                    Unit.percent("accuracy, %"),
                    "epoch",
                    scene.looks(),
                    "train",
                    "test",
                    drawn))),
        List.of());
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
    values.forEach((epoch, v) -> points.add(new Curves.Point(epoch, Scene.mean(v))));
    return new Curves.Line(curve.cell().regularization(), dashed, points, seeds);
  }
}
