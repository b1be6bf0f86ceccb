package io.ablate4j.trial;

import java.util.List;
import java.util.Objects;

/** What came of one trial; immutable, and all that later stages ever see of it. */
public record TrialResult(
    TrialKey key, Outcome outcome, List<Measurement> measurements, Provenance provenance) {
  public TrialResult {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(provenance, "provenance");
    measurements = Measurements.of(measurements);
  }
}
