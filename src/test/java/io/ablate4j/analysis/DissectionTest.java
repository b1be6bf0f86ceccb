package io.ablate4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.analysis.Dissection.Worth;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reference values from SciPy 1.x: t.ppf(1 - .05 / 4 / 2, 3), ttest_1samp, Holm by hand. */
class DissectionTest {
  private static final Map<String, double[]> ACCURACIES = accuracies();

  private static Map<String, double[]> accuracies() {
    Map<String, double[]> all = new LinkedHashMap<>();
    all.put("as-is", new double[] {.90, .92, .91, .93});
    all.put("none", new double[] {.80, .85, .83, .84});
    all.put("minus-drop@b", new double[] {.91, .90, .92, .92});
    all.put("minus-bn@a", new double[] {.88, .89, .90, .90});
    all.put("plus-bn@c", new double[] {.91, .93, .93, .95});
    return all;
  }

  private static Optional<Dissection> of(Map<String, double[]> accuracies) {
    List<PlannedTrial> planned = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    accuracies.forEach(
        (arm, values) -> {
          for (int seed = 1; seed <= values.length; seed++) {
            Cell cell =
                Cell.of(
                    Map.of(
                        "model", "net",
                        "regularization", arm,
                        "batchSize", "32",
                        "learningRate", "0.001",
                        "epochs", "1"));
            PlannedTrial trial = SyntheticStudy.plannedTrial(cell, seed);
            planned.add(trial);
            results.add(
                Records.completed(
                    trial,
                    new Measurement(Metric.ACCURACY, Split.TRAIN, 1, 10, .95),
                    new Measurement(Metric.ACCURACY, Split.TEST, 1, 10, values[seed - 1]),
                    new Measurement(Metric.STEPS, Split.NONE, 1, 10, 10)));
          }
        });
    Map<String, List<String>> factors = new LinkedHashMap<>();
    factors.put("model", List.of("net"));
    factors.put("regularization", List.copyOf(accuracies.keySet()));
    factors.put("batchSize", List.of("32"));
    factors.put("learningRate", List.of("0.001"));
    factors.put("epochs", List.of("1"));
    return Dissection.of(
        StudyAnalysis.of(Records.study("parts").factors(factors).record(), planned, results));
  }

  private static void requireWorth(
      Worth worth, String part, double mean, double low, double high, double p, int sign) {
    assertThat(worth.part()).isEqualTo(part);
    assertThat(worth.worth().value().orElseThrow()).isCloseTo(mean, within(1e-9));
    assertThat(worth.worth().interval().orElseThrow().low()).isCloseTo(low, within(1e-9));
    assertThat(worth.worth().interval().orElseThrow().high()).isCloseTo(high, within(1e-9));
    assertThat(worth.adjusted().orElseThrow()).isCloseTo(p, within(1e-9));
    assertThat(worth.sign()).isEqualTo(sign);
  }

  @Test
  void whatEachPartIsWorthHasIntervalsThatHoldTogether() {
    Dissection parts = of(ACCURACIES).orElseThrow();
    assertThat(parts.parts()).hasSize(2);
    double second = 3 * .013846832988758908;
    requireWorth(
        parts.parts().get(0), "bn@a", .0225, -.0033119910255564877, .04831199102555653, second, 0);
    requireWorth(
        parts.parts().get(1),
        "drop@b",
        .0025,
        -.03793961803950546,
        .04293961803950547,
        .7608203755145106,
        0);
    requireWorth(
        parts.all().orElseThrow(),
        "all",
        .085,
        .05019511840133489,
        .1198048815986652,
        4 * .0009461355008327763,
        1);
    requireWorth(
        parts.additions().get(0),
        "bn@c",
        .015,
        -.000565216240689349,
        .030565216240689322,
        second,
        0);
  }

  @Test
  void whetherPartsAddUpIsWhatAllAreWorthLessTheSum() {
    Dissection parts = of(ACCURACIES).orElseThrow();
    assertThat(parts.excess()).hasSize(4);
    assertThat(parts.excess().get(1)).isCloseTo(.02, within(1e-9));
    assertThat(parts.excessInterval().value().orElseThrow()).isCloseTo(.06, within(1e-9));
    assertThat(parts.excessInterval().interval().orElseThrow().low())
        .isCloseTo(.009681105720579695, within(1e-9));
  }

  @Test
  void groupsOverlapAndAreNotSummedUp() {
    Map<String, double[]> groups = new LinkedHashMap<>(ACCURACIES);
    groups.put("minus-all-bn", groups.remove("minus-bn@a"));
    groups.put("minus-bn-conv-conv", groups.remove("minus-drop@b"));
    assertThat(of(groups).orElseThrow().excess()).isEmpty();
  }

  @Test
  void otherStudiesAreNotTakenForOne() {
    Map<String, double[]> others = new LinkedHashMap<>(ACCURACIES);
    others.put("batch-norm", new double[] {.9, .9, .9, .9});
    assertThat(of(others)).isEmpty();
  }
}
