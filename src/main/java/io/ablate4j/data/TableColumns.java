package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What each column of a table is.
 *
 * @param table what messages call the table
 * @param names of the header; empty if there is none
 * @param count columns a row has
 * @param label index of the column of classes
 * @param features indices of the columns that are used, in the table's order
 * @param oneHot those of them that are categories
 */
record TableColumns(
    TableNaming table,
    List<String> names,
    int count,
    int label,
    SortedSet<Integer> features,
    SortedSet<Integer> oneHot) {
  private static final Set<String> LABEL_NAMES =
      Set.of("label", "labels", "class", "classes", "target", "targets", "y");

  /** Whether a column of that name is one of classes wherever it stands. */
  static boolean isLabelName(String name) {
    return LABEL_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Finds them.
   *
   * @param first cells of the first line
   * @throws ProblemsException if a column that the options name is not there, or cannot be what
   *     they say, or if it is not plain which column holds the classes
   */
  static TableColumns of(
      TableNaming table, List<String> first, boolean header, TableOptions options) {
    List<String> names = header ? List.copyOf(first) : List.of();
    TableColumns all =
        new TableColumns(table, names, first.size(), -1, new TreeSet<>(), new TreeSet<>());
    SortedSet<Integer> drop = all.indices(options.drop());
    SortedSet<Integer> keep = all.indices(options.keep());
    SortedSet<Integer> oneHot = all.indices(options.oneHot());
    int label =
        options
            .labelColumn()
            .map(wanted -> all.index("labelColumn", "", wanted))
            .orElseGet(() -> all.lastColumn(drop));
    SortedSet<Integer> features = new TreeSet<>();
    IntStream.range(0, first.size())
        .filter(i -> i != label && !drop.contains(i) && (keep.isEmpty() || keep.contains(i)))
        .forEach(features::add);
    all.check(label, drop, features, oneHot);
    return new TableColumns(table, names, first.size(), label, features, oneHot);
  }

  /** The column as messages call it. */
  String named(int column) {
    return "column "
        + column
        + (names.isEmpty() || names.get(column).isEmpty() ? "" : " (" + plain(column) + ")");
  }

  private String plain(int column) {
    String shown = Cells.shown(names.get(column));
    return shown.substring(1, shown.length() - 1);
  }

  private void check(
      int label, Set<Integer> drop, Set<Integer> features, SortedSet<Integer> oneHot) {
    if (drop.contains(label)) {
      throw problem(
          "columns",
          " drops " + named(label) + ", which holds the classes.",
          "set dataset.labelColumn to the column that holds them.");
    }
    for (int column : oneHot) {
      if (!features.contains(column)) {
        throw problem(
            "columns",
            ".oneHot has "
                + named(column)
                + (column == label ? ", which holds the classes." : ", which is left out."),
            "take it out of oneHot.");
      }
    }
    if (features.isEmpty()) {
      throw problem("columns", " leaves no feature.", "drop fewer columns.");
    }
  }

  /** The default: the last column, unless another one is called as columns of classes are. */
  private int lastColumn(Set<Integer> drop) {
    int last =
        IntStream.iterate(count - 1, i -> i >= 0, i -> i - 1)
            .filter(i -> !drop.contains(i))
            .findFirst()
            .orElseThrow(() -> problem("columns", " leaves no column.", "drop fewer columns."));
    for (int column = 0; column < names.size(); column++) {
      if (column != last
          && !drop.contains(column)
          && isLabelName(names.get(column))
          && !isCoordinate(column)) {
        throw problem(
            "labelColumn",
            " is not given: "
                + table.name()
                + " has a "
                + named(column)
                + ", but the classes would be taken from the last one, "
                + named(last)
                + ".",
            "add labelColumn: " + column + ", or labelColumn: " + last + " if that is meant.");
      }
    }
    return last;
  }

  /** A y right after an x is a coordinate. */
  private boolean isCoordinate(int column) {
    return column > 0
        && names.get(column).equalsIgnoreCase("y")
        && names.get(column - 1).equalsIgnoreCase("x");
  }

  private SortedSet<Integer> indices(List<String> wanted) {
    SortedSet<Integer> indices = new TreeSet<>();
    wanted.forEach(word -> indices.add(index("columns", " has", word)));
    return indices;
  }

  /** The column that a name or a number stands for; a name comes first. */
  private int index(String key, String has, String wanted) {
    int index = names.indexOf(wanted);
    if (index >= 0 && index != names.lastIndexOf(wanted)) {
      throw problem(
          key,
          has
              + " "
              + Cells.shown(wanted)
              + (has.isEmpty() ? " is" : ", which is")
              + " the name of two columns.",
          "give the number of the column instead, from 0.");
    }
    if (index < 0 && wanted.matches("[0-9]{1,9}")) {
      index = Integer.parseInt(wanted);
    }
    if (index < 0 || index >= count) {
      throw problem(
          key,
          has
              + " "
              + Cells.shown(wanted)
              + (has.isEmpty() ? " is" : ", which is")
              + " no column of "
              + table.name()
              + ", which has "
              + count
              + ".",
          names.isEmpty()
              ? "use a number from 0 to "
                  + (count - 1)
                  + (table.hasHeaderKey() ? ", or " + table.headerAdvice() : ".")
              : "use one of " + listed() + ".");
    }
    return index;
  }

  private String listed() {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), 20); i++) {
      shown.add(plain(i));
    }
    return String.join(", ", shown) + (names.size() > shown.size() ? ", ..." : "");
  }

  private static ProblemsException problem(String key, String message, String advice) {
    String place = "dataset." + key;
    return new ProblemsException(List.of(new Problem(Optional.of(place), place + message, advice)));
  }
}
