package io.ablate4j.model;

import io.ablate4j.problem.ProblemsException;
import java.util.Objects;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;

/**
 * The distribution that initial weights are drawn from.
 *
 * @param word {@code he}, {@code xavier}, or {@code normal:} and a standard deviation
 */
public record WeightScheme(String word) {
  /** Variance 2 / inputs (He et al. 2015, arXiv:1502.01852). */
  public static final WeightScheme HE = new WeightScheme("he");

  private static final String XAVIER = "xavier";
  private static final String NORMAL = "normal:";

  /**
   * @throws ProblemsException if there is no such scheme
   */
  public WeightScheme {
    Objects.requireNonNull(word, "word");
    boolean isKnown = word.equals("he") || word.equals(XAVIER);
    if (!isKnown && !(word.startsWith(NORMAL) && deviation(word) > 0)) {
      throw ProblemsException.of(
          "There is no weight scheme \"" + word + "\".",
          "use he, xavier, or normal: and a standard deviation, such as normal:0.01.");
    }
  }

  /** Not above 0 if it is none. */
  private static double deviation(String word) {
    try {
      double deviation = Double.parseDouble(word.substring(NORMAL.length()));
      return Double.isFinite(deviation) ? deviation : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  IWeightInit function() {
    return word.startsWith(NORMAL)
        ? new WeightInitDistribution(new NormalDistribution(0, deviation(word)))
        : (word.equals(XAVIER) ? WeightInit.XAVIER : WeightInit.RELU).getWeightInitFunction();
  }
}
