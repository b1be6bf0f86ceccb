package io.ablate4j.cli;

import io.ablate4j.forecast.Basis;
import io.ablate4j.forecast.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Predicted times in words. */
final class TimeWords {
  private static final int TEN_SECONDS = 10;
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

  private TimeWords() {}

  /** As exact as a prediction can be: such as 45 s, 3 min 20 s, 25 min or 2.5 h. */
  static String of(double seconds) {
    long rounded = Math.max(1, Math.round(seconds));
    if (rounded < 100) {
      return rounded + " s";
    }
    if (rounded < TEN_SECONDS * MINUTE) {
      long tens = Math.round(seconds / TEN_SECONDS) * TEN_SECONDS;
      return tens / MINUTE + " min" + (tens % MINUTE == 0 ? "" : " " + tens % MINUTE + " s");
    }
    return rounded < 100 * MINUTE
        ? Math.round(seconds / MINUTE) + " min"
        : String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
  }

  /** Such as: Predicted time on 2 workers: about 80 s (trials 60 s, timing pass 20 s), measured. */
  static String line(Forecast forecast) {
    List<String> parts = new ArrayList<>();
    add(parts, "start", forecast.startSeconds());
    add(parts, "trials", forecast.trainingSeconds());
    add(parts, "timing pass", forecast.timingSeconds());
    add(parts, "report", forecast.endSeconds());
    return "Predicted time on "
        + forecast.workers()
        + (forecast.workers() == 1 ? " worker" : " workers")
        + ": about "
        + of(forecast.seconds())
        + " ("
        + String.join(", ", parts)
        + "), "
        + basis(forecast.basis())
        + ".";
  }

  private static void add(List<String> parts, String what, double seconds) {
    if (seconds > 0) {
      parts.add(what + " " + of(seconds));
    }
  }

  private static String basis(Basis basis) {
    return switch (basis) {
      case STORED -> "from like trials that this machine has stored";
      case MEASURED -> "from some seconds of measuring";
      case RECKONED -> "a rough guess that nothing was measured for";
    };
  }
}
