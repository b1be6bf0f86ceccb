package io.ablate4j.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the data of a study are, as they were read before its first trial. Kept with the study, so
 * that a report knows it without the data.
 *
 * @param training examples that training and validation sets are drawn from, and test sets where
 *     there are none of the makers' own
 * @param testing examples that the data's makers keep for testing; 0 if there are none
 * @param named what the source says besides, such as its label column; name to text
 * @param classes each with its examples, training and testing together, in the order of labels
 * @param repeats what is there more than once
 * @param validationShare share of the largest class of a seed's validation set, 0 to 1; median over
 *     the seeds
 * @param notices what the source wants to be known, a sentence or two each
 */
public record DataFacts(
    int training,
    int testing,
    Map<String, String> named,
    List<ClassCount> classes,
    Repeats repeats,
    double validationShare,
    List<String> notices) {
  /** Of a class with fewer examples one of training, validation and test set has none. */
  public static final int SPLITS = 3;

  /** So many classes are listed one by one. */
  private static final int TOLD = 12;

  private static final int LONGEST_NAME = 40;

  /**
   * A class.
   *
   * @param examples how many there are, 0 and up
   */
  public record ClassCount(String name, int examples) {
    public ClassCount {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * Examples whose numbers are, to the last bit, those of another one.
   *
   * @param rows those that equal an earlier one
   * @param contradicting those of {@code rows} that have another label than the first of their kind
   * @param withinSplits examples of seed 1 that equal an earlier one of the same set
   * @param acrossSplits validation examples of seed 1 that equal one it trains on, and test
   *     examples that equal one it trains or validates on
   */
  public record Repeats(int rows, int contradicting, int withinSplits, int acrossSplits) {
    /** All are different. */
    public static final Repeats NONE = new Repeats(0, 0, 0, 0);
  }

  public DataFacts {
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    classes = List.copyOf(classes);
    Objects.requireNonNull(repeats, "repeats");
    notices = List.copyOf(notices);
  }

  /** All examples there are. */
  public int rows() {
    return training + testing;
  }

  /** The class with the most examples, the first of equal ones. */
  public ClassCount largest() {
    return classes.stream()
        .max(
            Comparator.comparingInt(ClassCount::examples)
                .thenComparing(Comparator.comparingInt(classes::indexOf).reversed()))
        .orElseThrow();
  }

  /** Share of the largest class among all examples, 0 to 1. */
  public double largestShare() {
    return (double) largest().examples() / rows();
  }

  /** Accuracy, 0 to 1, that takes no learning: that of naming the largest class each time. */
  public double guessing() {
    return Math.max(largestShare(), validationShare);
  }

  /** Whether the largest class has at least twice the examples of the smallest. */
  public boolean isUnbalanced() {
    return largest().examples()
        >= 2 * classes.stream().mapToInt(ClassCount::examples).min().orElseThrow();
  }

  /** Classes that cannot have an example in each of training, validation and test set. */
  public List<ClassCount> rare() {
    return classes.stream().filter(each -> each.examples() < SPLITS).toList();
  }

  /** All of it for people: name to text, in order. */
  public Map<String, String> inWords() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("rows read", training + (testing == 0 ? "" : " and " + testing + " for testing"));
    words.putAll(named);
    words.put("examples of each class", counts());
    words.put(
        "largest class",
        shortened(largest().name()) + ", " + percent(largestShare()) + " of all examples");
    words.put("duplicate rows", duplicates());
    words.put(
        "classes with fewer examples than splits",
        rare().isEmpty() ? "none" : reported(rare()) + " (there are " + SPLITS + " splits)");
    return words;
  }

  private String counts() {
    if (classes.size() <= TOLD) {
      return reported(classes);
    }
    List<ClassCount> bySize =
        classes.stream().sorted(Comparator.comparingInt(ClassCount::examples).reversed()).toList();
    List<ClassCount> rest = bySize.subList(TOLD - 2, bySize.size());
    int most = rest.get(0).examples();
    int least = rest.get(rest.size() - 1).examples();
    return bySize.subList(0, TOLD - 2).stream().map(DataFacts::reported).collect(JOINED)
        + " and "
        + rest.size()
        + " classes more of "
        + (least == most ? most + " each" : least + " to " + most);
  }

  private static final java.util.stream.Collector<CharSequence, ?, String> JOINED =
      Collectors.joining(", ");

  private String duplicates() {
    if (repeats.rows() == 0) {
      return "none";
    }
    return repeats.rows()
        + (repeats.rows() == 1 ? " repeats" : " repeat")
        + " the features of an earlier row"
        + (repeats.contradicting() == 0
            ? ""
            : ", " + repeats.contradicting() + " of them with another label")
        + "; in seed 1, "
        + repeats.withinSplits()
        + " within a split and "
        + repeats.acrossSplits()
        + " across splits";
  }

  /** What may make numbers say something else than they seem to say, a sentence or two each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(notices);
    if (isUnbalanced()) {
      warnings.add(
          "Classes differ in size: naming the largest, "
              + shortened(largest().name())
              + ", each time is right for "
              + percent(largestShare())
              + " of all examples."
              + "\n  Maybe claim test-balanced-accuracy or test-macro-f1, in which each class counts"
              + " the same.");
    }
    if (!rare().isEmpty()) {
      warnings.add(
          reported(rare())
              + (rare().size() == 1 ? " has" : " have")
              + " fewer examples than there are splits, "
              + SPLITS
              + ": some sets have none of "
              + (rare().size() == 1 ? "it." : "them.")
              + "\n  Maybe leave such classes out, or merge them.");
    }
    if (repeats.acrossSplits() > 0) {
      warnings.add(
          "In seed 1 "
              + repeats.acrossSplits()
              + (repeats.acrossSplits() == 1 ? " example" : " examples")
              + " of validation and test set "
              + (repeats.acrossSplits() == 1 ? "has" : "have")
              + " the features of one that was seen before: accuracy counts what was learned by"
              + " heart."
              + "\n  Maybe leave duplicate rows out.");
    }
    if (repeats.contradicting() > 0) {
      warnings.add(
          repeats.contradicting()
              + (repeats.contradicting() == 1 ? " row has" : " rows have")
              + " the features of an earlier row and another label: nothing can get both right.");
    }
    return warnings;
  }

  /** What is to be said of a target that is reached by naming the largest class alone. */
  public Optional<String> needsNothingLearned(Target target) {
    return target.least() > guessing()
        ? Optional.empty()
        : Optional.of(
            "The target, a validation accuracy of "
                + percent(target.least())
                + ", takes no learning: naming the largest class each time gives "
                + percent(guessing())
                + "."
                + "\n  Maybe raise the target above that, or leave it out: then it is derived from"
                + " the results.");
  }

  private static String reported(List<ClassCount> classes) {
    return classes.size() <= TOLD
        ? classes.stream().map(DataFacts::reported).collect(JOINED)
        : classes.subList(0, TOLD - 2).stream().map(DataFacts::reported).collect(JOINED)
            + " and "
            + (classes.size() - TOLD + 2)
            + " more";
  }

  private static String reported(ClassCount each) {
    return shortened(each.name()) + " " + each.examples();
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
