package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.WritableType;

/**
 * Records of a reader as a pool: one column has the classes, the others become numbers. Rows are
 * read one at a time, twice where columns of categories have to be known first.
 */
final class RecordTable {
  /** Categories become as many columns. */
  private static final int MOST_CATEGORIES = 1000;

  private static final double SHARE_OF_MEMORY = 0.7;
  private static final int BYTES_A_ROW = 40;

  private final TableNaming naming;
  private final Callable<RecordReader> opening;
  private final boolean header;
  private final TableOptions options;
  private final Findings findings = new Findings();
  private final Words labels = new Words();
  private final List<Integer> labelOf = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();
  private final DigitLoss digits = new DigitLoss();
  private TableColumns columns;

  /**
   * @param opening gives a reader that stands before its first record; called once or twice
   * @param header whether the first record holds the names of the columns
   */
  RecordTable(
      TableNaming naming, Callable<RecordReader> opening, boolean header, TableOptions options) {
    this.naming = naming;
    this.opening = opening;
    this.header = header;
    this.options = options;
  }

  /** What has been read, and all it takes to make a pool but its checksum. */
  record Contents(
      InputShape shape,
      List<String> classNames,
      List<double[]> rows,
      int[] labels,
      float divisor,
      TableNotices notices,
      String labelColumn) {
    TablePool pool(String checksum) {
      return new TablePool(
          shape, classNames, rows, labels, divisor, checksum, labelColumn, notices::list);
    }
  }

  /**
   * Reads all rows.
   *
   * @param listener sees each row before anything is done to it
   * @throws ProblemsException with every problem: no rows, rows of different lengths, a cell that
   *     is missing or no number, labels that are missing or of which two are one, one class only
   */
  Contents read(Consumer<List<Writable>> listener) {
    Map<Integer, List<String>> categories = new TreeMap<>();
    try (RecordRows all = start()) {
      if (!columns.oneHot().isEmpty()) {
        categories = categories(all);
      }
    }
    RecordSteps steps = steps(categories);
    try (RecordRows all = start()) {
      do {
        listener.accept(all.cells());
        if (hasAllCells(all)) {
          add(steps, all);
        }
      } while (!findings.tooMany() && all.advance());
    }
    TableClasses classes = new TableClasses(naming, columns, labels, header);
    if (findings.isEmpty()) {
      classes.check(findings);
    }
    findings.throwIfAny(naming);
    return contents(classes, steps);
  }

  private RecordSteps steps(Map<Integer, List<String>> categories) {
    try {
      return new RecordSteps(columns, categories);
    } catch (RuntimeException e) {
      throw new ProblemsException(
          List.of(
              new Problem(
                  Optional.of("dataset.columns"),
                  "dataset.columns cannot be carried out: " + Cells.shown(e.toString()) + ".",
                  "drop or prepare the columns beforehand.")));
    }
  }

  /** Goes to the first row, and finds out what the columns are. */
  private RecordRows start() {
    RecordRows all = new RecordRows(opening, naming);
    boolean there = all.advance();
    List<String> first = there ? all.cells().stream().map(RecordTable::text).toList() : List.of();
    there = there && (!header || all.advance());
    if (!there && first.size() != 1) {
      throw new ProblemsException(
          List.of(
              naming.whole(
                  naming.name() + " has no rows" + (header ? " below its header." : "."),
                  "check dataset.path and dataset.header.")));
    }
    if (first.size() < 2) {
      throw new ProblemsException(
          List.of(
              naming.whole(
                  "The first "
                      + naming.unit()
                      + " of "
                      + naming.name()
                      + " is one column: "
                      + Cells.shown(first.get(0))
                      + ".",
                  "set dataset.delimiter to "
                      + naming
                          .otherDelimiter()
                          .map(TableNaming::written)
                          .orElse("the character between the columns")
                      + ".")));
    }
    columns = TableColumns.of(naming, first, header, options);
    return all;
  }

  private Map<Integer, List<String>> categories(RecordRows all) {
    Map<Integer, Words> words = new TreeMap<>();
    columns.oneHot().forEach(i -> words.put(i, new Words()));
    long rows = 0;
    do {
      checkMemory(++rows, columns.features().size());
      List<Writable> cells = all.cells();
      for (Map.Entry<Integer, Words> entry : words.entrySet()) {
        String cell = entry.getKey() < cells.size() ? text(cells.get(entry.getKey())) : "";
        if (!Cells.isMissing(cell) && entry.getValue().size() <= MOST_CATEGORIES) {
          entry.getValue().add(cell, all.number());
        }
      }
    } while (all.advance());
    Map<Integer, List<String>> categories = new TreeMap<>();
    words.forEach(
        (column, found) -> {
          checkCategories(column, found);
          categories.put(column, found.order().stream().map(found::word).toList());
        });
    findings.throwIfAny(naming);
    return categories;
  }

  private void checkCategories(int column, Words found) {
    TableClasses.clashes(naming, columns.named(column), found, findings);
    if (found.size() > MOST_CATEGORIES) {
      findings.add(
          () ->
              naming.whole(
                  columns.named(column)
                      + " has more than "
                      + MOST_CATEGORIES
                      + " different values, too many for columns of 0 and 1.",
                  "take it out of dataset.columns.oneHot, or drop it."));
    }
  }

  private boolean hasAllCells(RecordRows all) {
    int size = all.cells().size();
    if (size == columns.count()) {
      return true;
    }
    boolean comment = text(all.cells().get(0)).startsWith("#");
    findings.add(
        () ->
            naming.row(
                all.number(),
                "the row has "
                    + size
                    + (size == 1 ? " column" : " columns")
                    + ", the first line has "
                    + columns.count()
                    + ".",
                comment
                    ? "take out lines of comment."
                    : "complete the row, or quote a cell that holds the delimiter."));
    return false;
  }

  private void add(RecordSteps steps, RecordRows all) {
    for (int column : columns.oneHot()) {
      if (isMissing(all, column)) {
        return; // such a row has no place among the categories
      }
    }
    List<Writable> cells = applied(steps, all);
    int[] origins = steps.origins();
    double[] values = new double[origins.length - 1];
    int next = 0;
    for (int i = 0; i < origins.length; i++) {
      if (origins[i] == columns.label()) {
        addLabel(all, text(cells.get(i)));
      } else {
        values[next++] = value(all.number(), origins[i], cells.get(i));
      }
    }
    if (findings.isEmpty()) {
      rows.add(values);
      checkMemory(rows.size(), values.length);
    }
  }

  private void addLabel(RecordRows all, String label) {
    if (Cells.isMissing(label)) {
      noteMissing(all.number(), columns.label(), label);
    } else {
      labelOf.add(labels.add(label, all.number()));
    }
  }

  private List<Writable> applied(RecordSteps steps, RecordRows all) {
    try {
      return steps.apply(all.cells());
    } catch (RuntimeException e) {
      // Only a reader that gives other records the second time leads here.
      throw new ProblemsException(
          List.of(
              naming.row(
                  all.number(),
                  "the columns cannot be transformed: " + Cells.shown(String.valueOf(e)) + ".",
                  "have the reader give the same records each time.")));
    }
  }

  private boolean isMissing(RecordRows all, int column) {
    String cell = text(all.cells().get(column));
    if (!Cells.isMissing(cell)) {
      return false;
    }
    noteMissing(all.number(), column, cell);
    return true;
  }

  private void noteMissing(long number, int column, String cell) {
    boolean last = column == columns.count() - 1;
    findings.add(
        () ->
            naming.row(
                number,
                columns.named(column)
                    + " is missing"
                    + (cell.isEmpty() ? "." : " (" + Cells.shown(cell) + ")."),
                last && cell.isEmpty()
                    ? "fill it in, or leave out the row; if lines end with the delimiter, add"
                        + " columns: { drop: ["
                        + column
                        + "] }."
                    : "fill it in, or leave out the row; if it is a value of its own, give it"
                        + " another name."));
  }

  /** A cell's value; 0, and a problem more, if it has none. */
  private double value(long number, int column, Writable cell) {
    WritableType type = cell.getType();
    if (type == WritableType.NDArray || type == WritableType.Image || type == WritableType.Bytes) {
      findings.add(
          () ->
              naming.row(
                  number,
                  columns.named(column) + " is an array (" + type + "), not a number.",
                  "have the reader give each number as a cell of its own."));
      return 0;
    }
    boolean plain =
        type == WritableType.Double
            || type == WritableType.Float
            || type == WritableType.Int
            || type == WritableType.Long
            || type == WritableType.Byte
            || type == WritableType.Boolean;
    String text = plain && type != WritableType.Double ? "" : text(cell);
    if (plain && Double.isFinite(cell.toDouble())) {
      return inRange(number, column, text, cell.toDouble());
    }
    OptionalDouble value = Cells.number(text);
    if (value.isEmpty() && Cells.isMissing(text)) {
      noteMissing(number, column, text);
      return 0;
    }
    if (value.isEmpty()) {
      findings.add(
          () ->
              naming.row(
                  number,
                  columns.named(column) + " is " + Cells.shown(text) + ", which is not a number.",
                  CellAdvice.of(text, number, naming)));
      return 0;
    }
    digits.add(column, text, value.getAsDouble());
    return inRange(number, column, text, value.getAsDouble());
  }

  private double inRange(long number, int column, String text, double value) {
    boolean large = Math.abs(value) > Float.MAX_VALUE;
    if (large || value == 0 && Cells.isNonzero(text)) {
      findings.add(
          () ->
              naming.row(
                  number,
                  columns.named(column)
                      + " is "
                      + Cells.shown(text.isEmpty() ? String.valueOf(value) : text)
                      + (large ? ", too large for a float (3.4e38)." : ", too small for a double."),
                  large ? "scale the column." : "scale the column, or write 0."));
      return 0;
    }
    return value;
  }

  /** Readers of users' own may go on for ever. */
  private void checkMemory(long rows, int features) {
    double wanted = rows * (8.0 * features + BYTES_A_ROW);
    if (wanted > SHARE_OF_MEMORY * Runtime.getRuntime().maxMemory()) {
      throw new ProblemsException(
          List.of(
              naming.whole(
                  naming.name()
                      + " does not fit into the memory that Java has: "
                      + rows
                      + " rows of "
                      + features
                      + " features are not all of it.",
                  "take fewer rows, or give Java more memory (-Xmx).")));
    }
  }

  private static String text(Writable cell) {
    return cell.getType() == WritableType.Null ? "" : Cells.stripped(String.valueOf(cell));
  }

  private Contents contents(TableClasses classes, RecordSteps steps) {
    int features = rows.get(0).length;
    int[] origins = IntStream.of(steps.origins()).filter(i -> i != columns.label()).toArray();
    TableNotices notices = new TableNotices(naming, columns, rows, origins, digits, labels);
    InputShape shape = InputShape.tabular(features);
    float divisor = 1;
    if (options.shape().isPresent()) {
      Pixels pixels = new Pixels(options.shape().get(), naming);
      divisor = pixels.arrange(rows, notices);
      notices.ofImages();
      shape = options.shape().get().image();
    }
    return new Contents(
        shape,
        classes.names(),
        rows,
        classes.ranks(labelOf),
        divisor,
        notices,
        columns.named(columns.label()));
  }
}
