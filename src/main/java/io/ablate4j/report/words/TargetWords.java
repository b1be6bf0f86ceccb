package io.ablate4j.report.words;

import io.ablate4j.analysis.Arrivals;
import io.ablate4j.analysis.PairedContrast;

/** A target that one side of a contrast never reached: there is no ratio to be reported. */
public final class TargetWords {
  private TargetWords() {}

  /** Whether a contrast has to be reported so. */
  public static boolean isFor(PairedContrast contrast) {
    return contrast.arrivals().isOneSided();
  }

  /**
   * Such as "never in 6 seeds; none in 5 of 6", or "reached 90 % in 5 of 6 seeds; none never".
   *
   * @param target such as "90 %"
   */
  public static String of(PairedContrast contrast, String control, String target) {
    Arrivals arrivals = contrast.arrivals();
    String seeds = EstimateText.count(contrast.pairs(), "seed");
    boolean isOneCell = arrivals.ofLevel() == contrast.pairs();
    String trials =
        isOneCell ? seeds : EstimateText.count(arrivals.ofLevel(), "trial") + " of " + seeds;
    return arrivals.isLevelNever()
        ? "never in "
            + trials
            + "; "
            + control
            + " in "
            + Numbers.whole(arrivals.control())
            + " of "
            + Numbers.whole(arrivals.ofControl())
        : "reached "
            + target
            + " in "
            + Numbers.whole(arrivals.level())
            + " of "
            + trials
            + "; "
            + control
            + " never";
  }

  /**
   * +1 where the side that is spoken of takes longer, -1 where it does not, 0 where that is open:
   * by the interval of the budgets, or by the exact test where nothing scatters.
   */
  public static int direction(PairedContrast contrast) {
    if (contrast.effect().interval().isPresent()) {
      return EstimateText.directionOf(contrast);
    }
    return contrast.signFlip().filter(p -> p.value() <= 1 - PairedContrast.LEVEL).isPresent()
        ? contrast.direction()
        : 0;
  }
}
