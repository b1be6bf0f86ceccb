package io.ablate4j.analysis;

import static io.ablate4j.analysis.PlantedRows.cell;
import static io.ablate4j.analysis.PlantedRows.hypothesis;
import static io.ablate4j.analysis.PlantedRows.prediction;
import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.export.TidyCsv;
import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.report.HtmlReport;
import io.ablate4j.trial.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever finite number a probe gave can be analysed, exported and drawn. */
class AnyNumberTest {
  private static final Cell NONE = cell("mlp", "none", 8);
  private static final Cell BATCH_NORM = cell("mlp", "batch-norm", 8);
  private static final int SEEDS = 6;

  @TempDir Path folder;

  static Stream<Arguments> numbers() {
    List<double[]> sets =
        List.of(
            new double[] {1e160, 2e160, -1e160, 3e160},
            new double[] {1e308, -1e308, 1.5e308},
            new double[] {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE},
            new double[] {5e-324, 1e-323, 2e-323},
            new double[] {1e160, 1, 1e-160, 2},
            new double[] {0, 1e308, 5e-324},
            new double[] {1e160, 1.0000001e160},
            new double[] {1e15, 1e15 + 2});
    return Arrays.stream(Scale.values())
        .flatMap(scale -> sets.stream().map(numbers -> Arguments.of(scale, numbers)));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void whateverAProbeGaveCanBeAnalysedExportedAndDrawn(Scale scale, double... numbers)
      throws IOException {
    ContrastMetric probe = ClassMetrics.ofProbe("wild", scale, false, .05, "anything");
    double[] ofNone = new double[SEEDS];
    double[] ofArm = new double[SEEDS];
    for (int i = 0; i < SEEDS; i++) {
      ofNone[i] = numbers[i % numbers.length];
      ofArm[i] = numbers[(i + 1) % numbers.length];
    }
    Hypothesis[] all =
        PlantedRows.OF_DIFFERENCES.stream()
            .map(e -> hypothesis(e.word(), e.word(), prediction("batch-norm", probe, e, .05)))
            .toArray(Hypothesis[]::new);
    StudyRows rows =
        new PlantedRows()
            .probe(NONE, "wild", ofNone)
            .probe(BATCH_NORM, "wild", ofArm)
            .listing(probe)
            .rows(all);
    StudyAnalysis analysis = StudyAnalysis.of(rows);
    for (HypothesisResult result : analysis.hypotheses()) {
      PairedContrast contrast = result.parts().get(0).contrast();
      assertThat(contrast.effect().value().stream().allMatch(Double::isFinite)).isTrue();
      assertThat(
              Stream.of(contrast.effectSize(), contrast.pairedT(), result.adjusted())
                  .flatMapToDouble(number -> number.stream())
                  .allMatch(Double::isFinite))
          .isTrue();
      assertThat(result.verdict()).isNotNull();
    }
    TidyCsv.write(analysis, rows.results(), folder);
    assertThat(Files.readString(folder.resolve(TidyCsv.CONTRASTS))).doesNotContain("NaN");
    HtmlReport.write(analysis, folder.resolve("index.html"));
    String page =
        Files.readString(folder.resolve("index.html")).replaceAll("(?s)<script.*?</script>", "");
    assertThat(page.contains("fig-probed-wild")).isTrue();
    // The methods tell of losses that became NaN.
    assertThat(page.replace("became NaN", "").lines().filter(line -> line.contains("NaN")))
        .isEmpty();
  }
}
