package io.ablate4j.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.figure.Figure;
import io.ablate4j.figure.Table;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord.ModelSummary;
import io.ablate4j.trial.StudyRecord.ProbeRecord;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbeSectionTest {
  private static final int SEEDS = 6;
  private static final int LAST = 124;

  private static ProbeRecord record(String name, String scale) {
    return new ProbeRecord(name, scale, true, .05, "number of " + name);
  }

  /** Batch norm has twice of what none has. */
  private static List<Measurement> readings(boolean isNone) {
    double times = isNone ? 1 : 2;
    List<Measurement> all = new ArrayList<>();
    for (int step : new int[] {0, 1, 10, LAST}) {
      all.add(reading("norm.first", step, times * (1 + step) / 1000));
      for (String layer : List.of("conv1", "conv10", "conv2")) {
        // Behind batch norm the ReLU is a layer of its own.
        boolean apart = layer.equals("conv2") && !isNone;
        all.add(reading("norm." + layer + (apart ? "-relu" : ""), step, 3 * times));
      }
    }
    int column = 1;
    for (String mode : List.of("batch-on", "batch-off", "running-on", "running-off")) {
      all.add(reading("modes." + mode, LAST, .1 * times * column++));
    }
    all.add(reading("mc-dropout.k5", LAST, .25 * times));
    all.add(reading("mc-dropout.scaling", LAST, .375 * times));
    all.add(reading("mc-dropout.scaling-loss", LAST, 1.5 * times));
    all.add(reading("mc-dropout.k5-ece", LAST, .03 * times));
    all.add(reading("mc-dropout.scaling-ece", LAST, .125 * times));
    return all;
  }

  private static Measurement reading(String name, int step, double value) {
    return new Measurement(Metric.ofProbe(name), Split.TRAIN, 1, step, value);
  }

  private static Section section() {
    SyntheticStudy study =
        new SyntheticStudy.Builder()
            .models("mlp")
            .regularizations("none", "batch-norm")
            .batchSizes(16)
            .seeds(SEEDS)
            .epochs(1)
            .withoutMishaps()
            .probes(
                record("norm.first", "ratio"),
                record("modes.batch-on", "share"),
                record("modes.batch-off", "share"),
                record("modes.running-on", "share"),
                record("modes.running-off", "share"),
                record("mc-dropout.k5", "share"),
                record("mc-dropout.scaling", "share"),
                record("mc-dropout.scaling-loss", "nats"),
                record("mc-dropout.k5-ece", "share"),
                record("mc-dropout.scaling-ece", "share"))
            .build();
    Map<?, PlannedTrial> planned =
        study.planned().stream().collect(Collectors.toMap(PlannedTrial::key, Function.identity()));
    List<TrialResult> results =
        study.results().stream()
            .map(
                result -> {
                  List<Measurement> all = new ArrayList<>(result.measurements());
                  all.removeIf(m -> m.metric().probe().isPresent());
                  all.addAll(readings(planned.get(result.key()).cell().arm().equals("none")));
                  return new TrialResult(result.key(), result.outcome(), all, result.provenance());
                })
            .toList();
    return ProbeSection.of(
            FigureInputs.of(
                StudyAnalysis.of(
                    Records.like(study.study())
                        .models(
                            List.of(
                                network("none", "conv10: conv", "conv1: conv", "conv2: conv"),
                                network("batch-norm", "conv10: conv", "conv1: conv", "x: x")))
                        .record(),
                    study.planned(),
                    results)))
        .orElseThrow();
  }

  private static List<String> heads(Table table) {
    return table.columns().stream().map(Table.Column::head).toList();
  }

  private static List<List<String>> cells(Table table) {
    return table.rows().stream().map(Table.Row::cells).toList();
  }

  @Test
  void a_study_without_probes_has_no_such_section() {
    assertThat(ProbeSection.of(FigureInputs.of(new SyntheticStudy.Builder().build().analysis())))
        .isEmpty();
  }

  @Test
  void a_reading_is_drawn_by_step_against_the_control_and_layer_by_layer_in_their_order() {
    List<Figure> figures = section().figures();
    assertThat(figures)
        .extracting(Figure::id)
        .containsExactly("fig-probe-norm--first", "fig-probed-norm--first", "fig-layers-norm");
    Figure bySteps = figures.get(0);
    assertThat(heads(bySteps.data())).endsWith("0", "1", "10", "124");
    assertThat(cells(bySteps.data()).get(1))
        .containsExactly("mlp, batch 16", "batch-norm", "0.00200", "0.00400", "0.0220", "0.250");
    assertThat(bySteps.panels().get(0).svg()).contains(">0</text>", ">10</text>");
    assertThat(figures.get(2).panels())
        .extracting(Figure.Panel::title)
        .containsExactly("mlp, batch 16, conv10", "mlp, batch 16, conv1", "mlp, batch 16, conv2");
    assertThat(cells(figures.get(2).data()))
        .contains(
            List.of("mlp, batch 16, conv2", "none", "3.00", "3.00", "3.00", "3.00"),
            List.of("mlp, batch 16, conv2", "batch-norm", "6.00", "6.00", "6.00", "6.00"),
            List.of("mlp, batch 16, conv10", "batch-norm", "6.00", "6.00", "6.00", "6.00"));
  }

  /** The second arm puts a layer between, and has one at the end that the first has not. */
  @Test
  void layers_stand_as_the_network_computes_them_and_unknown_ones_last() {
    LayerOrder order =
        new LayerOrder(
            List.of(
                network("none", "stem: conv 3x3", "b-3x3: conv", "a-1x1: conv", "dense1: dense"),
                network("bn", "stem: conv", "stem-bn: batch norm", "b-3x3: conv", "aa: conv")));
    assertThat(
            Stream.of("x10", "dense1", "aa", "a-1x1", "x9", "stem-bn", "b-3x3", "stem")
                .sorted(order))
        .containsExactly("stem", "stem-bn", "b-3x3", "aa", "a-1x1", "dense1", "x9", "x10");
  }

  private static ModelSummary network(String arm, String... layers) {
    return new ModelSummary("mlp", arm, List.of(layers), 1);
  }

  @Test
  void each_reading_stands_at_the_end_beside_its_contrast() {
    List<Table> tables = section().tables();
    assertThat(heads(tables.get(0)))
        .endsWith("Regularization", "Reading", "At the end", "Seeds", "Against none");
    assertThat(cells(tables.get(0)))
        .containsExactly(
            List.of("mlp", "16", "none", "first", "0.125", "6", ""),
            List.of("mlp", "16", "batch-norm", "first", "0.250", "6", "2.00"));
  }

  @Test
  void modes_and_passes_with_masks_stand_side_by_side() {
    List<Table> tables = section().tables();
    assertThat(tables).hasSize(7);
    assertThat(heads(tables.get(1)))
        .endsWith(
            "Batch, dropout on",
            "Batch, dropout off",
            "Running, dropout on",
            "Running, dropout off");
    assertThat(cells(tables.get(1)).get(1))
        .containsExactly("mlp", "16", "batch-norm", "20.0", "40.0", "60.0", "80.0");
    assertThat(heads(tables.get(3))).endsWith("k5", "Weight scaling");
    assertThat(cells(tables.get(3)).get(0)).containsExactly("mlp", "16", "none", "25.0", "37.5");
    assertThat(tables.get(4).caption()).startsWith("Validation loss, nats");
    assertThat(cells(tables.get(4)).get(1)).containsExactly("mlp", "16", "batch-norm", "3.00");
    assertThat(tables.get(5).caption()).startsWith("Expected calibration error on validation data");
    assertThat(heads(tables.get(5))).endsWith("k5", "Weight scaling");
    assertThat(cells(tables.get(5)).get(1))
        .containsExactly("mlp", "16", "batch-norm", "6.0", "25.0");
    assertThat(section().paragraphs())
        .contains(
            "The probe mc-dropout gives, at the end, validation accuracy, validation loss and"
                + " expected calibration error of means over k passes with dropout masks (MC"
                + " dropout), beside weight scaling, the usual inference. They stand in tables"
                + " below; the methods say what each number is.");
  }
}
