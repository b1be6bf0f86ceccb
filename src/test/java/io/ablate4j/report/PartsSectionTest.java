package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.figure.Table;
import io.ablate4j.registration.Registration;
import io.ablate4j.report.section.FigureInputs;
import io.ablate4j.report.section.PartsSection;
import io.ablate4j.report.section.Section;
import io.ablate4j.report.words.Methods;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A network with batch norm at a and dropout at b, and one that could be put in at c. Reference
 * values from SciPy: t.ppf(1 - .05 / 4 / 2, 5) and ttest_1samp of accuracies, Holm by hand,
 * t.interval(.95, 5) of logarithms of steps and times.
 */
class PartsSectionTest {
  private static final String[] ARMS = {"as-is", "none", "minus-drop@b", "minus-bn@a", "plus-bn@c"};

  private static final double[][] ACCURACIES = {
    {.90, .92, .91, .93, .92, .91},
    {.80, .85, .83, .84, .82, .83},
    {.91, .90, .92, .92, .91, .92},
    {.86, .87, .88, .87, .86, .88},
    {.91, .93, .93, .95, .93, .92}
  };

  private static final int[][] STEPS = {
    {100, 110, 120, 100, 110, 120},
    {210, 200, 230, 220, 240, 220},
    {100, 120, 110, 110, 100, 120},
    {200, 190, 230, 210, 220, 230},
    {80, 90, 90, 80, 100, 90}
  };

  private static final double[][] MILLIS = {
    {1.00, 1.02, 1.01, 1.03, 1.01, 1.00},
    {.80, .81, .82, .80, .83, .81},
    {.98, 1.03, 1.00, 1.04, 1.00, 1.01},
    {.85, .86, .84, .87, .86, .85},
    {1.20, 1.21, 1.23, 1.22, 1.20, 1.22}
  };

  private static final Pattern NUMBER = Pattern.compile("[-−]?\\d+(\\.\\d+)?(E-?\\d+)?");

  /**
   * What came of such a study.
   *
   * @param late whether the third seed without batch norm at a never reaches the target
   */
  private static StudyAnalysis analysis(boolean isTimed, boolean hasTarget, boolean late) {
    return analysis(isTimed, hasTarget, late, List.of(ARMS));
  }

  private static StudyAnalysis analysis(
      boolean isTimed, boolean hasTarget, boolean late, List<String> arms) {
    List<PlannedTrial> planned = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    List<TimingRound> rounds = new ArrayList<>();
    for (String name : arms) {
      int arm = List.of(ARMS).indexOf(name);
      Cell cell =
          Cell.of(
              Map.of(
                  "model", "net",
                  "regularization", ARMS[arm],
                  "batchSize", "32",
                  "learningRate", "0.001",
                  "epochs", "1"));
      for (int i = 0; i < 6; i++) {
        String spec = "{\"arm\":\"" + ARMS[arm] + "\",\"seed\":" + (i + 1) + "}";
        PlannedTrial trial = new PlannedTrial(TrialKey.ofCanonicalJson(spec), cell, i + 1L, spec);
        planned.add(trial);
        boolean isLate = late && i == 2 && ARMS[arm].equals("minus-bn@a");
        results.add(
            Records.completed(
                trial,
                check(10, .1),
                check(STEPS[arm][i], isLate ? .1 : .6),
                check(STEPS[arm][i] + 10, isLate ? .1 : .6),
                new Measurement(Metric.ACCURACY, Split.TRAIN, 1, 300, .95),
                new Measurement(Metric.ACCURACY, Split.TEST, 1, 300, ACCURACIES[arm][i]),
                new Measurement(Metric.STEPS, Split.NONE, 1, 300, 300)));
        rounds.add(
            new TimingRound(cell, TimingRound.Layout.ONE_THREAD, i + 1, MILLIS[arm][i], 0, false));
      }
    }
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("model", List.of("net"));
    factors.put("regularization", arms);
    factors.put("batchSize", List.of("32"));
    factors.put("learningRate", List.of("0.001"));
    factors.put("epochs", List.of("1"));
    Records.Study study = Records.study("parts").factors(factors);
    return StudyAnalysis.of(
        new StudyRows(
            (hasTarget ? study.target(.5) : study).record(),
            Registration.NONE,
            planned,
            results,
            isTimed ? rounds : List.of()));
  }

  private static Measurement check(int step, double accuracy) {
    return new Measurement(Metric.CHECK_ACCURACY, Split.VALIDATION, 1, step, accuracy);
  }

  private static Section section(StudyAnalysis analysis) {
    return PartsSection.of(FigureInputs.of(analysis)).orElseThrow();
  }

  private static List<String> heads(Section section) {
    return section.tables().get(0).columns().stream().map(Table.Column::head).toList();
  }

  /** With all digits. */
  private static void requireNumbers(Table.Row row, int column, double... expected) {
    String exact =
        row.exact().get(column).isEmpty() ? row.cells().get(column) : row.exact().get(column);
    List<Double> numbers = new ArrayList<>();
    Matcher found = NUMBER.matcher(exact);
    while (found.find()) {
      numbers.add(Double.parseDouble(found.group().replace('−', '-')));
    }
    assertThat(numbers).as(exact).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(numbers.get(i)).isCloseTo(expected[i], within(1e-9));
    }
  }

  @Test
  void itsSentencesSayWhatEachPartIsWorth() {
    String words = String.join("\n", section(analysis(true, true, false)).paragraphs());
    assertThat(words)
        .contains(
            "The network net as it is has 91.5 % of the test examples right, and 82.8 % without any batch norm"
                + " and dropout.")
        .contains(
            "Batch norm at a (+4.5 points) and all parts together (+8.7 points) earn their places."
                + " With 6 seeds, these cannot be told from nothing: dropout at b.")
        .contains(
            "All together are worth +8.7 points, the worths of the single parts sum up to +4.7: a"
                + " difference of +4.0 points [1.1, 6.9]. They are worth more together than one by"
                + " one")
        .contains("Batch norm at c (+1.3 points) would help.");
  }

  @Test
  void itsSentencesSayWhatEachPartCostsAndSaves() {
    String words = String.join("\n", section(analysis(true, true, false)).paragraphs());
    assertThat(words)
        .contains(
            "A step takes longer with batch norm at a (1.18 [1.17, 1.19] times), all parts together"
                + " (1.25 [1.22, 1.27] times) and batch norm at c (1.20 [1.18, 1.22] times).")
        .contains(
            "The target is reached in fewer steps with batch norm at a (0.52 [0.48, 0.55] times),"
                + " all parts together (0.50 [0.46, 0.55] times) and batch norm at c (0.80 [0.75,"
                + " 0.86] times).")
        .doesNotContain("in more steps")
        .doesNotContain("less time");
  }

  @Test
  void itsTableHasTheNumbersOfAnIndependentComputation() {
    Section section = section(analysis(true, true, false));
    assertThat(heads(section))
        .containsExactly(
            "Part",
            "What was done",
            "Test accuracy then, %",
            "Worth, points",
            "Interval",
            "p",
            "Gap, points",
            "Step time, times",
            "Steps to target, times",
            "Seeds",
            "Diverged");
    List<Table.Row> rows = section.tables().get(0).rows();
    assertThat(rows.stream().map(row -> row.cells().get(0) + ", " + row.cells().get(1)))
        .containsExactly(
            "batch norm at a, left out",
            "dropout at b, left out",
            "all parts together, left out",
            "batch norm at c, put in");
    requireNumbers(rows.get(0), 2, 87);
    requireNumbers(rows.get(0), 3, 4.5, 2.355990592200652, 6.644009407799356);
    requireNumbers(rows.get(0), 5, .0014815746834575864);
    requireNumbers(rows.get(0), 7, 1.1832444476837403, 1.1723942855989986, 1.1941950248069306);
    requireNumbers(rows.get(0), 8, .5154791491899691, .4808784439526293, .5525694831847983);
    requireNumbers(rows.get(1), 3, .1666666666666668, -1.9007460993022574, 2.2340794326355908);
    requireNumbers(rows.get(1), 7, 1.0017907602183616, .9879831391180529, 1.0157913506041782);
    requireNumbers(rows.get(1), 8, 1, .9179098536808126, 1.089431599399447);
    requireNumbers(rows.get(2), 3, 8.666666666666673, 6.782949927278994, 10.55038340605435);
    requireNumbers(rows.get(2), 5, 4.431272379908436e-05);
    requireNumbers(rows.get(2), 7, 1.2464447458595853, 1.2207307751249126, 1.2727003661573046);
    requireNumbers(rows.get(2), 8, .4994810570090898, .4560906185549929, .5469994693189167);
    requireNumbers(rows.get(3), 3, 1.3333333333333327, .5301138168363200, 2.1365528498303456);
    requireNumbers(rows.get(3), 7, 1.1993577575387728, 1.182682782313824, 1.2162678379017273);
    requireNumbers(rows.get(3), 8, .8028355714593461, .7453044516294479, .8648076009626615);
  }

  @Test
  void aSeedThatNeverGetsThereLeavesTheStepsOfItsPartNotEstimable() {
    Section section = section(analysis(true, true, true));
    assertThat(section.tables().get(0).rows().stream().map(row -> row.cells().get(8)))
        .satisfiesExactly(
            cell -> assertThat(cell).isEqualTo("not estimable"),
            cell -> assertThat(cell).startsWith("1.00 ["),
            cell -> assertThat(cell).startsWith("0.50 ["),
            cell -> assertThat(cell).startsWith("0.80 ["));
    assertThat(String.join("\n", section.paragraphs()))
        .contains("in fewer steps with all parts together (0.50");
  }

  @Test
  void whatWasNotTimedAndHasNoTargetHasNoSuchColumns() {
    Section section = section(analysis(false, false, false));
    assertThat(heads(section)).doesNotContain("Step time, times", "Steps to target, times");
    assertThat(String.join("\n", section.paragraphs()))
        .doesNotContain("A step takes")
        .doesNotContain("to the target");
  }

  /** SciPy: plus-bn@c less none is .1 on average, t.interval(.95, 5) of it 8.7 to 11.3 points. */
  @Test
  void ofANetworkWithoutPartsItSaysWhatOthersWouldBeWorth() {
    Section section = section(analysis(false, false, false, List.of("none", "plus-bn@c")));
    assertThat(section.title()).isEqualTo("What another part would be worth");
    assertThat(String.join("\n", section.paragraphs()))
        .contains(
            "The network net, which has no batch norm or dropout, has 82.8 % of the test examples right.",
            "Batch norm at c (+10.0 points) would help.")
        .doesNotContain("as it is has");
    assertThat(section.tables().get(0).rows()).hasSize(1);
    requireNumbers(
        section.tables().get(0).rows().get(0),
        3,
        10.000000000000005,
        8.672557248068975,
        11.327442751931034);
  }

  @Test
  void itStandsBeforeTheAnswersThatEachStudyHas() {
    String page = HtmlReport.render(analysis(true, true, false));
    assertThat(page.indexOf("<h2 id=\"parts\">What each part is worth"))
        .isPositive()
        .isLessThan(page.indexOf("<h2 id=\"answer\">"));
    assertThat(page).containsOnlyOnce("<h2 id=\"parts\">").contains("against as-is");
    assertThat(page).doesNotContain("starts from the weights of its file");
  }

  @Test
  void theMethodsSayWhereTrainingStartsFromWeightsOfItsFile() {
    StudyAnalysis seeded = analysis(false, false, false);
    PlannedTrial first = seeded.trials().get(0).planned();
    String spec = "{\"modelWeights\":\"0\"}";
    StudyAnalysis started =
        StudyAnalysis.of(
            seeded.study(),
            List.of(new PlannedTrial(TrialKey.ofCanonicalJson(spec), first.cell(), 1, spec)),
            List.of());
    assertThat(Methods.paragraphs(started).get(0))
        .endsWith("Training of net starts from the weights of its file: seeds draw none there.");
    assertThat(Methods.paragraphs(seeded).get(0)).doesNotContain("of its file");
  }

  /** All sections take their control from the one place. */
  @Test
  void theNetworkAsItIsIsTheControlOfTheWholeReport() {
    FigureInputs inputs = FigureInputs.of(analysis(true, true, false));
    assertThat(inputs.control()).isEqualTo("as-is");
    assertThat(inputs.analysis().effects())
        .extracting("arm")
        .contains("none", "minus-bn@a")
        .doesNotContain("as-is");
  }
}
