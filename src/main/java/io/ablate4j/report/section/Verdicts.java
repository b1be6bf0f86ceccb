package io.ablate4j.report.section;

import io.ablate4j.analysis.HypothesisResult;
import io.ablate4j.analysis.PairedContrast;
import io.ablate4j.analysis.PredictionResult;
import io.ablate4j.figure.Digits;
import io.ablate4j.figure.RowBuilder;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Heads;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Reading;
import io.ablate4j.hypothesis.Verdict;
import io.ablate4j.registration.Registration;
import io.ablate4j.report.words.ChanceWords;
import io.ablate4j.report.words.DataThreats;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.FactorWords;
import io.ablate4j.report.words.MissedTargets;
import io.ablate4j.report.words.Numbers;
import io.ablate4j.report.words.PredictionWords;
import io.ablate4j.report.words.ScopeWords;
import io.ablate4j.report.words.TargetWords;
import io.ablate4j.report.words.TimingWords;
import io.ablate4j.report.words.Wording;
import io.ablate4j.trial.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of the hypotheses, and every arm against the control, cell by cell. */
public final class Verdicts {
  private static final List<ContrastMetric> UNTIMED =
      List.of(
          ContrastMetric.TEST_ACCURACY,
          ContrastMetric.GAP_ACCURACY,
          ContrastMetric.STEPS_TO_TARGET);

  private static final List<ContrastMetric> TIMED =
      Stream.concat(
              UNTIMED.stream(),
              Stream.of(ContrastMetric.STEP_MILLIS, ContrastMetric.SECONDS_TO_TARGET))
          .toList();

  private final FigureInputs inputs;

  private Verdicts(FigureInputs inputs) {
    this.inputs = inputs;
  }

  /** One claim a hypothesis, in the study's order. */
  public static List<Claim> of(FigureInputs inputs) {
    return inputs.analysis().hypotheses().stream().map(new Verdicts(inputs)::shown).toList();
  }

  /** Whether the verdicts may be called confirmatory, in words. */
  public static String registration(Registration registration, int seeds) {
    if (registration.hypotheses().isEmpty()) {
      return "This study wrote no hypothesis down beforehand, so everything below is exploratory.";
    }
    if (registration.sha256Beforehand().isEmpty()) {
      return "These hypotheses were written down after the first trial, so every verdict is exploratory.";
    }
    String sha256 = registration.sha256Beforehand();
    String stored = "(SHA-256 " + sha256.substring(0, Math.min(12, sha256.length())) + "…";
    return (registration.isBeforehand()
            ? "These hypotheses were stored before the first trial "
                + stored
                + covered(registration)
                + ") and have not been changed since."
            : changed(registration, stored + covered(registration) + ")"))
        + (registration.seedsBeforehand() != seeds
            ? " The number of seeds was changed from "
                + registration.seedsBeforehand()
                + " to "
                + seeds
                + " after that. A study that grows until it is significant errs more often than it"
                + " says."
            : "");
  }

  private static String covered(Registration registration) {
    return registration.scope() == Registration.Scope.BASIS
        ? " of them and of the target, data and cells they rest on"
        : " of their words alone: target, data and cells may have changed";
  }

  private static String changed(Registration registration, String stored) {
    List<String> families =
        registration.hypotheses().stream().map(Hypothesis::family).distinct().toList();
    List<String> exploratory =
        families.stream().filter(family -> !registration.isBeforehand(family)).toList();
    return "Not all is as it was stored before the first trial "
        + stored
        + (exploratory.size() == families.size()
            ? ": every verdict is exploratory."
            : ": the verdicts of "
                + (exploratory.size() == 1 ? "the family " : "the families ")
                + Wording.join(exploratory)
                + " are exploratory.")
        + " What changed: "
        + registration.changes().stream()
            .map(Registration.Change::inWords)
            .distinct()
            .collect(Collectors.joining("; "))
        + ".";
  }

  /** How many hypotheses have which verdict, such as "2 supported, 1 refuted". */
  public static String count(List<Verdict> verdicts) {
    List<String> parts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      long n = verdicts.stream().filter(each -> each == verdict).count();
      if (n > 0) {
        parts.add(n + " " + verdict.word());
      }
    }
    return Wording.join(parts);
  }

  private Claim shown(HypothesisResult result) {
    int number = inputs.analysis().hypotheses().indexOf(result) + 1;
    return new Claim(
        "claim-" + number,
        number,
        result.hypothesis().claim(),
        result.hypothesis().family(),
        icon(result.verdict()),
        result.verdict().word(),
        result.verdict().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
        result.parts().stream().map(this::part).toList(),
        note(result));
  }

  private static String icon(Verdict verdict) {
    return switch (verdict) {
      case SUPPORTED -> "✓";
      case REFUTED -> "✗";
      case EQUIVALENT -> "≈";
      case UNDECIDED -> "?";
      case INSUFFICIENT_DATA -> "…";
    };
  }

  private String part(PredictionResult part) {
    PairedContrast contrast = part.contrast();
    String what = PredictionWords.of(part.prediction());
    if (part.bound().isPresent()) {
      return what + ": " + PredictionWords.seen(part.prediction(), part.bound().get()) + ".";
    }
    if (contrast.effect().value().isEmpty()) {
      return what + ": not estimable (" + contrast.effect().missing() + ").";
    }
    String scope =
        ScopeWords.of(
            contrast.scope(), inputs.analysis().study(), part.prediction().compare().factor());
    String chance =
        Wording.isGap(contrast.metric())
            ? ChanceWords.of(inputs.analysis(), part.prediction())
            : "";
    return Stream.of(what + ": " + seen(part), scope, chance)
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private String seen(PredictionResult part) {
    PairedContrast contrast = part.contrast();
    EstimateText reported = EstimateText.of(contrast);
    if (TargetWords.isFor(contrast)) {
      return TargetWords.of(
              contrast,
              part.prediction().compare().control(),
              Wording.target(inputs.analysis().study()))
          + missing(part)
          + ".";
    }
    return reported.value()
        + (reported.unit().isEmpty()
            ? contrast.metric().scale() == ContrastMetric.Scale.RATIO ? " times" : ""
            : " " + reported.unit())
        + (reported.interval().isEmpty() ? "" : " " + reported.interval())
        + switch (contrast.bound()) {
          case NONE, EITHER_WAY -> "";
          case AT_LEAST -> " or more";
          case AT_MOST -> " or less";
        }
        + ", "
        + EstimateText.replicates(contrast.metric(), contrast.pairs())
        + missing(part)
        + ".";
  }

  private String missing(PredictionResult part) {
    PairedContrast contrast = part.contrast();
    List<String> parts = new ArrayList<>();
    if (contrast.counts().missing() > 0) {
      parts.add(contrast.counts().missing() + " missing");
    }
    if (contrast.counts().diverged() > 0) {
      parts.add(EstimateText.count(contrast.counts().diverged(), "trial") + " diverged");
    }
    if (contrast.counts().censored() > 0 && !TargetWords.isFor(contrast)) {
      parts.add(
          MissedTargets.of(inputs.analysis(), part.prediction(), contrast)
                  .map(MissedTargets::words)
                  .orElseGet(() -> EstimateText.count(contrast.counts().censored(), "trial"))
              + (contrast.metric().reading() == Reading.AFTER_INTERVENTION
                  ? " that did not get there"
                  : " short of the target"));
    }
    return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
  }

  private String note(HypothesisResult result) {
    List<String> parts = new ArrayList<>();
    if (result.hypothesis().isAnyOf()) {
      parts.add("one of its parts is enough");
    }
    if (result.adjusted().isPresent()) {
      parts.add(
          "p "
              + (result.adjusted().getAsDouble() < .001 ? "" : "= ")
              + Numbers.pValue(result.adjusted().getAsDouble())
              + " (Holm over "
              + EstimateText.count(result.familySize(), "claim")
              + ")");
    }
    if (!result.reason().isEmpty()) {
      parts.add(result.reason());
    }
    TimingWords.label(inputs.analysis(), result.hypothesis()).ifPresent(parts::add);
    if (result.seedsNeeded().isPresent()) {
      parts.add(needs(result, result.seedsNeeded().getAsInt()));
    }
    unsettled(result)
        .ifPresent(
            words ->
                parts.add((parts.isEmpty() ? "" : parts.remove(parts.size() - 1) + ". ") + words));
    return String.join("; ", parts);
  }

  /** What a verdict rests on where batch norm has seen few steps. */
  private Optional<String> unsettled(HypothesisResult result) {
    return result.parts().stream()
        .map(PredictionResult::prediction)
        .map(
            part ->
                DataThreats.of(inputs.analysis(), inputs.analysis().weighed(part), part.metric()))
        .filter(words -> !words.isEmpty())
        .findFirst()
        .map(words -> words.substring(0, words.length() - 1)); // the page ends the sentence
  }

  /** The floor of a test is known; what effect and scatter ask for is not. */
  private String needs(HypothesisResult result, int replicates) {
    String count = EstimateText.count(replicates, result.needsRounds() ? "round" : "seed");
    if (result.verdict() != Verdict.INSUFFICIENT_DATA) {
      return "needs about " + count;
    }
    if (!result.needsRounds()) {
      return "needs " + count;
    }
    return inputs.isTimed()
        ? "needs " + count + "; the next run repeats rounds that were disturbed"
        : "needs the timing pass, which comes after the trials unless --no-timing leaves it out";
  }

  /** Model x batch x regularization against the control. */
  public static Table table(FigureInputs inputs) {
    List<Row> rows = new ArrayList<>();
    for (Cell cell : inputs.compared()) {
      RowBuilder row = new RowBuilder().addAll(inputs.grid().names(cell));
      int seeds = 0;
      OptionalDouble gain = OptionalDouble.empty();
      for (ContrastMetric metric : inputs.isTimed() ? TIMED : UNTIMED) {
        Optional<PairedContrast> contrast = inputs.againstControl(cell, metric);
        EstimateText.add(row, contrast);
        if (metric == ContrastMetric.TEST_ACCURACY) {
          seeds = contrast.map(PairedContrast::pairs).orElse(0);
          gain = contrast.map(PairedContrast::varianceReduction).orElse(OptionalDouble.empty());
        }
      }
      row.add(String.valueOf(seeds));
      row.add(
          Numbers.orDash(gain, v -> Digits.fixed(v, 1)),
          gain.isPresent() ? Digits.all(gain.getAsDouble()) : "");
      rows.add(row.row(""));
    }
    Heads metrics =
        inputs
            .grid()
            .heads()
            .and(Kind.NUMBER, "Test accuracy, points", "Gap, points", "Steps to target, ratio");
    return new Table(
        "Every "
            + FactorWords.singular(inputs.analysis().study().compared())
            + " against "
            + inputs.control()
            + ", cell by cell: difference or ratio with 95 % interval, paired by seed"
            + (inputs.isTimed() ? " (the time of a step by round)" : "")
            + ". – where not estimable. Not adjusted for their number. The gain of pairing"
            + " is how many times more the difference in test accuracy would scatter between"
            + " unpaired seeds.",
        (inputs.isTimed()
                ? metrics.and(Kind.NUMBER, "Time of a step, ratio", "Seconds to target, ratio")
                : metrics)
            .and(Kind.NUMBER, "Seeds", "Gain of pairing")
            .columns(),
        rows);
  }
}
