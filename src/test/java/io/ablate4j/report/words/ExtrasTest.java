package io.ablate4j.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.hypothesis.AskedMetrics;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.TestMetrics;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.StudyRecord.ModelSummary;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the methods say of a study that does more than train and test. */
class ExtrasTest {
  private static final SyntheticStudy STUDY =
      new SyntheticStudy.Builder()
          .models("mlp")
          .regularizations("none", "dropout")
          .batchSizes(16)
          .seeds(2)
          .epochs(1)
          .withoutMishaps()
          .build();

  private static String said(UnaryOperator<Records.Study> more, ContrastMetric... asked) {
    List<Hypothesis> hypotheses = new ArrayList<>();
    for (ContrastMetric metric : asked) {
      Prediction part =
          new Prediction(
              new Prediction.Pair("regularization", "dropout", "none"),
              metric,
              Expectation.HIGHER,
              .01,
              Map.of(),
              Optional.empty());
      hypotheses.add(new Hypothesis(metric.word(), metric.word(), "a claim", List.of(part)));
    }
    Registration registration =
        new Registration(hypotheses, "x", "x", 2, Registration.Scope.BASIS, List.of());
    StudyRecord record = more.apply(Records.like(STUDY.study())).record();
    return Extras.paragraph(
            StudyAnalysis.of(
                new StudyRows(record, registration, STUDY.planned(), STUDY.results(), List.of())))
        .orElse("");
  }

  private static UnaryOperator<Records.Study> fact(Map<String, String> facts) {
    return study -> {
      Map<String, String> all = new HashMap<>(STUDY.study().facts());
      all.putAll(facts);
      return study.facts(all);
    };
  }

  @Test
  void ofAPlainStudyTheyAddNothing() {
    assertThat(said(study -> study)).isEmpty();
    assertThat(said(study -> study, ContrastMetric.TEST_ACCURACY)).isEmpty();
  }

  @Test
  void anInterventionIsNamedWithItsStepAndWhatItMultiplies() {
    assertThat(
            said(
                fact(
                    Map.of(
                        StudyRecord.INTERVENTIONS,
                        "x10: after step 200 weights of conv1 times 10.0"))))
        .isEqualTo(
            "Interventions change a network's parameters between two steps of its training: x10:"
                + " after step 200 weights of conv1 times 10.0. What the optimizer keeps of the"
                + " steps before stays as it is. Whatever is looked at after that step sees the"
                + " network before the change.");
  }

  @Test
  void noiseThatShiftsHasItsFormula() {
    ModelSummary network =
        new ModelSummary(
            "mlp",
            "bn-noise",
            List.of("noise: shifting noise, shift 0.5, scale 1.25, spread 0.1"),
            1);
    assertThat(said(study -> study.models(List.of(network))))
        .contains("a shift m from U(−s, s) and a scale v uniformly between 1 and c.")
        .contains("Each number x of it becomes x N(v, r²) + U(m − r, m + r).")
        .contains("Santurkar et al. 2018");
  }

  @Test
  void anEnsembleSaysWhatItsMembersShareAndWhatTheyDoNot() {
    UnaryOperator<Records.Study> five =
        study -> {
          Map<String, List<String>> factors = new LinkedHashMap<>(STUDY.study().factors());
          factors.put("members", List.of("1", "5"));
          return study.factors(factors);
        };
    assertThat(said(five))
        .startsWith("A trial of several members trains so many networks on the same examples")
        .contains("the mean of their softmax outputs at the end")
        .contains("Lakshminarayanan");
    assertThat(
            said(
                study -> {
                  Map<String, List<String>> factors = new LinkedHashMap<>(STUDY.study().factors());
                  factors.put("members", List.of("1"));
                  return study.factors(factors);
                }))
        .isEmpty();
  }

  @Test
  void otherReadingsOfTheTestSetAreExplainedWhereAClaimAsksForThem() {
    assertThat(said(study -> study, TestMetrics.RECALIBRATED))
        .startsWith("Recalibrated test accuracy: batch norm's running statistics are replaced")
        .doesNotContain("masked");
    assertThat(said(study -> study, TestMetrics.MC50, TestMetrics.ERROR))
        .startsWith("Test accuracy of 50 masked passes (MC dropout,")
        .endsWith("Test error is 1 less the test accuracy; two are compared as a ratio.")
        .doesNotContain("Recalibrated");
    assertThat(said(study -> study, AskedMetrics.STEPS_AFTER_INTERVENTION))
        .startsWith("Steps after the intervention: training steps from the intervention to two");
  }

  @Test
  void seedsThatChooseAreSaidToChooseAlone() {
    assertThat(said(fact(Tuning.factsOfSeeds(3))))
        .isEqualTo(
            "Every cell was trained on 3 tuning seeds besides. Where a claim asks for the best"
                + " level, it is the one with the highest mean validation accuracy after the last"
                + " epoch over these seeds. They are never evaluated, so that tests on the other"
                + " seeds stay exact.");
    assertThat(
            said(
                fact(
                    new Tuning("learningRate", List.of("0.01", "0.001"), 2, Metric.ACCURACY)
                        .facts())))
        .startsWith(
            "In tuned cells the learning rate is the one of 0.001 and 0.01 with the best mean"
                + " validation accuracy after the last epoch over 2 tuning seeds.");
  }
}
