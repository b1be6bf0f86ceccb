package io.ablate4j.export;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * Two tables, one observation a line: RFC 4180 with LF line ends, UTF-8, a point in numbers
 * whatever the locale.
 *
 * <p>An undefined number is an empty cell. In {@code epochs.csv}, which holds what was measured as
 * it was measured, a diverged trial's NaN and Infinity are written so.
 */
public final class TidyCsv {
  /** A row a planned trial, in plan order. */
  public static final String TRIALS = "trials.csv";

  /** A row a measurement; by trial in plan order, then epoch, step, metric and split. */
  public static final String EPOCHS = "epochs.csv";

  /** What a spreadsheet would take for a formula; the text stays, quoted. */
  private static final String FORMULA_STARTS = "=+-@";

  private static final CSVFormat PLAIN = format(QuoteMode.MINIMAL);
  private static final CSVFormat QUOTED = format(QuoteMode.ALL);
  private static final List<String> EPOCHS_HEADER =
      List.of("trial_key", "epoch", "step", "split", "metric", "value");

  private TidyCsv() {}

  /**
   * Writes both files, replacing what was there.
   *
   * @param results those that {@code analysis} was made of; ones it did not plan are left out
   * @param directory created if missing
   * @throws IOException if it cannot be written to
   */
  public static void write(StudyAnalysis analysis, List<TrialResult> results, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    writeRows(directory.resolve(TRIALS), trialRows(analysis));
    writeRows(directory.resolve(EPOCHS), epochRows(analysis, results));
  }

  private static List<List<String>> trialRows(StudyAnalysis analysis) {
    List<List<String>> rows = new ArrayList<>();
    List<String> header =
        new ArrayList<>(
            List.of(
                "trial_key",
                "study",
                "model",
                "regularization",
                "batch_size",
                "learning_rate",
                "seed",
                "outcome"));
    Arrays.stream(TrialColumn.values()).map(TrialColumn::word).forEach(header::add);
    header.add("native_build");
    rows.add(header);
    for (TrialSummary trial : analysis.trials()) {
      Cell cell = trial.planned().cell();
      List<String> row = new ArrayList<>();
      row.add(trial.planned().key().sha256());
      row.add(analysis.study().name());
      row.add(cell.model());
      row.add(cell.regularization());
      row.add(Integer.toString(cell.batchSize()));
      row.add(number(cell.learningRate()));
      row.add(Long.toString(trial.planned().seed()));
      row.add(trial.outcomeWord());
      for (TrialColumn column : TrialColumn.values()) {
        OptionalDouble value = trial.value(column);
        row.add(value.isPresent() ? number(value.getAsDouble()) : "");
      }
      row.add(trial.provenance().map(Provenance::nativeBuild).orElse(""));
      rows.add(row);
    }
    return rows;
  }

  private static List<List<String>> epochRows(StudyAnalysis analysis, List<TrialResult> results) {
    Map<TrialKey, TrialResult> byKey = new HashMap<>();
    results.forEach(result -> byKey.put(result.key(), result));
    List<List<String>> rows = new ArrayList<>();
    rows.add(EPOCHS_HEADER);
    for (TrialSummary trial : analysis.trials()) {
      TrialKey key = trial.planned().key();
      TrialResult result = byKey.get(key);
      if (result == null) {
        continue;
      }
      result.measurements().stream()
          .sorted(
              Comparator.comparingInt(Measurement::epoch)
                  .thenComparingInt(Measurement::step)
                  .thenComparing(Measurement::metric)
                  .thenComparing(Measurement::split))
          .forEach(
              m ->
                  rows.add(
                      List.of(
                          key.sha256(),
                          Integer.toString(m.epoch()),
                          Integer.toString(m.step()),
                          m.split().word(),
                          m.metric().word(),
                          number(m.value()))));
    }
    return rows;
  }

  private static void writeRows(Path file, List<List<String>> rows) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (List<String> row : rows) {
        boolean first = true;
        for (String cell : row) {
          boolean quoted = !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
          (quoted && !isNumber(cell) ? QUOTED : PLAIN).print(cell, out, first);
          first = false;
        }
        PLAIN.println(out);
      }
    }
  }

  /** A negative number is data, not a formula. */
  private static boolean isNumber(String cell) {
    return cell.matches("-([0-9]+(\\.[0-9]+)?(E-?[0-9]+)?|Infinity)");
  }

  /** As Java writes it, which reads back to the same bits; whole numbers without a fraction. */
  static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    // -0.0 has no whole-number spelling that reads back as itself.
    return whole && (value != 0 || 1 / value > 0)
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static CSVFormat format(QuoteMode mode) {
    return CSVFormat.RFC4180.builder().setRecordSeparator('\n').setQuoteMode(mode).get();
  }
}
