package io.ablate4j.data;

import java.text.Normalizer;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** What the text of one cell says. */
final class Cells {
  /** More letters than any number needs; the most exact double has some 1,100. */
  private static final int MOST_LETTERS = 2000;

  private static final int SHOWN_LETTERS = 60;
  private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\s]++");

  /** How tables write "nothing here", in lower case. */
  private static final Set<String> MISSING =
      Set.of(
          "",
          "?",
          ".",
          "na",
          "n/a",
          "n.a.",
          "#n/a",
          "#na",
          "<na>",
          "nan",
          "-nan",
          "+nan",
          "nat",
          "null",
          "<null>",
          "\\n",
          "1.#ind",
          "-1.#ind",
          "1.#qnan",
          "-1.#qnan");

  private Cells() {}

  /** Without white space around it; no-break spaces and marks of no width count as such. */
  static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char letter) {
    return Character.isWhitespace(letter)
        || Character.isSpaceChar(letter)
        || letter == '\u200B'
        || letter == '\uFEFF';
  }

  /** Whether the cell is empty or one of the words that stand for that. */
  static boolean isMissing(String cell) {
    // Python writes None; in small letters it is a fine name of a class.
    return cell.length() <= 8
        && (MISSING.contains(cell.toLowerCase(Locale.ROOT)) || cell.equals("None"));
  }

  /**
   * The number that a cell is, as a double; infinite if it is too large for one. Only decimal
   * notation counts: no hexadecimal, no "Infinity", no suffix, no grouping.
   */
  static OptionalDouble number(String cell) {
    return isDecimal(cell) ? OptionalDouble.of(Double.parseDouble(cell)) : OptionalDouble.empty();
  }

  /** Sign, digits with or without a point, exponent: in ASCII, as {@code parseDouble} is laxer. */
  private static boolean isDecimal(String cell) {
    int length = cell.length();
    if (length == 0 || length > MOST_LETTERS) {
      return false;
    }
    int at = isSign(cell.charAt(0)) ? 1 : 0;
    int whole = digits(cell, at);
    at += whole;
    int fraction = 0;
    if (at < length && cell.charAt(at) == '.') {
      fraction = digits(cell, at + 1);
      at += 1 + fraction;
    }
    if (whole + fraction == 0) {
      return false;
    }
    if (at < length && (cell.charAt(at) == 'e' || cell.charAt(at) == 'E')) {
      at += at + 1 < length && isSign(cell.charAt(at + 1)) ? 2 : 1;
      int exponent = digits(cell, at);
      return exponent > 0 && at + exponent == length;
    }
    return at == length;
  }

  private static boolean isSign(char letter) {
    return letter == '+' || letter == '-';
  }

  private static int digits(String cell, int from) {
    int to = from;
    while (to < cell.length() && cell.charAt(to) >= '0' && cell.charAt(to) <= '9') {
      to++;
    }
    return to - from;
  }

  /** Whether a decimal number has a digit other than 0 before its exponent. */
  static boolean isNonzero(String number) {
    for (int i = 0; i < number.length(); i++) {
      char letter = number.charAt(i);
      if (letter == 'e' || letter == 'E') {
        return false;
      }
      if (letter >= '1' && letter <= '9') {
        return true;
      }
    }
    return false;
  }

  /** The same for texts that look the same on a screen. */
  static String look(String cell) {
    String plain = Normalizer.normalize(cell, Normalizer.Form.NFC);
    StringBuilder seen = new StringBuilder();
    SPACES
        .matcher(plain)
        .replaceAll(" ")
        .codePoints()
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .forEach(seen::appendCodePoint);
    return seen.toString();
  }

  /** In quotes, without control characters, and not too long. */
  static String shown(String cell) {
    boolean cut = cell.length() > SHOWN_LETTERS;
    String head = cut ? cell.substring(0, SHOWN_LETTERS) : cell;
    StringBuilder shown = new StringBuilder("\"");
    head.chars()
        .forEach(
            c -> {
              boolean seen = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
              shown.append(seen ? (char) c : '\u00B7');
            });
    return shown.append(cut ? "...\"" : "\"").toString();
  }
}
