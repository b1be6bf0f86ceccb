package io.ablate4j.trial;

import java.util.Locale;

/** Text that others wrote, of a length that can be stored and read. */
public final class Bounded {
  /** What somebody still reads. */
  public static final int REASON = 2000;

  private Bounded() {}

  /**
   * The text as it is or, if it is too long, its beginning and how long it was.
   *
   * @param most characters that are kept
   */
  public static String text(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    String length = String.format(Locale.ROOT, "... (%,d characters)", text.length());
    // What was cut before is not cut again: reasons go through several hands.
    return text.endsWith(" characters)") && text.length() <= most + length.length()
        ? text
        : text.substring(0, end) + length;
  }
}
