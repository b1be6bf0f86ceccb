package io.ablate4j.export;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Six tables, and one of tuning trials if there are any, one observation a line: RFC 4180 with LF
 * line ends, UTF-8, a point in numbers whatever the locale.
 *
 * <p>An undefined number is an empty cell. In {@code epochs.csv}, which holds what was measured as
 * it was measured, a diverged trial's NaN and Infinity are written so.
 */
public final class TidyCsv {
  /** A row a planned trial, in plan order. */
  public static final String TRIALS = "trials.csv";

  /** A row a measurement; by trial in plan order, then epoch, step, metric and split. */
  public static final String EPOCHS = "epochs.csv";

  /** A row a cell, in the study's order. */
  public static final String CELLS = "cells.csv";

  /** A row a contrast that the grid allows and metric. */
  public static final String CONTRASTS = "contrasts.csv";

  /** A row a part of a hypothesis, in the study's order; without hypotheses the header alone. */
  public static final String HYPOTHESES = "hypotheses.csv";

  /** A row a round of the timing pass, cell and layout; without one the header alone. */
  public static final String TIMING = "timing.csv";

  /** A row a tuning trial, in plan order; only of a study that tunes a factor. */
  public static final String TUNING = "tuning.csv";

  /** All files that every study has, in the order in which they are reported. */
  public static final List<String> FILES =
      List.of(TRIALS, EPOCHS, CELLS, CONTRASTS, HYPOTHESES, TIMING);

  private static final List<String> TIMING_HEADER =
      List.of("layout", "round", "step_millis", "foreign_load", "disturbed", "beside_others");
  private static final List<String> EPOCHS_HEADER =
      List.of("trial_key", "epoch", "step", "split", "metric", "value");

  private TidyCsv() {}

  /**
   * Writes all files, replacing what was there.
   *
   * @param results those that {@code analysis} was made of; ones it did not plan are left out
   * @param directory created if missing
   * @return the names of the files
   * @throws IOException if it cannot be written to
   */
  public static List<String> write(
      StudyAnalysis analysis, List<TrialResult> results, Path directory) throws IOException {
    Files.createDirectories(directory);
    CsvTable.write(directory.resolve(TRIALS), trialRows(analysis));
    CsvTable.write(directory.resolve(EPOCHS), epochRows(analysis, results));
    CsvTable.write(directory.resolve(CELLS), CellRows.of(analysis));
    CsvTable.write(directory.resolve(CONTRASTS), ContrastRows.of(analysis));
    CsvTable.write(directory.resolve(HYPOTHESES), HypothesisRows.of(analysis));
    CsvTable.write(directory.resolve(TIMING), timingRows(analysis));
    if (analysis.tuned().hasSeeds()) {
      CsvTable.write(directory.resolve(TUNING), TuningRows.of(analysis, results));
      List<String> files = new ArrayList<>(FILES);
      files.add(TUNING);
      return files;
    }
    return FILES;
  }

  private static List<List<String>> trialRows(StudyAnalysis analysis) {
    List<List<String>> rows = new ArrayList<>();
    List<String> factors = FactorColumns.notMeasured(analysis);
    List<String> header = new ArrayList<>(List.of("trial_key", "study"));
    factors.stream().map(Roles::column).forEach(header::add);
    header.addAll(List.of("seed", "outcome"));
    Arrays.stream(TrialColumn.values()).map(TrialColumn::word).forEach(header::add);
    analysis.further().stream().map(CsvTable::column).forEach(header::add);
    header.add("native_build");
    rows.add(header);
    for (TrialSummary trial : analysis.trials()) {
      Cell cell = trial.planned().cell();
      List<String> row = new ArrayList<>();
      row.add(trial.planned().key().sha256());
      row.add(analysis.study().name());
      row.addAll(FactorColumns.levels(cell, factors));
      row.add(Long.toString(trial.planned().seed()));
      row.add(trial.outcomeWord());
      for (TrialColumn column : TrialColumn.values()) {
        row.add(CsvTable.number(trial.value(column)));
      }
      for (ContrastMetric metric : analysis.further()) {
        row.add(CsvTable.number(trial.value(metric)));
      }
      row.add(trial.provenance().map(Provenance::nativeBuild).orElse(""));
      rows.add(row);
    }
    return rows;
  }

  private static List<List<String>> timingRows(StudyAnalysis analysis) {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(FactorColumns.heads(analysis));
    header.addAll(TIMING_HEADER);
    rows.add(header);
    List<String> factors = FactorColumns.factors(analysis);
    for (TimingRound round : analysis.rounds()) {
      List<String> row = new ArrayList<>(FactorColumns.levels(round.cell(), factors));
      row.addAll(
          List.of(
              round.layout().word(),
              Integer.toString(round.round()),
              CsvTable.number(round.stepMillis()),
              CsvTable.number(round.foreignLoad()),
              Boolean.toString(round.disturbed()),
              Boolean.toString(round.besideOthers())));
      rows.add(row);
    }
    return rows;
  }

  /** A trial at a time: a large store has millions of them. */
  private static Stream<List<String>> epochRows(StudyAnalysis analysis, List<TrialResult> results) {
    Map<TrialKey, TrialResult> byKey = new HashMap<>();
    results.forEach(result -> byKey.put(result.key(), result));
    return Stream.concat(
        Stream.of(EPOCHS_HEADER),
        analysis.trials().stream()
            .map(trial -> byKey.get(trial.planned().key()))
            .filter(Objects::nonNull)
            .flatMap(TidyCsv::epochRows));
  }

  private static Stream<List<String>> epochRows(TrialResult result) {
    return result.measurements().stream()
        .sorted(
            Comparator.comparingInt(Measurement::epoch)
                .thenComparingInt(Measurement::step)
                .thenComparing(Measurement::metric)
                .thenComparing(Measurement::split))
        .map(
            m ->
                List.of(
                    result.key().sha256(),
                    Integer.toString(m.epoch()),
                    Integer.toString(m.step()),
                    m.split().word(),
                    m.metric().word(),
                    CsvTable.number(m.value())));
  }
}
