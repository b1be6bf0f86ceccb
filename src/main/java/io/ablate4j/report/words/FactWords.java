package io.ablate4j.report.words;

import io.ablate4j.trial.StudyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** What the report calls the facts of studies and trials. */
public final class FactWords {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("ablate4j", "ablate4j"),
          Map.entry("blas", "Linear algebra library"),
          Map.entry("commit", "Git commit"),
          Map.entry("dl4j", "Deeplearning4j"),
          Map.entry("engine", "Engine"),
          Map.entry("flush-to-zero", "Denormals flushed to zero"),
          Map.entry("helpers", "oneDNN helpers"),
          Map.entry("helpers-left-off", "oneDNN helpers left off"),
          Map.entry("java", "Java"),
          Map.entry("jvm-flags", "JVM flags"),
          Map.entry("native-build", "Native build"),
          Map.entry("openblas-coretype", "OpenBLAS core type"),
          Map.entry("blas-kernel", "BLAS kernel"),
          Map.entry("os", "Operating system"),
          Map.entry("train-examples", "Training examples"),
          Map.entry("validation-examples", "Validation examples"),
          Map.entry("test-examples", "Test examples"));

  private static final Map<String, String> OPTIMIZERS =
      Map.of("adam", "Adam", "sgd", "SGD", "nesterovs", "Nesterov momentum", "rmsprop", "RMSProp");

  private FactWords() {}

  /** "native-build" is "Native build". */
  public static String name(String fact) {
    String words = fact.replace('-', ' ');
    return NAMES.getOrDefault(
        fact,
        words.isEmpty()
            ? words
            : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
  }

  /** The value of a fact as it is read. */
  public static String value(String fact, String value) {
    return fact.endsWith("-examples") && value.matches("\\d{1,9}")
        ? Numbers.whole(Integer.parseInt(value))
        : value;
  }

  /** All facts by name, in their order; the optimizer and its parameters are one. */
  public static List<Term> terms(SortedMap<String, String> facts) {
    List<Term> terms = new ArrayList<>();
    facts.forEach(
        (fact, value) -> {
          if (fact.equals(StudyRecord.OPTIMIZER)) {
            terms.add(new Term(name(fact), optimizer(facts)));
          } else if (!fact.startsWith(StudyRecord.OPTIMIZER_PARAMETER)) {
            terms.add(new Term(name(fact), value(fact, value)));
          }
        });
    return terms;
  }

  /**
   * "Adam (beta1 0.9, beta2 0.999, epsilon 1e-8)"; one that is not known by its own name.
   *
   * @param facts of a study
   */
  static String optimizer(SortedMap<String, String> facts) {
    String word = facts.getOrDefault(StudyRecord.OPTIMIZER, "unknown");
    List<String> parameters = new ArrayList<>();
    facts.forEach(
        (fact, value) -> {
          if (fact.startsWith(StudyRecord.OPTIMIZER_PARAMETER)) {
            parameters.add(
                fact.substring(StudyRecord.OPTIMIZER_PARAMETER.length()) + " " + number(value));
          }
        });
    return OPTIMIZERS.getOrDefault(word, word)
        + (parameters.isEmpty() ? "" : " (" + String.join(", ", parameters) + ")");
  }

  /** Java's "1.0E-8" is "1e-8". */
  private static String number(String value) {
    return value.replace(".0E", "E").replace('E', 'e');
  }
}
