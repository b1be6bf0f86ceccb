package io.ablate4j.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.plan.Trial;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.TrialResultJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedResultTest {
  private static final Trial TRIAL = HostileTrials.of("mlp", Regularization.NONE, 2);

  private static List<Outcome> outcomes() {
    return List.of(
        new Outcome.Completed(),
        new Outcome.Diverged(4, "the training loss became NaN"),
        new Outcome.Failed("two\nlines and \"quotes\" 🐘"));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void aResultArrivesAsItWasSentToTheLastBit(Outcome outcome) {
    TrialResult sent =
        new TrialResult(
            TRIAL.key(),
            outcome,
            List.of(
                new Measurement(Metric.LOSS, Split.TRAIN, 1, 31, 0.1 + 0.2),
                new Measurement(Metric.LOSS, Split.TEST, 2, 62, Double.NaN),
                new Measurement(Metric.ofProbe("dead-units"), Split.TRAIN, 2, 62, .25),
                new Measurement(Metric.STEPS, Split.NONE, 2, 62, Double.NEGATIVE_INFINITY)),
            Provenance.of(Map.of("java", "17", "note", "a\nb")));
    assertThat(ReceivedResult.read(TrialResultJson.write(sent), TRIAL)).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "[]",
        "{}",
        "# A fatal error has been detected",
        "{\"key\":7,\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[]}}",
        "{\"key\":\"KEY\",\"outcome\":\"done\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[]}}",
        "{\"key\":\"KEY\",\"outcome\":\"diverged\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[]}}",
        "{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":[]}",
        "{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\"]],\"rows\":[]}}",
        "{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[1]}}",
        "{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[[1,1,1,0.5]]}}",
        "{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[[0,1,1,\"x\"]]}}",
        "{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[[0,3,1,1.0]]}}",
        "{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[[0,0,1,1.0]]}}",
        "{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[[0,1,1,null]]}}",
        "{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{\"a\":1},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[]}}",
        "{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[]},\"more\":1}",
        "{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\""
            + ",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[]}}{\"key\":\"KEY\",\"outcome\":\"completed\",\"reason\":\"\",\"provenance\":{},\"measurements\":{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[]}}",
      })
  void whatIsNoResultIsRefused(String json) {
    assertThatThrownBy(() -> ReceivedResult.read(json.replace("KEY", TRIAL.key().sha256()), TRIAL))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void theResultOfAnotherTrialIsRefused() {
    TrialResult other =
        new TrialResult(
            TrialKey.ofCanonicalJson("{}"),
            new Outcome.Completed(),
            List.of(),
            Provenance.of(Map.of()));
    assertThatThrownBy(() -> ReceivedResult.read(TrialResultJson.write(other), TRIAL))
        .hasMessage("it is of another trial");
  }
}
