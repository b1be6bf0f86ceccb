package io.ablate4j.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.data.DatasetSpec;
import io.ablate4j.factor.Optimizer;
import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.trial.Asked;
import io.ablate4j.trial.CellFixtures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrialSpecJsonTest {
  private static final Regularization LIGHT =
      new Regularization(
          "light",
          Optional.of(new BatchNorm(true, false, 0.9, 1e-5)),
          Optional.of(new Dropout(0.1, 0.3)));

  private static final Trial TRIAL =
      TrialFixtures.trial(
          CellFixtures.cell("cnn", "light", 32, 0.001, 12),
          7,
          LIGHT,
          new DatasetSpec(
              "folder", 2000, 1000, 500, new TreeMap<>(Map.of("size", "32", "path", "a \"b\""))),
          "c0ffee",
          Optimizer.of(Optimizer.Kind.ADAM, 0.001, Map.of()),
          EngineChoice.STOCK,
          500,
          List.of());

  /** Written by hand: a stored key must never change by accident. */
  private static final String JSON =
      "{\"batchSize\":32,\"checkExamples\":500,"
          + "\"dataset\":{\"checksum\":\"c0ffee\","
          + "\"options\":{\"path\":\"a \\\"b\\\"\",\"size\":\"32\"},"
          + "\"source\":\"folder\",\"test\":500,\"train\":2000,\"validation\":1000},"
          + "\"engine\":\"stock\",\"epochs\":12,\"learningRate\":0.001,\"model\":\"cnn\","
          + "\"optimizer\":{\"kind\":\"adam\","
          + "\"parameters\":{\"beta1\":0.9,\"beta2\":0.999,\"epsilon\":1.0E-8}},"
          + "\"protocol\":4,"
          + "\"regularization\":{"
          + "\"batchNorm\":{\"conv\":true,\"decay\":0.9,\"dense\":false,\"epsilon\":1.0E-5},"
          + "\"dropout\":{\"conv\":0.1,\"dense\":0.3},\"name\":\"light\"},"
          + "\"seed\":7}";

  @Test
  void theSpecIsCanonicalJson() {
    assertThat(TRIAL.specJson()).isEqualTo(JSON);
  }

  @Test
  void whatIsAskedIsSentButIsNoPartOfTheSpec() {
    Trial probed = withProbes("weight-norm", "dead-units");
    assertThat(probed.specJson()).isEqualTo(JSON);
    assertThat(probed.key()).isEqualTo(TRIAL.key());
    assertThat(withProbes("dead-units", "weight-norm")).isEqualTo(probed);
    Trial asked =
        TRIAL.asking(new Asked(List.of(1, 4), OptionalDouble.of(.95), List.of("dead-units")));
    assertThat(TrialSpecJson.readRequest(TrialSpecJson.writeRequest(asked))).isEqualTo(asked);
    assertThat(TrialSpecJson.readRequest(TrialSpecJson.writeRequest(TRIAL))).isEqualTo(TRIAL);
  }

  private static Trial withProbes(String... ids) {
    return TrialFixtures.trial(
        TRIAL.cell(),
        TRIAL.seed(),
        TRIAL.regularization(),
        TRIAL.dataset(),
        TRIAL.dataChecksum(),
        TRIAL.settings().optimizer(),
        TRIAL.engine(),
        TRIAL.checkExamples(),
        List.of(ids));
  }

  @Test
  void theKeyIsPinned() {
    assertThat(TRIAL.key())
        .hasToString("62203accd54640828467c8e846201e2fcea72dd6fcd079a50783f46e49418c0a");
  }

  @Test
  void aSpecReadsAgainAsTheSameTrial() {
    assertThat(TrialSpecJson.read(JSON)).isEqualTo(TRIAL);
  }

  @Test
  void everyComponentIsPartOfTheKey() {
    for (String changed :
        new String[] {
          JSON.replace("\"seed\":7", "\"seed\":8"),
          JSON.replace("c0ffee", "c0ffef"),
          JSON.replace("\"checkExamples\":500", "\"checkExamples\":501"),
          JSON.replace("stock", "fast"),
          JSON.replace("\"size\":\"32\"", "\"size\":\"64\""),
          JSON.replace("\"beta1\":0.9", "\"beta1\":0.8"),
          JSON.replace("\"decay\":0.9", "\"decay\":0.8"),
        }) {
      assertThat(TrialSpecJson.read(changed).key()).isNotEqualTo(TRIAL.key());
    }
  }

  @Test
  void textThatIsNotCanonicalIsRefused() {
    for (String other :
        new String[] {
          JSON.replace(",", ", "),
          JSON.replace("\"checkExamples\":500", "\"checkExamples\":0"),
          JSON.replace("\"protocol\":4", "\"protocol\":1"),
          JSON.replace("\"kind\":\"adam\"", "\"kind\":\"lion\""),
          JSON.replace("\"seed\":7", "\"seed\":7.0"),
          "{}",
          "[]",
          "not JSON"
        }) {
      assertThatThrownBy(() -> TrialSpecJson.read(other))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
