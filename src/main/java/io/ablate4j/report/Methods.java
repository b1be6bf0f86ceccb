package io.ablate4j.report;

import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyStatus;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.report.figure.Digits;
import io.ablate4j.stats.SignFlip;
import io.ablate4j.trial.StudyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How it was done, written from the study, and what its numbers cannot tell. */
final class Methods {
  private Methods() {}

  static List<String> paragraphs(StudyAnalysis analysis) {
    StudyRecord study = analysis.study();
    Map<String, String> facts = study.facts();
    List<String> text = new ArrayList<>();
    text.add(
        "Every combination of "
            + Answers.join(factors(study))
            + trained(analysis)
            + ". A seed fixes the images that are drawn, their split, the order of batches, the"
            + " initial weights and the dropout masks; the arms of a seed share all of these that"
            + " they have in common, and are compared inside the seed. n is the number of seeds, not"
            + " of trials.");
    text.add(
        "Data: "
            + facts.getOrDefault("dataset", "unknown")
            + ", "
            + fact(facts, "train-examples", "training")
            + ", "
            + fact(facts, "validation-examples", "validation")
            + " and "
            + fact(facts, "test-examples", "test")
            + " images a seed. Optimizer: "
            + facts.getOrDefault("optimizer", "unknown")
            + ". Layers stand in the order weights, batch norm, activation, pooling, dropout; the"
            + " softmax output has no regularization of its own. Rates of dropout are probabilities"
            + " of dropping. The last ragged batch of an epoch is left out.");
    text.add(
        "Accuracy and loss are read in inference mode (dropout off, batch norm with its running"
            + " statistics) after each epoch; on the training set on a fixed part of it. Choices use"
            + " validation data; the test set is read for this report alone. A trial whose loss"
            + " became NaN or infinite or exploded has diverged: it stays in with the accuracy of"
            + " guessing, and its time to the target is censored. A failed trial makes its pair"
            + " missing.");
    text.add(
        "Effects are means of the differences (or of the logarithms of ratios) inside the seeds, with"
            + " Student's 95 % interval below 20 seeds and the BCa bootstrap from there. Directed"
            + " claims are tested by the two-sided sign-flip test (exact up to "
            + SignFlip.EXACT_UP_TO
            + " pairs, from "
            + Digits.whole(SignFlip.DRAWS)
            + " random choices of signs above), on ranks where a trial fell short of the target;"
            + " claims of equivalence or of no loss by one-sided t tests against"
            + " their margin. Claims of one family are adjusted by Holm's method to an error rate of"
            + " 5 %. With fewer than "
            + PairedContrast.FEWEST
            + " pairs no verdict is given. What is not estimable is a dash, never zero.");
    OptionalDouble reduction = analysis.medianVarianceReduction(ContrastMetric.TEST_ACCURACY);
    if (reduction.isPresent()) {
      text.add(
          "Pairing by seed divided the variance of the contrasts in test accuracy by "
              + Digits.fixed(reduction.getAsDouble(), 1)
              + " in the median cell; 1 would mean that it made no difference.");
    }
    return text;
  }

  /** What has been done is told as done, and no more. */
  private static String trained(StudyAnalysis analysis) {
    StudyStatus status = analysis.status();
    String seeds = " trained with " + Told.count(seeds(analysis), "seed");
    int ran = status.completed() + status.diverged();
    return ran == status.planned()
        ? " was" + seeds
        : " is to be"
            + seeds
            + "; so far "
            + Digits.whole(ran)
            + " of "
            + Told.count(status.planned(), "trial")
            + (ran == 1 ? " has" : " have")
            + " run";
  }

  private static String fact(Map<String, String> facts, String name, String words) {
    return facts.getOrDefault(name, "an unknown number of") + " " + words;
  }

  private static List<String> factors(StudyRecord study) {
    List<String> parts = new ArrayList<>();
    study
        .factors()
        .forEach(
            (factor, levels) ->
                parts.add(
                    (levels.size() == 1 ? FactorWords.singular(factor) : FactorWords.plural(factor))
                        + " "
                        + String.join(", ", levels)));
    return parts;
  }

  static int seeds(StudyAnalysis analysis) {
    return (int) analysis.trials().stream().map(t -> t.planned().seed()).distinct().count();
  }

  /** Only what applies to this study. */
  static List<String> threats(StudyAnalysis analysis) {
    List<String> threats = new ArrayList<>();
    int seeds = seeds(analysis);
    if (seeds < PairedContrast.FEWEST) {
      threats.add(
          "Few seeds: with "
              + Told.count(seeds, "seed")
              + " no verdict is given; what is seen may be luck.");
    } else {
      threats.add(
          "Seeds: "
              + seeds
              + " resolve large differences; an interval that holds 0 does not show that there is"
              + " none.");
    }
    if (analysis.status().notRun() + analysis.status().failed() > 0) {
      threats.add(
          "Missing trials: "
              + missing(analysis.status())
              + "; a seed without all of its arms is in no contrast.");
    }
    if (analysis.status().diverged() > 0) {
      threats.add(
          "Divergence: "
              + Told.count(analysis.status().diverged(), "trial")
              + " diverged. Their accuracy counts as guessing, so one of them can decide a mean.");
    }
    int censored =
        analysis.effects().stream()
            .filter(e -> e.levels().isEmpty())
            .map(e -> e.contrast())
            .filter(c -> c.metric() == ContrastMetric.STEPS_TO_TARGET)
            .mapToInt(PairedContrast::censored)
            .max()
            .orElse(0);
    if (censored > 0) {
      threats.add(
          "Censoring: trials that did not reach the target count with their whole budget, which makes"
              + " slow arms look faster than they are.");
    }
    if (parametersDiffer(analysis.study())) {
      threats.add(
          "Parameters: batch norm adds a scale and a shift to each channel, so arms differ slightly"
              + " in size; the models differ by much more. The counts are in the methods.");
    }
    threats.add(
        "Fixed settings: all arms share one learning rate and budget. An arm that would do better"
            + " with a rate of its own is at a disadvantage; nothing was tuned.");
    if (analysis.timing().costs().isEmpty()) {
      threats.add(
          "Shared processor: there was no timing pass; times were read while other trials ran.");
    } else {
      threats.add(
          "Times hold for this machine and engine: another processor weighs layers differently."
              + " Seconds to the target are steps times the median cost of a step; their intervals"
              + " are those of the steps and leave the cost's own out.");
    }
    threats.add(
        "Reduced data: few images and small networks make overfitting stronger and training shorter"
            + " than in practice; that an effect holds here does not mean that it holds at scale.");
    return threats;
  }

  /** Such as "1 has not run and 2 failed". */
  private static String missing(StudyStatus status) {
    List<String> parts = new ArrayList<>();
    if (status.notRun() > 0) {
      parts.add(
          Numbers.whole(status.notRun()) + (status.notRun() == 1 ? " has" : " have") + " not run");
    }
    if (status.failed() > 0) {
      parts.add(Numbers.whole(status.failed()) + " failed");
    }
    return Answers.join(parts);
  }

  private static boolean parametersDiffer(StudyRecord study) {
    return study.models().stream()
            .map(StudyRecord.ModelSummary::trainableParameters)
            .distinct()
            .count()
        > study.models().stream().map(StudyRecord.ModelSummary::model).distinct().count();
  }
}
