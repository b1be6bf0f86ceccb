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
 * @param kind which of the built-in ones, or {@link MetricKind#PROBE} or {@link MetricKind#TRIAL}
 * @param word used in study files, the store, the report and exports
 * @param name what it is called in running text
 * @param scale how two values are set against one another
 * @param higherIsBetter which direction is an improvement
 * @param defaultMargin of a hypothesis that sets none: a difference in the metric's own unit, or
 *     for a ratio its distance from 1, so that .05 means from 1/1.05 to 1.05; above 0
 * @param meaning one line
 */
public record ContrastMetric(
    MetricKind kind,
    String word,
    String name,
    Scale scale,
    boolean higherIsBetter,
    double defaultMargin,
    String meaning) {

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

  /** One of each kind: they are compared by identity, too. */
  private static final List<ContrastMetric> BUILT_IN =
      MetricKind.builtIn().map(MetricKind::metric).toList();

  public static final ContrastMetric TEST_ACCURACY = of(MetricKind.TEST_ACCURACY);
  public static final ContrastMetric TEST_BALANCED_ACCURACY = of(MetricKind.TEST_BALANCED_ACCURACY);
  public static final ContrastMetric TEST_MACRO_F1 = of(MetricKind.TEST_MACRO_F1);
  public static final ContrastMetric GAP_ACCURACY = of(MetricKind.GAP_ACCURACY);
  public static final ContrastMetric GAP_ACCURACY_BEST_EPOCH =
      of(MetricKind.GAP_ACCURACY_BEST_EPOCH);
  public static final ContrastMetric GAP_ACCURACY_MATCHED_LOSS =
      of(MetricKind.GAP_ACCURACY_MATCHED_LOSS);
  public static final ContrastMetric GAP_LOSS = of(MetricKind.GAP_LOSS);
  public static final ContrastMetric GAP_LOSS_BEST_EPOCH = of(MetricKind.GAP_LOSS_BEST_EPOCH);
  public static final ContrastMetric GAP_LOSS_MATCHED_LOSS = of(MetricKind.GAP_LOSS_MATCHED_LOSS);
  public static final ContrastMetric STEPS_TO_TARGET = of(MetricKind.STEPS_TO_TARGET);
  public static final ContrastMetric STEPS_TO_EASIER_TARGET = of(MetricKind.STEPS_TO_EASIER_TARGET);
  public static final ContrastMetric STEPS_TO_HARDER_TARGET = of(MetricKind.STEPS_TO_HARDER_TARGET);
  public static final ContrastMetric SECONDS_TO_TARGET = of(MetricKind.SECONDS_TO_TARGET);
  public static final ContrastMetric STEP_MILLIS = of(MetricKind.STEP_MILLIS);
  public static final ContrastMetric DIVERGENCE = of(MetricKind.DIVERGENCE);
  public static final ContrastMetric PROBE_TRAIN_ACCURACY = of(MetricKind.PROBE_TRAIN_ACCURACY);
  public static final ContrastMetric PROBE_TRAIN_LOSS = of(MetricKind.PROBE_TRAIN_LOSS);
  public static final ContrastMetric PROBE_VALIDATION_ACCURACY =
      of(MetricKind.PROBE_VALIDATION_ACCURACY);
  public static final ContrastMetric PROBE_VALIDATION_LOSS = of(MetricKind.PROBE_VALIDATION_LOSS);
  public static final ContrastMetric PROBE_TEST_LOSS = of(MetricKind.PROBE_TEST_LOSS);

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

  private static ContrastMetric of(MetricKind kind) {
    return BUILT_IN.get(kind.ordinal()); // those of classes come last
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
    return ofClass(
        MetricKind.PROBE, PROBE_PREFIX + id, scale, higherIsBetter, defaultMargin, meaning);
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
        MetricKind.TRIAL,
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
   * @param kind {@link MetricKind#PROBE} or {@link MetricKind#TRIAL}
   */
  public static ContrastMetric ofClass(
      MetricKind kind,
      String word,
      Scale scale,
      boolean higherIsBetter,
      double defaultMargin,
      String meaning) {
    String name =
        kind == MetricKind.PROBE ? word.substring(PROBE_PREFIX.length()) : word.replace('-', ' ');
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
    return kind == MetricKind.PROBE ? Optional.of(name) : Optional.empty();
  }

  private static Optional<ContrastMetric> builtIn(String word) {
    return BUILT_IN.stream().filter(metric -> metric.word.equals(word)).findFirst();
  }

  /** Whether a class brings it, so that its definition has to be stored beside its word. */
  public boolean isOfClass() {
    return kind.isOfClass();
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
