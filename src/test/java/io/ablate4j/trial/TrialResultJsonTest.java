package io.ablate4j.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The text that stores hold and that workers and clusters send: it must be readable for ever. */
class TrialResultJsonTest {
  private static final String KEY = "0123456789abcdef".repeat(4);

  private static final TrialResult RESULT =
      new TrialResult(
          new TrialKey(KEY),
          new Outcome.Diverged(2, "the loss became \"NaN\"\n"),
          List.of(
              new Measurement(Metric.LOSS, Split.TRAIN, 1, 31, 0.1 + 0.2),
              new Measurement(Metric.ACCURACY, Split.TEST, 1, 31, 1),
              new Measurement(Metric.LOSS, Split.TRAIN, 2, 62, Double.NaN),
              new Measurement(Metric.STEPS, Split.NONE, 2, 62, 6.2E-10),
              new Measurement(Metric.STEPS, Split.NONE, 2, 62, Double.NEGATIVE_INFINITY)),
          Provenance.of(Map.of("native-build", "x", "java", "17 é")));

  private static final String MEASUREMENTS =
      "{\"kinds\":[[\"loss\",\"train\"],[\"accuracy\",\"test\"],[\"steps\",\"none\"]],"
          + "\"rows\":[[0,1,31,0.30000000000000004],[1,1,31,1.0],[0,2,62,\"NaN\"],"
          + "[2,2,62,6.2E-10],[2,2,62,\"-Infinity\"]]}";

  private static final String PROVENANCE = "{\"java\":\"17 é\",\"native-build\":\"x\"}";

  private static final String WHOLE =
      "{\"key\":\""
          + KEY
          + "\",\"outcome\":\"diverged\",\"epoch\":2,"
          + "\"reason\":\"the loss became \\\"NaN\\\"\\n\",\"provenance\":"
          + PROVENANCE
          + ",\"measurements\":"
          + MEASUREMENTS
          + "}";

  @Test
  void aResultIsThisTextToTheByte() {
    assertThat(TrialResultJson.write(RESULT)).isEqualTo(WHOLE);
    assertThat(TrialResultJson.read(WHOLE)).isEqualTo(RESULT);
  }

  @Test
  void theStoresColumnsAreItsParts() {
    assertThat(TrialResultJson.measurements(RESULT.measurements())).isEqualTo(MEASUREMENTS);
    assertThat(TrialResultJson.readMeasurements(MEASUREMENTS.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(RESULT.measurements());
    assertThat(TrialResultJson.provenance(RESULT.provenance())).isEqualTo(PROVENANCE);
    assertThat(TrialResultJson.readProvenance(PROVENANCE)).isEqualTo(RESULT.provenance());
  }

  @Test
  void whatIsCutOffIsRefused() {
    for (int letters = 0; letters < WHOLE.length(); letters++) {
      String part = WHOLE.substring(0, letters);
      assertThatThrownBy(() -> TrialResultJson.read(part))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
