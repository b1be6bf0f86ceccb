package io.ablate4j.trial;

import java.util.Locale;

/**
 * Text that others wrote, so that it is read as it stands: a control character moves the cursor of
 * a terminal, and a direction mark lets a name be read backwards.
 */
public final class Visible {
  /** What turns the direction of reading, all of it invisible. */
  private static final String DIRECTION_MARKS =
      "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

  private Visible() {}

  /** The text with each of these as its escape, such as \\u202e; line ends and tabs stay. */
  public static String text(String text) {
    if (text.chars().noneMatch(c -> isHidden((char) c))) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLineEnd = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      visible.append(
          isHidden(c) && !isLineEnd
              ? String.format(Locale.ROOT, "\\u%04x", (int) c)
              : String.valueOf(c));
    }
    return visible.toString();
  }

  private static boolean isHidden(char c) {
    return Character.isISOControl(c) && c != '\n' && c != '\t' || DIRECTION_MARKS.indexOf(c) >= 0;
  }
}
