package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.store.OldStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierTrialsTest {
  @TempDir Path folder;

  @Test
  void aPlanSaysThatStoredTrialsOfAnEarlierProtocolAreTrainedAnew()
      throws IOException, SQLException {
    Files.createDirectories(folder.resolve("reference"));
    Path store = folder.resolve("reference/study.db");
    OldStore.copyTo(store);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate("UPDATE planned SET spec = json_set(spec, '$.protocol', 2)"))
          .isEqualTo(288);
    }
    Path study =
        Files.writeString(
            folder.resolve("reference.yaml"),
            """
            name: reference
            dataset: { source: glyphs, train: 60, validation: 30, test: 30 }
            factors: { model: [mlp], regularization: [none], batchSize: 32 }
            seeds: 2
            """);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CommandLineInterface.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "plan",
            study.toString(),
            "--out",
            folder.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("288 trials in the store were trained by an earlier version")
        .contains("Maybe give --out another folder");
  }

  @Test
  void aSpecSaysWhichProtocolItIsOf() {
    assertThat(TrialSpecJson.isOfEarlierProtocol("{\"protocol\":2}")).isTrue();
    assertThat(TrialSpecJson.isOfEarlierProtocol("{\"protocol\":3}")).isTrue();
    assertThat(TrialSpecJson.isOfEarlierProtocol("{\"protocol\":4}")).isFalse();
  }
}
