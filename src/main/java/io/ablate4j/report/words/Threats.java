package io.ablate4j.report.words;

import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyStatus;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.DatasetRecord;
import io.ablate4j.trial.Origins;
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

/** What the numbers of a study leave open. */
public final class Threats {
  /** Training sets of the data sources that have a fixed one. */
  private static final Map<String, Integer> TRAINING_IMAGES =
      Map.of("mnist", 60_000, "fashion-mnist", 60_000, "kmnist", 60_000, "cifar10", 50_000);

  private Threats() {}

  /** Only what applies to this study. */
  public static List<String> of(StudyAnalysis analysis) {
    List<String> threats = new ArrayList<>();
    int seeds = Methods.seeds(analysis);
    if (seeds < PairedContrast.FEWEST) {
      threats.add(
          "Few seeds: with "
              + EstimateText.count(seeds, "seed")
              + " no verdict is given. What is seen may be luck.");
    } else {
      threats.add(
          "Number of seeds: with "
              + seeds
              + ", only effects that are large beside the scatter over seeds stand out from chance."
              + " An interval that holds 0 does not show that there is no effect.");
    }
    if (analysis.status().notRun() + analysis.status().failed() > 0) {
      threats.add(
          "Missing trials: "
              + missing(analysis.status())
              + ". A contrast leaves out each seed that lacks a trial of it.");
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
          "Censoring: trials that did not reach the target count with their whole budget. So slow"
              + " arms look faster than they are.");
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
    TimingWords.threat(analysis).ifPresent(threats::add);
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
              + " further. A pair of arms may be of both.");
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
                + ", which are averaged over where they are not named")
        + ". An arm that would do better with settings of its own is at a disadvantage. "
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
            .max(Comparator.comparingLong(Threats::trainExamples))
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
    String things = Methods.isOfImages(study) ? "images" : "examples";
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
            + " parameters. An effect that holds here need not hold with more of either.");
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
