package io.ablate4j.report.section;

import io.ablate4j.analysis.LearningCurve;
import io.ablate4j.analysis.LearningCurve.SeedCurve;
import io.ablate4j.figure.CurveFigure;
import io.ablate4j.figure.Curves;
import io.ablate4j.figure.Figure;
import io.ablate4j.figure.Heading;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Roles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a probe gave of each layer over the training steps: a panel a layer, model after model. */
final class ProbeLayers {
  /** More would make the page long and large; all are in the store. */
  private static final int MOST_PANELS = 12;

  /** Ends the name of a ReLU that stands behind batch norm, and so apart from its weights. */
  private static final String APART = "-relu";

  private ProbeLayers() {}

  /** Nothing of a probe that tells no layers apart, or was asked but once. */
  static Optional<Figure> of(FigureInputs inputs, String probe, List<ContrastMetric> readings) {
    Set<String> own =
        readings.stream().map(each -> each.probe().orElseThrow()).collect(Collectors.toSet());
    Map<String, List<LearningCurve>> models = models(inputs);
    List<Curves.Panel> panels = new ArrayList<>();
    boolean isPart = false;
    for (List<LearningCurve> curves : models.values()) {
      List<String> all = layers(curves, probe + ".", own);
      all.sort(order(inputs, curves));
      List<String> shown = spread(all, Math.max(2, MOST_PANELS / models.size()));
      isPart |= shown.size() < all.size();
      for (String layer : shown) {
        String name = probe + "." + layer;
        panels.add(
            new Curves.Panel(
                inputs.grid().curveTitle(curves.get(0).cell()) + ", " + layer,
                curves.stream()
                    .map(curve -> CurveSection.line(curve, false, seed -> readings(seed, name)))
                    .toList()));
      }
    }
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            CurveFigure.of(
                Curves.overSteps(
                    new Heading(
                        ProbeSection.id("fig-layers-", probe),
                        "Probe " + probe + " of each layer over the training steps",
                        "Means over the seeds that completed, with 95 % intervals as bands, on a"
                            + " logarithmic axis; each model in its first setting. All panels have"
                            + " the same axes."
                            + (isPart ? " Layers between those shown are in the store." : "")),
                    ProbeSection.unit(readings.get(0).scale(), probe),
                    inputs.looks(),
                    panels)));
  }

  /** Of the layer, or of the ReLU that belongs to it where that is a layer of its own. */
  private static SortedMap<Integer, Double> readings(SeedCurve seed, String name) {
    SortedMap<Integer, Double> own = seed.probeSteps(name);
    return own.isEmpty() ? seed.probeSteps(name + APART) : own;
  }

  /** The curves of each model's first panel. */
  private static Map<String, List<LearningCurve>> models(FigureInputs inputs) {
    Map<String, List<LearningCurve>> models = new LinkedHashMap<>();
    for (LearningCurve curve : inputs.analysis().curves()) {
      Cell cell = curve.cell();
      String model = cell.compared().equals(Roles.MODEL) ? "" : cell.level(Roles.MODEL);
      List<LearningCurve> of = models.computeIfAbsent(model, m -> new ArrayList<>());
      Grid grid = inputs.grid();
      if (of.isEmpty() || grid.curveTitle(of.get(0).cell()).equals(grid.curveTitle(cell))) {
        of.add(curve);
      }
    }
    return models;
  }

  /** Layers that something was read of; what belongs to a reading is none. */
  private static List<String> layers(List<LearningCurve> curves, String prefix, Set<String> own) {
    return curves.stream()
        .flatMap(curve -> curve.seeds().stream())
        .filter(SeedCurve::completed)
        .flatMap(seed -> seed.probeSteps().entrySet().stream())
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .filter(name -> name.startsWith(prefix) && !own.contains(name))
        .map(name -> name.substring(prefix.length()))
        .map(
            name -> name.endsWith(APART) ? name.substring(0, name.length() - APART.length()) : name)
        .distinct()
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Of the networks that the curves are of. */
  private static LayerOrder order(FigureInputs inputs, List<LearningCurve> curves) {
    return new LayerOrder(
        inputs.analysis().study().models().stream()
            .filter(network -> curves.stream().anyMatch(curve -> network.isOf(curve.cell())))
            .toList());
  }

  /** At most that many, from the first to the last. */
  private static List<String> spread(List<String> all, int most) {
    return all.size() <= most
        ? all
        : IntStream.range(0, most)
            .mapToObj(i -> all.get(Math.round((float) i * (all.size() - 1) / (most - 1))))
            .toList();
  }
}
