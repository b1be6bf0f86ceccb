package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.StudyRows;
import io.ablate4j.analysis.TrialColumn;
import io.ablate4j.report.words.Threats;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A study whose trials unlike machines have trained. */
class OriginThreatsTest {
  private static final StudyRows ROWS = PlantedStudy.withEffects().rows();

  private static StudyAnalysis analysis(String otherKernel, String otherProcessor) {
    List<TrialResult> results = new ArrayList<>();
    for (TrialResult result : ROWS.results()) {
      boolean other = results.size() % 2 == 1;
      Map<String, String> facts = new TreeMap<>(result.provenance().facts());
      facts.put(Provenance.BLAS_KERNEL, other ? otherKernel : "Haswell");
      facts.put(Provenance.PROCESSOR, other ? otherProcessor : "old");
      results.add(
          new TrialResult(
              result.key(), result.outcome(), result.measurements(), Provenance.of(facts)));
    }
    return StudyAnalysis.of(ROWS.study(), ROWS.planned(), results);
  }

  @Test
  void likeMachinesAreNoThreatAndTheirTimesAreAveraged() {
    StudyAnalysis analysis = analysis("Haswell", "old");
    assertThat(Threats.of(analysis))
        .noneMatch(threat -> threat.startsWith("Unlike"))
        .anyMatch(threat -> threat.startsWith("Shared processor: there was no timing pass"));
    assertThat(analysis.cells())
        .anyMatch(cell -> cell.spread(TrialColumn.IMAGES_PER_SECOND).mean().isPresent());
    assertThat(HtmlReport.render(analysis)).contains("fig-throughput");
  }

  @Test
  void unlikeKernelsAreLabelled() {
    assertThat(Threats.of(analysis("SkylakeX", "old")))
        .anyMatch(
            threat ->
                threat.startsWith(
                        "Unlike bits: trials were trained by different BLAS kernels (Haswell ")
                    && threat.contains("SkylakeX "));
  }

  @Test
  void timesOfUnlikeProcessorsAreNeverMixed() {
    StudyAnalysis analysis = analysis("Haswell", "new");
    assertThat(Threats.of(analysis))
        .anyMatch(threat -> threat.startsWith("Unlike processors: trials ran on new "));
    for (TrialColumn column : TrialColumn.values()) {
      assertThat(analysis.cells())
          .as(column.word())
          .anyMatch(cell -> cell.spread(TrialColumn.TEST_ACCURACY).mean().isPresent())
          .noneMatch(cell -> column.measuresTime() && cell.spread(column).mean().isPresent());
    }
    String page = HtmlReport.render(analysis);
    assertThat(page)
        .contains("what a step costs is not reported", "Unlike processors")
        .doesNotContain("id=\"fig-throughput\"");
    assertThat(analysis.trials())
        .anyMatch(trial -> trial.value(TrialColumn.TRAIN_SECONDS).isPresent());
  }
}
