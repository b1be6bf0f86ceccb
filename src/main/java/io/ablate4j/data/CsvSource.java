package io.ablate4j.data;

import io.ablate4j.problem.Problem;
import io.ablate4j.problem.ProblemsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.InputStreamInputSplit;
import org.datavec.api.writable.Writable;

/**
 * A table of numbers with one column of classes, plain (UTF-8) or gzip, read with DataVec's
 * CSVRecordReader. Each other column is a feature. There are no test examples of its own: seeds
 * draw them from the rows.
 *
 * <p>Options: {@code path} (required), {@code labelColumn} (a name of the header or a number from
 * 0; the last column if not given), {@code header} (true or false, the default), {@code delimiter}
 * (one character or "tab"; a comma if not given).
 */
public final class CsvSource implements DatasetSource {
  private static final String LABEL_COLUMN = "labelColumn";
  private static final String HEADER = "header";
  private static final String DELIMITER = "delimiter";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** A table with a thousand bad cells has one mistake, not a thousand. */
  private static final int MOST_PROBLEMS = 20;

  /** For {@link java.util.ServiceLoader}. */
  public CsvSource() {}

  @Override
  public String id() {
    return "csv";
  }

  @Override
  public String description() {
    return "A table of your own: numbers and one column of classes (dataset.path names the file)";
  }

  @Override
  public Set<String> options() {
    return Set.of(DataFiles.PATH, LABEL_COLUMN, HEADER, DELIMITER);
  }

  /**
   * Reads the whole table.
   *
   * @throws ProblemsException with every problem: a missing or unreadable file, an option that does
   *     not fit, no rows, rows of different lengths, a missing or non-numeric cell (with file, line
   *     and column), one class only
   */
  @Override
  public DataPool open(DatasetSpec spec, DataFolders folders) {
    List<Problem> problems = new ArrayList<>();
    boolean header = header(spec, problems);
    char delimiter = delimiter(spec, problems);
    if (!problems.isEmpty()) {
      throw new ProblemsException(problems);
    }
    Path file = DataFiles.ownPath(spec, folders);
    byte[] bytes =
        DataFiles.read(file, problems).orElseThrow(() -> new ProblemsException(problems));
    List<Line> lines = lines(file, bytes, delimiter);
    if (lines.size() < (header ? 2 : 1)) {
      throw new ProblemsException(
          List.of(
              DataFiles.at(
                  file,
                  file.getFileName() + " has no rows" + (header ? " below its header." : "."),
                  "check dataset.path and dataset.header.")));
    }
    Columns columns = columns(spec, file, lines.get(0).cells(), header);
    TablePool pool =
        parse(file, lines.subList(header ? 1 : 0, lines.size()), columns, bytes, problems);
    if (!problems.isEmpty()) {
      throw new ProblemsException(shortened(file, problems));
    }
    return pool;
  }

  private static boolean header(DatasetSpec spec, List<Problem> problems) {
    String text = spec.options().getOrDefault(HEADER, "false");
    if (!text.equals("true") && !text.equals("false")) {
      problems.add(
          new Problem(
              Optional.of("dataset.header"),
              "dataset.header is \"" + text + "\", neither true nor false.",
              "write true if the first line holds the names of the columns."));
    }
    return text.equals("true");
  }

  private static char delimiter(DatasetSpec spec, List<Problem> problems) {
    String text = spec.options().getOrDefault(DELIMITER, ",");
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1 || text.equals("\"")) {
      problems.add(
          new Problem(
              Optional.of("dataset.delimiter"),
              "dataset.delimiter \"" + text + "\" is not one character that can part columns.",
              "use \",\", \";\" or \"tab\"."));
      return ',';
    }
    return text.charAt(0);
  }

  /** All lines but the empty ones. */
  private static List<Line> lines(Path file, byte[] bytes, char delimiter) {
    List<Line> lines = new ArrayList<>();
    try (CSVRecordReader reader = new CSVRecordReader(0, delimiter)) {
      // From memory, so that what is read is what was unpacked and hashed.
      reader.initialize(new InputStreamInputSplit(new ByteArrayInputStream(bytes)));
      for (int number = 1; reader.hasNext(); number++) {
        List<String> cells = new ArrayList<>();
        for (Writable cell : next(reader, file, number)) {
          cells.add(cell.toString().strip());
        }
        if (number == 1) {
          cells.set(0, withoutMark(cells.get(0)));
        }
        if (cells.size() > 1 || !cells.get(0).isEmpty()) {
          lines.add(new Line(number, List.copyOf(cells)));
        }
      }
    } catch (IOException e) {
      throw new ProblemsException(List.of(DataFiles.unreadable(file, e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + file + " was read", e);
    }
    return lines;
  }

  private static List<Writable> next(CSVRecordReader reader, Path file, int number) {
    try {
      return reader.next();
    } catch (RuntimeException e) {
      if (!(e.getCause() instanceof IOException)) {
        throw e;
      }
      // DataVec wraps what its parser says of a line: a quote that is not closed.
      throw new ProblemsException(
          List.of(
              new Problem(
                  Optional.of(file + ":" + number),
                  "Line "
                      + number
                      + " of "
                      + file.getFileName()
                      + " cannot be parsed: "
                      + e.getCause().getMessage()
                      + ".",
                  "close the quote in that line; a cell cannot go over several lines.")));
    }
  }

  private static String withoutMark(String cell) {
    return cell.startsWith(BYTE_ORDER_MARK) ? cell.substring(1).strip() : cell;
  }

  private static Columns columns(DatasetSpec spec, Path file, List<String> first, boolean header) {
    int count = first.size();
    if (count < 2) {
      throw new ProblemsException(
          List.of(
              DataFiles.at(
                  file,
                  "The first line of "
                      + file.getFileName()
                      + " is one column: \""
                      + first.get(0)
                      + "\".",
                  "set dataset.delimiter to the character between the columns.")));
    }
    List<String> names = header ? first : List.of();
    String wanted = spec.options().get(LABEL_COLUMN);
    if (wanted == null) {
      return new Columns(names, count, count - 1);
    }
    if (names.indexOf(wanted) != names.lastIndexOf(wanted)) {
      throw noLabelColumn(
          "dataset.labelColumn \"" + wanted + "\" is the name of two columns.",
          "give the number of the column instead, from 0.");
    }
    int index = names.contains(wanted) ? names.indexOf(wanted) : number(wanted);
    if (index < 0 || index >= count) {
      throw noLabelColumn(
          "dataset.labelColumn \""
              + wanted
              + "\" is no column of "
              + file.getFileName()
              + ", which has "
              + count
              + ".",
          header
              ? "use one of " + String.join(", ", names) + "."
              : "use a number from 0 to "
                  + (count - 1)
                  + ", or set dataset.header to true if the first line holds names.");
    }
    return new Columns(names, count, index);
  }

  private static ProblemsException noLabelColumn(String message, String advice) {
    return new ProblemsException(
        List.of(new Problem(Optional.of("dataset.labelColumn"), message, advice)));
  }

  /** The column number that {@code text} is, or -1. */
  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static TablePool parse(
      Path file, List<Line> lines, Columns columns, byte[] bytes, List<Problem> problems) {
    int features = columns.count() - 1;
    if ((long) lines.size() * features > Integer.MAX_VALUE) {
      throw new ProblemsException(
          List.of(
              DataFiles.at(
                  file,
                  lines.size() + " rows of " + features + " features do not fit into one array.",
                  "take fewer rows.")));
    }
    float[] values = new float[lines.size() * features];
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < lines.size(); row++) {
      Line line = lines.get(row);
      if (line.cells().size() != columns.count()) {
        problems.add(
            at(
                file,
                line,
                "the row has "
                    + line.cells().size()
                    + " columns, the first line has "
                    + columns.count()
                    + ".",
                "complete the row, or quote a cell that holds the delimiter."));
        continue;
      }
      int feature = row * features;
      for (int column = 0; column < columns.count(); column++) {
        String cell = line.cells().get(column);
        if (cell.isEmpty()) {
          problems.add(
              at(
                  file,
                  line,
                  columns.named(column) + " is missing.",
                  "fill it in, or leave out the row."));
        }
        if (column == columns.label()) {
          labels.add(cell);
        } else {
          values[feature++] = value(file, line, columns.named(column), cell, problems);
        }
      }
    }
    List<String> classes = sorted(labels);
    if (problems.isEmpty()) {
      checkClasses(file, columns, classes, labels.size(), problems);
    }
    Map<String, Integer> index = new HashMap<>();
    classes.forEach(name -> index.put(name, index.size()));
    int[] classOf = labels.stream().mapToInt(index::get).toArray();
    return new TablePool(InputShape.tabular(features), classes, values, classOf, bytes);
  }

  /** The cell's value; 0 and a problem more if it has none, 0 if it is empty. */
  private static float value(
      Path file, Line line, String column, String cell, List<Problem> problems) {
    if (cell.isEmpty()) {
      return 0;
    }
    Optional<BigDecimal> number = decimal(cell);
    if (number.isEmpty()) {
      problems.add(
          at(
              file,
              line,
              column + " is \"" + cell + "\", which is not a number.",
              line.number() == 1
                  ? "set dataset.header to true if the first line holds the names of the columns."
                  : "give each feature as a number, categories as columns of 0 and 1."));
      return 0;
    }
    float value = number.get().floatValue();
    if (!Float.isFinite(value)) {
      problems.add(
          at(
              file,
              line,
              column + " is \"" + cell + "\", too large for a float (3.4e38).",
              "scale the column."));
      return 0;
    }
    return value;
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty(); // the caller tells which cell, or takes the text as text
    }
  }

  /** The different labels, by value if all are numbers, otherwise as text. */
  private static List<String> sorted(Collection<String> labels) {
    SortedSet<String> classes = new TreeSet<>(labels);
    Comparator<String> order = Comparator.naturalOrder();
    if (classes.stream().allMatch(label -> decimal(label).isPresent())) {
      order = Comparator.<String, BigDecimal>comparing(BigDecimal::new).thenComparing(order);
    }
    return classes.stream().sorted(order).toList();
  }

  private static void checkClasses(
      Path file, Columns columns, List<String> classes, int rows, List<Problem> problems) {
    if (classes.size() == 1) {
      problems.add(
          DataFiles.at(
              file,
              "All "
                  + rows
                  + " rows have \""
                  + classes.get(0)
                  + "\" in "
                  + columns.named(columns.label())
                  + ", so there is nothing to tell apart.",
              "set dataset.labelColumn to the column that holds the classes."));
    } else if (rows >= 20 && classes.size() > rows / 2) {
      problems.add(
          DataFiles.at(
              file,
              columns.named(columns.label())
                  + " has "
                  + classes.size()
                  + " different values in "
                  + rows
                  + " rows, which is a measurement rather than a class.",
              "set dataset.labelColumn to the column that holds the classes."));
    }
  }

  private static List<Problem> shortened(Path file, List<Problem> problems) {
    if (problems.size() <= MOST_PROBLEMS) {
      return problems;
    }
    List<Problem> first = new ArrayList<>(problems.subList(0, MOST_PROBLEMS));
    first.add(
        DataFiles.at(
            file, "There are " + (problems.size() - MOST_PROBLEMS) + " problems more.", ""));
    return first;
  }

  private static Problem at(Path file, Line line, String message, String advice) {
    return new Problem(
        Optional.of(file + ":" + line.number()),
        "In line " + line.number() + " of " + file.getFileName() + ", " + message,
        advice);
  }

  /**
   * @param number from 1, as editors count
   */
  private record Line(int number, List<String> cells) {}

  /**
   * @param names of the header; empty if there is none
   * @param label index of the column of classes
   */
  private record Columns(List<String> names, int count, int label) {
    String named(int column) {
      return "column " + column + (names.isEmpty() ? "" : " (" + names.get(column) + ")");
    }
  }
}
