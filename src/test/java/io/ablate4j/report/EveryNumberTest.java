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
import static org.assertj.core.api.Assertions.within;

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
import io.ablate4j.trial.Roles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
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

  static final Pattern NUMBER = Pattern.compile("[+−]?\\d[\\d\u202f]*(\\.\\d+)?");

  @TempDir private Path folder;

  /** With trials that diverge, fail, and never reach the target, and a disturbed timing round. */
  static PlantedStudy troubled() {
    return PlantedStudy.begin()
        .arm("batch-norm", .03, -.004, .6, 1.4)
        .arm("dropout", -.02, -.03, 1.85, 1.1)
        .arm("both", .002, -.03, .98, 1.5)
        .seeds(11)
        .timed(9)
        .fate(
            trial ->
                switch (trial.cell().level("model")
                    + " "
                    + trial.cell().level("regularization")
                    + " "
                    + Roles.batchSize(trial.cell())
                    + " "
                    + trial.seed()) {
                  case "mlp both 16 2", "cnn none 64 7" -> Fate.DIVERGES;
                  case "cnn batch-norm 64 5" -> Fate.FAILS;
                  case "mlp dropout 16 9" -> Fate.DOES_NOT_RUN;
                  default -> Fate.COMPLETES;
                });
  }

  /** Enough for BCa intervals and simulated p values, some of ranks. */
  static PlantedStudy withManySeeds() {
    return PlantedStudy.begin()
        .arm("batch-norm", .003, -.002, .97, 1.4)
        .arm("dropout", -.002, -.001, 1.85, 1.1)
        .arm("both", .001, -.003, 1.01, 1.02)
        .seeds(21)
        .timed(23);
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
            withManySeeds(),
            PlantedStudy.withEffects().models("mlp").batchSizes(32).seeds(6).timed(7))) {
      Recomputed own = recompute(study.analysis(), study.rows());
      Page page = Page.of(study);
      assertThat(page.answers()).hasSize(9);
      for (Page.Answer answer : page.answers()) {
        isRecomputed(answer, own, 70);
      }
    }
  }

  /** In the order of the questions, and in each of the arms. */
  @Test
  void everyNumberOfThePicturesOfTheAnswersIsInTheExportedRows() throws IOException {
    PlantedStudy study = troubled();
    Recomputed own = recompute(study.analysis(), study.rows());
    List<List<String>> pictures = Page.of(study).pictures();
    assertThat(pictures).hasSize(3).allMatch(marks -> marks.size() == 3);
    for (int i = 0; i < 3; i++) {
      ContrastMetric metric = List.of(TEST_ACCURACY, GAP_ACCURACY, STEPS_TO_TARGET).get(i);
      for (String mark : pictures.get(i)) {
        String arm = mark.substring(0, mark.indexOf(": "));
        Contrast contrast = own.over(metric, own.models(), arm, "none");
        explain(
            mark,
            List.of(
                reported(metric, contrast.mean()),
                reported(metric, contrast.low()),
                reported(metric, contrast.high()),
                (double) contrast.n()));
      }
    }
  }

  /** Every number of an answer is in the rows, of a study with such a target in per cent. */
  static void isRecomputed(Page.Answer answer, Recomputed own, double target) {
    ContrastMetric metric = QUESTIONS.get(answer.question());
    explain(answer.text(), answer(own, answer.arm(), metric, target));
  }

  /** The numbers of an answer in the order in which it tells them. */
  private static List<Double> answer(
      Recomputed own, String arm, ContrastMetric metric, double target) {
    Contrast contrast = own.over(metric, own.models(), arm, "none");
    double mean = reported(metric, contrast.mean());
    List<Double> numbers = new ArrayList<>();
    if (contrast.n() < 6) {
      numbers.addAll(List.of((double) contrast.n(), 6.0));
    }
    if (metric == STEPS_TO_TARGET) {
      numbers.add(target);
    }
    if (contrast.n() < 6) {
      numbers.add(mean);
      return numbers;
    }
    boolean size = contrast.direction() != 0 && metric != STEPS_TO_TARGET;
    numbers.add(size ? Math.abs(mean) : mean);
    if (size && mean < 0 && !contrast.isConstant()) {
      numbers.add(-reported(metric, contrast.high()));
      numbers.add(-reported(metric, contrast.low()));
    } else {
      interval(numbers, metric, contrast);
    }
    numbers.add((double) contrast.n());
    if (contrast.direction() == 0 && contrast.needed() > 0) {
      numbers.add((double) contrast.needed());
    }
    fellShort(numbers, contrast, arm, "none");
    if (metric == STEPS_TO_TARGET) {
      for (ContrastMetric cost : List.of(STEP_MILLIS, SECONDS_TO_TARGET)) {
        Contrast timed = own.over(cost, own.models(), arm, "none");
        if (timed.n() > 0) {
          numbers.add(reported(cost, timed.mean()));
          interval(numbers, cost, timed);
        }
      }
    }
    List<Contrast> cells = own.byCell(metric, arm, "none");
    if (cells.size() > 1) {
      for (int direction : new int[] {1, -1, 0}) {
        long there =
            cells.stream().filter(c -> c.isEstimable() && c.direction() == direction).count();
        if (there > 0) {
          numbers.add((double) there);
        }
      }
      long unknown = cells.stream().filter(c -> !c.isEstimable()).count();
      if (unknown > 0) {
        numbers.add((double) unknown);
      }
    }
    return numbers;
  }

  /** First of the arm, then of the other one. */
  private static void fellShort(
      List<Double> numbers, Contrast contrast, String arm, String control) {
    for (String side : List.of(arm, control)) {
      if (contrast.fellShort().containsKey(side)) {
        numbers.add((double) contrast.fellShort().get(side));
      }
    }
  }

  static void interval(List<Double> numbers, ContrastMetric metric, Contrast contrast) {
    if (!contrast.isConstant()) {
      numbers.add(reported(metric, contrast.low()));
      numbers.add(reported(metric, contrast.high()));
    }
  }

  static double reported(ContrastMetric metric, double value) {
    return metric.scale() == ContrastMetric.Scale.RATIO ? Math.exp(value) : 100 * value;
  }

  /** The text's numbers are these, in this order, rounded to the digits it shows. */
  static void explain(String text, List<Double> numbers) {
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
    for (PlantedStudy study : List.of(troubled(), withManySeeds())) {
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
          List<Double> numbers = new ArrayList<>(List.of(reported(metric, contrast.mean())));
          interval(numbers, metric, contrast);
          explain(row.get(column++), numbers);
        }
        Contrast accuracy = own.inCell(TEST_ACCURACY, row.get(0), batch, row.get(2), "none");
        explain(row.get(column++), List.of((double) accuracy.n()));
        explain(row.get(column++), List.of(accuracy.pairing()));
        assertThat(row).hasSize(column);
      }
    }
  }

  /** Two families, with every kind of claim in them. */
  static PlantedStudy withClaims(PlantedStudy study) {
    return study
        .claim("sooner", "speed", prediction("batch-norm", STEPS_TO_TARGET, Expectation.LOWER))
        .claim(
            "worth it",
            "speed",
            prediction("batch-norm", SECONDS_TO_TARGET, Expectation.LOWER),
            prediction("batch-norm", STEP_MILLIS, Expectation.NOT_WORSE, .1))
        .claim("never there", "speed", prediction("dropout", STEPS_TO_TARGET, Expectation.LOWER))
        .claim("guessed", "other", prediction("both", TEST_ACCURACY, Expectation.EQUIVALENT, .01))
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
                new Across.Trend("batchSize", List.of("16", "64"))))
        .claim(
            "no loss", "alone", prediction("dropout", TEST_ACCURACY, Expectation.NOT_WORSE, .003));
  }

  private static Map<String, List<Judged.Claim>> families(Recomputed own) {
    Set<String> models = own.models();
    return Map.of(
        "speed",
        List.of(
            claim(
                "sooner",
                part(
                    own.over(STEPS_TO_TARGET, models, "batch-norm", "none"),
                    STEPS_TO_TARGET,
                    Expectation.LOWER)),
            claim(
                "worth it",
                part(
                    own.over(SECONDS_TO_TARGET, models, "batch-norm", "none"),
                    SECONDS_TO_TARGET,
                    Expectation.LOWER),
                new Judged.Part(
                    STEP_MILLIS,
                    Expectation.NOT_WORSE,
                    Math.log(1.1),
                    own.over(STEP_MILLIS, models, "batch-norm", "none"))),
            claim(
                "never there",
                part(
                    own.over(STEPS_TO_TARGET, models, "dropout", "none"),
                    STEPS_TO_TARGET,
                    Expectation.LOWER))),
        "other",
        List.of(
            claim(
                "guessed",
                new Judged.Part(
                    TEST_ACCURACY,
                    Expectation.EQUIVALENT,
                    .01,
                    own.over(TEST_ACCURACY, models, "both", "none"))),
            claim(
                "only there",
                part(
                    own.over(GAP_ACCURACY, Set.of("cnn"), "dropout", "none"),
                    GAP_ACCURACY,
                    Expectation.LOWER)),
            claim("less than the sum", part(interaction(own), TEST_ACCURACY, Expectation.LOWER)),
            claim("more with the batch", part(doubling(own), GAP_ACCURACY, Expectation.HIGHER))),
        "alone",
        List.of(
            claim(
                "no loss",
                new Judged.Part(
                    TEST_ACCURACY,
                    Expectation.NOT_WORSE,
                    .003,
                    own.over(TEST_ACCURACY, models, "dropout", "none")))));
  }

  private static Judged.Claim claim(String claim, Judged.Part... parts) {
    return new Judged.Claim(claim, List.of(parts));
  }

  /** With the margin that a claim has where it names none: half a point, or 5 %. */
  private static Judged.Part part(Contrast seen, ContrastMetric metric, Expectation expect) {
    boolean ratio = metric.scale() == ContrastMetric.Scale.RATIO;
    return new Judged.Part(metric, expect, ratio ? Math.log(1.05) : .005, seen);
  }

  @Test
  void everyNumberOfTheVerdictsIsInTheExportedRows() throws IOException {
    for (PlantedStudy study : List.of(withClaims(troubled()), withClaims(withManySeeds()))) {
      Recomputed own = recompute(study.analysis(), study.rows());
      Map<String, Page.Claim> claims = Page.of(study).claims();
      families(own)
          .forEach(
              (family, expected) ->
                  expected.forEach(claim -> seen(claims.get(claim.claim()), claim)));
    }
  }

  @Test
  void theStudiesHaveInThemWhatIsHardToCount() throws IOException {
    PlantedStudy study = troubled();
    Recomputed own = recompute(study.analysis(), study.rows());
    assertThat(own.over(STEP_MILLIS, own.models(), "batch-norm", "none").missing())
        .as("the disturbed round")
        .isEqualTo(1);
    Contrast late = own.over(STEPS_TO_TARGET, own.models(), "dropout", "none");
    assertThat(late.censored()).isGreaterThan(1);
    assertThat(late.diverged()).isOne();
    assertThat(own.over(GAP_ACCURACY, Set.of("cnn"), "dropout", "none").missing())
        .as("its control diverged")
        .isOne();
  }

  @Test
  void everyVerdictAndItsAdjustedPAreThoseOfTheTextbooks() throws IOException {
    Set<String> verdicts = new java.util.TreeSet<>();
    for (PlantedStudy study : List.of(withClaims(troubled()), withClaims(withManySeeds()))) {
      Recomputed own = recompute(study.analysis(), study.rows());
      Map<String, Page.Claim> claims = Page.of(study).claims();
      families(own)
          .forEach(
              (name, family) -> {
                List<Judged.Result> results = Judged.of(family);
                for (int i = 0; i < family.size(); i++) {
                  Page.Claim shown = claims.get(family.get(i).claim());
                  verdicts.add(shown.verdict());
                  judged(shown, name, family.get(i), family.size(), results.get(i));
                }
              });
    }
    assertThat(verdicts).containsExactly("equivalent", "refuted", "supported", "undecided");
  }

  private static void judged(
      Page.Claim shown, String family, Judged.Claim claim, int size, Judged.Result expected) {
    assertThat(shown.verdict()).as(shown + " " + expected).isEqualTo(expected.verdict());
    Matcher note =
        Pattern.compile(
                "Claim \\d, family (\\w+): p (?:= )?(< )?([.\\d]+) \\(Holm over (\\d+) claims?\\)(.*)\\.")
            .matcher(shown.note());
    assertThat(note.matches()).as(shown.note()).isTrue();
    assertThat(note.group(1)).isEqualTo(family);
    assertThat(note.group(4)).isEqualTo(String.valueOf(size));
    int seeds = claim.parts().stream().mapToInt(p -> p.seen().tested().size()).max().orElseThrow();
    isP(note.group(2) != null, note.group(3), expected.p(), seeds, size);
    String more = note.group(5);
    if (expected.needed() > 0) {
      assertThat(more)
          .as(shown.toString())
          .endsWith("; needs about " + expected.needed() + " seeds");
    } else {
      assertThat(more).doesNotContain("needs");
    }
    if (more.contains("significant alone")) {
      assertThat(more).startsWith("; significant alone, not in a family of " + size);
      assertThat(Math.min(claim.supporting(), claim.refuting())).isLessThanOrEqualTo(.05);
    }
  }

  /**
   * A p value as shown. Above 20 replicates it is an estimate from 99,999 draws, which five of its
   * standard errors bound.
   */
  static void isP(boolean below, String shown, double p, int replicates, int times) {
    double alone = Math.min(1, p / times);
    double error =
        replicates <= 20 ? 1e-9 : times * (5 * Math.sqrt(alone * (1 - alone) / 99_999) + 1e-5);
    if (below) {
      assertThat(p).as("< " + shown).isLessThan(Double.parseDouble(shown) + error);
    } else {
      assertThat(p).isCloseTo(Double.parseDouble(shown), within(.0005 + error));
    }
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

  private static void seen(Page.Claim shown, Judged.Claim claim) {
    assertThat(shown.seen()).hasSameSizeAs(claim.parts());
    for (int i = 0; i < claim.parts().size(); i++) {
      Judged.Part part = claim.parts().get(i);
      Contrast contrast = part.seen();
      List<Double> numbers = new ArrayList<>();
      if (!part.isDirected()) {
        numbers.add(
            100 * (part.metric() == TEST_ACCURACY ? part.margin() : Math.expm1(part.margin())));
      }
      numbers.add(reported(part.metric(), contrast.mean()));
      interval(numbers, part.metric(), contrast);
      numbers.add((double) contrast.n());
      for (int left : new int[] {contrast.missing(), contrast.diverged()}) {
        if (left > 0) {
          numbers.add((double) left);
        }
      }
      // Claims about the target are about one arm and none.
      contrast.fellShort().keySet().stream()
          .filter(arm -> !arm.equals("none"))
          .findFirst()
          .ifPresentOrElse(
              arm -> fellShort(numbers, contrast, arm, "none"),
              () -> fellShort(numbers, contrast, "none", ""));
      explain(shown.seen().get(i), numbers);
    }
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
