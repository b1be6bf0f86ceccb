package io.ablate4j.hypothesis;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What two levels of a factor can be compared on: one that is built in, or a probe that a study
 * lists. Those of one definition are equal.
 *
 * @param kind which of the built-in ones, or {@link Kind#PROBE} or {@link Kind#TRIAL}
 * @param word used in study files, the store, the report and exports
 * @param name what it is called in running text
 * @param scale how two values are set against one another
 * @param higherIsBetter which direction is an improvement
 * @param defaultMargin of a hypothesis that sets none: a difference in the metric's own unit, or
 *     for a ratio its distance from 1, so that .05 means from 1/1.05 to 1.05; above 0
 * @param meaning one line
 */
public record ContrastMetric(
    Kind kind,
    String word,
    String name,
    Scale scale,
    boolean higherIsBetter,
    double defaultMargin,
    String meaning) {

  /** The built-in ones, one for all probes, and one for all that classes make of trials. */
  public enum Kind {
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
    PROBE_TRAIN_ACCURACY,
    PROBE_TRAIN_LOSS,
    PROBE_VALIDATION_ACCURACY,
    PROBE_VALIDATION_LOSS,
    PROBE_TEST_LOSS,
    /** Measured after each epoch where a study lists it, and compared after the last one. */
    PROBE,
    /** Made of a trial's measurements by a {@link TrialMetric}. */
    TRIAL
  }

  /** How two values are set against one another, and the unit of the result. */
  public enum Scale {
    /** Difference of two shares, each 0 to 1. */
    SHARE,
    /** Difference of two losses, in nats. */
    NATS,
    /** Natural logarithm of a ratio; told as the ratio. */
    RATIO,
    /** Difference of two numbers, in the unit that their meaning tells. */
    NUMBER;

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
      new ContrastMetric(
          Kind.TEST_ACCURACY,
          "test-accuracy",
          "test accuracy",
          Scale.SHARE,
          true,
          .005,
          "test accuracy after the last epoch");
  public static final ContrastMetric TEST_BALANCED_ACCURACY =
      new ContrastMetric(
          Kind.TEST_BALANCED_ACCURACY,
          "test-balanced-accuracy",
          "balanced test accuracy",
          Scale.SHARE,
          true,
          .005,
          "mean over the classes of the share of their test examples classified right, after the"
              + " last epoch");
  public static final ContrastMetric TEST_MACRO_F1 =
      new ContrastMetric(
          Kind.TEST_MACRO_F1,
          "test-macro-f1",
          "macro F1",
          Scale.SHARE,
          true,
          .005,
          "mean over the classes of F1 on the test examples, after the last epoch");
  public static final ContrastMetric GAP_ACCURACY =
      new ContrastMetric(
          Kind.GAP_ACCURACY,
          "gap-accuracy",
          "generalization gap",
          Scale.SHARE,
          false,
          .005,
          "generalization gap: train minus test accuracy after the last epoch");
  public static final ContrastMetric GAP_ACCURACY_BEST_EPOCH =
      new ContrastMetric(
          Kind.GAP_ACCURACY_BEST_EPOCH,
          "gap-accuracy-best-epoch",
          "gap at the best epoch",
          Scale.SHARE,
          false,
          .005,
          "train minus test accuracy at the epoch of the best validation accuracy");
  public static final ContrastMetric GAP_ACCURACY_MATCHED_LOSS =
      new ContrastMetric(
          Kind.GAP_ACCURACY_MATCHED_LOSS,
          "gap-accuracy-matched-loss",
          "gap at matched training loss",
          Scale.SHARE,
          false,
          .005,
          "train minus test accuracy at the first epoch with a training loss that all arms reach");
  public static final ContrastMetric GAP_LOSS =
      new ContrastMetric(
          Kind.GAP_LOSS,
          "gap-loss",
          "gap in loss",
          Scale.NATS,
          false,
          .05,
          "generalization gap: test minus train loss after the last epoch");
  public static final ContrastMetric GAP_LOSS_BEST_EPOCH =
      new ContrastMetric(
          Kind.GAP_LOSS_BEST_EPOCH,
          "gap-loss-best-epoch",
          "gap in loss at the best epoch",
          Scale.NATS,
          false,
          .05,
          "test minus train loss at the epoch of the best validation accuracy");
  public static final ContrastMetric GAP_LOSS_MATCHED_LOSS =
      new ContrastMetric(
          Kind.GAP_LOSS_MATCHED_LOSS,
          "gap-loss-matched-loss",
          "gap in loss at matched training loss",
          Scale.NATS,
          false,
          .05,
          "test minus train loss at the first epoch with a training loss that all arms reach");
  public static final ContrastMetric STEPS_TO_TARGET =
      new ContrastMetric(
          Kind.STEPS_TO_TARGET,
          "steps-to-target",
          "steps to the target",
          Scale.RATIO,
          false,
          .05,
          "training steps until the target is reached");
  public static final ContrastMetric STEPS_TO_EASIER_TARGET =
      new ContrastMetric(
          Kind.STEPS_TO_EASIER_TARGET,
          "steps-to-easier-target",
          "steps to the easier target",
          Scale.RATIO,
          false,
          .05,
          "the same for a target of twice the error rate");
  public static final ContrastMetric STEPS_TO_HARDER_TARGET =
      new ContrastMetric(
          Kind.STEPS_TO_HARDER_TARGET,
          "steps-to-harder-target",
          "steps to the harder target",
          Scale.RATIO,
          false,
          .05,
          "the same for a target of half the error rate");
  public static final ContrastMetric SECONDS_TO_TARGET =
      new ContrastMetric(
          Kind.SECONDS_TO_TARGET,
          "seconds-to-target",
          "seconds to the target",
          Scale.RATIO,
          false,
          .05,
          "steps to target times the seconds a step costs in the timing pass");
  public static final ContrastMetric STEP_MILLIS =
      new ContrastMetric(
          Kind.STEP_MILLIS,
          "step-millis",
          "time of a step",
          Scale.RATIO,
          false,
          .05,
          "milliseconds of a training step in the timing pass, one thread");
  public static final ContrastMetric DIVERGENCE =
      new ContrastMetric(
          Kind.DIVERGENCE,
          "divergence",
          "share of diverged trials",
          Scale.SHARE,
          false,
          .05,
          "share of trials that diverged");
  public static final ContrastMetric PROBE_TRAIN_ACCURACY =
      new ContrastMetric(
          Kind.PROBE_TRAIN_ACCURACY,
          "probe:train-accuracy",
          "training accuracy",
          Scale.SHARE,
          true,
          .005,
          "accuracy on the training examples that are evaluated, after the last epoch");
  public static final ContrastMetric PROBE_TRAIN_LOSS =
      new ContrastMetric(
          Kind.PROBE_TRAIN_LOSS,
          "probe:train-loss",
          "training loss",
          Scale.NATS,
          false,
          .05,
          "loss on the training examples that are evaluated, after the last epoch");
  public static final ContrastMetric PROBE_VALIDATION_ACCURACY =
      new ContrastMetric(
          Kind.PROBE_VALIDATION_ACCURACY,
          "probe:validation-accuracy",
          "validation accuracy",
          Scale.SHARE,
          true,
          .005,
          "validation accuracy after the last epoch");
  public static final ContrastMetric PROBE_VALIDATION_LOSS =
      new ContrastMetric(
          Kind.PROBE_VALIDATION_LOSS,
          "probe:validation-loss",
          "validation loss",
          Scale.NATS,
          false,
          .05,
          "validation loss after the last epoch");
  public static final ContrastMetric PROBE_TEST_LOSS =
      new ContrastMetric(
          Kind.PROBE_TEST_LOSS,
          "probe:test-loss",
          "test loss",
          Scale.NATS,
          false,
          .05,
          "test loss after the last epoch");

  /** In the order in which they are reported. */
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
          PROBE_TRAIN_ACCURACY,
          PROBE_TRAIN_LOSS,
          PROBE_VALIDATION_ACCURACY,
          PROBE_VALIDATION_LOSS,
          PROBE_TEST_LOSS);

  private static final String PROBE_PREFIX = "probe:";

  /** As for the other names that stand in study files. */
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");

  public ContrastMetric {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(word, "word");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(meaning, "meaning");
    if (!(defaultMargin > 0 && defaultMargin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("margin " + defaultMargin + " of " + word);
    }
  }

  /**
   * Of a probe: its word is {@code probe:} and its id.
   *
   * @throws IllegalArgumentException if {@code id} is not made of up to 50 lower-case letters,
   *     digits and hyphens, or is that of a number that every trial records
   */
  public static ContrastMetric ofProbe(
      String id, Scale scale, boolean higherIsBetter, double defaultMargin, String meaning) {
    if (builtIn(PROBE_PREFIX + requireId(id)).isPresent()) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is the name of a number that every trial records");
    }
    return ofClass(Kind.PROBE, PROBE_PREFIX + id, scale, higherIsBetter, defaultMargin, meaning);
  }

  /**
   * Of a trial metric: its word is its id.
   *
   * @throws IllegalArgumentException if its id is not made of up to 50 lower-case letters, digits
   *     and hyphens, or is the word of a metric that is built in
   */
  public static ContrastMetric ofTrial(MetricDefinition metric) {
    String word = requireId(metric.id());
    if (builtIn(word).isPresent()) {
      throw new IllegalArgumentException(
          "\"" + word + "\" is the name of a metric that is built in");
    }
    return ofClass(
        Kind.TRIAL,
        word,
        metric.scale(),
        metric.higherIsBetter(),
        metric.defaultMargin(),
        metric.meaning());
  }

  /** The built-in ones, in the order in which they are reported, and the trial metrics. */
  public static List<ContrastMetric> all() {
    return Stream.concat(BUILT_IN.stream(), TrialMetrics.contrasts().stream()).toList();
  }

  /**
   * Of a class that need not be on the class path, as it is stored.
   *
   * @param kind {@link Kind#PROBE} or {@link Kind#TRIAL}
   */
  public static ContrastMetric ofClass(
      Kind kind,
      String word,
      Scale scale,
      boolean higherIsBetter,
      double defaultMargin,
      String meaning) {
    String name =
        kind == Kind.PROBE ? word.substring(PROBE_PREFIX.length()) : word.replace('-', ' ');
    return new ContrastMetric(kind, word, name, scale, higherIsBetter, defaultMargin, meaning);
  }

  private static String requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is not made of up to 50 lower-case letters, digits and hyphens");
    }
    return id;
  }

  /**
   * Whether it is a number that trials record by epoch, and that is compared only where a
   * hypothesis asks for it.
   */
  public boolean isProbe() {
    return word.startsWith(PROBE_PREFIX);
  }

  /** The id of a probe; empty of a metric that is built in. */
  public Optional<String> probe() {
    return kind == Kind.PROBE ? Optional.of(name) : Optional.empty();
  }

  private static Optional<ContrastMetric> builtIn(String word) {
    return BUILT_IN.stream().filter(metric -> metric.word.equals(word)).findFirst();
  }

  /** Whether a class brings it, so that its definition has to be stored beside its word. */
  public boolean isOfClass() {
    return kind == Kind.PROBE || kind == Kind.TRIAL;
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
