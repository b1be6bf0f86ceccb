package io.ablate4j.report;

import static io.ablate4j.hypothesis.ContrastMetric.GAP_ACCURACY;
import static io.ablate4j.hypothesis.ContrastMetric.SECONDS_TO_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEPS_TO_TARGET;
import static io.ablate4j.hypothesis.ContrastMetric.STEP_MILLIS;
import static io.ablate4j.hypothesis.ContrastMetric.TEST_ACCURACY;
import static io.ablate4j.report.PlantedStudy.across;
import static io.ablate4j.report.PlantedStudy.prediction;
import static io.ablate4j.report.PlantedStudy.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.export.TidyCsv;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.report.PlantedStudy.Fate;
import io.ablate4j.report.Recomputed.At;
import io.ablate4j.report.Recomputed.Contrast;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of the prose against ones worked out anew from the exported files. */
class EveryNumberTest {
  private static final Map<String, ContrastMetric> QUESTIONS =
      Map.of(
          "Is test accuracy higher?", TEST_ACCURACY,
          "Is the generalization gap smaller?", GAP_ACCURACY,
          "Is the target reached sooner?", STEPS_TO_TARGET);

  private static final Pattern NUMBER = Pattern.compile("[+−]?\\d[\\d\u202f]*(\\.\\d+)?");

  @TempDir private Path folder;

  /** With trials that diverge, fail, and never reach the target, and a disturbed timing round. */
  private static PlantedStudy troubled() {
    return PlantedStudy.begin()
        .arm("batch-norm", .03, -.004, .6, 1.4)
        .arm("dropout", -.02, -.03, 1.85, 1.1)
        .arm("both", .002, -.03, .98, 1.5)
        .seeds(11)
        .timed(9)
        .fate(
            trial ->
                switch (trial.cell().model()
                    + " "
                    + trial.cell().regularization()
                    + " "
                    + trial.cell().batchSize()
                    + " "
                    + trial.seed()) {
                  case "mlp both 16 2", "cnn none 64 7" -> Fate.DIVERGES;
                  case "cnn batch-norm 64 5" -> Fate.FAILS;
                  case "mlp dropout 16 9" -> Fate.DOES_NOT_RUN;
                  default -> Fate.COMPLETES;
                });
  }

  private Recomputed recompute(StudyAnalysis analysis, StudyRows rows) throws IOException {
    TidyCsv.write(analysis, rows.results(), folder);
    return new Recomputed(
        folder.resolve(TidyCsv.TRIALS), folder.resolve(TidyCsv.TIMING), 1.0 / PlantedStudy.CLASSES);
  }

  @Test
  void everyNumberOfTheAnswersIsInTheExportedRows() throws IOException {
    for (PlantedStudy study :
        List.of(
            troubled(),
            PlantedStudy.withEffects().timed(8),
            PlantedStudy.withoutEffect().seeds(7),
            PlantedStudy.withEffects().seeds(3),
            PlantedStudy.withEffects().models("mlp").batchSizes(32).seeds(6).timed(7))) {
      Recomputed own = recompute(study.analysis(), study.rows());
      Page page = Page.of(study);
      assertThat(page.answers()).hasSize(9);
      for (Page.Answer answer : page.answers()) {
        explain(answer.text(), answer(own, answer.arm(), QUESTIONS.get(answer.question())));
      }
    }
  }

  /** The numbers of an answer in the order in which it tells them. */
  private static List<Double> answer(Recomputed own, String arm, ContrastMetric metric) {
    Contrast contrast = own.over(metric, own.models(), arm, "none");
    double mean = told(metric, contrast.mean());
    List<Double> numbers = new ArrayList<>();
    if (contrast.n() < 6) {
      return List.of((double) contrast.n(), 6.0, mean);
    }
    boolean size = contrast.direction() != 0 && metric != STEPS_TO_TARGET;
    numbers.add(size ? Math.abs(mean) : mean);
    if (size && mean < 0 && !contrast.isConstant()) {
      numbers.add(-told(metric, contrast.high()));
      numbers.add(-told(metric, contrast.low()));
    } else {
      interval(numbers, metric, contrast);
    }
    numbers.add((double) contrast.n());
    if (contrast.direction() == 0 && contrast.needed() > 0) {
      numbers.add((double) contrast.needed());
    }
    if (contrast.censored() > 0) {
      numbers.add((double) contrast.censored());
    }
    if (metric == STEPS_TO_TARGET) {
      for (ContrastMetric cost : List.of(STEP_MILLIS, SECONDS_TO_TARGET)) {
        Contrast timed = own.over(cost, own.models(), arm, "none");
        if (timed.n() > 0) {
          numbers.add(told(cost, timed.mean()));
          interval(numbers, cost, timed);
        }
      }
    }
    List<Contrast> cells = own.byCell(metric, arm, "none");
    if (cells.size() > 1) {
      for (int direction : new int[] {1, -1, 0}) {
        long there = cells.stream().filter(c -> c.direction() == direction).count();
        if (there > 0) {
          numbers.add((double) there);
        }
      }
    }
    return numbers;
  }

  private static void interval(List<Double> numbers, ContrastMetric metric, Contrast contrast) {
    if (!contrast.isConstant()) {
      numbers.add(told(metric, contrast.low()));
      numbers.add(told(metric, contrast.high()));
    }
  }

  private static double told(ContrastMetric metric, double value) {
    return metric.scale() == ContrastMetric.Scale.RATIO ? Math.exp(value) : 100 * value;
  }

  /** The text's numbers are these, in this order, rounded to the digits it shows. */
  private static void explain(String text, List<Double> numbers) {
    List<String> tokens = NUMBER.matcher(text).results().map(m -> m.group()).toList();
    assertThat(tokens).as(text + " " + numbers).hasSameSizeAs(numbers);
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i).replace("\u202f", "").replace('−', '-');
      int decimals = token.contains(".") ? token.length() - token.indexOf('.') - 1 : 0;
      double half = .5 * Math.pow(10, -decimals);
      assertThat(Math.abs(Double.parseDouble(token) - numbers.get(i)))
          .as(tokens.get(i) + " for " + numbers.get(i) + " in: " + text)
          .isLessThanOrEqualTo(half * (1 + 1e-6));
    }
  }

  @Test
  void everyNumberOfTheTableByCellIsInTheExportedRows() throws IOException {
    PlantedStudy study = troubled();
    Recomputed own = recompute(study.analysis(), study.rows());
    List<List<String>> table =
        Page.of(study).table("verdicts", "Every regularization against none");
    assertThat(table).hasSize(1 + 12);
    for (List<String> row : table.subList(1, table.size())) {
      int batch = Integer.parseInt(row.get(1));
      int column = 3;
      for (ContrastMetric metric :
          List.of(TEST_ACCURACY, GAP_ACCURACY, STEPS_TO_TARGET, STEP_MILLIS, SECONDS_TO_TARGET)) {
        Contrast contrast = own.inCell(metric, row.get(0), batch, row.get(2), "none");
        List<Double> numbers = new ArrayList<>(List.of(told(metric, contrast.mean())));
        interval(numbers, metric, contrast);
        explain(row.get(column++), numbers);
      }
      Contrast accuracy = own.inCell(TEST_ACCURACY, row.get(0), batch, row.get(2), "none");
      explain(row.get(column++), List.of((double) accuracy.n()));
      explain(row.get(column++), List.of(accuracy.pairing()));
      assertThat(row).hasSize(column);
    }
  }

  @Test
  void everyNumberOfTheVerdictsIsInTheExportedRows() throws IOException {
    PlantedStudy study =
        troubled()
            .claim("sooner", "speed", prediction("batch-norm", STEPS_TO_TARGET, Expectation.LOWER))
            .claim(
                "worth it",
                "speed",
                prediction("batch-norm", SECONDS_TO_TARGET, Expectation.LOWER),
                prediction("batch-norm", STEP_MILLIS, Expectation.NOT_WORSE, .1))
            .claim(
                "never there", "speed", prediction("dropout", STEPS_TO_TARGET, Expectation.LOWER))
            .claim(
                "guessed", "other", prediction("both", TEST_ACCURACY, Expectation.EQUIVALENT, .01))
            .claim(
                "only there",
                "other",
                where(prediction("dropout", GAP_ACCURACY, Expectation.LOWER), "model", "cnn"))
            .claim(
                "less than the sum",
                "other",
                across(
                    new io.ablate4j.hypothesis.Prediction(
                        new Pair("regularization", "both", "batch-norm"),
                        TEST_ACCURACY,
                        Expectation.LOWER,
                        .005,
                        Map.of(),
                        java.util.Optional.empty()),
                    new Across.Interaction(new Pair("regularization", "dropout", "none"))))
            .claim(
                "more with the batch",
                "other",
                across(
                    prediction("dropout", GAP_ACCURACY, Expectation.HIGHER),
                    new Across.Trend("batchSize", List.of("16", "64"))));
    Recomputed own = recompute(study.analysis(), study.rows());
    Map<String, Page.Claim> claims = Page.of(study).claims();
    Set<String> models = own.models();

    seen(
        claims,
        "sooner",
        0,
        STEPS_TO_TARGET,
        own.over(STEPS_TO_TARGET, models, "batch-norm", "none"));
    Contrast seconds = own.over(SECONDS_TO_TARGET, models, "batch-norm", "none");
    seen(claims, "worth it", 0, SECONDS_TO_TARGET, seconds);
    Contrast step = own.over(STEP_MILLIS, models, "batch-norm", "none");
    assertThat(step.missing()).as("the disturbed round").isEqualTo(1);
    seen(claims, "worth it", 1, STEP_MILLIS, step, 10.0);
    Contrast late = own.over(STEPS_TO_TARGET, models, "dropout", "none");
    assertThat(late.censored()).isGreaterThan(1);
    assertThat(late.diverged()).isOne();
    seen(claims, "never there", 0, STEPS_TO_TARGET, late);
    seen(claims, "guessed", 0, TEST_ACCURACY, own.over(TEST_ACCURACY, models, "both", "none"), 1.0);
    Contrast cnn = own.over(GAP_ACCURACY, Set.of("cnn"), "dropout", "none");
    assertThat(cnn.missing()).as("its control diverged").isOne();
    seen(claims, "only there", 0, GAP_ACCURACY, cnn);
    seen(claims, "less than the sum", 0, TEST_ACCURACY, interaction(own));
    seen(claims, "more with the batch", 0, GAP_ACCURACY, doubling(own));
  }

  private static Contrast interaction(Recomputed own) {
    Map<At, Double> weights = new LinkedHashMap<>();
    for (String model : own.models()) {
      for (int batch : own.batches()) {
        weights.put(new At(model, "both", batch), .25);
        weights.put(new At(model, "batch-norm", batch), -.25);
        weights.put(new At(model, "dropout", batch), -.25);
        weights.put(new At(model, "none", batch), .25);
      }
    }
    return own.contrast(TEST_ACCURACY, weights);
  }

  /** From 16 to 64 the batch doubles twice. */
  private static Contrast doubling(Recomputed own) {
    Map<At, Double> weights = new LinkedHashMap<>();
    for (String model : own.models()) {
      weights.put(new At(model, "dropout", 64), .25);
      weights.put(new At(model, "none", 64), -.25);
      weights.put(new At(model, "dropout", 16), -.25);
      weights.put(new At(model, "none", 16), .25);
    }
    return own.contrast(GAP_ACCURACY, weights);
  }

  private static void seen(
      Map<String, Page.Claim> claims,
      String claim,
      int part,
      ContrastMetric metric,
      Contrast contrast,
      Double... expected) {
    List<Double> numbers = new ArrayList<>(List.of(expected));
    numbers.add(told(metric, contrast.mean()));
    interval(numbers, metric, contrast);
    numbers.add((double) contrast.n());
    for (int left : new int[] {contrast.missing(), contrast.diverged(), contrast.censored()}) {
      if (left > 0) {
        numbers.add((double) left);
      }
    }
    explain(claims.get(claim).seen().get(part), numbers);
  }

  @Test
  void theStripCountsTheExportedRows() throws IOException {
    PlantedStudy study = troubled();
    Recomputed own = recompute(study.analysis(), study.rows());
    assertThat(own.outcomes())
        .isEqualTo(Map.of("completed", 172, "diverged", 2, "failed", 1, "not run", 1));
    assertThat(Page.of(study).status())
        .containsExactly(
            "◐ partial", "172 of 176 trials completed", "2 diverged", "1 failed", "1 not run");
  }
}
