package io.ablate4j.hypothesis;

import io.ablate4j.trial.Gap;
import io.ablate4j.trial.LastValue;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Moment;
import io.ablate4j.trial.Quantity;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StepsToTarget;
import io.ablate4j.trial.TargetLevel;
import io.ablate4j.trial.TrialNumber;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What two levels of a factor can be compared on: one that is built in, or a probe that a study
 * lists. Those of one definition are equal.
 *
 * @param kind which of the built-in ones, or {@link MetricKind#PROBE} or {@link Reading#TRIAL}
 * @param word used in study files, the store, the report and exports
 * @param name what it is called in running text
 * @param scale how two values are set against one another
 * @param higherIsBetter which direction is an improvement
 * @param defaultMargin of a hypothesis that sets none: a difference in the metric's own unit, or
 *     for a ratio its distance from 1, so that .05 means from 1/1.05 to 1.05; above 0
 * @param meaning one line
 * @param derived how it is made of another one; empty of one that is not
 */
public record ContrastMetric(
    Reading reading,
    Optional<TrialNumber> number,
    String word,
    String name,
    Scale scale,
    boolean higherIsBetter,
    double defaultMargin,
    String meaning,
    Optional<Derivation> derived) {

  /** How two values are set against one another, and the unit of the result. */
  public enum Scale {
    /** Difference of two shares, each 0 to 1. */
    SHARE,
    /** Difference of two losses, in nats. */
    NATS,
    /** Natural logarithm of a ratio; told as the ratio. */
    RATIO,
    /** Difference of two numbers, in the unit that their meaning names. */
    NUMBER;

    /** That of a number. */
    static Scale of(Quantity quantity) {
      return switch (quantity) {
        case SHARE -> SHARE;
        case NATS -> NATS;
        case COUNT, SECONDS, MILLIS, RATE -> RATIO;
        case NUMBER -> NUMBER;
      };
    }

    /** The margin of a hypothesis that sets none, where its metric sets none either. */
    public double defaultMargin() {
      return switch (this) {
        case SHARE -> .005;
        case NATS, RATIO -> .05;
        case NUMBER -> .1;
      };
    }

    /** The word used in the store. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if no scale has that word
     */
    public static Scale ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  public static final ContrastMetric TEST_ACCURACY =
      of(
          Reading.ACCURACY,
          new LastValue(Metric.ACCURACY, Split.TEST),
          "test accuracy",
          "test accuracy after the last epoch");
  public static final ContrastMetric TEST_BALANCED_ACCURACY =
      of(
          Reading.ACCURACY,
          new LastValue(Metric.BALANCED_ACCURACY, Split.TEST),
          "balanced test accuracy",
          "mean over the classes of the share of their test examples classified right, after the"
              + " last epoch");
  public static final ContrastMetric TEST_MACRO_F1 =
      of(
          Reading.ACCURACY,
          new LastValue(Metric.MACRO_F1, Split.TEST),
          "macro F1",
          "mean over the classes of F1 on the test examples, after the last epoch");
  public static final ContrastMetric GAP_ACCURACY =
      of(
          Reading.GAP,
          new Gap(Metric.ACCURACY, Moment.END),
          "generalization gap",
          "generalization gap: train minus test accuracy after the last epoch");
  public static final ContrastMetric GAP_ACCURACY_BEST_EPOCH =
      of(
          Reading.PLAIN,
          new Gap(Metric.ACCURACY, Moment.BEST_EPOCH),
          "gap at the best epoch",
          "train minus test accuracy at the epoch of the best validation accuracy");
  public static final ContrastMetric GAP_ACCURACY_MATCHED_LOSS =
      of(
          Reading.PLAIN,
          new Gap(Metric.ACCURACY, Moment.MATCHED_LOSS),
          "gap at matched training loss",
          "train minus test accuracy at the first epoch with a training loss that all arms reach");
  public static final ContrastMetric GAP_LOSS =
      of(
          Reading.PLAIN,
          new Gap(Metric.LOSS, Moment.END),
          "gap in loss",
          "generalization gap: test minus train loss after the last epoch");
  public static final ContrastMetric GAP_LOSS_BEST_EPOCH =
      of(
          Reading.PLAIN,
          new Gap(Metric.LOSS, Moment.BEST_EPOCH),
          "gap in loss at the best epoch",
          "test minus train loss at the epoch of the best validation accuracy");
  public static final ContrastMetric GAP_LOSS_MATCHED_LOSS =
      of(
          Reading.PLAIN,
          new Gap(Metric.LOSS, Moment.MATCHED_LOSS),
          "gap in loss at matched training loss",
          "test minus train loss at the first epoch with a training loss that all arms reach");
  public static final ContrastMetric STEPS_TO_TARGET =
      of(
          Reading.STEPS,
          new StepsToTarget(TargetLevel.MAIN),
          "steps to the target",
          "training steps until the target is reached");
  public static final ContrastMetric STEPS_TO_EASIER_TARGET =
      of(
          Reading.STEPS,
          new StepsToTarget(TargetLevel.EASIER),
          "steps to the easier target",
          "the same for a target of twice the error rate");
  public static final ContrastMetric STEPS_TO_HARDER_TARGET =
      of(
          Reading.STEPS,
          new StepsToTarget(TargetLevel.HARDER),
          "steps to the harder target",
          "the same for a target of half the error rate");
  public static final ContrastMetric SECONDS_TO_TARGET =
      new ContrastMetric(
          Reading.SECONDS,
          Optional.empty(),
          "seconds-to-target",
          "seconds to the target",
          Scale.RATIO,
          false,
          .05,
          "steps to target times the seconds a step costs in the timing pass");
  public static final ContrastMetric STEP_MILLIS =
      new ContrastMetric(
          Reading.STEP_COST,
          Optional.empty(),
          "step-millis",
          "time of a step",
          Scale.RATIO,
          false,
          .05,
          "milliseconds of a training step in the timing pass, one thread");
  public static final ContrastMetric DIVERGENCE =
      new ContrastMetric(
          Reading.DIVERGENCE,
          Optional.empty(),
          "divergence",
          "share of diverged trials",
          Scale.SHARE,
          false,
          .05,
          "share of trials that diverged");
  public static final ContrastMetric REACHED_TARGET =
      reached("reached-target", "share of trials that reach the target", "the target");
  public static final ContrastMetric REACHED_EASIER_TARGET =
      reached(
          "reached-easier-target",
          "share of trials that reach the easier target",
          "a target of twice the error rate");
  public static final ContrastMetric PROBE_TRAIN_ACCURACY =
      onlyAsked(
          Reading.ACCURACY,
          new LastValue(Metric.ACCURACY, Split.TRAIN),
          "training accuracy",
          "accuracy on the training examples that are evaluated, after the last epoch");
  public static final ContrastMetric PROBE_TRAIN_LOSS =
      onlyAsked(
          Reading.LOSS,
          new LastValue(Metric.LOSS, Split.TRAIN),
          "training loss",
          "loss on the training examples that are evaluated, after the last epoch");
  public static final ContrastMetric PROBE_VALIDATION_ACCURACY =
      onlyAsked(
          Reading.ACCURACY,
          new LastValue(Metric.ACCURACY, Split.VALIDATION),
          "validation accuracy",
          "validation accuracy after the last epoch");
  public static final ContrastMetric PROBE_VALIDATION_LOSS =
      onlyAsked(
          Reading.LOSS,
          new LastValue(Metric.LOSS, Split.VALIDATION),
          "validation loss",
          "validation loss after the last epoch");
  public static final ContrastMetric PROBE_TEST_LOSS =
      onlyAsked(
          Reading.LOSS,
          new LastValue(Metric.LOSS, Split.TEST),
          "test loss",
          "test loss after the last epoch");

  /** In the order in which they are reported. They are compared by identity, too. */
  private static final List<ContrastMetric> BUILT_IN =
      List.of(
          TEST_ACCURACY,
          TEST_BALANCED_ACCURACY,
          TEST_MACRO_F1,
          GAP_ACCURACY,
          GAP_ACCURACY_BEST_EPOCH,
          GAP_ACCURACY_MATCHED_LOSS,
          GAP_LOSS,
          GAP_LOSS_BEST_EPOCH,
          GAP_LOSS_MATCHED_LOSS,
          STEPS_TO_TARGET,
          STEPS_TO_EASIER_TARGET,
          STEPS_TO_HARDER_TARGET,
          SECONDS_TO_TARGET,
          STEP_MILLIS,
          DIVERGENCE,
          REACHED_TARGET,
          REACHED_EASIER_TARGET,
          PROBE_TRAIN_ACCURACY,
          PROBE_TRAIN_LOSS,
          PROBE_VALIDATION_ACCURACY,
          PROBE_VALIDATION_LOSS,
          PROBE_TEST_LOSS);

  public ContrastMetric {
    Objects.requireNonNull(reading, "reading");
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(word, "word");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(meaning, "meaning");
    Objects.requireNonNull(derived, "derived");
    if (!(defaultMargin > 0 && defaultMargin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("margin " + defaultMargin + " of " + word);
    }
  }

  ContrastMetric(
      Reading reading,
      Optional<TrialNumber> number,
      String word,
      String name,
      Scale scale,
      boolean higherIsBetter,
      double defaultMargin,
      String meaning) {
    this(
        reading,
        number,
        word,
        name,
        scale,
        higherIsBetter,
        defaultMargin,
        meaning,
        Optional.empty());
  }

  private static ContrastMetric reached(String word, String name, String target) {
    return new ContrastMetric(
        Reading.REACHED,
        Optional.empty(),
        word,
        name,
        Scale.SHARE,
        true,
        .05,
        "share of trials that complete and reach " + target);
  }

  /** Compares a number of trials, of which it has all but what it is called in a text. */
  private static ContrastMetric of(
      Reading reading, TrialNumber number, String name, String meaning) {
    return of(reading, number, number.word(), name, meaning);
  }

  /** The same of one that is compared only where a hypothesis asks for it. */
  private static ContrastMetric onlyAsked(
      Reading reading, TrialNumber number, String name, String meaning) {
    return of(reading, number, Metric.PROBE_PREFIX + number.word(), name, meaning);
  }

  private static ContrastMetric of(
      Reading reading, TrialNumber number, String word, String name, String meaning) {
    Scale scale = Scale.of(number.quantity());
    return new ContrastMetric(
        reading,
        Optional.of(number),
        word,
        name,
        scale,
        number.higherIsBetter(),
        scale.defaultMargin(),
        meaning);
  }

  /** The built-in ones, in the order in which they are reported, and the trial metrics. */
  public static List<ContrastMetric> all() {
    return Stream.concat(allBuiltIn(), TrialMetrics.contrasts().stream()).toList();
  }

  /** Whether it is a mean over the classes, which says where they are of one size nothing new. */
  public boolean isByClass() {
    return number.filter(TrialNumber::isByClass).isPresent();
  }

  /**
   * Whether it is a number that trials record by epoch, and that is compared only where a
   * hypothesis asks for it.
   */
  public boolean isProbe() {
    return root().word.startsWith(Metric.PROBE_PREFIX);
  }

  /** Whether it is compared only where a hypothesis asks for it. */
  public boolean isOnlyAsked() {
    return isProbe()
        || derived.isPresent()
        || reading == Reading.REACHED
        || AskedMetrics.ALL.contains(this);
  }

  /** The one that it is made of in the end; itself if it is made of none. */
  public ContrastMetric root() {
    return derived.map(each -> each.of().root()).orElse(this);
  }

  /** How it is made of the levels of a factor; empty if it is not. */
  public Optional<Derivation.OverFactor> over() {
    return derived
        .filter(Derivation.OverFactor.class::isInstance)
        .map(Derivation.OverFactor.class::cast);
  }

  /** The id of a probe; empty of a metric that is built in. */
  public Optional<String> probe() {
    return root().reading == Reading.PROBE ? Optional.of(root().name) : Optional.empty();
  }

  private static Stream<ContrastMetric> allBuiltIn() {
    return Stream.concat(BUILT_IN.stream(), AskedMetrics.ALL.stream());
  }

  static Optional<ContrastMetric> builtIn(String word) {
    return allBuiltIn().filter(metric -> metric.word.equals(word)).findFirst();
  }

  /** Whether a class brings it, so that its definition has to be stored beside its word. */
  public boolean isOfClass() {
    Reading read = root().reading;
    return read == Reading.PROBE || read == Reading.TRIAL;
  }

  /** The one of {@link #all} with that word. */
  public static Optional<ContrastMetric> ofWord(String word) {
    return builtIn(word)
        .or(
            () ->
                TrialMetrics.contrasts().stream()
                    .filter(metric -> metric.word.equals(word))
                    .findFirst());
  }

  /** The words of {@link #all}, in order. */
  public static List<String> words() {
    return all().stream().map(ContrastMetric::word).toList();
  }
}
