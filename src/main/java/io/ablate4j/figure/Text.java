package io.ablate4j.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * How much room text takes. The page's fonts are not known here, so it is an estimate, not below.
 */
final class Text {
  /** Of ticks and titles, in pixels of the drawing. */
  static final double SIZE = 12;

  private Text() {}

  /** In pixels at {@link #SIZE}. */
  static double width(String text) {
    return text.codePoints().mapToDouble(Text::ems).sum() * SIZE;
  }

  private static double ems(int c) {
    if (c >= 0x1100) {
      return 1.05;
    }
    if ("ijltfrI.,:;'|!()[]- \u202f".indexOf(c) >= 0) {
      return .34;
    }
    return "mwMW%@".indexOf(c) >= 0 ? .9 : Character.isUpperCase(c) ? .7 : .57;
  }

  /** Cut to fit; the whole of it stands in the table. */
  static String cut(String text, double width) {
    if (width(text) <= width) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      if (width(cut + Character.toString(c) + "…") > width) {
        break;
      }
      cut.appendCodePoint(c);
    }
    return cut.append('…').toString();
  }

  /** Lines of at most that width, broken at spaces; at most two, the second cut. */
  static List<String> lines(String text, double width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    if (width(rest) > width) {
      int end = rest.lastIndexOf(' ');
      while (end > 0 && width(rest.substring(0, end)) > width) {
        end = rest.lastIndexOf(' ', end - 1);
      }
      if (end > 0) {
        lines.add(rest.substring(0, end));
        rest = rest.substring(end + 1);
      }
    }
    lines.add(cut(rest, width));
    return lines;
  }
}
