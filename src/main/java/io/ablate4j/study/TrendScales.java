package io.ablate4j.study;

import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Factors;
import io.ablate4j.hypothesis.TrendScale;

/** On which scales a trend can be a slope over a factor. */
public final class TrendScales {
  private static final double TENTH = .1;

  private TrendScales() {}

  /** The one of a trend that names none: linear over shares, which may be 0, else log2. */
  public static TrendScale usual(Factor<?> factor) {
    return of(
        factor.unit() == Factor.Unit.SHARE ? TrendScale.By.LINEAR : TrendScale.By.LOG2, factor);
  }

  /** The same by the factor's name; what is none of {@link Factors} is a strength, and a share. */
  public static TrendScale usual(String factor) {
    return Factors.find(factor).map(TrendScales::usual).orElseGet(() -> TrendScale.linear(TENTH));
  }

  /** The one a study file names: a step is a doubling, or a tenth of a share, or 1 of others. */
  public static TrendScale of(TrendScale.By by, Factor<?> factor) {
    if (by == TrendScale.By.LOG2) {
      return TrendScale.LOG2;
    }
    return TrendScale.linear(factor.unit() == Factor.Unit.SHARE ? TENTH : 1);
  }
}
