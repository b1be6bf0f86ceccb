package io.ablate4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a user should know of a table that may be as it is meant to be. */
final class TableNotices {
  private static final int FEW_VALUES = 20;
  private static final int FEW_ROWS = 10;

  /** Rows among which different values are counted. */
  private static final int LOOKED_AT = 20_000;

  /** Notices of one kind, lest a table of a thousand such columns has as many. */
  private static final int MOST = 5;

  /** What pandas calls a column without a name. */
  private static final Pattern UNNAMED = Pattern.compile("(?i)unnamed: ?\\d+(_level_\\d+)?");

  private final TableNaming naming;
  private final TableColumns columns;
  private final List<double[]> rows;
  private final int[] origins;
  private final DigitLoss digits;
  private final Words labels;
  private final List<String> further = new ArrayList<>();
  private boolean images;

  /**
   * @param origins of each feature, the column it comes from
   */
  TableNotices(
      TableNaming naming,
      TableColumns columns,
      List<double[]> rows,
      int[] origins,
      DigitLoss digits,
      Words labels) {
    this.naming = naming;
    this.columns = columns;
    this.rows = rows;
    this.origins = origins.clone();
    this.digits = digits;
    this.labels = labels;
  }

  /** Pixels are no columns of their own. */
  void ofImages() {
    images = true;
  }

  void add(String notice) {
    further.add(notice);
  }

  /** All of them, a sentence or two each. */
  List<String> list() {
    List<String> all = new ArrayList<>(further);
    addTo(all, names());
    addTo(all, cases());
    if (!images) {
      addTo(all, indices());
      addTo(all, precision());
    }
    return all;
  }

  private static void addTo(List<String> all, List<String> some) {
    all.addAll(some.subList(0, Math.min(MOST, some.size())));
    if (some.size() > MOST) {
      all.add("The same goes for " + (some.size() - MOST) + " more.");
    }
  }

  private List<String> names() {
    List<String> said = new ArrayList<>();
    List<String> names = columns.names();
    if (names.isEmpty()) {
      return said;
    }
    if (columns.features().contains(0) && isUnnamed(names.get(0))) {
      said.add(
          "Column 0 of "
              + naming.name()
              + " has no name and is used as a feature; if it is an index, add columns: { drop:"
              + " [0] }.");
    }
    long numbers = names.stream().filter(n -> Cells.number(n).isPresent()).count();
    if (2 * numbers >= names.size() && !countUp(names)) {
      said.add(
          "The names of the columns of "
              + naming.name()
              + " are numbers; if its first line is an example, set header to false.");
    }
    Set<String> seen = new HashSet<>();
    names.stream()
        .filter(name -> !name.isEmpty() && !seen.add(name))
        .distinct()
        .forEach(
            name ->
                said.add(
                    "Two columns of " + naming.name() + " are called " + Cells.shown(name) + "."));
    return said;
  }

  private static boolean isUnnamed(String name) {
    return name.isEmpty() || UNNAMED.matcher(name).matches();
  }

  /** Whether those names that are numbers are 0, 1, 2 and so on, or 1, 2, 3. */
  private static boolean countUp(List<String> names) {
    double[] numbers =
        names.stream()
            .filter(n -> Cells.number(n).isPresent())
            .mapToDouble(n -> Cells.number(n).getAsDouble())
            .toArray();
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] != numbers[i - 1] + 1) {
        return false;
      }
    }
    return true;
  }

  private List<String> indices() {
    List<String> said = new ArrayList<>();
    for (int feature = 0; feature < origins.length; feature++) {
      if (rows.size() >= FEW_ROWS && holdsEachNumberOnce(feature)) {
        said.add(
            sentence(feature)
                + " counts the rows: it holds each whole number from "
                + (long) least(feature)
                + " to "
                + (long) (least(feature) + rows.size() - 1)
                + " once. If it is an index, add columns: { drop: ["
                + origins[feature]
                + "] }.");
      }
    }
    return said;
  }

  private String sentence(int feature) {
    String named = columns.named(origins[feature]);
    return Character.toUpperCase(named.charAt(0)) + named.substring(1) + " of " + naming.name();
  }

  private double least(int feature) {
    return rows.stream().mapToDouble(row -> row[feature]).min().orElseThrow();
  }

  private boolean holdsEachNumberOnce(int feature) {
    double least = least(feature);
    BitSet seen = new BitSet(rows.size());
    for (double[] row : rows) {
      double place = row[feature] - least;
      if (place != Math.rint(place) || place >= rows.size() || seen.get((int) place)) {
        return false;
      }
      seen.set((int) place);
    }
    return least == Math.rint(least);
  }

  private List<String> cases() {
    return labels.casePairs().stream()
        .map(
            pair ->
                "The classes "
                    + Cells.shown(pair.word())
                    + " and "
                    + Cells.shown(pair.other())
                    + " "
                    + pair.why()
                    + ".")
        .toList();
  }

  private List<String> precision() {
    List<String> said = new ArrayList<>();
    for (int feature = 0; feature < origins.length; feature++) {
      String column = sentence(feature);
      digits
          .of(origins[feature])
          .ifPresent(
              pair ->
                  said.add(
                      column
                          + " has more digits than a double holds: "
                          + Cells.shown(pair[0])
                          + " and "
                          + Cells.shown(pair[1])
                          + " are read as the same. Subtract what all its values share."));
      int[] counts = distinct(feature);
      if (counts[0] >= FEW_VALUES && counts[1] < FEW_VALUES) {
        said.add(
            column
                + " has "
                + counts[0]
                + " different values in the first "
                + Math.min(LOOKED_AT, rows.size())
                + " rows, but only "
                + counts[1]
                + " as standardized floats. Subtract what its values share, or look for values far"
                + " from all others.");
      }
    }
    return said;
  }

  /** How many different values a feature has, and how many are left as standardized floats. */
  private int[] distinct(int feature) {
    double[] all = rows.stream().mapToDouble(row -> row[feature]).toArray();
    Standardizer standardizer = new Standardizer(all, 1);
    double[] some = Arrays.copyOf(all, Math.min(LOOKED_AT, all.length));
    Arrays.sort(some);
    float[] floats = standardizer.standardized(some);
    int exact = 1;
    int left = 1;
    for (int i = 1; i < some.length; i++) {
      exact += some[i] != some[i - 1] ? 1 : 0;
      left += floats[i] != floats[i - 1] ? 1 : 0;
    }
    return new int[] {exact, left};
  }
}
