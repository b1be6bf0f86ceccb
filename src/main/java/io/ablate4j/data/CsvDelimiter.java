package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Optional;

/** The character between a table's columns. */
final class CsvDelimiter {
  static final String OPTION = "delimiter";

  private static final List<Character> USUAL = List.of(';', '\t', ',', '|');
  private static final int LINES = 10;
  private static final int MOST_LETTERS = 100_000;

  private CsvDelimiter() {}

  /** The one that the study names; a comma, and maybe a problem more, if it names none. */
  static char of(DatasetSpec spec, List<Problem> problems) {
    String text = spec.options().getOrDefault(OPTION, ",");
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() == 1 && canPart(text.charAt(0))) {
      return text.charAt(0);
    }
    problems.add(
        new Problem(
            Optional.of("dataset.delimiter"),
            "dataset.delimiter "
                + Cells.shown(text)
                + " is not one character that can part columns.",
            "use \",\", \";\" or \"tab\"."));
    return ',';
  }

  /** Not a control character, nor half of one, nor what numbers, words and quotes are made of. */
  private static boolean canPart(char letter) {
    return letter == '\t'
        || letter == ' '
        || !(Character.isISOControl(letter)
            || Character.isSurrogate(letter)
            || Character.isSpaceChar(letter)
            || Character.isLetterOrDigit(letter)
            || Character.getType(letter) == Character.FORMAT
            || "\"+-.".indexOf(letter) >= 0);
  }

  /** A usual delimiter that each of the first lines has equally often, other than the one given. */
  static Optional<Character> other(String text, char delimiter) {
    List<String> lines =
        text.substring(0, Math.min(MOST_LETTERS, text.length()))
            .lines()
            .filter(line -> !line.isBlank())
            .limit(LINES)
            .toList();
    return USUAL.stream()
        .filter(c -> c != delimiter && !lines.isEmpty())
        .filter(c -> count(lines.get(0), c) > 0)
        .filter(c -> lines.stream().allMatch(l -> count(l, c) == count(lines.get(0), c)))
        .findFirst();
  }

  /** How often it stands outside of quotes. */
  private static int count(String line, char wanted) {
    int count = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"';
      count += !quoted && line.charAt(i) == wanted ? 1 : 0;
    }
    return count;
  }
}
