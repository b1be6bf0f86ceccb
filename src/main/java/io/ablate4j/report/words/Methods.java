package io.ablate4j.report.words;

import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyStatus;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.figure.Digits;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.stats.SignFlip;
import io.ablate4j.trial.DatasetRecord;
import io.ablate4j.trial.EvaluationPoints;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How it was done, written from the study. */
public final class Methods {
  private static final Set<String> BUILT_IN = Set.of("mlp", "cnn", "inception");

  private Methods() {}

  /** What was done and how it is estimated, for the section on methods. */
  public static List<String> paragraphs(StudyAnalysis analysis) {
    StudyRecord study = analysis.study();
    String things = isOfImages(study) ? "images" : "examples";
    List<String> text = new ArrayList<>();
    text.add(
        "Every combination of "
            + Wording.join(factors(study))
            + leftOut(analysis)
            + trained(analysis)
            + ". A seed fixes the "
            + things
            + " that are drawn, their split, the order of batches, the initial weights and the"
            + " dropout masks. The arms of a seed share all of these that they have in common. They"
            + " are compared inside the seed. n is the number of seeds, not of trials."
            + started(analysis));
    text.add(
        data(study)
            + " Optimizer: "
            + FactWords.optimizer(study.facts())
            + ". "
            + layers(study)
            + " A last batch that is not full is left out of an epoch.");
    text.add(
        "Accuracy and loss are read in inference mode (dropout off, batch norm with its running"
            + " statistics) "
            + evaluations(study)
            + ". Of the training set a fixed part is read. Choices use"
            + " validation data; the test set is read for this report alone. A trial whose loss"
            + " became NaN or infinite or exploded has diverged. It stays in with the accuracy of"
            + " guessing, and its time to the target is censored. The pair of a failed trial is"
            + " missing.");
    text.add(effects());
    probes(analysis).ifPresent(text::add);
    pairing(analysis).ifPresent(text::add);
    Extras.paragraph(analysis).ifPresent(text::add);
    return text;
  }

  /** What seeds do not draw in a study that starts from weights that were there before. */
  private static String started(StudyAnalysis analysis) {
    List<String> models =
        analysis.trials().stream()
            .map(TrialSummary::planned)
            .filter(trial -> trial.specJson().contains("\"modelWeights\":"))
            .map(trial -> trial.cell().level(Roles.MODEL))
            .distinct()
            .toList();
    return models.isEmpty()
        ? ""
        : " Training of "
            + Wording.join(models)
            + " starts from the weights of its file: seeds draw none there.";
  }

  private static String evaluations(StudyRecord study) {
    EvaluationPoints points = study.evaluate();
    if (points.isAll()) {
      return "after each epoch";
    }
    return points.listed().isEmpty()
        ? "after epochs 1, 2, 4, 8 and so on, and the last"
        : "after "
            + (points.listed().size() == 1 ? "epoch " : "epochs ")
            + Wording.join(points.listed().stream().map(String::valueOf).toList())
            + ", and the last";
  }

  /** How they are estimated and tested. */
  private static String effects() {
    return "Effects are means of the differences (or of the logarithms of ratios) inside the seeds."
        + " Their 95 % interval is Student's below 20 seeds and of timing rounds. From 20"
        + " seeds on it is that of the BCa bootstrap, widened for so few. All seeds of a"
        + " cell have the cost of a step from the same timing rounds, so intervals of"
        + " seconds to the target also have what those rounds leave open. Directed claims"
        + " are tested by the two-sided sign-flip test (exact up to "
        + SignFlip.EXACT_UP_TO
        + " pairs, from "
        + Digits.whole(SignFlip.DRAWS)
        + " random choices of signs above). Where a trial fell short of the target, the test is of"
        + " ranks, and interactions and trends are bounds. Claims of equivalence or of no loss are"
        + " tested by one-sided t tests against their margin; those of divergence by Hoeffding's"
        + " bound. Claims of one family are adjusted by Holm's method to an error rate of 5 %. With"
        + " fewer than "
        + PairedContrast.FEWEST
        + " pairs no verdict is given. What is not estimable is a dash, never zero.";
  }

  /** What it gained. */
  private static Optional<String> pairing(StudyAnalysis analysis) {
    OptionalDouble reduction = analysis.medianVarianceReduction(ContrastMetric.TEST_ACCURACY);
    OptionalDouble steps = analysis.medianVarianceReduction(ContrastMetric.STEPS_TO_TARGET);
    return reduction.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Pairing by seed divided the variance of the contrasts in test accuracy by "
                + Digits.fixed(reduction.getAsDouble(), 1)
                + " in the median cell"
                + steps.stream()
                    .mapToObj(gain -> ", and in steps to the target by " + Digits.fixed(gain, 1))
                    .findFirst()
                    .orElse("")
                + "; 1 would mean that it made no difference.");
  }

  /** What the probes are, which their names alone do not say. */
  private static Optional<String> probes(StudyAnalysis analysis) {
    List<String> meanings =
        Stream.concat(
                analysis.probes().stream(),
                // Also where the study was stored before its own list was.
                analysis.hypotheses().stream()
                    .flatMap(result -> result.parts().stream())
                    .map(part -> part.prediction().metric())
                    .filter(metric -> metric.probe().isPresent()))
            .distinct()
            .map(metric -> metric.probe().orElseThrow() + ": " + metric.meaning())
            .toList();
    return meanings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Probes, read then on the first part of the training set and compared after"
                + " the last one, are "
                + String.join("; ", meanings)
                + ".");
  }

  /** Networks of one's own may have another order. */
  private static String layers(StudyRecord study) {
    boolean known = BUILT_IN.containsAll(study.factors().getOrDefault(Roles.MODEL, List.of("")));
    return (known
            ? "Layers stand in the order weights, batch norm, ReLU, pooling, dropout. A"
                + " regularization may say otherwise; each network below shows what it puts"
                + " where. The softmax output has no regularization of its own."
            : "The layers of each network are listed below in their order.")
        + " A rate of dropout is the probability of dropping.";
  }

  /** Where the data say nothing of their shape, they are not said to be images. */
  static boolean isOfImages(StudyRecord study) {
    return study.allData().stream().allMatch(Methods::isOfImages);
  }

  private static boolean isOfImages(DatasetRecord data) {
    return data.facts().getOrDefault("input-shape", "").matches("\\d+x\\d+x\\d+");
  }

  /** Such as ", but for 3 of 24 that the study leaves out,". */
  private static String leftOut(StudyAnalysis analysis) {
    int all =
        analysis.study().factors().values().stream()
            .mapToInt(List::size)
            .reduce(1, (a, b) -> a * b);
    int left = all - analysis.cells().size();
    return left <= 0
        ? ""
        : ", but for "
            + Numbers.whole(left)
            + " of "
            + Numbers.whole(all)
            + " that the study leaves out,";
  }

  /** What has been done is reported as done, and no more. */
  private static String trained(StudyAnalysis analysis) {
    StudyStatus status = analysis.status();
    String seeds = " trained with " + EstimateText.count(seeds(analysis), "seed");
    int ran = status.completed() + status.diverged();
    return ran == status.planned()
        ? " was" + seeds
        : " is to be"
            + seeds
            + ". So far "
            + Digits.whole(ran)
            + " of "
            + EstimateText.count(status.planned(), "trial")
            + (ran == 1 ? " has" : " have")
            + " run";
  }

  /** Such as "Data: glyphs, 1,000 training, 500 validation and 500 test images a seed.". */
  private static String data(StudyRecord study) {
    String several =
        study.datasets().isEmpty()
            ? ""
            : " Each has its own shape, classes, splits and chance. A difference is one of trials"
                + " on the same data. Where no data are named, it is averaged over them with"
                + " equal weights. A derived target is one of a model on its data.";
    return study.allData().stream()
            .map(
                data ->
                    (data.where().isEmpty() ? "" : data.name() + ": ")
                        + data.facts().getOrDefault("dataset", "unknown")
                        + ", "
                        + fact(data, "train-examples", "training")
                        + ", "
                        + fact(data, "validation-examples", "validation")
                        + " and "
                        + fact(data, "test-examples", "test")
                        + " "
                        + (isOfImages(data) ? "images" : "examples")
                        + " a seed")
            .collect(Collectors.joining("; ", "Data: ", "."))
        + several;
  }

  private static String fact(DatasetRecord data, String name, String words) {
    String number = data.facts().get(name);
    return (number == null ? "an unknown number of" : FactWords.value(name, number)) + " " + words;
  }

  private static List<String> factors(StudyRecord study) {
    List<String> parts = new ArrayList<>();
    study
        .factors()
        .forEach(
            (factor, levels) ->
                parts.add(
                    factor.equals("epochs")
                        ? Wording.join(levels) + " epochs"
                        : (levels.size() == 1
                                ? FactorWords.singular(factor)
                                : FactorWords.plural(factor))
                            + " "
                            + Wording.join(levels)));
    return parts;
  }

  /** How many seeds the trials of the study have. */
  public static int seeds(StudyAnalysis analysis) {
    return (int) analysis.trials().stream().map(t -> t.planned().seed()).distinct().count();
  }
}
