package io.ablate4j.worker;

import io.ablate4j.plan.Trial;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.TrialResultJson;

/** Looks at what another process sent as the result of a trial. */
public final class ReceivedResult {
  private ReceivedResult() {}

  /**
   * The result in a text of {@link TrialResultJson}.
   *
   * @throws IllegalArgumentException if it is none, or none of this trial, with the reason
   */
  public static TrialResult read(String json, Trial trial) {
    TrialResult result = TrialResultJson.read(json);
    if (!result.key().equals(trial.key())) {
      throw new IllegalArgumentException("it is of another trial");
    }
    int last = trial.settings().epochs();
    if (result.measurements().stream().anyMatch(m -> m.epoch() > last)) {
      throw new IllegalArgumentException("it has measurements after the last epoch, " + last);
    }
    return result;
  }
}
