package io.ablate4j.data;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to do about a feature that is not a number, by what it looks like. */
final class CellAdvice {
  /** Longer cells are no numbers written in another way. */
  private static final int MOST_LETTERS = 40;

  private static final String GENERAL =
      "give each feature as a number; name categories in dataset.columns.oneHot, and what is no"
          + " feature in dataset.columns.drop.";

  private record Look(Pattern cell, String advice) {
    Look(String regex, String advice) {
      this(Pattern.compile(regex), advice);
    }
  }

  private static final List<Look> LOOKS =
      List.of(
          new Look(
              "[+-]?\\d{1,3}(,\\d{3})++(\\.\\d++)?+",
              "take out the commas between thousands or, if it is a decimal comma, write a point."),
          new Look(
              "[+-]?\\d*+,\\d++([eE][+-]?\\d++)?+",
              "write a decimal point in place of the decimal comma."),
          new Look(
              "[+-]?\\d{1,3}(\\.\\d{3})++(,\\d++)?+",
              "take out the points between thousands, and write a decimal point."),
          new Look(
              "[+-]?\\d{1,3}([\\p{Z}'_\u2019]\\d{3})++([.,]\\d++)?+",
              "take out what stands between thousands, and write a decimal point."),
          new Look("[\u2212\u2013]\\d.*+", "write the minus sign as \"-\"."),
          new Look("(?i)[+-]?inf(inity)?", "give each feature as a finite number."),
          new Look("(?i)true|false|yes|no", "write 1 and 0."),
          new Look(
              "[+-]?\\p{Sc}?+\\s*+\\d[\\d.,]*+\\s*+[%\\p{Sc}\\p{L}]{1,4}+|[+-]?\\p{Sc}\\s*+\\d[\\d.,]*+",
              "leave out the unit; if it is a category, name the column in dataset.columns.oneHot."));

  private CellAdvice() {}

  static String of(String cell, long row, TableNaming naming) {
    Optional<Character> other =
        naming.otherDelimiter().filter(d -> cell.indexOf(d.charValue()) >= 0);
    Optional<String> look = look(cell);
    // Where a comma would part as well, it may just be that of decimals.
    if (other.isPresent() && (look.isEmpty() || other.get() != ',')) {
      return "set dataset.delimiter to "
          + TableNaming.written(other.get())
          + ", which seems to part the columns.";
    }
    if (look.isPresent()) {
      return look.get();
    }
    return row == 1 ? naming.headerAdvice() : GENERAL;
  }

  private static Optional<String> look(String cell) {
    return cell.length() > MOST_LETTERS
        ? Optional.empty()
        : LOOKS.stream()
            .filter(look -> look.cell().matcher(cell).matches())
            .map(Look::advice)
            .findFirst();
  }
}
