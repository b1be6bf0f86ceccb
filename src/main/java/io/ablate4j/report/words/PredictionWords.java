package io.ablate4j.report.words;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import java.util.ArrayList;
import java.util.List;

/** A prediction in words. */
public final class PredictionWords {
  private PredictionWords() {}

  /** Such as "test accuracy of batch-norm against none on cnn (expected higher)". */
  public static String of(Prediction prediction) {
    StringBuilder text = new StringBuilder();
    text.append(prediction.metric().name());
    text.append(", ").append(prediction.compare().level());
    text.append(" against ").append(prediction.compare().control());
    List<String> where = new ArrayList<>();
    prediction
        .where()
        .forEach(
            (factor, levels) ->
                where.add(FactorWords.singular(factor) + " " + Wording.join(levels)));
    if (!where.isEmpty()) {
      text.append(", ").append(String.join(", ", where));
    }
    if (prediction.across().isPresent()) {
      if (prediction.across().get() instanceof Across.Interaction interaction) {
        boolean same = interaction.pair().factor().equals(prediction.compare().factor());
        text.append(same ? ", less " : ", ")
            .append(interaction.pair().level())
            .append(same ? " against " : " less ")
            .append(interaction.pair().control());
      } else if (prediction.across().get() instanceof Across.Trend trend) {
        text.append(", for each ").append(trend.scale().stepInWords());
        text.append(" of the ").append(FactorWords.singular(trend.factor()));
      }
    }
    text.append(" (expected ").append(expected(prediction)).append(')');
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }

  private static String expected(Prediction prediction) {
    return switch (prediction.expect()) {
      case HIGHER -> "higher";
      case LOWER -> "lower";
      case DIFFERS -> "different";
      case EQUIVALENT -> "equal within " + margin(prediction);
      case NOT_WORSE -> "not worse by " + margin(prediction);
    };
  }

  private static String margin(Prediction prediction) {
    ContrastMetric.Scale scale = prediction.metric().scale();
    boolean percent = scale == ContrastMetric.Scale.SHARE || scale == ContrastMetric.Scale.RATIO;
    double margin = percent ? 100 * prediction.margin() : prediction.margin();
    String number =
        java.math.BigDecimal.valueOf(margin)
            .round(new java.math.MathContext(4))
            .stripTrailingZeros()
            .toPlainString();
    return number
        + switch (scale) {
          case SHARE -> margin == 1 ? " point" : " points";
          case NATS -> " nats";
          case RATIO -> " %";
          case NUMBER -> "";
        };
  }
}
