package io.ablate4j.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.TrendScale;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HypothesesJsonTest {
  private static final Pair ARMS = new Pair("regularization", "batch-norm", "none");

  private static final Across TENTHS =
      new Across.Trend("drop", List.of("0.0", "0.5"), TrendScale.linear(.1));

  private static Hypothesis hypothesis(double margin, Optional<Across> across) {
    return new Hypothesis(
        "h1",
        "\"It\" helps, \u00e9\uD83D\uDC18",
        "main",
        List.of(
            new Prediction(
                ARMS,
                ContrastMetric.GAP_LOSS,
                Expectation.NOT_WORSE,
                margin,
                Map.of("model", List.of("mlp", "cnn"), "batchSize", List.of("8")),
                across)));
  }

  @Test
  void hypothesesComeBackAsTheyWentIn() {
    List<Hypothesis> all =
        List.of(
            hypothesis(.1 + .2, Optional.empty()),
            hypothesis(1e-9, Optional.of(new Across.Interaction(new Pair("model", "cnn", "mlp")))),
            hypothesis(.05, Optional.of(new Across.Trend("epochs", List.of("1", "2")))),
            hypothesis(.05, Optional.of(TENTHS)),
            hypothesis(
                .05,
                Optional.of(new Across.Trend("epochs", List.of("1", "2"), TrendScale.linear(1)))));
    assertThat(HypothesesJson.read(HypothesesJson.write(all, Map.of()))).isEqualTo(all);
    assertThat(HypothesesJson.read(HypothesesJson.write(List.of(), Map.of()))).isEmpty();
  }

  @Test
  void aProbeComesBackWithAllThatItIsJudgedByThoughNobodyKnowsItsClass() {
    ContrastMetric probe =
        ClassMetrics.ofProbe("my-own", ContrastMetric.Scale.NUMBER, true, .3, "what it is");
    Prediction part =
        new Prediction(ARMS, probe, Expectation.HIGHER, .3, Map.of(), Optional.empty());
    List<Hypothesis> one = List.of(new Hypothesis("h1", "It helps", "main", List.of(part)));
    String json = HypothesesJson.write(one, Map.of());
    assertThat(HypothesesJson.read(json)).isEqualTo(one);
    assertThat(json)
        .contains(
            "\"probe\":{\"defaultMargin\":0.3,\"higherIsBetter\":true,"
                + "\"meaning\":\"what it is\",\"scale\":\"number\"}");
  }

  @Test
  void thatOnePartIsEnoughIsRegisteredAndThatAllHaveToHoldIsNot() {
    Hypothesis all = hypothesis(.05, Optional.empty());
    List<Hypothesis> any =
        List.of(
            new Hypothesis(
                all.id(), all.claim(), all.family(), Hypothesis.Joined.ANY_OF, all.parts()));
    String json = HypothesesJson.write(any, Map.of());
    assertThat(json).contains("\"joined\":\"any-of\",\"parts\"");
    assertThat(HypothesesJson.read(json)).isEqualTo(any);
    assertThat(HypothesesJson.write(List.of(all), Map.of())).doesNotContain("joined");
  }

  @Test
  void theTextIsCanonical() {
    assertThat(
            HypothesesJson.write(
                List.of(
                    hypothesis(.05, Optional.of(new Across.Trend("epochs", List.of("1", "2"))))),
                Map.of()))
        .isEqualTo(
            "[{\"claim\":\"\\\"It\\\" helps, \u00e9\uD83D\uDC18\",\"family\":\"main\",\"id\":\"h1\","
                + "\"parts\":[{\"across\":{\"trend\":{\"factor\":\"epochs\",\"levels\":[\"1\",\"2\"]}},"
                + "\"compare\":{\"control\":\"none\",\"factor\":\"regularization\","
                + "\"level\":\"batch-norm\"},\"expect\":\"not-worse\",\"margin\":0.05,"
                + "\"metric\":\"gap-loss\","
                + "\"where\":{\"batchSize\":[\"8\"],\"model\":[\"mlp\",\"cnn\"]}}]}]");
  }

  /** Of doublings nothing is said, see {@link #theTextIsCanonical}. */
  @Test
  void aLinearTrendSaysSoAndOfWhichSizeAStepIs() {
    assertThat(HypothesesJson.write(List.of(hypothesis(.05, Optional.of(TENTHS))), Map.of()))
        .contains(
            "\"across\":{\"trend\":{\"by\":\"linear\",\"factor\":\"drop\","
                + "\"levels\":[\"0.0\",\"0.5\"],\"step\":0.1}},");
  }

  @Test
  void everyChangeChangesTheChecksum() {
    List<Hypothesis> one = List.of(hypothesis(.05, Optional.empty()));
    assertThat(sha256(one)).matches("[0-9a-f]{64}");
    assertThat(sha256(List.of(hypothesis(.05, Optional.empty())))).isEqualTo(sha256(one));
    assertThat(sha256(List.of(hypothesis(.06, Optional.empty())))).isNotEqualTo(sha256(one));
    assertThat(sha256(List.of())).isEmpty();
  }

  @Test
  void whatAHypothesisRestsOnComesBackAndChangesTheChecksum() {
    List<Hypothesis> one = List.of(hypothesis(.05, Optional.empty()));
    Map<String, SortedMap<String, List<String>>> bases =
        Map.of("h1", new TreeMap<>(Map.of("target", List.of("0.9"), "model", List.of("a", "b"))));
    String json = HypothesesJson.write(one, bases);
    assertThat(json)
        .startsWith("[{\"basis\":{\"model\":[\"a\",\"b\"],\"target\":[\"0.9\"]},\"claim");
    assertThat(HypothesesJson.read(json)).isEqualTo(one);
    assertThat(HypothesesJson.readBases(json)).isEqualTo(bases);
    assertThat(HypothesesJson.sha256(json)).isNotEqualTo(sha256(one));
  }

  private static String sha256(List<Hypothesis> hypotheses) {
    return HypothesesJson.sha256(HypothesesJson.write(hypotheses, Map.of()));
  }
}
