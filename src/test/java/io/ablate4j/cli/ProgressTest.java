package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialFixtures;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Trial TRIAL =
      TrialFixtures.trial(
          CellFixtures.cell("cnn", "none", 10, 1e-3, 1),
          1,
          Regularization.NONE,
          new DatasetSpec("glyphs", 100, 40, 60, new TreeMap<>()),
          "checksum",
          Optimizer.DEFAULT,
          EngineChoice.FAST,
          25,
          List.of());

  @Test
  void helpersLeftOffAreReportedOnce() {
    StringWriter text = new StringWriter();
    try (Progress progress =
        Progress.on(
            new PrintWriter(text, true),
            StudyRun.Place.alone("small"),
            () -> 1,
            Optional.empty())) {
      progress.started(0, List.of(TRIAL, TRIAL, TRIAL, TRIAL));
      progress.stored(TRIAL, result(Map.of("helpers", "onednn: pooling")));
      assertThat(text.toString()).doesNotContain("Warning");
      Map<String, String> leftOff =
          Map.of(Provenance.HELPERS_LEFT_OFF, "convolution (its output differs by 0.3 of it)");
      progress.stored(TRIAL, result(leftOff));
      progress.stored(TRIAL, result(leftOff));
    }
    assertThat(text.toString().lines().filter(line -> line.startsWith("Warning")))
        .singleElement()
        .asString()
        .contains("left off: convolution (its output differs by 0.3 of it).", "Maybe see");
  }

  private static TrialResult result(Map<String, String> facts) {
    return new TrialResult(TRIAL.key(), new Outcome.Completed(), List.of(), Provenance.of(facts));
  }
}
