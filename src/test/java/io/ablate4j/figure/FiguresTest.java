package io.ablate4j.figure;

import static io.ablate4j.figure.Examples.FOUR;
import static io.ablate4j.figure.Examples.entry;
import static io.ablate4j.figure.Examples.estimates;
import static io.ablate4j.figure.Examples.group;
import static io.ablate4j.figure.Examples.panel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.stats.Estimate;
import io.ablate4j.stats.Interval;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final Unit POINTS = Unit.points("difference, percentage points");

  @Test
  void a_forest_panel_takes_at_most_12_KB_and_the_default_grid_at_most_1_MB() {
    int total = 0;
    for (Figure figure : Examples.all()) {
      for (Figure.Panel panel : figure.panels()) {
        int size = panel.svg().getBytes(StandardCharsets.UTF_8).length;
        assertThat(size).as(figure.id()).isBetween(1_000, 32_000);
        total += size;
      }
    }
    assertThat(Examples.all().subList(0, 3))
        .flatExtracting(Figure::panels)
        .allSatisfy(panel -> assertThat(panel.svg().length()).isLessThan(12_000));
    assertThat(total).isLessThan(1_000_000);
  }

  @Test
  void no_id_is_used_twice_and_each_begins_with_its_figures() {
    Set<String> seen = new HashSet<>();
    for (Figure figure : Examples.all()) {
      for (int i = 0; i < figure.panels().size(); i++) {
        for (String id : Drawn.panel(figure, i).ids()) {
          assertThat(id).startsWith(figure.id() + "-" + (i + 1));
          assertThat(seen.add(id)).as(id).isTrue();
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(60);
  }

  @Test
  void each_panel_is_an_image_with_title_and_description() {
    for (Figure figure : Examples.all()) {
      Drawn drawn = Drawn.panel(figure, 0);
      String id = figure.id() + "-1";
      assertThat(drawn.elements("svg").get(0).getAttribute("role")).isEqualTo("img");
      assertThat(drawn.elements("svg").get(0).getAttribute("aria-labelledby"))
          .isEqualTo(id + "-t " + id + "-d");
      assertThat(drawn.elements("title").get(0).getTextContent()).endsWith(": title");
      assertThat(drawn.elements("desc").get(0).getTextContent())
          .as("the numbers in words")
          .containsPattern(
              "(batch-norm|both)[^;.]*? [+−]?\\d[\\d\u202f]*(\\.\\d+)?\u202f?( \\w+| \\[|%|,)");
    }
  }

  @Test
  void the_bytes_do_not_depend_on_the_locale_or_the_run() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      String first = Examples.all().toString();
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Examples.all().toString().equals(first)).isTrue();
      Locale.setDefault(Locale.GERMANY);
      assertThat(Examples.all().toString().equals(first)).isTrue();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void marks_have_the_class_of_their_regularization_and_no_colour_of_their_own() {
    for (Figure figure : Examples.all()) {
      if (figure.id().equals("f7")) {
        continue; // the heat map's cells are coloured by their numbers
      }
      for (int i = 0; i < figure.panels().size(); i++) {
        String svg = figure.panels().get(i).svg();
        assertThat(svg).doesNotContainPattern("#[0-9a-fA-F]{6}").contains("class=\"hot r");
        for (Look look : figure.looks()) {
          assertThat(svg).contains("class=\"" + look.cssClass() + "\"");
        }
      }
    }
  }

  @Test
  void hot_spots_lie_within_the_drawing_and_are_drawn_last() {
    for (Figure figure : Examples.all()) {
      for (Figure.Panel panel : figure.panels()) {
        assertThat(panel.svg().lastIndexOf("<path")).isLessThan(panel.svg().indexOf("class=\"hot"));
        String[] box =
            new Drawn(panel.svg()).elements("svg").get(0).getAttribute("viewBox").split(" ");
        assertThat(new Drawn(panel.svg()).hotSpots())
            .isNotEmpty()
            .allSatisfy(
                hot -> {
                  assertThat(hot.x()).isBetween(0.0, Drawn.number(box[2]));
                  assertThat(hot.y()).isBetween(0.0, Drawn.number(box[3]));
                  assertThat(hot.tip()).contains(": ");
                });
      }
    }
  }

  @Test
  void hostile_names_are_text() {
    String hostile = "</title></svg><script>alert(\"1\")</script>&\u0000🎲";
    Estimates estimates =
        new Estimates(
            new Heading("f", hostile, hostile),
            POINTS,
            hostile,
            Look.of(List.of(hostile)),
            List.of(
                panel(
                    hostile,
                    Estimates.Group.at(8, hostile, List.of(entry(hostile, -.01, .01, .02))))));
    for (Figure figure :
        List.of(
            ForestFigure.of(estimates),
            HeatFigure.of(estimates),
            StripFigure.of(estimates),
            LevelFigure.of(estimates))) {
      String svg = figure.panels().get(0).svg();
      assertThat(svg).doesNotContain("<script").doesNotContain("\u0000").endsWith("</svg>");
      Drawn drawn = Drawn.panel(figure, 0);
      assertThat(drawn.elements("script")).isEmpty();
      assertThat(drawn.hotSpots().get(0).tip()).contains("<script>alert(\"1\")").contains("🎲");
      drawn
          .elements("text")
          .forEach(e -> assertThat(Text.width(e.getTextContent())).isLessThan(Plot.WIDTH));
    }
  }

  @Test
  void bars_start_at_zero_and_a_missing_one_leaves_its_place_empty() {
    Figure figure =
        BarFigure.of(
            estimates(
                "f",
                Unit.amount("images a second", ""),
                panel(
                    "a",
                    group(8, entry("none", 90, 100, 110), entry("both", 40, 50, 60)),
                    group(32, entry("both", 40, 50, 60)))),
            true);
    Drawn drawn = Drawn.panel(figure, 0);
    double zero = Drawn.number(drawn.text("0").getAttribute("y")) - 4;
    List<Drawn.Stroke> bars =
        drawn.strokes("r3").stream()
            .filter(s -> s.filled() && s.bounds().getHeight() > 30)
            .toList();
    assertThat(bars).hasSize(2);
    assertThat(bars.get(0).bounds().getMaxY()).isEqualTo(zero, within(.15));
    Drawn.Stroke none =
        drawn.strokes("r0").stream().filter(s -> s.bounds().getHeight() > 60).findFirst().get();
    assertThat(none.bounds().getHeight() / bars.get(0).bounds().getHeight())
        .isEqualTo(2, within(.01));
    assertThat(figure.caption()).isEqualTo("Caption.");
  }

  @Test
  void panels_of_bars_have_their_own_scales_where_asked_and_the_caption_says_so() {
    Estimates two =
        estimates(
            "f",
            Unit.amount("images a second", ""),
            panel("a", group(8, entry("none", 9, 10, 11))),
            panel("b", group(8, entry("none", 900, 1000, 1100))));
    assertThat(BarFigure.of(two, true).caption()).endsWith("own scale.");
    assertThat(Drawn.panel(BarFigure.of(two, true), 0).texts()).contains("10");
    assertThat(Drawn.panel(BarFigure.of(two, false), 0).texts()).contains("1\u202f000");
    assertThat(BarFigure.of(two, false).caption()).isEqualTo("Caption.");
  }

  @Test
  void a_strip_has_a_dot_a_seed_at_its_height_and_the_mean_beside_them() {
    List<Double> seeds = List.of(.00, .01, .02, .03, .04, .05, .06, .07);
    Entry entry = Entry.of("both", Examples.estimate(.03, .035, .04), seeds);
    Drawn drawn =
        Drawn.panel(StripFigure.of(estimates("f", POINTS, panel("a", group(8, entry)))), 0);
    List<Drawn.Stroke> dots =
        drawn.strokes("r3").stream().filter(s -> s.filled() && s.bounds().getWidth() < 5).toList();
    assertThat(dots).hasSize(8);
    double zero = Drawn.number(drawn.text("0").getAttribute("y")) - 4;
    double six = Drawn.number(drawn.text("6").getAttribute("y")) - 4;
    assertThat(dots.get(0).middle().getY()).isEqualTo(zero, within(.2));
    assertThat(dots.get(6).middle().getY()).isEqualTo(six, within(.2));
    assertThat(drawn.hotSpots().get(0).x())
        .isGreaterThan(dots.stream().mapToDouble(d -> d.bounds().getMaxX()).max().orElse(0));
  }

  @Test
  void the_heat_maps_text_can_be_read_on_its_strongest_colours_in_light_and_dark() {
    for (String css : List.of(HeatFigure.BELOW, HeatFigure.ABOVE)) {
      java.awt.Color color = java.awt.Color.decode(css);
      assertThat(
              Contrast.between(
                  Contrast.LIGHT_INK,
                  Contrast.over(Contrast.LIGHT_PAGE, color, HeatFigure.STRONGEST)))
          .isGreaterThanOrEqualTo(4.5);
      assertThat(
              Contrast.between(
                  Contrast.DARK_INK,
                  Contrast.over(Contrast.DARK_PAGE, color, HeatFigure.STRONGEST)))
          .isGreaterThanOrEqualTo(4.5);
    }
  }

  @Test
  void a_heat_map_is_centred_and_leaves_missing_cells_out() {
    Entry missing = Entry.of("dropout", Estimate.notEstimable(0, "no pair"), List.of());
    Figure figure =
        HeatFigure.of(
            estimates(
                "f",
                POINTS,
                panel("a", group(8, entry("batch-norm", .01, .04, .05), missing)),
                panel("b", group(8, entry("batch-norm", -.03, -.02, .01), missing))));
    String strongest = "fill=\"" + HeatFigure.ABOVE + "\" fill-opacity=\".72\"";
    String half = "fill=\"" + HeatFigure.BELOW + "\" fill-opacity=\".36\"";
    assertThat(figure.panels().get(0).svg()).contains(strongest);
    assertThat(figure.panels().get(1).svg()).contains(half);
    assertThat(Drawn.panel(figure, 0).text("+4.0").getAttribute("font-weight")).isEqualTo("600");
    assertThat(Drawn.panel(figure, 1).text("−2.0").getAttribute("font-weight")).isEmpty();
    assertThat(Drawn.panel(figure, 0).texts()).contains("[1.0, 5.0]", "−4.0", "+4.0", "0.0");
    assertThat(Drawn.panel(figure, 0).hotSpots()).hasSize(1);
    assertThat(figure.data().rows()).hasSize(4);
  }

  @Test
  void levels_stand_at_their_logarithms_with_a_tick_each_and_gaps_stay_open() {
    Figure figure =
        LevelFigure.of(
            estimates(
                "f",
                Unit.percent("test accuracy, %"),
                panel(
                    "a",
                    group(128, entry("both", .92, .93, .94)),
                    group(8, entry("both", .9, .91, .92)),
                    group(16, entry("both", .91, .92, .93)),
                    group(32))));
    Drawn drawn = Drawn.panel(figure, 0);
    double x8 = Drawn.number(drawn.text("8").getAttribute("x"));
    double x16 = Drawn.number(drawn.text("16").getAttribute("x"));
    double x128 = Drawn.number(drawn.text("128").getAttribute("x"));
    assertThat(x128 - x8).isEqualTo(4 * (x16 - x8), within(.5));
    assertThat(drawn.texts()).contains("32");
    assertThat(drawn.strokes("r3"))
        .filteredOn(Drawn.Stroke::dashed)
        .singleElement()
        .satisfies(line -> assertThat(line.bounds().getWidth()).isEqualTo(x16 - x8, within(.3)));
  }

  @Test
  void trials_that_never_got_there_are_hollow_at_the_right_edge_and_counted() {
    Trials trials =
        new Trials(
            new Heading("f", "T", "C."),
            Unit.amount("seconds to target", "s"),
            Unit.percent("test accuracy, %"),
            Look.of(FOUR),
            List.of(
                new Trials.Panel(
                    "cnn",
                    List.of(
                        new Trials.Dot(
                            "both", "seed 1", OptionalDouble.of(2), OptionalDouble.of(.9)),
                        new Trials.Dot(
                            "both", "seed 2", OptionalDouble.of(4), OptionalDouble.of(.95)),
                        new Trials.Dot(
                            "none", "seed 1", OptionalDouble.empty(), OptionalDouble.of(.5)),
                        new Trials.Dot(
                            "none", "seed 2", OptionalDouble.empty(), OptionalDouble.empty())))));
    Figure figure = ScatterFigure.of(trials);
    Drawn drawn = Drawn.panel(figure, 0);
    assertThat(figure.caption()).isEqualTo("C. 1 trial never got there.");
    assertThat(drawn.markers("r3")).hasSize(2);
    assertThat(drawn.markers("r0")).isEmpty();
    assertThat(drawn.hotSpots())
        .extracting(Drawn.Hot::tip)
        .containsExactlyInAnyOrder(
            "cnn, seed 1, none: never got there, 50.0\u202f%",
            "cnn, seed 1, both: 2.00 s, 90.0\u202f%", "cnn, seed 2, both: 4.00 s, 95.0\u202f%");
    double never =
        drawn.hotSpots().stream()
            .filter(hot -> hot.cssClass().equals("r0"))
            .mapToDouble(Drawn.Hot::x)
            .max()
            .orElse(0);
    assertThat(drawn.markers("r3")).allMatch(m -> m.bounds().getMaxX() < never - 5);
    assertThat(figure.data().rows()).hasSize(4);
  }

  @Test
  void train_is_solid_and_test_dashed_and_both_have_bands() {
    Figure figure = CurveFigure.of(Examples.curves("f", 5, "cnn"));
    Drawn drawn = Drawn.panel(figure, 0);
    assertThat(drawn.strokes("r1").stream().filter(Drawn.Stroke::dashed)).hasSize(1);
    assertThat(drawn.strokes("r1"))
        .filteredOn(s -> s.filled() && s.bounds().getWidth() > 100)
        .hasSize(2);
    assertThat(figure.keys()).extracting(Figure.Key::meaning).containsExactly("train", "test");
    assertThat(figure.lines()).isTrue();
    assertThat(figure.data().columns()).hasSize(3 + 5);
    assertThat(drawn.texts()).contains("1", "5");
  }

  @Test
  void a_diverged_curve_does_not_stretch_the_axis_and_the_caption_says_it_is_outside() {
    List<Curves.Point> calm = new ArrayList<>();
    List<Curves.Point> wild = new ArrayList<>();
    for (int epoch = 1; epoch <= 20; epoch++) {
      double loss = 1.0 / epoch;
      calm.add(new Curves.Point(epoch, Examples.estimate(loss - .01, loss, loss + .01)));
      double exploded = epoch < 18 ? loss : 1e9;
      wild.add(new Curves.Point(epoch, Examples.estimate(exploded, exploded, 2 * exploded)));
    }
    Figure figure =
        CurveFigure.of(
            Examples.curves(
                "f",
                new Unit(
                    "loss, nats",
                    "nats",
                    v -> v,
                    (v, more) -> Digits.fixed(v, 3 + more),
                    false,
                    OptionalDouble.empty(),
                    "seed"),
                List.of(
                    new Curves.Panel(
                        "cnn",
                        List.of(
                            new Curves.Line("none", false, calm),
                            new Curves.Line("both", false, wild))))));
    assertThat(figure.caption())
        .isEqualTo("Caption. 3 points lie outside of the axis; they are in the table.");
    assertThat(figure.panels().get(0).svg().length()).isLessThan(12_000);
    assertThat(Drawn.panel(figure, 0).texts()).contains("0.0", "0.8").doesNotContain("1\u202f000");
    assertThat(Drawn.panel(figure, 0).elements("clipPath")).hasSize(1);
  }

  @Test
  void a_profile_steps_down_at_each_value_it_counts() {
    Profiles.Line line =
        Profiles.Line.counting("both", List.of(List.of(.9, .8), List.of(.9), List.of(.7)));
    assertThat(line.steps()).extracting(Profiles.Step::threshold).containsExactly(.7, .8, .9);
    assertThat(line.steps())
        .extracting(step -> step.share().value().getAsDouble())
        .containsExactly(1.0, .75, .5);
    Figure figure =
        StepFigure.of(
            new Profiles(
                new Heading("f", "T", ""),
                Unit.percent("test accuracy, %"),
                Look.of(FOUR),
                List.of(
                    new Profiles.Panel("cnn", List.of(line)),
                    new Profiles.Panel("mlp", List.of()))));
    Drawn drawn = Drawn.panel(figure, 0);
    double hundred = Drawn.number(drawn.text("100").getAttribute("y")) - 4;
    assertThat(drawn.hotSpots().get(0).y()).isEqualTo(hundred, within(.2));
    assertThat(drawn.hotSpots().get(2).tip())
        .isEqualTo("cnn, both: 50.0\u202f% of 4 trials at 90.0\u202f% or above");
    assertThat(figure.panels().get(1).svg()).isEmpty();
    assertThat(figure.data().rows().get(2).cells()).endsWith("90.0", "50.0", "–", "–", "median");
  }

  @Test
  void a_profiles_band_resamples_seeds_and_is_left_out_where_they_are_few() {
    List<List<Double>> seeds =
        List.of(
            List.of(.7, .9),
            List.of(.8, .9),
            List.of(.6, .8),
            List.of(.7, .8),
            List.of(.6, .9),
            List.of(.8, .8));
    List<Profiles.Step> steps = Profiles.Line.counting("both", seeds).steps();
    assertThat(steps).extracting(Profiles.Step::threshold).containsExactly(.6, .7, .8, .9);
    assertThat(steps.get(0).share().interval()).as("all are above").isEmpty();
    // Each seed has one or two of its two trials at or above .8, three of six have two.
    Interval band = steps.get(2).share().interval().orElseThrow();
    assertThat(steps.get(2).share().value()).hasValue(8 / 12.0);
    assertThat(band.low()).isEqualTo(.5);
    assertThat(band.high()).isBetween(.8, .92);
    assertThat(Profiles.Line.counting("both", seeds.subList(0, 5)).steps())
        .allMatch(step -> step.share().interval().isEmpty());
  }

  @Test
  void below_six_seeds_each_has_a_thin_line_of_its_own() {
    for (int seeds : new int[] {1, 5, 6}) {
      List<List<Curves.Place>> lines = new ArrayList<>();
      for (int seed = 0; seed < seeds; seed++) {
        lines.add(
            List.of(new Curves.Place(1, .5 + .01 * seed), new Curves.Place(2, .8 + .01 * seed)));
      }
      Figure figure =
          CurveFigure.of(
              Examples.curves(
                  "f",
                  Unit.percent("accuracy, %"),
                  List.of(
                      new Curves.Panel(
                          "cnn",
                          List.of(
                              new Curves.Line(
                                  "both",
                                  false,
                                  List.of(
                                      new Curves.Point(1, Examples.estimate(.5, .5, .54)),
                                      new Curves.Point(2, Examples.estimate(.8, .8, .84))),
                                  lines))))));
      assertThat(figure.panels().get(0).svg().contains("stroke-opacity=\".45\""))
          .isEqualTo(seeds == 5);
      assertThat(figure.caption().contains(" Thin lines are single seeds.")).isEqualTo(seeds == 5);
    }
  }

  @Test
  void a_hidden_regularization_takes_its_column_out_of_the_heat_map() {
    Figure figure =
        HeatFigure.of(
            estimates(
                "f",
                POINTS,
                panel(
                    "a",
                    group(8, entry("batch-norm", .01, .04, .05), entry("both", 0, .01, .02)))));
    Drawn drawn = Drawn.panel(figure, 0);
    assertThat(drawn.elements("text"))
        .filteredOn(text -> text.getAttribute("class").equals("c1"))
        .extracting(org.w3c.dom.Element::getTextContent)
        .containsExactly("batch-norm", "+4.0", "[1.0, 5.0]");
    assertThat(drawn.strokes("c1")).as("cell and edge").hasSize(2);
    assertThat(drawn.strokes("r1")).as("marker of the head").hasSize(1);
  }

  @Test
  void a_profiles_band_encloses_its_line() {
    List<Profiles.Step> steps = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      double share = 1 - i / 5.0;
      steps.add(
          new Profiles.Step(
              .8 + i / 50.0, Estimate.of(10, share, new Interval(share - .1, share + .1, .95))));
    }
    Figure figure =
        StepFigure.of(
            new Profiles(
                new Heading("f", "T", ""),
                Unit.percent("test accuracy, %"),
                Look.of(FOUR),
                List.of(new Profiles.Panel("cnn", List.of(new Profiles.Line("both", steps))))));
    List<Drawn.Stroke> strokes = Drawn.panel(figure, 0).strokes("r3");
    Drawn.Stroke band =
        strokes.stream().filter(s -> s.filled() && s.bounds().getWidth() > 100).findFirst().get();
    Drawn.Stroke line = strokes.stream().filter(Drawn.Stroke::dashed).findFirst().get();
    assertThat(band.bounds().getMinY()).isLessThan(line.bounds().getMinY() - 5);
  }

  @Test
  void any_number_of_models_levels_and_regularizations_finds_its_place() {
    List<String> names = new ArrayList<>(FOUR);
    for (int i = 0; i < 6; i++) {
      names.add("own-" + i);
    }
    List<Estimates.Panel> panels = new ArrayList<>();
    for (int model = 0; model < 7; model++) {
      List<Estimates.Group> groups = new ArrayList<>();
      for (int batch = 4; batch <= 256; batch *= 2) {
        int level = batch;
        groups.add(
            Estimates.Group.at(
                batch,
                String.valueOf(batch),
                names.stream().map(name -> entry(name, -.01, .0001 * level, .04)).toList()));
      }
      panels.add(new Estimates.Panel("model " + model, groups));
    }
    Estimates many =
        new Estimates(new Heading("f", "T", ""), POINTS, "batch size", Look.of(names), panels);
    for (Figure figure :
        List.of(
            ForestFigure.of(many),
            BarFigure.of(many, false),
            StripFigure.of(many),
            HeatFigure.of(many),
            LevelFigure.of(many))) {
      assertThat(figure.panels()).hasSize(7);
      assertThat(figure.looks()).hasSize(10);
      Drawn drawn = Drawn.panel(figure, 6);
      assertThat(drawn.hotSpots()).hasSize(70);
      assertThat(drawn.hotSpots()).extracting(Drawn.Hot::middle).doesNotHaveDuplicates();
    }
  }

  @Test
  void nothing_to_draw_is_said_in_every_kind_of_figure() {
    Estimates empty = estimates("f", POINTS, panel("a", group(8)));
    for (Figure figure :
        List.of(
            ForestFigure.of(empty),
            BarFigure.of(empty, true),
            StripFigure.of(empty),
            HeatFigure.of(empty),
            LevelFigure.of(empty),
            CurveFigure.of(
                Examples.curves("f", POINTS, List.of(new Curves.Panel("a", List.of())))))) {
      assertThat(figure.panels().get(0).svg()).isEmpty();
      assertThat(figure.panels().get(0).nothing()).isNotBlank();
    }
  }
}
