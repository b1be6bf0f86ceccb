package io.ablate4j.figure;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Numbers to draw. */
final class Examples {
  static final List<String> FOUR = List.of("none", "batch-norm", "dropout", "both");

  private Examples() {}

  static Estimate estimate(double low, double value, double high) {
    return Estimate.of(8, value, new Interval(low, high, .95));
  }

  static Entry entry(String regularization, double low, double value, double high) {
    return Entry.of(regularization, estimate(low, value, high), List.of());
  }

  static Group group(double level, Entry... entries) {
    return Group.at(level, String.valueOf((int) level), Arrays.asList(entries));
  }

  static Estimates estimates(String id, Unit unit, Panel... panels) {
    return new Estimates(
        new Heading(id, "Title", "Caption."),
        unit,
        "batch size",
        Look.of(FOUR),
        Arrays.asList(panels));
  }

  static Panel panel(String title, Group... groups) {
    return new Panel(title, Arrays.asList(groups));
  }

  /** The grid of the reference study: 3 models, 3 batch sizes, all regularizations given. */
  static Estimates grid(String id, Unit unit, List<String> regularizations, double scale) {
    return grid(id, unit, regularizations, List.of("mlp", "cnn", "inception"), 8, scale);
  }

  static Estimates grid(
      String id,
      Unit unit,
      List<String> regularizations,
      List<String> models,
      int seeds,
      double scale) {
    List<Panel> panels = new ArrayList<>();
    for (String model : models) {
      List<Group> groups = new ArrayList<>();
      for (int batch : new int[] {8, 32, 128}) {
        List<Entry> entries = new ArrayList<>();
        for (String regularization : regularizations) {
          double value = scale * (1 + Math.sin(panels.size() + batch + entries.size()) / 2);
          List<Double> all = new ArrayList<>();
          for (int seed = 0; seed < seeds; seed++) {
            all.add(value + scale * (seed - seeds / 2.0) / 20);
          }
          entries.add(
              Entry.of(
                  regularization,
                  Estimate.of(
                      seeds,
                      value,
                      new Interval(value - Math.abs(scale) / 4, value + Math.abs(scale) / 3, .95)),
                  all));
        }
        groups.add(Group.at(batch, String.valueOf(batch), entries));
      }
      panels.add(new Panel(model, groups));
    }
    return new Estimates(
        new Heading(id, "Title", "Caption."), unit, "batch size", Look.of(FOUR), panels);
  }

  static Trials trials(String id) {
    List<Trials.Panel> panels = new ArrayList<>();
    for (String model : List.of("mlp", "cnn", "inception")) {
      List<Trials.Dot> dots = new ArrayList<>();
      for (int i = 0; i < 96; i++) {
        dots.add(
            new Trials.Dot(
                FOUR.get(i % 4),
                "batch 32, seed " + i,
                i % 20 == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 + i * .37 % 7),
                OptionalDouble.of(.9 + .0005 * (i * 7 % 96))));
      }
      panels.add(new Trials.Panel(model, dots));
    }
    return new Trials(
        new Heading(id, "Title", "Caption."),
        Unit.amount("seconds to target", "s"),
        Unit.percent("test accuracy, %"),
        Look.of(FOUR),
        panels);
  }

  static Curves curves(String id, int epochs, String... titles) {
    List<Curves.Panel> panels = new ArrayList<>();
    for (String title : titles) {
      List<Curves.Line> lines = new ArrayList<>();
      for (String regularization : FOUR) {
        for (boolean dashed : new boolean[] {false, true}) {
          List<Curves.Point> points = new ArrayList<>();
          for (int epoch = 1; epoch <= epochs; epoch++) {
            double value = .97 - .3 / epoch - .005 * lines.size();
            points.add(new Curves.Point(epoch, estimate(value - .01, value, value + .01)));
          }
          lines.add(new Curves.Line(regularization, dashed, points));
        }
      }
      panels.add(new Curves.Panel(title, lines));
    }
    return curves(id, Unit.percent("accuracy, %"), panels);
  }

  static Curves curves(String id, Unit unit, List<Curves.Panel> panels) {
    return new Curves(
        new Heading(id, "Title", "Caption."),
        unit,
        "epoch",
        Look.of(FOUR),
        "train",
        "test",
        panels);
  }

  static Profiles profiles(String id) {
    List<Profiles.Panel> panels = new ArrayList<>();
    for (String model : List.of("mlp", "cnn", "inception")) {
      List<Profiles.Line> lines = new ArrayList<>();
      for (String regularization : FOUR) {
        List<List<Double>> seeds = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
          double first = .9 + .002 * seed + .003 * lines.size();
          seeds.add(List.of(first, first + .016, first + .032));
        }
        lines.add(Profiles.Line.counting(regularization, seeds));
      }
      panels.add(new Profiles.Panel(model, lines));
    }
    return new Profiles(
        new Heading(id, "Title", "Caption."),
        Unit.percent("test accuracy, %"),
        Look.of(FOUR),
        panels);
  }

  /** The figures of REPORT.md for the default grid. */
  static List<Figure> all() {
    List<String> three = FOUR.subList(1, 4);
    Unit points = Unit.points("test accuracy − none, percentage points");
    Unit share = Unit.percent("test accuracy, %");
    return List.of(
        ForestFigure.of(grid("f1", points, three, .01)),
        ForestFigure.of(grid("f2", points, three, -.01)),
        ForestFigure.of(grid("f3", Unit.logRatio("steps relative to none"), three, -.4)),
        BarFigure.of(grid("f4", Unit.amount("images a second", ""), FOUR, 8_000), true),
        ScatterFigure.of(trials("f5")),
        StripFigure.of(grid("f6", points, FOUR, .02)),
        HeatFigure.of(grid("f7", points, three, .01)),
        LevelFigure.of(grid("f8", share, FOUR, .6)),
        ForestFigure.of(grid("f9", points, three.subList(2, 3), .01)),
        CurveFigure.of(
            curves("f10", 12, "a, 8", "a, 32", "a, 128", "b, 8", "b, 32", "b, 128", "c, 8")),
        StepFigure.of(profiles("f11")));
  }
}
