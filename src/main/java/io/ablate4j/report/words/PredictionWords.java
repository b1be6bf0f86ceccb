package io.ablate4j.report.words;

import io.ablate4j.analysis.BoundCheck;
import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A prediction in words. */
public final class PredictionWords {
  private PredictionWords() {}

  /** Such as "test accuracy of batch-norm against none on cnn (expected higher)". */
  public static String of(Prediction prediction) {
    StringBuilder text = new StringBuilder();
    text.append(compared(prediction));
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
            .append(named(interaction.pair()))
            .append(same ? " against " : " less ")
            .append(interaction.pair().control());
      } else if (prediction.across().get() instanceof Across.Trend trend) {
        text.append(", for each ").append(trend.scale().stepInWords());
        text.append(" of the ").append(FactorWords.singular(trend.factor()));
      }
    }
    text.append(" (expected ").append(expected(prediction)).append(')');
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** The first of two levels; of a number the factor is said, too. */
  private static String named(Prediction.Pair pair) {
    return Character.isDigit(pair.level().charAt(0))
        ? FactorWords.singular(pair.factor()) + " " + pair.level()
        : pair.level();
  }

  private static String compared(Prediction prediction) {
    ContrastMetric metric = prediction.metric();
    if (prediction.compare() instanceof Compared.Readings readings) {
      return readings.first().name() + " against " + readings.second().name();
    }
    String level = metric.name() + ", " + prediction.compare().level();
    if (prediction.isBound()) {
      return level;
    }
    return level
        + " against "
        + (prediction.compare() instanceof Compared.AgainstNumber against
            ? number(against.number(), metric.scale())
            : prediction.compare().control());
  }

  /** A number of a metric, such as "90 %" or "0.31 nats"; what is counted or timed is plain. */
  public static String number(double value, ContrastMetric.Scale scale) {
    return switch (scale) {
      case SHARE -> rounded(100 * value) + " %";
      case NATS -> rounded(value) + " nats";
      case RATIO, NUMBER -> rounded(value);
    };
  }

  private static String rounded(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  private static String bound(Prediction prediction) {
    Compared.AgainstNumber against = (Compared.AgainstNumber) prediction.compare();
    return number(against.number(), prediction.metric().scale()) + " in every trial";
  }

  private static String expected(Prediction prediction) {
    return switch (prediction.expect()) {
      case HIGHER -> "higher";
      case LOWER -> "lower";
      case DIFFERS -> "different";
      case EQUIVALENT -> "equal within " + margin(prediction);
      case NOT_WORSE -> "not worse by " + margin(prediction);
      case AT_MOST -> "at most " + bound(prediction);
      case AT_LEAST -> "at least " + bound(prediction);
    };
  }

  /**
   * Whether trials keep a bound, such as "all 60 trials keep to it; the largest has 0.0003", "2 of
   * 60 trials go beyond it; the largest has 0.2", or "1 of 60 trials falls short of it".
   */
  public static String seen(Prediction prediction, BoundCheck bound) {
    if (bound.worst().isEmpty()) {
      return "no trial has that number";
    }
    String trials = EstimateText.count(bound.checked(), "trial");
    String kept = bound.checked() == 1 ? "the 1 trial keeps" : "all " + trials + " keep";
    boolean isMost = prediction.expect() == Expectation.AT_MOST;
    String broken =
        bound.beyond()
            + " of "
            + trials
            + (isMost ? " go" : " fall").concat(bound.beyond() != 1 ? "" : isMost ? "es" : "s");
    return (bound.beyond() == 0
            ? kept + " to it"
            : broken + (isMost ? " beyond it" : " short of it"))
        + "; the "
        + (isMost ? "largest" : "smallest")
        + " has "
        + number(bound.worst().getAsDouble(), prediction.metric().scale())
        + (bound.unknown() == 0
            ? ""
            : " (not known of " + EstimateText.count(bound.unknown(), "trial") + ")");
  }

  private static String margin(Prediction prediction) {
    ContrastMetric.Scale scale = prediction.metric().scale();
    boolean percent = scale == ContrastMetric.Scale.SHARE || scale == ContrastMetric.Scale.RATIO;
    double margin = percent ? 100 * prediction.margin() : prediction.margin();
    return rounded(margin)
        + switch (scale) {
          case SHARE -> margin == 1 ? " point" : " points";
          case NATS -> " nats";
          case RATIO -> " %";
          case NUMBER -> "";
        };
  }
}
