package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import java.util.List;
import java.util.Optional;

/** The classes of a table: are they classes, and is each of them one? */
record TableClasses(TableNaming naming, TableColumns columns, Words labels, boolean header) {
  private static final int FEW_ROWS = 20;

  /** Their names, by value if all are numbers, otherwise as text. */
  List<String> names() {
    return labels.order().stream().map(labels::word).toList();
  }

  /** Indices into {@link #names()} of labels that are numbered as they came. */
  int[] ranks(List<Integer> labelOf) {
    int[] rank = new int[labels.size()];
    List<Integer> order = labels.order();
    for (int i = 0; i < rank.length; i++) {
      rank[order.get(i)] = i;
    }
    return labelOf.stream().mapToInt(i -> rank[i]).toArray();
  }

  /** Notes what is wrong with them. */
  void check(Findings findings) {
    String column = columns.named(columns.label());
    clashes(naming, column, labels, findings);
    checkDelimiter(findings);
    checkHeader(findings);
    int rows = 0;
    for (int i = 0; i < labels.size(); i++) {
      rows += labels.count(i);
    }
    checkCount(column, rows, findings);
  }

  private void checkCount(String column, int rows, Findings findings) {
    if (labels.size() == 1) {
      findings.add(
          () ->
              naming.whole(
                  "All "
                      + rows
                      + " rows have "
                      + Cells.shown(labels.word(0))
                      + " in "
                      + column
                      + ", so there is nothing to tell apart.",
                  "set dataset.labelColumn to the column that holds the classes."));
    } else if (rows >= FEW_ROWS && labels.size() > rows / 2) {
      findings.add(
          () ->
              naming.whole(
                  column
                      + " has "
                      + labels.size()
                      + " different values in "
                      + rows
                      + " rows, which is a measurement rather than a class.",
                  "set dataset.labelColumn to the column that holds the classes."));
    }
  }

  /** Notes words of a column of which two must be one, and words that lost letters. */
  static void clashes(TableNaming naming, String column, Words words, Findings findings) {
    for (Words.Clash clash : words.clashes()) {
      findings.add(
          () ->
              naming.row(
                  clash.otherLine(),
                  column
                      + " is "
                      + Cells.shown(clash.other())
                      + ", in "
                      + naming.unit()
                      + " "
                      + clash.line()
                      + " "
                      + Cells.shown(clash.word())
                      + "; they "
                      + clash.why()
                      + ".",
                  "write them in the same way if they are one, else give one another name."));
    }
    words
        .damaged()
        .ifPresent(
            index ->
                findings.add(
                    () ->
                        naming.row(
                            words.firstLine(index),
                            column
                                + " is "
                                + Cells.shown(words.word(index))
                                + ", in which U+FFFD stands for a letter that got lost.",
                            "make the table again from what it came from, as UTF-8.")));
  }

  /** Numbers with a decimal comma are two columns where a comma parts them, the rest a label. */
  private void checkDelimiter(Findings findings) {
    Optional<Character> other = naming.otherDelimiter().filter(d -> d == ';' || d == '\t');
    if (other.isPresent() && names().stream().allMatch(n -> n.indexOf(other.get()) >= 0)) {
      findings.add(
          () ->
              new Problem(
                  Optional.of("dataset.delimiter"),
                  "Each class of "
                      + naming.name()
                      + " has a "
                      + (other.get() == '\t' ? "tab" : "\";\"")
                      + " in it, such as "
                      + Cells.shown(labels.word(0))
                      + ".",
                  "set dataset.delimiter to " + TableNaming.written(other.get()) + "."));
    }
  }

  /** Names of columns may be numbers, so that a header looks like a row but for its label. */
  private void checkHeader(Findings findings) {
    if (!header
        && naming.unit().equals("line")
        && labels.count(0) == 1
        && labels.firstLine(0) == 1
        && TableColumns.isLabelName(labels.word(0))
        && Cells.number(labels.word(0)).isEmpty()) {
      findings.add(
          () ->
              naming.row(
                  1,
                  columns.named(columns.label())
                      + " is "
                      + Cells.shown(labels.word(0))
                      + ", which no other line has.",
                  naming.headerAdvice()));
    }
  }
}
