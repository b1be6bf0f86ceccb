package io.ablate4j.report.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** Such as "adam {beta1=0.9, epsilon=1.0E-8}". */
  private static final Pattern OPTIMIZER = Pattern.compile("([a-z]+) \\{(.*)}");

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
    if (fact.endsWith("-examples") && value.matches("\\d{1,9}")) {
      return Numbers.whole(Integer.parseInt(value));
    }
    return fact.equals("optimizer") ? optimizer(value) : value;
  }

  /** "Adam (beta1 0.9, beta2 0.999, epsilon 1e-8)"; of what is not known as it is. */
  static String optimizer(String value) {
    Matcher parts = OPTIMIZER.matcher(value);
    if (!parts.matches()) {
      return value;
    }
    List<String> parameters = new ArrayList<>();
    for (String parameter : parts.group(2).split(", ")) {
      if (!parameter.isEmpty()) {
        parameters.add(
            parameter.replace('=', ' ').replaceFirst("(\\d)\\.0E", "$1E").replace('E', 'e'));
      }
    }
    return OPTIMIZERS.getOrDefault(parts.group(1), parts.group(1))
        + (parameters.isEmpty() ? "" : " (" + String.join(", ", parameters) + ")");
  }
}
