package io.ablate4j.hypothesis;

import java.math.BigDecimal;
import java.util.Objects;

/** What a prediction sets against what, inside each replicate. */
public sealed interface Compared
    permits Prediction.Pair, Compared.Readings, Compared.AgainstNumber {
  /** The factor that tells its two sides apart. */
  String factor();

  /** The side that is spoken of, as its factor names it. */
  String level();

  /** The side that it is compared with. */
  String control();

  /** Such as {@code batch-norm against none}. */
  default String inWords() {
    return level() + " against " + control();
  }

  /**
   * Two numbers of the same trials.
   *
   * @param first the one that is spoken of
   * @param second of the same scale, and another one
   */
  record Readings(ContrastMetric first, ContrastMetric second) implements Compared {
    /** Stands for a factor of that name, whose levels are the words of the two. */
    public static final String FACTOR = "reading";

    public Readings {
      if (first.word().equals(second.word())) {
        throw new IllegalArgumentException(first.word() + " is compared with itself");
      }
      if (first.scale() != second.scale()) {
        throw new IllegalArgumentException(
            first.word() + " and " + second.word() + " are of two scales");
      }
    }

    @Override
    public String factor() {
      return FACTOR;
    }

    @Override
    public String level() {
      return first.word();
    }

    @Override
    public String control() {
      return second.word();
    }
  }

  /**
   * A level of a factor and a number that was written down.
   *
   * @param factor its name, as in the study file
   * @param level the one that is spoken of
   * @param number in the unit of the metric; above 0 of one that is compared by its ratio
   */
  record AgainstNumber(String factor, String level, double number) implements Compared {
    public AgainstNumber {
      Objects.requireNonNull(factor, "factor");
      Objects.requireNonNull(level, "level");
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("a comparison with " + number);
      }
    }

    /** The number, as decimals without an exponent. */
    @Override
    public String control() {
      return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
  }
}
