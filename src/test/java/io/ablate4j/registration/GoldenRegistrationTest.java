package io.ablate4j.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.store.OldStore;
import io.ablate4j.study.yaml.BuiltInStudies;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyFixtures;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was registered once has the same bytes for ever: else its verdicts become exploratory. */
class GoldenRegistrationTest {
  @ParameterizedTest
  @CsvSource({
    "quickstart,0edd59e304ffc756ea8f70190f30adaf689f2486a44428ee8cd2125e3bdb48ff",
    "reference,39a12ca0ba28181fc46404b9745c360fa63245da57cb58a5bd8b43dafc16f4f6",
    "cifar10,39a12ca0ba28181fc46404b9745c360fa63245da57cb58a5bd8b43dafc16f4f6"
  })
  void theHypothesesOfTheBuiltInStudiesHaveTheChecksumsThatTheyHadFirst(
      String name, String sha256) {
    List<Hypothesis> hypotheses =
        StudyFixtures.reader()
            .read(BuiltInStudies.find(name).orElseThrow(), Overrides.NONE)
            .study()
            .hypotheses();
    assertThat(HypothesesJson.sha256(HypothesesJson.write(hypotheses, Map.of()))).isEqualTo(sha256);
  }

  @Test
  void theRegistrationOfTheReferenceStoreIsWrittenAsItStands() throws SQLException {
    Path store = OldStore.file();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT hypotheses_beforehand, sha256_beforehand FROM registration")) {
      assertThat(row.next()).isTrue();
      String json = row.getString(1);
      assertThat(json).hasSizeGreaterThan(1000);
      String again =
          HypothesesJson.write(HypothesesJson.read(json), HypothesesJson.readBases(json));
      assertThat(again).isEqualTo(json);
      assertThat(HypothesesJson.sha256(again)).isEqualTo(row.getString(2));
    }
  }
}
