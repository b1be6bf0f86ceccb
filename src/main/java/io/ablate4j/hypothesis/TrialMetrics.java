package io.ablate4j.hypothesis;

import io.ablate4j.problem.OwnClasses;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.problem.Registry;
import io.ablate4j.trial.TrialCurves;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The trial metrics on the class path. */
public final class TrialMetrics {
  private static final Registry<TrialMetric> ALL =
      Registry.onClassPath(
          new Registry.Kind("metric", "metrics"), TrialMetric.class, List.of(), TrialMetric::id);

  private static List<ContrastMetric> contrasts;

  private TrialMetrics() {}

  /**
   * What arms are compared on by them. Asked once: the class path of a process does not change.
   *
   * @throws ProblemsException if one cannot be loaded, or says of itself what cannot be
   */
  public static synchronized List<ContrastMetric> contrasts() {
    if (contrasts == null) {
      contrasts =
          ALL.byId().values().stream()
              .map(metric -> checked("metric", metric, ClassMetrics::ofTrial))
              .toList();
    }
    return contrasts;
  }

  /**
   * The numbers of a trial, by the metric's word; none of what is undefined.
   *
   * @throws ProblemsException if a class fails
   */
  public static Map<String, Double> of(TrialCurves trial) {
    Map<String, Double> numbers = new HashMap<>();
    ALL.byId()
        .forEach(
            (id, metric) -> {
              OptionalDouble number =
                  OwnClasses.ask(
                      metric, "it was asked for a trial's number", () -> metric.of(trial));
              if (number.isPresent() && Double.isFinite(number.getAsDouble())) {
                numbers.put(id, number.getAsDouble());
              }
            });
    return numbers;
  }

  /**
   * What a definition is compared as.
   *
   * @param called what messages call it, such as "probe"
   * @throws ProblemsException if it fails, or says of itself what cannot be
   */
  public static <M extends MetricDefinition> ContrastMetric checked(
      String called, M metric, Function<M, ContrastMetric> compared) {
    OwnClasses.ask(metric, "it was asked for its id", metric::id);
    OwnClasses.ask(metric, "it was asked for its meaning", metric::meaning);
    OwnClasses.ask(metric, "it was asked for its scale", metric::scale);
    try {
      OwnClasses.ask(metric, "it was asked for its margin", metric::defaultMargin);
      return compared.apply(metric);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw ProblemsException.of(
          "The "
              + called
              + " "
              + metric.getClass().getName()
              + " cannot be used: "
              + e.getMessage()
              + ".",
          "correct what it says of itself.");
    }
  }
}
