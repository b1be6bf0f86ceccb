package io.ablate4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a store whose views were made before a level could be tuned. */
class OldViewsTest {
  private static final String LEVELS =
      "SELECT batch_size, learning_rate, epochs FROM planned_levels ORDER BY position";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void anOldStore() throws SQLException {
    file = folder.resolve("study.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      store.begin(
          StoreFixtures.STUDY.study(), List.of(), List.of(trial("tuned", 1), trial("0.01", 2)));
    }
    for (String table : List.of("planned", "timing")) {
      StoreFixtures.sql(file, "DROP VIEW " + table + "_levels");
    }
    StoreFixtures.sql(
        file,
        """
        CREATE VIEW IF NOT EXISTS planned_levels AS
        SELECT
          position,
          CAST(cell ->> '$.batchSize' AS INTEGER) AS batch_size,
          CAST(cell ->> '$.learningRate' AS REAL) AS learning_rate,
          CAST(cell ->> '$.epochs' AS INTEGER) AS epochs
        FROM planned""");
  }

  private static PlannedTrial trial(String level, long seed) {
    Map<String, String> levels = new LinkedHashMap<>();
    levels.put("model", "mlp");
    levels.put("regularization", "none");
    levels.put("batchSize", level.equals("tuned") ? level : "16");
    levels.put("learningRate", level);
    levels.put("epochs", level.equals("tuned") ? Cell.ABSENT : "3");
    String spec = "{\"seed\":" + seed + "}";
    return new PlannedTrial(TrialKey.ofCanonicalJson(spec), Cell.of(levels), seed, spec);
  }

  private List<List<Object>> rows(String sql) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          values.add(row.getObject(i));
        }
        rows.add(values);
      }
    }
    return rows;
  }

  @Test
  void whoOpensItToWriteMakesThemAnew() throws SQLException {
    assertThat(rows(LEVELS).get(0)).containsExactly(0, 0.0, 0);
    SqliteStore.open(file).close();
    assertThat(rows(LEVELS).get(0)).containsExactly(null, null, null);
    assertThat(rows(LEVELS).get(1)).containsExactly(16, .01, 3);
    assertThat(rows("SELECT * FROM timing_levels")).isEmpty();
  }

  @Test
  void viewsThatAreRightAreLeftAlone() throws SQLException {
    SqliteStore.open(file).close();
    Object version = rows("PRAGMA schema_version").get(0).get(0);
    SqliteStore.open(file).close();
    assertThat(rows("PRAGMA schema_version").get(0).get(0)).isEqualTo(version);
  }

  @Test
  void whoOnlyReadsItChangesNothing() throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (SqliteStore store = SqliteStore.openToRead(file)) {
      assertThat(store.planned()).hasSize(2);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }
}
