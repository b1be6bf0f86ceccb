package io.ablate4j.report.words;

import java.util.regex.Pattern;

/** Keeps on one line what is read as one: an interval, a number and its unit. */
public final class NonBreakingSpaces {
  private static final char TIE = '\u00a0';

  /** A space after a number and before what it counts, or between the ends of an interval. */
  private static final Pattern SPACE =
      Pattern.compile(
          "(?<=\\d) (?=%|(?:points?|nats|seeds?|rounds?|times|claims?)\\b)"
              + "|(?<=\\[[−\\d.\u202f]{1,12},) (?=[−\\d.\u202f]{1,12}])");

  private NonBreakingSpaces() {}

  /** The same text, such as "8 seeds [0.5, 1.1]", with no break inside of these. */
  public static String in(String text) {
    return SPACE.matcher(text).replaceAll(String.valueOf(TIE));
  }
}
