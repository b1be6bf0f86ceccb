package io.ablate4j.report;

import static io.ablate4j.hypothesis.ContrastMetric.GAP_ACCURACY;
import static io.ablate4j.hypothesis.ContrastMetric.GAP_ACCURACY_MATCHED_LOSS;
import static io.ablate4j.hypothesis.ContrastMetric.SECONDS_TO_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEPS_TO_EASIER_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEPS_TO_HARDER_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEPS_TO_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.TEST_ACCURACY;
import static io.ablate4j.report.EveryNumberTest.explain;
import static io.ablate4j.report.EveryNumberTest.interval;
import static io.ablate4j.report.EveryNumberTest.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.export.TidyCsv;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.report.Recomputed.At;
import io.ablate4j.report.Recomputed.Contrast;
import io.ablate4j.report.Textbook.Ends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The numbers of all tables, of the figures and of the prose around them against ones worked out
 * anew from the exported files; also those of the committed reference report.
 */
class EveryTableTest {
  private static final List<ContrastMetric> MAIN =
      List.of(TEST_ACCURACY, GAP_ACCURACY, STEPS_TO_TARGET);

  @TempDir private static Path folder;

  /** Whose report is read. */
  enum Of {
    /** Diverged, failed and missing trials, 11 seeds. */
    TROUBLED,
    /** 21 seeds, 23 rounds. */
    MANY_SEEDS,
    /** As many as have a BCa interval and an exact p value. */
    TWENTY_SEEDS,
    /** Targets are worked out from the trials; no timing pass. */
    OWN_TARGETS,
    /** The committed one: real trials. */
    REFERENCE
  }

  /**
   * A report and the files it was exported with.
   *
   * @param epochs rows of epochs.csv; empty where it is not there
   */
  private record EstimateText(Page page, Recomputed own, List<CSVRecord> epochs) {}

  private static final Map<Of, EstimateText> READ = new TreeMap<>();

  private static EstimateText read(Of which) throws IOException {
    if (!READ.containsKey(which)) {
      READ.put(which, readNow(which));
    }
    return READ.get(which);
  }

  private static EstimateText readNow(Of which) throws IOException {
    if (which == Of.REFERENCE) {
      return new EstimateText(
          Page.of(CommittedReport.html()), recomputed(CommittedReport.FOLDER), List.of());
    }
    PlantedStudy study =
        switch (which) {
          case TROUBLED -> EveryNumberTest.troubled();
          case MANY_SEEDS -> EveryNumberTest.withManySeeds();
          case TWENTY_SEEDS -> EveryNumberTest.withManySeeds().seeds(20).timed(20);
          default -> PlantedStudy.withEffects().withoutTarget();
        };
    StudyAnalysis analysis = study.analysis();
    Path files = folder.resolve(which.name());
    TidyCsv.write(analysis, study.rows().results(), files);
    return new EstimateText(
        Page.of(HtmlReport.render(analysis)),
        recomputed(files),
        Recomputed.read(files.resolve(TidyCsv.EPOCHS)));
  }

  private static Recomputed recomputed(Path files) throws IOException {
    return new Recomputed(
        files.resolve(TidyCsv.TRIALS), files.resolve(TidyCsv.TIMING), 1.0 / PlantedStudy.CLASSES);
  }

  private static List<List<String>> body(List<List<String>> table) {
    return table.subList(1, table.size());
  }

  private static At at(List<String> row) {
    return new At(row.get(0), row.get(2), Integer.parseInt(row.get(1)));
  }

  private static void isDash(String cell) {
    assertThat(cell).isEqualTo("–");
  }

  /** "mean ± standard deviation" of any values. */
  private static void spread(String cell, List<Double> values, double unit) {
    List<Double> shown = values.stream().map(v -> unit * v).toList();
    if (shown.isEmpty()) {
      isDash(cell);
    } else if (shown.size() == 1) {
      assertThat(cell).doesNotContain("±");
      explain(cell, shown);
    } else {
      explain(cell, List.of(Textbook.mean(shown), Textbook.deviation(shown)));
    }
  }

  private static List<Double> numbers(double value, Ends ends) {
    return ends == null ? List.of(value) : List.of(value, ends.low(), ends.high());
  }

  // Every trial.

  @ParameterizedTest
  @EnumSource
  void everyTrialIsThatOfItsRow(Of which) throws IOException {
    EstimateText reported = read(which);
    Map<String, CSVRecord> byKey = new TreeMap<>();
    reported.own().rows().forEach(row -> byKey.put(row.get("trial_key").substring(0, 12), row));
    List<List<String>> table =
        body(reported.page().table("trials", "Accuracies at the last epoch"));
    assertThat(table).hasSameSizeAs(byKey.keySet());
    for (List<String> row : table) {
      CSVRecord trial = byKey.remove(row.get(row.size() - 1));
      assertThat(row.subList(0, 4))
          .containsExactly(
              trial.get("model"),
              trial.get("batch_size"),
              trial.get("regularization"),
              trial.get("seed"));
      assertThat(row.get(4)).startsWith(trial.get("outcome"));
      String[] columns = {
        "epochs",
        "train_accuracy",
        "validation_accuracy",
        "test_accuracy",
        "gap_accuracy",
        "best_epoch",
        "steps_to_target",
        "images_per_second",
        "train_seconds"
      };
      for (int i = 0; i < columns.length; i++) {
        OptionalDouble value = Recomputed.number(trial, columns[i]);
        double unit = columns[i].endsWith("accuracy") ? 100 : 1;
        if (value.isEmpty()) {
          isDash(row.get(5 + i));
        } else {
          explain(row.get(5 + i), List.of(unit * value.getAsDouble()));
        }
      }
    }
  }

  // Cells.

  @ParameterizedTest
  @EnumSource
  void everyCellOfTheGapsIsTheMeanOfItsSeeds(Of which) throws IOException {
    EstimateText reported = read(which);
    List<List<String>> table = body(reported.page().table("gap", "Accuracy and gaps by cell"));
    assertThat(table).hasSameSizeAs(reported.own().cells());
    for (List<String> row : table) {
      At at = at(row);
      Map<String, Long> outcomes = new TreeMap<>();
      reported.own().rows(at).forEach(r -> outcomes.merge(r.get("outcome"), 1L, Long::sum));
      explain(
          row.get(3),
          List.of(
              (double) outcomes.getOrDefault("completed", 0L),
              (double) reported.own().rows(at).size()));
      String[] columns = {
        "test_accuracy",
        "train_accuracy",
        "gap_accuracy",
        "gap_accuracy_best_epoch",
        "gap_accuracy_matched_loss",
        "gap_loss",
        "best_epoch"
      };
      for (int i = 0; i < columns.length; i++) {
        spread(
            row.get(4 + i),
            reported.own().column(at, columns[i]),
            columns[i].contains("accuracy") ? 100 : 1);
      }
      List<String> left = new ArrayList<>();
      for (String outcome : List.of("diverged", "failed", "not run")) {
        if (outcomes.containsKey(outcome)) {
          left.add(outcomes.get(outcome) + " " + outcome);
        }
      }
      if (row.size() > 11) {
        assertThat(row.get(11)).isEqualTo(String.join(", ", left));
      } else {
        assertThat(left).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCellOfTheTargetsIsThatOfItsSeeds(Of which) throws IOException {
    EstimateText reported = read(which);
    List<List<String>> table =
        body(reported.page().table("speed", "Seeds that reached the target"));
    assertThat(table).hasSameSizeAs(reported.own().cells());
    for (List<String> row : table) {
      At at = at(row);
      int ran =
          (int)
              reported.own().rows(at).stream()
                  .filter(r -> r.get("outcome").matches("completed|diverged"))
                  .count();
      int column = 3;
      for (String level : List.of("target", "easier_target", "harder_target")) {
        List<Double> steps = reported.own().column(at, "steps_to_" + level);
        explain(row.get(column++), List.of((double) steps.size(), (double) ran));
        spread(row.get(column++), steps, 1);
        if (level.equals("target")) {
          Textbook.Restricted mean =
              Textbook.restrictedMean(steps, ran - steps.size(), reported.own().budget(at.batch()));
          explain(row.get(column++), numbers(mean.mean(), mean.ends()));
        }
      }
      if (!reported.own().isTimed()) {
        assertThat(row).hasSize(column);
        continue;
      }
      for (String layout : List.of("one-thread", "all-cores")) {
        List<Double> millis = reported.own().millis(at, layout);
        if (millis.isEmpty()) {
          isDash(row.get(column++));
        } else {
          explain(row.get(column++), numbers(Textbook.median(millis), Textbook.medianEnds(millis)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRatioToTheThreeTargetsIsThatOfItsSeeds(Of which) throws IOException {
    EstimateText reported = read(which);
    List<List<String>> table = body(reported.page().table("speed", "Steps to the three targets"));
    assertThat(table).hasSize(reported.own().cells().size() / 4 * 3);
    for (List<String> row : table) {
      At at = at(row);
      int column = 3;
      for (ContrastMetric metric :
          List.of(STEPS_TO_EASIER_TARGET, STEPS_TO_TARGET, STEPS_TO_HARDER_TARGET)) {
        Contrast contrast = reported.own().inCell(metric, at.model(), at.batch(), at.arm(), "none");
        int none = contrast.fellShort().getOrDefault("none", 0);
        if (contrast.fellShort().getOrDefault(at.arm(), 0) == contrast.n() && none < contrast.n()) {
          assertThat(row.get(column++)).isEqualTo("never"); // there is no ratio to none's steps
        } else if (contrast.isEstimable()) {
          List<Double> numbers = new ArrayList<>(List.of(reported(metric, contrast.mean())));
          interval(numbers, metric, contrast);
          explain(row.get(column++), numbers);
        } else {
          isDash(row.get(column++));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theInterquartileMeansAreThoseOfTheSeedsThatAreWhole(Of which) throws IOException {
    EstimateText reported = read(which);
    Recomputed own = reported.own();
    List<Long> whole =
        own.seeds().stream()
            .filter(
                seed ->
                    own.cells().stream()
                        .allMatch(at -> own.value(TEST_ACCURACY, at, seed).isPresent()))
            .toList();
    for (List<String> row : body(reported.page().table("gap", "Over the whole grid"))) {
      String arm = row.get(0);
      int n = whole.size();
      int[] each = java.util.stream.IntStream.range(0, n).toArray();
      explain(row.get(1), List.of(iqm(own, arm, whole, each)));
      Ends ends = Textbook.percentile(n, 2000, 7, chosen -> iqm(own, arm, whole, chosen));
      explain(row.get(2), List.of(ends.low(), ends.high()));
      if (arm.equals("none")) {
        isDash(row.get(3));
      } else {
        Ends apart =
            Textbook.percentile(
                n,
                2000,
                7,
                chosen -> iqm(own, arm, whole, chosen) - iqm(own, "none", whole, chosen));
        explain(
            row.get(3), numbers(iqm(own, arm, whole, each) - iqm(own, "none", whole, each), apart));
      }
      explain(row.get(4), List.of((double) n));
      explain(row.get(5), List.of((double) n * own.models().size() * own.batches().size()));
    }
  }

  /** Per cent. */
  private static double iqm(Recomputed own, String arm, List<Long> seeds, int[] chosen) {
    List<Double> values = new ArrayList<>();
    for (At at : own.cells()) {
      if (at.arm().equals(arm)) {
        for (int i : chosen) {
          values.add(100 * own.value(TEST_ACCURACY, at, seeds.get(i)).orElseThrow());
        }
      }
    }
    return Textbook.interquartileMean(values);
  }

  @ParameterizedTest
  @EnumSource(names = "TROUBLED")
  void everyRateOfDivergenceIsThatOfItsTrials(Of which) throws IOException {
    EstimateText reported = read(which);
    int diverged = 0;
    for (List<String> row : body(reported.page().table("gap", "Divergence"))) {
      At at = at(row);
      List<CSVRecord> here = reported.own().rows(at);
      List<CSVRecord> control = reported.own().rows(new At(at.model(), "none", at.batch()));
      int ran = 0;
      int blown = 0;
      int onlyHere = 0;
      int onlyControl = 0;
      for (int i = 0; i < here.size(); i++) {
        boolean ranHere = here.get(i).get("outcome").matches("completed|diverged");
        boolean ranThere = control.get(i).get("outcome").matches("completed|diverged");
        boolean blewHere = here.get(i).get("outcome").equals("diverged");
        boolean blewThere = control.get(i).get("outcome").equals("diverged");
        ran += ranHere ? 1 : 0;
        blown += blewHere ? 1 : 0;
        onlyHere += ranHere && ranThere && blewHere && !blewThere ? 1 : 0;
        onlyControl += ranHere && ranThere && !blewHere && blewThere ? 1 : 0;
      }
      diverged += blown;
      explain(row.get(3), List.of((double) blown, (double) ran));
      Ends rate = Textbook.wilson(blown, ran);
      explain(row.get(4), List.of(100 * rate.low(), 100 * rate.high()));
      explain(row.get(5), List.of((double) onlyHere));
      explain(row.get(6), List.of((double) onlyControl));
      if (onlyHere + onlyControl == 0) {
        isDash(row.get(7));
      } else {
        explain(row.get(7), List.of(Textbook.mcNemar(onlyHere, onlyControl)));
      }
    }
    assertThat(diverged).isEqualTo(2);
  }

  // What depends on what.

  @ParameterizedTest
  @EnumSource
  void everyInteractionAndTrendIsThatOfItsSeeds(Of which) throws IOException {
    EstimateText reported = read(which);
    Recomputed own = reported.own();
    List<List<String>> table = body(reported.page().table("interactions", "Main effects"));
    int scopes = own.models().size() + 1;
    int pairs = own.models().size() * (own.models().size() - 1) / 2;
    assertThat(table).hasSize(3 * (3 * scopes + 3 * scopes + 3 * pairs));
    for (List<String> row : table) {
      ContrastMetric metric =
          MAIN.stream().filter(m -> m.name().equals(row.get(3))).findFirst().orElseThrow();
      Contrast contrast = own.contrast(metric, weights(own, row.get(0), row.get(1), row.get(2)));
      boolean bound = contrast.censored() > 0 && !row.get(0).startsWith("main effect");
      if (bound && contrast.isEstimable() && contrast.sideCutOff() != 0) {
        explain(row.get(4), List.of(reported(metric, contrast.mean())));
        isDash(row.get(5));
        boolean below = row.get(6).startsWith("< ");
        double p =
            contrast.mean() * contrast.sideCutOff() > 0 ? Textbook.signFlip(contrast.values()) : 1;
        EveryNumberTest.isP(below, row.get(6).replace("< ", ""), p, contrast.n(), 1);
      } else if (bound || !contrast.isEstimable()) {
        assertThat(row.get(4)).startsWith("–");
        isDash(row.get(5));
        isDash(row.get(6));
      } else {
        explain(row.get(4), List.of(reported(metric, contrast.mean())));
        List<Double> ends = new ArrayList<>();
        interval(ends, metric, contrast);
        explain(row.get(5), ends);
        boolean below = row.get(6).startsWith("< ");
        EveryNumberTest.isP(below, row.get(6).replace("< ", ""), contrast.p(), contrast.n(), 1);
      }
      explain(row.get(7), List.of((double) contrast.n()));
    }
  }

  private static Map<At, Double> weights(Recomputed own, String what, String arm, String where) {
    Set<String> models = where.equals("the whole grid") ? own.models() : Set.of(where);
    Map<String, Double> arms = new LinkedHashMap<>();
    Matcher less = Pattern.compile("(.+) less (.+)").matcher(what);
    Map<At, Double> weights = new LinkedHashMap<>();
    int batches = own.batches().size();
    if (what.equals("trend over batch size")) {
      double middle =
          own.batches().stream().mapToDouble(EveryTableTest::log2).average().orElseThrow();
      double squares = own.batches().stream().mapToDouble(b -> Math.pow(log2(b) - middle, 2)).sum();
      for (String model : models) {
        for (int batch : own.batches()) {
          double weight = (log2(batch) - middle) / squares / models.size();
          if (weight != 0) {
            weights.put(new At(model, arm, batch), weight);
            weights.put(new At(model, "none", batch), -weight);
          }
        }
      }
      return weights;
    }
    if (less.matches()) {
      for (int batch : own.batches()) {
        for (int sign : new int[] {1, -1}) {
          String model = less.group(sign > 0 ? 1 : 2);
          weights.put(new At(model, arm, batch), (double) sign / batches);
          weights.put(new At(model, "none", batch), (double) -sign / batches);
        }
      }
      return weights;
    }
    boolean interaction = what.equals("interaction");
    assertThat(what).isIn("interaction", "main effect");
    assertThat(arm).isIn("batch-norm × dropout", "batch-norm", "dropout");
    boolean batchNorm = arm.equals("batch-norm");
    arms.put("both", interaction ? 1 : .5);
    arms.put("batch-norm", interaction ? -1 : batchNorm ? .5 : -.5);
    arms.put("dropout", interaction ? -1 : batchNorm ? -.5 : .5);
    arms.put("none", interaction ? 1 : -.5);
    for (String model : models) {
      for (int batch : own.batches()) {
        arms.forEach(
            (level, weight) ->
                weights.put(new At(model, level, batch), weight / (models.size() * batches)));
      }
    }
    return weights;
  }

  private static double log2(int batch) {
    return Math.log(batch) / Math.log(2);
  }

  // Figures.

  @ParameterizedTest
  @EnumSource
  void everyContrastOfTheFiguresIsThatOfItsSeeds(Of which) throws IOException {
    EstimateText reported = read(which);
    Map<String, ContrastMetric> figures =
        new TreeMap<>(
            Map.of(
                "fig-accuracy", TEST_ACCURACY,
                "fig-map", TEST_ACCURACY,
                "fig-gap", GAP_ACCURACY,
                "fig-gap-matched", GAP_ACCURACY_MATCHED_LOSS,
                "fig-steps", STEPS_TO_TARGET));
    if (reported.own().isTimed()) {
      figures.put("fig-seconds", SECONDS_TO_TARGET);
    }
    figures.forEach(
        (figure, metric) -> {
          List<List<String>> table = body(reported.page().numbersOf(figure));
          assertThat(table).hasSize(reported.own().cells().size() / 4 * 3);
          List<List<String>> saved = body(reported.page().savedOf(figure));
          for (int i = 0; i < table.size(); i++) {
            At at = at(table.get(i));
            Contrast contrast =
                reported.own().inCell(metric, at.model(), at.batch(), at.arm(), "none");
            drawn(table.get(i), metric, contrast);
            List<Double> numbers = new ArrayList<>();
            if (contrast.isEstimable()) {
              numbers.add(reported(metric, contrast.mean()));
              interval(numbers, metric, contrast);
            }
            areSaved(saved.get(i).subList(4, 7), numbers);
          }
        });
    for (List<String> row : body(reported.page().numbersOf("fig-interaction"))) {
      At at = at(row);
      Map<At, Double> weights = new LinkedHashMap<>();
      for (String arm : List.of("both", "none", "batch-norm", "dropout")) {
        double weight = arm.equals("both") || arm.equals("none") ? 1 : -1;
        weights.put(new At(at.model(), arm, at.batch()), weight);
      }
      drawn(row, TEST_ACCURACY, reported.own().contrast(TEST_ACCURACY, weights));
    }
  }

  /** All digits of the numbers, in this order; what is not there is a dash or nothing. */
  private static void areSaved(List<String> cells, List<Double> numbers) {
    List<Double> saved =
        cells.stream().filter(c -> !c.isEmpty() && !c.equals("–")).map(Double::valueOf).toList();
    assertThat(saved).as(cells + " for " + numbers).hasSameSizeAs(numbers);
    for (int i = 0; i < saved.size(); i++) {
      double value = numbers.get(i);
      assertThat(saved.get(i)).isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
    }
  }

  private static void drawn(List<String> row, ContrastMetric metric, Contrast contrast) {
    explain(row.get(3), List.of((double) contrast.n()));
    if (!contrast.isEstimable()) {
      row.subList(4, 8).forEach(EveryTableTest::isDash);
      assertThat(row.get(8)).startsWith("not estimable: ");
      return;
    }
    explain(row.get(4), List.of(reported(metric, contrast.mean())));
    List<Double> ends = new ArrayList<>();
    interval(ends, metric, contrast);
    explain(row.get(5) + " " + row.get(6), ends);
    // What differs by rounding errors alone is a tie.
    double above =
        (contrast.censored() == 0 ? contrast.seen() : contrast.tested())
            .stream().mapToDouble(d -> d > 1e-9 ? 1 : d < -1e-9 ? 0 : .5).average().orElseThrow();
    explain(row.get(7), List.of(above));
    assertThat(row.get(8))
        .isEqualTo(
            contrast.isConstant()
                ? "not estimable: all differences are equal"
                : contrast.censored() > 0 ? "not every seed got there" : "");
  }

  @ParameterizedTest
  @EnumSource
  void everyMeanOfTheFiguresIsThatOfItsSeeds(Of which) throws IOException {
    EstimateText reported = read(which);
    Map<String, String> columns =
        new TreeMap<>(
            Map.of(
                "fig-gap-seeds", "gap_accuracy",
                "fig-batch-gap", "gap_accuracy",
                "fig-batch-accuracy", "test_accuracy"));
    if (!reported.own().isTimed()) {
      columns.put("fig-throughput", "images_per_second");
    }
    for (String figure : columns.keySet()) {
      String column = columns.get(figure);
      double unit = column.endsWith("accuracy") ? 100 : 1;
      List<List<String>> table = body(reported.page().numbersOf(figure));
      assertThat(table).hasSameSizeAs(reported.own().cells());
      List<List<String>> saved = body(reported.page().savedOf(figure));
      for (int i = 0; i < table.size(); i++) {
        List<String> row = table.get(i);
        List<Double> values =
            reported.own().column(at(row), column).stream().map(v -> unit * v).toList();
        explain(row.get(3), List.of((double) values.size()));
        explain(row.get(4), List.of(Textbook.mean(values)));
        Ends ends = Textbook.student(values);
        explain(row.get(5) + " " + row.get(6), List.of(ends.low(), ends.high()));
        areSaved(
            saved.get(i).subList(4, 7), List.of(Textbook.mean(values), ends.low(), ends.high()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "OWN_TARGETS", mode = EnumSource.Mode.EXCLUDE)
  void theCostOfAStepIsTheMedianOfItsQuietRounds(Of which) throws IOException {
    EstimateText reported = read(which);
    for (List<String> row : body(reported.page().numbersOf("fig-throughput"))) {
      At at = at(row);
      List<Double> millis = reported.own().millis(at, "one-thread");
      Ends ends = Textbook.medianEnds(millis);
      double images = at.batch() * 1000.0;
      explain(row.get(3), List.of((double) millis.size()));
      explain(row.get(4), List.of(images / Textbook.median(millis)));
      explain(row.get(5) + " " + row.get(6), List.of(images / ends.high(), images / ends.low()));
    }
    int never = 0;
    List<List<String>> table = body(reported.page().numbersOf("fig-worth"));
    Set<List<String>> seen = new HashSet<>();
    for (List<String> row : table) {
      Matcher trial = Pattern.compile("batch (\\d+), seed (\\d+)").matcher(row.get(1));
      assertThat(trial.matches()).isTrue();
      At at = new At(row.get(0), row.get(2), Integer.parseInt(trial.group(1)));
      CSVRecord record =
          reported.own().rows(at).stream()
              .filter(r -> r.get("seed").equals(trial.group(2)))
              .findFirst()
              .orElseThrow();
      assertThat(record.get("outcome")).isEqualTo("completed");
      assertThat(seen.add(row.subList(0, 3))).isTrue();
      OptionalDouble steps = Recomputed.number(record, "steps_to_target");
      if (steps.isEmpty()) {
        isDash(row.get(3));
        never++;
      } else {
        double millis = Textbook.median(reported.own().millis(at, "one-thread"));
        explain(row.get(3), List.of(steps.getAsDouble() * millis / 1000));
      }
      explain(row.get(4), List.of(100 * Double.parseDouble(record.get("test_accuracy"))));
    }
    assertThat(seen).hasSize(reported.own().outcomes().get("completed"));
    assertThat(never).isPositive();
    assertThat(reported.page().caption("fig-worth"))
        .contains(" " + never + " trials never got there");
  }

  /** A round is no seed. */
  @Test
  void theMarksOfTheCostCountRounds() throws IOException {
    assertThat(read(Of.MANY_SEEDS).page().tips("fig-throughput"))
        .allMatch(tip -> tip.matches(".*, 2[23] rounds"));
    assertThat(read(Of.MANY_SEEDS).page().tips("fig-steps"))
        .allMatch(tip -> tip.matches(".*, 21 seeds(, not every seed got there)?"));
  }

  @ParameterizedTest
  @EnumSource
  void everyShareOfTheProfilesIsCounted(Of which) throws IOException {
    EstimateText reported = read(which);
    Map<List<String>, List<Double>> values =
        new TreeMap<>(java.util.Comparator.comparing(List::toString));
    Map<List<String>, List<List<Double>>> bySeed = new HashMap<>();
    for (At at : reported.own().cells()) {
      List<String> line = List.of(at.model(), at.arm());
      values
          .computeIfAbsent(line, each -> new ArrayList<>())
          .addAll(reported.own().column(at, "test_accuracy"));
      List<List<Double>> seeds = bySeed.computeIfAbsent(line, each -> new ArrayList<>());
      int place = 0;
      for (long seed : reported.own().seeds()) {
        if (seeds.size() == place) {
          seeds.add(new ArrayList<>());
        }
        reported.own().value(TEST_ACCURACY, at, seed).ifPresent(seeds.get(place++)::add);
      }
    }
    Map<List<String>, List<List<String>>> lines = new LinkedHashMap<>();
    for (List<String> row : body(reported.page().numbersOf("fig-profile"))) {
      lines.computeIfAbsent(row.subList(0, 2), line -> new ArrayList<>()).add(row);
    }
    assertThat(lines.keySet()).containsExactlyInAnyOrderElementsOf(values.keySet());
    lines.forEach(
        (line, rows) -> {
          List<Double> own = values.get(line);
          List<Double> thresholds = own.stream().sorted().distinct().toList();
          assertThat(rows).hasSameSizeAs(thresholds);
          for (int i = 0; i < rows.size(); i++) {
            double threshold = thresholds.get(i);
            double share = 100.0 * own.stream().filter(v -> v >= threshold).count() / own.size();
            explain(rows.get(i).get(2), List.of((double) own.size()));
            explain(rows.get(i).get(3), List.of(100 * threshold));
            explain(rows.get(i).get(4), List.of(share));
            List<List<Double>> seeds = bySeed.get(line);
            Ends band =
                Textbook.percentile(
                    seeds.size(), 2000, 7, chosen -> shareOf(seeds, chosen, threshold));
            if (band.high() - band.low() < 1e-9) {
              isDash(rows.get(i).get(5));
              isDash(rows.get(i).get(6));
            } else {
              explain(rows.get(i).get(5), List.of(band.low()));
              explain(rows.get(i).get(6), List.of(band.high()));
            }
          }
        });
  }

  /** Per cent of the trials of the chosen seeds that are at a threshold or above. */
  private static double shareOf(List<List<Double>> seeds, int[] chosen, double threshold) {
    long all = 0;
    long above = 0;
    for (int seed : chosen) {
      all += seeds.get(seed).size();
      above += seeds.get(seed).stream().filter(v -> v >= threshold).count();
    }
    return 100.0 * above / all;
  }

  @ParameterizedTest
  @EnumSource(names = "REFERENCE", mode = EnumSource.Mode.EXCLUDE)
  void everyPointOfTheCurvesIsThatOfItsSeeds(Of which) throws IOException {
    EstimateText reported = read(which);
    Map<String, CSVRecord> byKey = new TreeMap<>();
    reported.own().rows().forEach(row -> byKey.put(row.get("trial_key"), row));
    Map<String, List<Double>> values = new TreeMap<>();
    for (CSVRecord row : reported.epochs()) {
      CSVRecord trial = byKey.get(row.get("trial_key"));
      if (row.get("metric").equals("accuracy") && trial.get("outcome").equals("completed")) {
        String line =
            trial.get("model")
                + ", batch "
                + trial.get("batch_size")
                + "|"
                + trial.get("regularization")
                + "|"
                + row.get("split")
                + "|"
                + row.get("epoch");
        values
            .computeIfAbsent(line, l -> new ArrayList<>())
            .add(100 * Double.parseDouble(row.get("value")));
      }
    }
    List<List<String>> table = reported.page().numbersOf("fig-curves");
    assertThat(body(table)).hasSize(2 * reported.own().cells().size());
    for (List<String> row : body(table)) {
      for (int column = 3; column < row.size(); column++) {
        String line = String.join("|", row.subList(0, 3)) + "|" + table.get(0).get(column);
        List<Double> seeds = values.get(line);
        explain(row.get(column), numbers(Textbook.mean(seeds), Textbook.student(seeds)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatACellShowsIsWhatItSavesRounded(Of which) throws IOException {
    List<List<String>> cells = read(which).page().rounded();
    assertThat(cells).hasSizeGreaterThan(200);
    for (List<String> cell : cells) {
      if (cell.get(0).startsWith("< ")) { // a p value
        assertThat(Double.valueOf(cell.get(1)))
            .isBetween(0.0, Double.valueOf(cell.get(0).substring(2)));
        continue;
      }
      explain(
          cell.get(0),
          Arrays.stream(cell.get(1).split("[^-+.0-9E]+"))
              .filter(number -> !number.isEmpty())
              .map(Double::valueOf)
              .toList());
    }
  }

  /** Hence what a mark says is worked out anew, too. */
  @ParameterizedTest
  @EnumSource
  void everyMarkSaysWhatItsTableSays(Of which) throws IOException {
    EstimateText reported = read(which);
    for (String figure : reported.page().figures()) {
      List<List<String>> table = reported.page().numbersOf(figure);
      List<String> tips = reported.page().tips(figure);
      assertThat(tips).as(figure).isNotEmpty();
      Set<List<String>> said = new HashSet<>();
      for (List<String> row : body(table)) {
        switch (figure) {
          case "fig-worth" ->
              said.add(mark(Stream.of(row.get(0), row.get(1), row.get(2)), row.get(3), row.get(4)));
          case "fig-profile" ->
              said.add(
                  mark(
                      Stream.of(row.get(0), row.get(1)),
                      row.get(4),
                      row.get(5),
                      row.get(6),
                      row.get(2),
                      row.get(3)));
          case "fig-curves" -> {
            for (int column = 3; column < row.size(); column++) {
              String epoch = "epoch " + table.get(0).get(column);
              said.add(
                  mark(
                      Stream.concat(row.subList(0, 3).stream(), Stream.of(epoch)),
                      row.get(column)));
            }
          }
          default ->
              said.add(
                  mark(
                      Stream.of(row.get(0), "batch size " + row.get(1), row.get(2)),
                      row.get(4),
                      row.get(5),
                      row.get(6),
                      row.get(3)));
        }
      }
      for (String tip : tips) {
        int colon = tip.indexOf(": ");
        List<String> says = mark(Stream.of(tip.substring(0, colon)), tip.substring(colon + 2));
        if (figure.equals("fig-curves")) { // how many seeds stands in the mark alone
          says = says.subList(0, says.size() - 1);
        }
        assertThat(said).as(figure + ": " + tip).contains(says);
      }
    }
  }

  /** Whose it is, and its numbers without dashes. */
  private static List<String> mark(Stream<String> names, String... numbers) {
    List<String> all = new ArrayList<>();
    all.add(String.join(", ", names.toList()));
    Arrays.stream(numbers)
        .flatMap(number -> EveryNumberTest.NUMBER.matcher(number).results())
        .forEach(match -> all.add(match.group()));
    return all;
  }

  // Prose.

  @ParameterizedTest
  @EnumSource
  void everyNumberOfTheSpeedProseIsInTheExportedRows(Of which) throws IOException {
    EstimateText reported = read(which);
    List<String> paragraphs = reported.page().paragraphs("speed");
    if (which == Of.OWN_TARGETS) {
      List<Double> numbers = new ArrayList<>();
      for (String model : reported.own().models()) {
        List<Double> best = best(reported, model);
        numbers.add(98 * Textbook.median(best));
        numbers.add(98.0);
        numbers.add((double) best.size());
      }
      assertThat(paragraphs.get(1)).contains("98 % of the median best validation accuracy of none");
      explain(paragraphs.get(1), numbers);
    } else {
      // As asked.
      explain(paragraphs.get(1), which == Of.REFERENCE ? List.of(90.0, 500.0) : List.of(70.0));
    }
    int disturbed = reported.own().disturbedRounds();
    explain(
        paragraphs.get(2),
        disturbed == 0
            ? List.of()
            : List.of((double) disturbed, (double) reported.own().timedRounds()));
  }

  /** The best validation accuracy of each trial of a model without regularization. */
  private static List<Double> best(EstimateText reported, String model) {
    Map<String, Double> best = new TreeMap<>();
    Set<String> keys = new HashSet<>();
    for (CSVRecord row : reported.own().rows()) {
      if (row.get("model").equals(model) && row.get("regularization").equals("none")) {
        keys.add(row.get("trial_key"));
      }
    }
    for (CSVRecord row : reported.epochs()) {
      if (keys.contains(row.get("trial_key"))
          && row.get("metric").equals("accuracy")
          && row.get("split").equals("validation")) {
        best.merge(row.get("trial_key"), Double.valueOf(row.get("value")), Math::max);
      }
    }
    return List.copyOf(best.values());
  }

  @ParameterizedTest
  @EnumSource
  void everyNumberOfTheMethodsIsInTheExportedRows(Of which) throws IOException {
    EstimateText reported = read(which);
    Recomputed own = reported.own();
    List<String> paragraphs = reported.page().paragraphs("methods");
    List<Double> numbers = new ArrayList<>();
    own.batches().forEach(batch -> numbers.add((double) batch));
    CSVRecord any = own.rows().get(0);
    numbers.add(Double.valueOf(any.get("learning_rate")));
    numbers.add(Double.valueOf(any.get("epochs")));
    numbers.add((double) own.seeds().size());
    Map<String, Integer> outcomes = own.outcomes();
    int ran = outcomes.get("completed") + outcomes.getOrDefault("diverged", 0);
    if (ran < own.rows().size()) {
      numbers.add((double) ran);
      numbers.add((double) own.rows().size());
    }
    explain(paragraphs.get(0), numbers);
    assertThat(paragraphs.get(0))
        .contains(ran < own.rows().size() ? " is to be trained with " : " was trained with ");
    String gain = paragraphs.get(4);
    assertThat(gain).startsWith("Pairing by seed").contains("steps to the target");
    explain(gain, List.of(pairingGain(own, TEST_ACCURACY), pairingGain(own, STEPS_TO_TARGET), 1.0));
    List<String> networks = reported.page().networks();
    assertThat(networks).hasSize(own.models().size() * own.arms().size());
    for (String network : networks) {
      String name = network.substring(0, network.indexOf(": "));
      double parameters =
          own.cells().stream()
              .filter(at -> name.equals(at.model() + ", " + at.arm()))
              .map(at -> own.rows(at).get(0))
              .mapToDouble(row -> Recomputed.number(row, "trainable_parameters").orElse(7850))
              .findFirst()
              .orElseThrow();
      explain(network.substring(name.length() + 2), List.of(parameters));
    }
  }

  /** The median over the cells whose contrast with the control scatters at all. */
  private static double pairingGain(Recomputed own, ContrastMetric metric) {
    List<Double> gains = new ArrayList<>();
    for (String arm : own.arms()) {
      if (!arm.equals("none")) {
        own.byCell(metric, arm, "none").stream()
            .filter(contrast -> contrast.isEstimable() && !contrast.isConstant())
            .forEach(contrast -> gains.add(contrast.pairing()));
      }
    }
    return Textbook.median(gains);
  }

  private static double parameters(CSVRecord row) {
    return Recomputed.number(row, "trainable_parameters").orElse(0);
  }

  private static double parametersApart(Recomputed own) {
    double apart = 0;
    for (String model : own.models()) {
      double[] counts =
          own.rows().stream()
              .filter(row -> row.get("model").equals(model))
              .mapToDouble(EveryTableTest::parameters)
              .sorted()
              .toArray();
      apart = Math.max(apart, counts[counts.length - 1] / counts[0] - 1);
    }
    return apart;
  }

  @ParameterizedTest
  @EnumSource
  void everyNumberOfTheThreatsIsInTheExportedRows(Of which) throws IOException {
    EstimateText reported = read(which);
    Map<String, Integer> outcomes = reported.own().outcomes();
    explain(reported.page().threats().get(0), List.of((double) reported.own().seeds().size(), 0.0));
    for (String threat : reported.page().threats()) {
      List<Double> numbers = new ArrayList<>();
      if (threat.startsWith("Missing trials")) {
        Stream.of("not run", "failed")
            .filter(outcomes::containsKey)
            .forEach(o -> numbers.add((double) outcomes.get(o)));
      } else if (threat.startsWith("Divergence")) {
        numbers.add((double) outcomes.get("diverged"));
      } else if (threat.startsWith("Number of seeds: ")) {
        continue;
      } else if (threat.startsWith("Parameters: ")) {
        numbers.add(100 * parametersApart(reported.own()));
      } else if (threat.startsWith("Reduced data: ")) {
        assertThat(which).isEqualTo(Of.REFERENCE);
        double most =
            reported.own().rows().stream()
                .mapToDouble(EveryTableTest::parameters)
                .max()
                .getAsDouble();
        numbers.addAll(List.of(2000.0, 60_000.0, most));
      }
      explain(threat, numbers);
    }
  }
}
