package io.ablate4j.hypothesis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * On which scale of a numeric factor a trend is a slope, and of what size a step of it is.
 *
 * @param by whether levels count by their doublings or by themselves
 * @param step by how much the factor rises in a step, in its own unit, above 0; of doublings 1
 */
public record TrendScale(By by, double step) {
  /** What the places of levels are. */
  public enum By {
    /** Their logarithms to the base of 2, so that a step is a doubling. Only of levels above 0. */
    LOG2,
    /** The levels themselves. */
    LINEAR;

    /** As study files and registrations name it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, as study files name them. */
    public static List<String> words() {
      return Arrays.stream(values()).map(By::word).toList();
    }

    /** The one that a study file calls so, if there is one. */
    public static Optional<By> ofWord(String word) {
      return Arrays.stream(values()).filter(by -> by.word().equals(word)).findFirst();
    }
  }

  /** A step is a doubling. */
  public static final TrendScale LOG2 = new TrendScale(By.LOG2, 1);

  public TrendScale {
    Objects.requireNonNull(by, "by");
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a step of " + step);
    }
    if (by == By.LOG2 && step != 1) {
      throw new IllegalArgumentException(step + " doublings a step");
    }
  }

  /** A step is so much of the factor. */
  public static TrendScale linear(double step) {
    return new TrendScale(By.LINEAR, step);
  }

  /** Whether the level, a number as a word, has a place on it. */
  public boolean hasPlaceOf(String level) {
    return by == By.LINEAR || Double.parseDouble(level) > 0;
  }

  /**
   * Where levels stand, in steps: what the slope goes by.
   *
   * @param levels numbers as words
   * @return as many, in their order; not finite where {@link #hasPlaceOf} says no
   */
  public double[] positions(List<String> levels) {
    return levels.stream().mapToDouble(this::position).toArray();
  }

  private double position(String level) {
    if (by == By.LOG2) {
      return Math.log(Double.parseDouble(level)) / Math.log(2);
    }
    // In decimals 0.3 is three steps of 0.1. In binary it is less, and what is level gets a slope.
    return new BigDecimal(level)
        .divide(BigDecimal.valueOf(step), MathContext.DECIMAL64)
        .doubleValue();
  }

  /** What a slope is a change with: {@code doubling}, {@code 0.1}, or {@code unit} for 1. */
  public String stepInWords() {
    if (by == By.LOG2) {
      return "doubling";
    }
    return step == 1 ? "unit" : BigDecimal.valueOf(step).stripTrailingZeros().toPlainString();
  }
}
