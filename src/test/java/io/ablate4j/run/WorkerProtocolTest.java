package io.ablate4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkerProtocolTest {
  private static List<Outcome> outcomes() {
    return List.of(
        new Outcome.Completed(),
        new Outcome.Diverged(4, "the training loss became NaN"),
        new Outcome.Failed("two\nlines and \"quotes\" 🐘"));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void aResultArrivesAsItWasSentToTheLastBitAndOnOneLine(Outcome outcome) {
    TrialResult sent =
        new TrialResult(
            TrialKey.ofCanonicalJson("{}"),
            outcome,
            List.of(
                new Measurement(Metric.LOSS, Split.TRAIN, 1, 31, 0.1 + 0.2),
                new Measurement(Metric.LOSS, Split.TEST, 2, 62, Double.NaN),
                new Measurement(Metric.ofProbe("dead-units"), Split.TRAIN, 2, 62, .25),
                new Measurement(Metric.STEPS, Split.NONE, 2, 62, Double.NEGATIVE_INFINITY)),
            Provenance.of(Map.of("java", "17", "note", "a\nb")));
    String line = WorkerProtocol.resultLine(sent);
    assertThat(line).doesNotContain("\n");
    assertThat(WorkerProtocol.result(line)).contains(sent);
  }

  @Test
  void whatALibraryPrintsIsNoResult() {
    assertThat(WorkerProtocol.result("# A fatal error has been detected")).isEmpty();
    assertThat(WorkerProtocol.result("")).isEmpty();
  }
}
