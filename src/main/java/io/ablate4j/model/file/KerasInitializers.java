package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.distribution.TruncatedNormalDistribution;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;

/**
 * How Keras draws the first weights. Its normal ones are cut off at two deviations and
 * Deeplearning4j's are not; the variance is the same.
 */
final class KerasInitializers {
  private static final Map<String, WeightInit> SCHEMES =
      Map.of(
          "GlorotUniform", WeightInit.XAVIER_UNIFORM,
          "GlorotNormal", WeightInit.XAVIER,
          "HeNormal", WeightInit.RELU,
          "HeUniform", WeightInit.RELU_UNIFORM,
          "LecunNormal", WeightInit.LECUN_NORMAL,
          "LecunUniform", WeightInit.LECUN_UNIFORM,
          "Zeros", WeightInit.ZERO,
          "Ones", WeightInit.ONES);

  /** What Keras 2 wrote before these had names of their own: scale, mode, distribution. */
  private static final Map<String, String> SCALINGS =
      Map.of(
          "1.0 fan_avg uniform", "GlorotUniform",
          "1.0 fan_avg normal", "GlorotNormal",
          "2.0 fan_in normal", "HeNormal",
          "2.0 fan_in uniform", "HeUniform",
          "1.0 fan_in normal", "LecunNormal",
          "1.0 fan_in uniform", "LecunUniform");

  private KerasInitializers() {}

  /**
   * The way that a setting names; none is Keras's usual one, Glorot's uniform.
   *
   * @throws io.ablate4j.problem.ProblemsException if it is not known
   */
  static IWeightInit weights(KerasSpec spec, String key) {
    JsonNode named = spec.config().path(key);
    JsonNode settings = named.path("config");
    String word = spec.isGiven(key) ? kind(named) : "GlorotUniform";
    if (word.equals("VarianceScaling")) {
      String scaling =
          settings.path("scale").asDouble(1)
              + " "
              + settings.path("mode").asText("fan_in")
              + " "
              + settings.path("distribution").asText("normal").replace("truncated_", "");
      word = SCALINGS.getOrDefault(scaling, word);
    }
    switch (word) {
      case "RandomNormal":
        return new WeightInitDistribution(
            new NormalDistribution(number(settings, "mean", 0), number(settings, "stddev", .05)));
      case "TruncatedNormal":
        return new WeightInitDistribution(
            new TruncatedNormalDistribution(
                number(settings, "mean", 0), number(settings, "stddev", .05)));
      case "RandomUniform":
        double least = number(settings, "minval", -.05);
        return new WeightInitDistribution(
            new UniformDistribution(least, Math.max(least, number(settings, "maxval", .05))));
      default:
        WeightInit scheme = SCHEMES.get(word);
        if (scheme == null) {
          throw spec.wrong(key, "it is not known how Deeplearning4j could draw them");
        }
        return scheme.getWeightInitFunction();
    }
  }

  /**
   * The number that a setting starts with.
   *
   * @param usual if it is not given
   * @throws io.ablate4j.problem.ProblemsException if they start with different ones
   */
  static double constant(KerasSpec spec, String key, double usual) {
    if (!spec.isGiven(key)) {
      return usual;
    }
    JsonNode named = spec.config().get(key);
    return switch (kind(named)) {
      case "Zeros" -> 0;
      case "Ones" -> 1;
      case "Constant" -> number(named.path("config"), "value", 0);
      default -> throw spec.wrong(key, "only zeros, ones and a constant can be translated");
    };
  }

  /** The class; Keras also takes words such as "he_normal". */
  private static String kind(JsonNode named) {
    String word = named.isTextual() ? named.asText() : named.path("class_name").asText("");
    StringBuilder kind = new StringBuilder();
    for (String part : word.split("_")) {
      if (!part.isEmpty()) {
        kind.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
      }
    }
    return kind.toString();
  }

  private static double number(JsonNode settings, String key, double usual) {
    double number = settings.path(key).asDouble(usual);
    return Double.isFinite(number) ? number : usual;
  }
}
