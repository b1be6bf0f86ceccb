package io.ablate4j.export;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * How all tables are written: RFC 4180 with LF line ends, UTF-8, a point in numbers whatever the
 * locale, an empty cell for what is undefined, an apostrophe before what is text and begins like a
 * formula; the one sign of an absent level is none.
 */
final class CsvTable {
  /** What a spreadsheet would take for a formula, also in full width: it gets an apostrophe. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private static final CSVFormat PLAIN = format(QuoteMode.MINIMAL);
  private static final CSVFormat QUOTED = format(QuoteMode.ALL);

  private CsvTable() {}

  /** Writes rows, the header the first of them. */
  static void write(Path file, List<List<String>> rows) throws IOException {
    write(file, rows.stream());
  }

  /** The same of rows that are made while they are written. */
  static void write(Path file, Stream<List<String>> rows) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (Iterator<List<String>> each = rows.iterator(); each.hasNext(); ) {
        boolean first = true;
        for (String cell : each.next()) {
          if (isLikeFormula(cell)) {
            QUOTED.print("'" + cell, out, first);
          } else {
            PLAIN.print(cell, out, first);
          }
          first = false;
        }
        PLAIN.println(out);
      }
    }
  }

  private static boolean isLikeFormula(String cell) {
    return !cell.isEmpty()
        && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0
        && !cell.equals(Cell.ABSENT)
        && !isNumber(cell);
  }

  /** A negative number is data, not a formula. */
  private static boolean isNumber(String cell) {
    return cell.matches("-([0-9]+(\\.[0-9]+)?(E-?[0-9]+)?|Infinity)");
  }

  /** A number, or the empty cell of one that is undefined. */
  static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  /** As Java writes it, which reads back to the same bits; whole numbers without a fraction. */
  static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    // -0.0 has no whole-number spelling that reads back as itself.
    return whole && (value != 0 || 1 / value > 0)
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** Of a metric that not every study has; no factor and no other column is called so. */
  static String column(ContrastMetric metric) {
    String prefix = metric.isProbe() || !metric.isOfClass() ? "" : "metric:";
    return (prefix + metric.word()).replace(':', '_').replace('-', '_');
  }

  private static CSVFormat format(QuoteMode mode) {
    return CSVFormat.RFC4180.builder().setRecordSeparator('\n').setQuoteMode(mode).get();
  }
}
