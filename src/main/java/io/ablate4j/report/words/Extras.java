package io.ablate4j.report.words;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.hypothesis.AskedMetrics;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.TestMetrics;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.tuning.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a study does beside training one network a trial and testing it once. */
final class Extras {
  /** Networks list it so among their layers. */
  private static final String NOISE = "shifting noise";

  private static final String MEMBERS = "members";

  /** How each is read, by the metric that asks for it. */
  private static final Map<ContrastMetric, String> READINGS = new LinkedHashMap<>();

  static {
    READINGS.put(
        TestMetrics.RECALIBRATED,
        "Recalibrated test accuracy: batch norm's running statistics are replaced by mean and"
            + " variance over the whole training set, which passes once, dropout off, in whole"
            + " batches of the size of training; then the test set is read in inference mode."
            + " Without batch norm it is the test accuracy.");
    READINGS.put(
        TestMetrics.MC50,
        "Test accuracy of 50 masked passes (MC dropout, Gal and Ghahramani 2016, arXiv:1506.02142):"
            + " the class with the highest mean of 50 softmax outputs, dropout on and batch norm"
            + " with its running statistics. Without dropout it is the test accuracy.");
    READINGS.put(
        TestMetrics.ERROR, "Test error is 1 less the test accuracy; two are compared as a ratio.");
    READINGS.put(
        AskedMetrics.STEPS_AFTER_INTERVENTION,
        "Steps after the intervention: " + AskedMetrics.STEPS_AFTER_INTERVENTION.meaning() + ".");
  }

  private Extras() {}

  /** A sentence or more each; nothing of a plain study. */
  static Optional<String> paragraph(StudyAnalysis analysis) {
    StudyRecord study = analysis.study();
    List<String> text = new ArrayList<>();
    interventions(study).ifPresent(text::add);
    noise(study).ifPresent(text::add);
    ensembles(study).ifPresent(text::add);
    List<Hypothesis> hypotheses =
        analysis.hypotheses().stream().map(result -> result.hypothesis()).toList();
    READINGS.forEach(
        (metric, words) -> {
          if (isAsked(metric, hypotheses)) {
            text.add(words);
          }
        });
    tuning(study).ifPresent(text::add);
    return text.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", text));
  }

  private static boolean isAsked(ContrastMetric metric, List<Hypothesis> hypotheses) {
    return hypotheses.stream()
        .flatMap(each -> each.parts().stream())
        .flatMap(part -> part.metrics().stream())
        .anyMatch(each -> each.root().equals(metric));
  }

  private static Optional<String> interventions(StudyRecord study) {
    return Optional.ofNullable(study.facts().get(StudyRecord.INTERVENTIONS))
        .map(
            all ->
                "Interventions change a network's parameters between two steps of its training: "
                    + all
                    + ". What the optimizer keeps of the steps before stays as it is. Whatever is"
                    + " looked at after that step sees the network before the change.");
  }

  private static Optional<String> noise(StudyRecord study) {
    boolean isThere =
        study.models().stream()
            .flatMap(network -> network.layers().stream())
            .anyMatch(layer -> layer.contains(NOISE));
    return isThere
        ? Optional.of(
            "Shifting noise behind batch norm (Santurkar et al. 2018, arXiv:1805.11604, section"
                + " 2.2): at each training step each channel draws a shift m from U(−s, s) and a"
                + " scale v uniformly between 1 and c. Each number x of it becomes x N(v, r²) +"
                + " U(m − r, m + r). It is off at inference. The networks below list s as shift, c"
                + " as scale and r as spread.")
        : Optional.empty();
  }

  private static Optional<String> ensembles(StudyRecord study) {
    List<String> levels = study.factors().getOrDefault(MEMBERS, List.of());
    return levels.stream().anyMatch(level -> !level.equals("1"))
        ? Optional.of(
            "A trial of several members"
                + " trains so many networks on the same examples, which differ in initial weights,"
                + " order of batches and dropout masks (deep ensembles, Lakshminarayanan et al."
                + " 2017, arXiv:1612.01474). Test accuracy of the ensemble is that of the mean of"
                + " their softmax outputs at the end. All other numbers are those of the first one."
                + " If one of them diverges, there is no such ensemble.")
        : Optional.empty();
  }

  private static Optional<String> tuning(StudyRecord study) {
    String kept = " They are never evaluated, so that tests on the other seeds stay exact.";
    Optional<Tuning> tuning = Tuning.of(study);
    if (tuning.isPresent()) {
      return Optional.of(
          "In tuned cells the "
              + Roles.inWords(tuning.get().factor())
              + " is the one of "
              + Wording.join(tuning.get().grid())
              + " with the best mean "
              + tuning.get().metric().replace('-', ' ')
              + " after the last epoch over "
              + EstimateText.count(tuning.get().seeds(), "tuning seed")
              + "."
              + kept);
    }
    int seeds = Tuning.seedsOfCells(study);
    return seeds == 0
        ? Optional.empty()
        : Optional.of(
            "Every cell was trained on "
                + EstimateText.count(seeds, "tuning seed")
                + " besides. Where a claim asks for the best level, it is the one with the highest"
                + " mean validation accuracy after the last epoch over these seeds."
                + kept);
  }
}
