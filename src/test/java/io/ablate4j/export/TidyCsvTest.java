package io.ablate4j.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ablate4j.analysis.CellSummary;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.analysis.TrialSummary;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.hypothesis.TrialMetrics;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.StudyRecord.ProbeRecord;
import io.ablate4j.trial.TimingRound;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TidyCsvTest {
  @TempDir private Path folder;
  private final SyntheticStudy rows = new SyntheticStudy.Builder().build();
  private final StudyAnalysis analysis = rows.analysis();

  private static List<CSVRecord> read(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file);
        CSVParser parser =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(in)) {
      return parser.getRecords();
    }
  }

  @Test
  void the_headers_are_those_promised() throws IOException {
    TidyCsv.write(analysis, rows.results(), folder);
    assertThat(Files.readAllLines(folder.resolve("trials.csv")).get(0))
        .isEqualTo(
            "trial_key,study,model,regularization,batch_size,learning_rate,seed,outcome,epochs,"
                + "steps,train_accuracy,train_loss,validation_accuracy,validation_loss,test_accuracy,"
                + "test_loss,test_balanced_accuracy,test_macro_f1,gap_accuracy,gap_loss,gap_accuracy_best_epoch,gap_loss_best_epoch,"
                + "gap_accuracy_matched_loss,gap_loss_matched_loss,best_epoch,steps_to_target,"
                + "steps_to_easier_target,steps_to_harder_target,step_millis,images_per_second,trainable_parameters,train_seconds"
                + TrialMetrics.contrasts().stream()
                    .map(metric -> "," + CsvTable.column(metric))
                    .collect(Collectors.joining())
                + ",native_build");
    assertThat(Files.readAllLines(folder.resolve("epochs.csv")).get(0))
        .isEqualTo("trial_key,epoch,step,split,metric,value");
  }

  @Test
  void numbers_read_back_to_the_bits_of_the_rows() throws IOException {
    TidyCsv.write(analysis, rows.results(), folder.resolve("new/folder"));
    List<CSVRecord> records = read(folder.resolve("new/folder/trials.csv"));
    assertThat(records).hasSize(rows.planned().size());
    for (int i = 0; i < records.size(); i++) {
      TrialSummary row = analysis.trials().get(i);
      CSVRecord line = records.get(i);
      assertThat(line.get("trial_key")).isEqualTo(row.planned().key().sha256());
      assertThat(line.get("outcome")).isEqualTo(row.outcomeWord());
      for (TrialColumn column : TrialColumn.values()) {
        if (row.value(column).isPresent()) {
          assertThat(Double.parseDouble(line.get(column.word())))
              .isEqualTo(row.value(column).getAsDouble());
        } else {
          assertThat(line.get(column.word())).isEmpty();
        }
      }
    }
  }

  @Test
  void probes_have_columns_in_the_trials_and_cells_and_lines_in_the_contrasts() throws IOException {
    SyntheticStudy probed =
        new SyntheticStudy.Builder()
            .probes(new ProbeRecord("dead-units", "share", false, .005, "what is dead"))
            .build();
    StudyAnalysis seen = probed.analysis();
    TidyCsv.write(seen, probed.results(), folder);
    List<CSVRecord> trials = read(folder.resolve("trials.csv"));
    for (int i = 0; i < trials.size(); i++) {
      assertThat(trials.get(i).get("probe_dead_units"))
          .isEqualTo(CsvTable.number(seen.trials().get(i).value(seen.probes().get(0))));
    }
    assertThat(trials)
        .filteredOn(line -> line.get("outcome").equals("completed"))
        .allSatisfy(line -> assertThat(line.get("probe_dead_units")).isNotEmpty());
    for (CSVRecord cell : read(folder.resolve("cells.csv"))) {
      double[] own =
          trials.stream()
              .filter(t -> t.get("model").equals(cell.get("model")))
              .filter(t -> t.get("regularization").equals(cell.get("regularization")))
              .filter(t -> t.get("batch_size").equals(cell.get("batch_size")))
              .map(t -> t.get("probe_dead_units"))
              .filter(value -> !value.isEmpty())
              .mapToDouble(Double::parseDouble)
              .toArray();
      assertThat(cell.get("probe_dead_units_n")).isEqualTo(Integer.toString(own.length));
      assertThat(Double.parseDouble(cell.get("probe_dead_units_mean")))
          .isCloseTo(Arrays.stream(own).average().orElseThrow(), within(1e-12));
    }
    // 3 arms against none: in 4 contexts, over 2 models, and over the whole grid.
    assertThat(read(folder.resolve("contrasts.csv")))
        .filteredOn(line -> line.get("metric").equals("probe:dead-units"))
        .hasSize(3 * (4 + 2 + 1));
  }

  @Test
  void every_measurement_is_a_line_of_the_epochs_even_nan() throws IOException {
    TidyCsv.write(analysis, rows.results(), folder);
    List<CSVRecord> records = read(folder.resolve("epochs.csv"));
    assertThat(records)
        .hasSize(rows.results().stream().mapToInt(r -> r.measurements().size()).sum());
    assertThat(records.get(2).toMap())
        .containsEntry("epoch", "2")
        .containsEntry("step", "20")
        .containsEntry("split", "train")
        .containsEntry("metric", "accuracy")
        .containsEntry("value", "0.1");
    assertThat(records.get(3).toMap())
        .containsEntry("metric", "loss")
        .containsEntry("value", "NaN");
  }

  @Test
  void contrasts_hypotheses_and_timing_rounds_have_a_line_each() throws IOException {
    Hypothesis hypothesis =
        new Hypothesis(
            "h",
            "a claim, with a comma",
            "f",
            List.of(
                new Prediction(
                    new Prediction.Pair("regularization", "both", "none"),
                    ContrastMetric.TEST_ACCURACY,
                    Expectation.HIGHER,
                    .005,
                    Map.of(),
                    Optional.empty())));
    TimingRound round =
        new TimingRound(
            rows.planned().get(0).cell(), TimingRound.Layout.ONE_THREAD, 1, 2.5, .1, true);
    StudyAnalysis whole =
        StudyAnalysis.of(
            new StudyRows(
                rows.study(),
                new Registration(
                    List.of(hypothesis),
                    "now",
                    "before",
                    3,
                    Registration.Scope.BASIS,
                    List.of(
                        new Registration.Change(
                            hypothesis.family(), hypothesis.id(), "target from 0.9 to 0.8"))),
                rows.planned(),
                rows.results(),
                List.of(round)));
    TidyCsv.write(whole, rows.results(), folder);
    List<CSVRecord> contrasts = read(folder.resolve("contrasts.csv"));
    assertThat(contrasts).hasSameSizeAs(whole.effects());
    for (int i = 0; i < contrasts.size(); i++) {
      OptionalDouble value = whole.effects().get(i).contrast().effect().value();
      assertThat(contrasts.get(i).get("effect")).isEqualTo(CsvTable.number(value));
      assertThat(contrasts.get(i).get("metric"))
          .isEqualTo(whole.effects().get(i).contrast().metric().word());
    }
    assertThat(read(folder.resolve("hypotheses.csv")))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.toMap())
                    .containsEntry("claim", "a claim, with a comma")
                    .containsEntry("trend_per", "")
                    .containsEntry("written_down", "exploratory")
                    .containsEntry("changes", line.get("id") + ": target from 0.9 to 0.8")
                    .containsEntry("seeds_beforehand", "3")
                    .containsEntry("verdict", "insufficient data")
                    .containsEntry("seeds_for_a_verdict", "6"));
    assertThat(Files.readAllLines(folder.resolve("timing.csv")))
        .containsExactly(
            "model,regularization,batch_size,learning_rate,epochs,layout,round,step_millis,"
                + "foreign_load,disturbed,beside_others",
            "cnn,both,64,0.001,4,one-thread,1,2.5,0.1,true,false");
  }

  @Test
  void a_trend_says_with_what_its_slope_is_a_change() throws IOException {
    List<Prediction> parts =
        Stream.of(TrendScale.LOG2, TrendScale.linear(.1), TrendScale.linear(1))
            .map(
                scale ->
                    new Prediction(
                        new Prediction.Pair("regularization", "both", "none"),
                        ContrastMetric.TEST_ACCURACY,
                        Expectation.HIGHER,
                        .005,
                        Map.of(),
                        Optional.of(
                            new Prediction.Across.Trend(
                                "batchSize", rows.study().factors().get("batchSize"), scale))))
            .toList();
    Hypothesis hypothesis = new Hypothesis("h", "a claim", "f", parts);
    Registration registration =
        new Registration(List.of(hypothesis), "a", "a", 3, Registration.Scope.BASIS, List.of());
    TidyCsv.write(
        StudyAnalysis.of(
            new StudyRows(rows.study(), registration, rows.planned(), rows.results(), List.of())),
        rows.results(),
        folder);
    List<CSVRecord> lines = read(folder.resolve("hypotheses.csv"));
    assertThat(lines)
        .extracting(line -> line.get("trend_per"))
        .containsExactly("doubling", "0.1", "unit");
    assertThat(10 * Double.parseDouble(lines.get(1).get("effect")))
        .isCloseTo(Double.parseDouble(lines.get(2).get("effect")), within(1e-12));
  }

  @Test
  void each_cell_has_a_line_with_counts_and_means() throws IOException {
    TidyCsv.write(analysis, rows.results(), folder);
    List<CSVRecord> cells = read(folder.resolve("cells.csv"));
    assertThat(cells).hasSameSizeAs(analysis.cells());
    for (int i = 0; i < cells.size(); i++) {
      CellSummary cell = analysis.cells().get(i);
      assertThat(cells.get(i).toMap())
          .containsEntry("regularization", cell.cell().level("regularization"))
          .containsEntry("diverged", Integer.toString(cell.diverged()))
          .containsEntry("failed", Integer.toString(cell.failed()))
          .containsEntry(
              "test_accuracy_mean", CsvTable.number(cell.spread(TrialColumn.TEST_ACCURACY).mean()))
          .containsEntry(
              "restricted_steps_main",
              CsvTable.number(analysis.reach().get(i).restrictedMean().value()))
          .containsEntry("step_millis_one_thread", "");
    }
  }

  @Test
  void failed_and_not_run_trials_keep_their_lines() throws IOException {
    TidyCsv.write(analysis, rows.results(), folder);
    assertThat(read(folder.resolve("trials.csv")))
        .extracting(line -> line.get("outcome"))
        .startsWith("diverged", "failed", "not run", "completed");
  }

  @Test
  void the_bytes_do_not_depend_on_the_locale_and_have_no_carriage_return() throws IOException {
    TidyCsv.write(analysis, rows.results(), folder.resolve("a"));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      TidyCsv.write(analysis, rows.results(), folder.resolve("b"));
    } finally {
      Locale.setDefault(before);
    }
    for (String file : TidyCsv.FILES) {
      byte[] bytes = Files.readAllBytes(folder.resolve("a").resolve(file));
      assertThat(bytes).isEqualTo(Files.readAllBytes(folder.resolve("b").resolve(file)));
      assertThat(bytes).doesNotContain('\r').endsWith('\n');
    }
  }

  @Test
  void names_keep_their_text_and_formula_like_ones_get_an_apostrophe() throws IOException {
    SyntheticStudy hostile =
        new SyntheticStudy.Builder()
            .name("=1+1")
            .models("a,\"b\"\nc", "@héß 🎉")
            .regularizations("-x", "+1")
            .build();
    TidyCsv.write(hostile.analysis(), hostile.results(), folder);
    List<CSVRecord> records = read(folder.resolve("trials.csv"));
    assertThat(records.get(0).get("study")).isEqualTo("'=1+1");
    assertThat(records.get(0).get("model")).isEqualTo("'@héß 🎉");
    assertThat(records).extracting(line -> line.get("model")).contains("a,\"b\"\nc");
    assertThat(Files.readString(folder.resolve("trials.csv")))
        .contains(",\"'=1+1\",\"'@héß 🎉\",\"'+1\",")
        .contains(",\"'-x\",");
  }

  @Test
  void an_absent_level_is_written_plainly_and_what_only_begins_like_it_is_guarded()
      throws IOException {
    List<String> row =
        List.of("-", "a", "-", "-1+1", "--", "- ", "-x", "=", "+", "@", "\uff0d", "-1", "-2.5E-7");
    Path file = folder.resolve("signs.csv");
    CsvTable.write(file, List.of(row, List.of("a", "-", "-1", "=1+1")));
    List<String> guarded =
        List.of(
            "-", "a", "-", "'-1+1", "'--", "'- ", "'-x", "'=", "'+", "'@", "'\uff0d", "-1",
            "-2.5E-7");
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
      assertThat(parser.getRecords().get(0).toList()).isEqualTo(guarded);
    }
    assertThat(Files.readAllLines(file).get(1)).isEqualTo("a,-,-1,\"'=1+1\"");
  }

  @Test
  void whole_numbers_have_no_fraction_and_the_rest_is_as_java_writes_it() {
    assertThat(CsvTable.number(300)).isEqualTo("300");
    assertThat(CsvTable.number(-2)).isEqualTo("-2");
    assertThat(CsvTable.number(0)).isEqualTo("0");
    assertThat(CsvTable.number(-0.0)).isEqualTo("-0.0");
    assertThat(CsvTable.number(.1)).isEqualTo("0.1");
    assertThat(CsvTable.number(1e-4)).isEqualTo("1.0E-4");
    assertThat(CsvTable.number(1e300)).isEqualTo("1.0E300");
    assertThat(CsvTable.number(Double.NaN)).isEqualTo("NaN");
  }
}
