package io.ablate4j.trial;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is measured during a trial; the derived ones (gap, steps to target) are analysis. There is
 * one object of each, so that they can be compared by identity.
 */
public final class Metric implements Comparable<Metric> {
  public static final Metric ACCURACY =
      new Metric(
          "accuracy", Quantity.SHARE, "share of examples classified right, inference mode, 0 to 1");
  public static final Metric LOSS =
      new Metric(
          "loss",
          Quantity.NATS,
          "mean cross-entropy in nats, inference mode, without weight penalties");
  public static final Metric BALANCED_ACCURACY =
      new Metric(
          "balanced-accuracy",
          Quantity.SHARE,
          "mean over the classes of the share of their examples classified right, 0 to 1; a class"
              + " without examples in the split is left out");
  public static final Metric MACRO_F1 =
      new Metric(
          "macro-f1",
          Quantity.SHARE,
          "mean over the classes of F1, the harmonic mean of precision and recall, 0 to 1; a class"
              + " without examples in the split is left out");
  public static final Metric CHECK_ACCURACY =
      new Metric(
          "check-accuracy",
          Quantity.SHARE,
          "accuracy at a check, every target.checkExamples trained examples, 0 to 1");
  public static final Metric STEPS =
      new Metric("steps", Quantity.COUNT, "training steps done by the end of the epoch");
  public static final Metric TRAIN_SECONDS =
      new Metric(
          "train-seconds",
          Quantity.SECONDS,
          "seconds of training, without evaluation, by the epoch's end");
  public static final Metric EVALUATION_SECONDS =
      new Metric(
          "evaluation-seconds",
          Quantity.SECONDS,
          "seconds of evaluation and probes in the whole trial");
  public static final Metric STEP_MILLIS =
      new Metric(
          "step-millis",
          Quantity.MILLIS,
          "median milliseconds of a training step, first epoch left out");
  public static final Metric IMAGES_PER_SECOND =
      new Metric("images-per-second", Quantity.RATE, "batch size over the median time of a step");
  public static final Metric TRAINABLE_PARAMETERS =
      new Metric("trainable-parameters", Quantity.COUNT, "parameters that the optimizer changes");
  public static final Metric ACCURACY_RECALIBRATED =
      new Metric(
          "accuracy-recalibrated",
          Quantity.SHARE,
          "accuracy at the end with batch norm's statistics taken anew from the training set, 0 to"
              + " 1; where it is asked for");
  public static final Metric ACCURACY_MC50 =
      new Metric(
          "accuracy-mc50",
          Quantity.SHARE,
          "accuracy at the end of the mean of 50 outputs with dropout on, 0 to 1; where it is asked"
              + " for");
  public static final Metric ACCURACY_ENSEMBLE =
      new Metric(
          "accuracy-ensemble",
          Quantity.SHARE,
          "accuracy at the end of the mean output of all members of the trial, 0 to 1; of trials"
              + " that have several");

  /**
   * Means over the classes, which say what {@link #ACCURACY} says where these are of one size. A
   * store of an earlier version may have trials without them.
   */
  public static final Set<Metric> BY_CLASS = Set.of(BALANCED_ACCURACY, MACRO_F1);

  /** Read once, on the test set, at the end of a trial that is asked for them. */
  public static final List<Metric> ASKED = List.of(ACCURACY_RECALIBRATED, ACCURACY_MC50);

  /** In the order in which they are reported. */
  private static final List<Metric> BUILT_IN =
      List.of(
          ACCURACY,
          LOSS,
          BALANCED_ACCURACY,
          MACRO_F1,
          CHECK_ACCURACY,
          STEPS,
          TRAIN_SECONDS,
          EVALUATION_SECONDS,
          STEP_MILLIS,
          IMAGES_PER_SECOND,
          TRAINABLE_PARAMETERS,
          ACCURACY_RECALIBRATED,
          ACCURACY_MC50,
          ACCURACY_ENSEMBLE);

  static {
    for (int i = 0; i < BUILT_IN.size(); i++) {
      BUILT_IN.get(i).place = i;
    }
  }

  /** Begins the words of what probes give. */
  public static final String PROBE_PREFIX = "probe:";

  /** Looked up for each of the millions of rows that a store may hold. */
  private static final Map<String, Metric> BY_WORD =
      BUILT_IN.stream().collect(Collectors.toMap(Metric::word, Function.identity()));

  private static final Map<String, Metric> PROBES = new ConcurrentHashMap<>();

  private final String word;
  private final Quantity quantity;
  private final String meaning;

  /** Set while this class is loaded and asked of millions of rows; -1 of what a probe gives. */
  private int place = -1;

  private Metric(String word, Quantity quantity, String meaning) {
    this.word = word;
    this.quantity = quantity;
    this.meaning = meaning;
  }

  /** Those that are no probes, in the order in which they are reported. */
  public static List<Metric> builtIn() {
    return BUILT_IN;
  }

  /** What a probe gives; its word is {@code probe:} and its id. */
  public static Metric ofProbe(String id) {
    return PROBES.computeIfAbsent(
        id, i -> new Metric(PROBE_PREFIX + i, Quantity.NUMBER, "what the probe " + i + " gave"));
  }

  /** The place among the built-in ones, from 0; that of all probes is their number. */
  public int place() {
    return place < 0 ? BUILT_IN.size() : place;
  }

  /** The word used in the store and exports. */
  public String word() {
    return word;
  }

  /** Meaning and unit, one line. */
  public String meaning() {
    return meaning;
  }

  /** Its unit. */
  public Quantity quantity() {
    return quantity;
  }

  /** Whether it is a time or made of one, and so another in each repetition of a trial. */
  public boolean measuresTime() {
    return quantity.isTime();
  }

  /** The id of a probe; empty of a metric that is built in. */
  public Optional<String> probe() {
    return quantity == Quantity.NUMBER
        ? Optional.of(word.substring(PROBE_PREFIX.length()))
        : Optional.empty();
  }

  /**
   * @throws IllegalArgumentException if no metric has that word
   */
  public static Metric ofWord(String word) {
    Metric found = BY_WORD.get(word);
    if (found != null) {
      return found;
    }
    if (word.startsWith(PROBE_PREFIX)) {
      return ofProbe(word.substring(PROBE_PREFIX.length()));
    }
    throw new IllegalArgumentException("no metric is called " + word);
  }

  /** The built-in ones in order, then probes by id. */
  @Override
  public int compareTo(Metric other) {
    return Comparator.comparingInt(Metric::place).thenComparing(Metric::word).compare(this, other);
  }

  @Override
  public String toString() {
    return word;
  }
}
