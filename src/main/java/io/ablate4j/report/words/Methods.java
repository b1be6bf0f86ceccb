package io.ablate4j.report.words;

import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyStatus;
import io.ablate4j.figure.Digits;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.stats.SignFlip;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.DatasetRecord;
import io.ablate4j.trial.Origins;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TargetLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How it was done, written from the study, and what its numbers cannot tell. */
public final class Methods {
  /** Training sets of the data sources that have a fixed one. */
  private static final Map<String, Integer> TRAINING_IMAGES =
      Map.of("mnist", 60_000, "fashion-mnist", 60_000, "kmnist", 60_000, "cifar10", 50_000);

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
            + " that are drawn, their split, the order of batches, the initial weights and the dropout"
            + " masks; the arms of a seed share all of these that they have in common, and are compared"
            + " inside the seed. n is the number of seeds, not of trials.");
    text.add(
        data(study)
            + " Optimizer: "
            + FactWords.optimizer(study.facts())
            + ". "
            + layers(study)
            + " A last batch that is not full is left out of an epoch.");
    text.add(
        "Accuracy and loss are read in inference mode (dropout off, batch norm with its running"
            + " statistics) after each epoch; on the training set on a fixed part of it. Choices use"
            + " validation data; the test set is read for this report alone. A trial whose loss"
            + " became NaN or infinite or exploded has diverged: it stays in with the accuracy of"
            + " guessing, and its time to the target is censored. The pair of a failed trial is"
            + " missing.");
    text.add(effects());
    probes(analysis).ifPresent(text::add);
    pairing(analysis).ifPresent(text::add);
    return text;
  }

  /** How they are estimated and tested. */
  private static String effects() {
    return "Effects are means of the differences (or of the logarithms of ratios) inside the seeds, with"
        + " Student's 95 % interval below 20 seeds and of timing rounds, and the BCa bootstrap,"
        + " widened for so few, from 20 seeds on;"
        + " of seconds to the target, which all seeds of a cell have from the same timing rounds,"
        + " with what those rounds leave open. Directed"
        + " claims are tested by the two-sided sign-flip test (exact up to "
        + SignFlip.EXACT_UP_TO
        + " pairs, from "
        + Digits.whole(SignFlip.DRAWS)
        + " random choices of signs above), on ranks where a trial fell short of the target"
        + " (interactions and trends are bounds there);"
        + " claims of equivalence or of no loss by one-sided t tests against"
        + " their margin, of divergence by Hoeffding's bound. Claims of one family are adjusted by Holm's method to an error rate of"
        + " 5 %. With fewer than "
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

  /** What the probes are; nobody could tell by their names alone. */
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
            "Probes, read after each epoch on the first part of the training set and compared after"
                + " the last one, are "
                + String.join("; ", meanings)
                + ".");
  }

  /** Networks of one's own may have another order. */
  private static String layers(StudyRecord study) {
    boolean known = BUILT_IN.containsAll(study.factors().getOrDefault(Roles.MODEL, List.of("")));
    return (known
            ? "Layers stand in the order weights, batch norm, ReLU, pooling, dropout, unless a"
                + " regularization says otherwise: what it puts where is told with each network"
                + " below. The softmax output has no regularization of its own."
            : "The layers of each network are listed below in their order.")
        + " A rate of dropout is the probability of dropping.";
  }

  /** Where the data say nothing of their shape, they are not said to be images. */
  private static boolean isOfImages(StudyRecord study) {
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
            + "; so far "
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
            : " Each has its own shape, classes, splits and chance; a difference is one of trials on"
                + " the same data, and where no data are named, it is averaged over them, each with"
                + " the same weight. A derived target is one of a model on its data.";
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

  /** Only what applies to this study. */
  public static List<String> threats(StudyAnalysis analysis) {
    List<String> threats = new ArrayList<>();
    int seeds = seeds(analysis);
    if (seeds < PairedContrast.FEWEST) {
      threats.add(
          "Few seeds: with "
              + EstimateText.count(seeds, "seed")
              + " no verdict is given; what is seen may be luck.");
    } else {
      threats.add(
          "Number of seeds: with "
              + seeds
              + ", only effects that are large beside the scatter over seeds can be told from chance;"
              + " an interval that holds 0 does not show that there is no effect.");
    }
    if (analysis.status().notRun() + analysis.status().failed() > 0) {
      threats.add(
          "Missing trials: "
              + missing(analysis.status())
              + "; a contrast leaves out each seed that lacks a trial of it.");
    }
    if (analysis.status().diverged() > 0) {
      threats.add(
          "Divergence: "
              + EstimateText.count(analysis.status().diverged(), "trial")
              + " diverged. Their accuracy counts as guessing, so one of them can decide a mean.");
    }
    boolean censored =
        analysis.trials().stream()
            .flatMap(trial -> trial.timeTo(TargetLevel.MAIN).stream())
            .anyMatch(time -> !time.reached());
    if (censored) {
      threats.add(
          "Censoring: trials that did not reach the target count with their whole budget, so that"
              + " slow arms look faster than they are.");
    }
    OptionalDouble apart = parametersApart(analysis.study());
    if (apart.isPresent()) {
      threats.add(
          "Parameters: the arms of a model differ in size, by up to "
              + Numbers.significant(100 * apart.getAsDouble())
              + " % of its trainable parameters. The counts are in the methods.");
    }
    threats.addAll(TuningWords.threats(analysis));
    threats.addAll(DataThreats.of(analysis));
    threats.add(settings(analysis.study()));
    threats.addAll(origins(analysis.origins()));
    if (analysis.timing().costs().isEmpty()) {
      threats.add(
          "Shared processor: there was no timing pass; times were read while other trials ran.");
    } else {
      threats.add(
          "Times hold for this machine and engine: another processor weighs layers differently."
              + " Ratios of seconds to the target are those of steps times those of the cost of a"
              + " step; their intervals count the seeds and the timing rounds.");
    }
    scale(analysis.study()).ifPresent(threats::add);
    return threats;
  }

  /** What unlike machines leave in doubt; nothing if all trials were trained by the same. */
  private static List<String> origins(Origins origins) {
    List<String> threats = new ArrayList<>();
    if (!origins.unlikeBits().isEmpty()) {
      threats.add(
          "Unlike bits: trials were trained by "
              + String.join(" and ", origins.unlikeBits())
              + ". The same trial may give other last digits there, and training can carry them"
              + " further; a pair of arms may be of both.");
    }
    if (!origins.isOfOneProcessor()) {
      threats.add(
          "Unlike processors: trials ran on "
              + Origins.inWords(origins.processors())
              + ". Times of single trials stand in their table, but no mean is taken of them, and none"
              + " is compared.");
    }
    return threats;
  }

  /** What all arms had in common, and what was not tried for each. */
  private static String settings(StudyRecord study) {
    List<String> varied = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    for (String factor : List.of("learningRate", "epochs")) {
      List<String> levels = study.factors().getOrDefault(factor, List.of());
      if (levels.equals(List.of(Cell.TUNED))) {
        continue; // what is said of it comes last
      }
      boolean varies = levels.size() > 1;
      (varies ? varied : shared)
          .add(
              varies
                  ? FactorWords.plural(factor)
                  : factor.equals("epochs") ? "budget" : FactorWords.singular(factor));
    }
    return "Fixed settings: all arms share "
        + (shared.isEmpty() ? "their settings" : "one " + Wording.join(shared))
        + (varied.isEmpty()
            ? ""
            : " and the same "
                + Wording.join(varied)
                + ", over which is averaged where they are not named")
        + ". An arm that would do better with settings of its own is at a disadvantage; "
        + TuningWords.inWords(study);
  }

  private static long trainExamples(DatasetRecord data) {
    String train = data.facts().getOrDefault("train-examples", "");
    return train.matches("\\d{1,9}") ? Long.parseLong(train) : 0;
  }

  /** How small it all is, in numbers where they are known. */
  private static Optional<String> scale(StudyRecord study) {
    DatasetRecord most =
        study.allData().stream()
            .max(Comparator.comparingLong(Methods::trainExamples))
            .orElseThrow();
    String train = most.facts().getOrDefault("train-examples", "");
    long parameters =
        study.models().stream()
            .mapToLong(StudyRecord.ModelSummary::trainableParameters)
            .max()
            .orElse(0);
    if (!train.matches("\\d{1,9}") || parameters == 0) {
      return Optional.empty();
    }
    String things = isOfImages(study) ? "images" : "examples";
    Integer all = TRAINING_IMAGES.get(most.facts().getOrDefault("dataset", ""));
    boolean reduced = all != null && Integer.parseInt(train) < all;
    return Optional.of(
        (reduced ? "Reduced data: " : "Scale: ")
            + (study.datasets().isEmpty() ? "a seed trains on " : "a seed trains on at most ")
            + Numbers.whole(Integer.parseInt(train))
            + (reduced ? " of the " + Numbers.whole(all) + " training " : " ")
            + things
            + ", and no network has more than "
            + Numbers.whole(parameters)
            + " parameters; that an effect holds here does not mean that it holds with more of"
            + " either.");
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
    return Wording.join(parts);
  }

  /** The largest difference of two arms of one model, as a share of the smaller one. */
  private static OptionalDouble parametersApart(StudyRecord study) {
    Map<String, LongSummaryStatistics> byModel = new LinkedHashMap<>();
    study
        .models()
        .forEach(
            m ->
                byModel
                    .computeIfAbsent(m.model() + m.variant(), model -> new LongSummaryStatistics())
                    .accept(m.trainableParameters()));
    return byModel.values().stream()
        .filter(counts -> counts.getMin() > 0 && counts.getMax() > counts.getMin())
        .mapToDouble(counts -> (double) (counts.getMax() - counts.getMin()) / counts.getMin())
        .max();
  }
}
