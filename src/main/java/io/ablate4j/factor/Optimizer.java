package io.ablate4j.factor;

import io.ablate4j.problem.ProblemsException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How weights are updated.
 *
 * @param kind the algorithm
 * @param learningRate step size where the factor {@code learningRate} is absent
 * @param parameters the algorithm's other parameters, all of them, sorted by name
 */
public record Optimizer(Kind kind, double learningRate, SortedMap<String, Double> parameters) {

  /** The algorithms a study may name; parameters and defaults are those of their papers. */
  public enum Kind {
    /** Kingma and Ba 2015, arXiv:1412.6980. */
    ADAM("adam", Map.of("beta1", 0.9, "beta2", 0.999, "epsilon", 1e-8)),
    /** Plain stochastic gradient descent. */
    SGD("sgd", Map.of()),
    /** Gradient descent with Nesterov momentum. */
    NESTEROVS("nesterovs", Map.of("momentum", 0.9)),
    /** Tieleman and Hinton 2012. */
    RMSPROP("rmsprop", Map.of("decay", 0.95, "epsilon", 1e-8));

    private final String word;
    private final Map<String, Double> defaults;

    Kind(String word, Map<String, Double> defaults) {
      this.word = word;
      this.defaults = defaults;
    }

    /** The name in study files. */
    public String word() {
      return word;
    }

    /** Parameters besides the learning rate, with their defaults. */
    public Map<String, Double> defaults() {
      return defaults;
    }

    /** All names. */
    public static List<String> words() {
      return Arrays.stream(values()).map(Kind::word).toList();
    }
  }

  /** Adam with a learning rate of 1e-3. */
  public static final Optimizer DEFAULT = of(Kind.ADAM, 1e-3, Map.of());

  public Optimizer {
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw ProblemsException.of(
          "learningRate "
              + learningRate
              + (Double.isInfinite(learningRate) ? " is not finite." : " is not above 0."),
          "use 0.001, the default of adam.");
    }
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    if (!parameters.keySet().equals(kind.defaults().keySet())) {
      throw new IllegalArgumentException(kind.word() + " with parameters " + parameters);
    }
    for (Map.Entry<String, Double> p : parameters.entrySet()) {
      boolean share = !p.getKey().equals("epsilon");
      double v = p.getValue();
      if (!(v >= 0) || Double.isInfinite(v) || (share && v >= 1)) {
        throw ProblemsException.of(
            kind.word()
                + " "
                + p.getKey()
                + " "
                + v
                + (share ? " is not in [0, 1)." : " is not a number from 0 up."),
            "use " + kind.defaults().get(p.getKey()) + ", the default.");
      }
    }
  }

  /** The same algorithm with another step size. */
  public Optimizer withLearningRate(double rate) {
    return new Optimizer(kind, rate, parameters);
  }

  /** With defaults for what {@code given} does not name. */
  public static Optimizer of(Kind kind, double learningRate, Map<String, Double> given) {
    SortedMap<String, Double> all = new TreeMap<>(kind.defaults());
    all.putAll(given);
    return new Optimizer(kind, learningRate, all);
  }
}
