package io.ablate4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.trial.Cell;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a copy of the committed store, which has a column for each of five factors. */
class SchemaFiveTest {
  private static final Path REFERENCE = OldStore.file();

  private static final String OLD_PLAN =
      "SELECT position, trial_key, model, regularization, batch_size, learning_rate, epochs, seed,"
          + " spec FROM ";

  private static final String OLD_TIMING =
      "SELECT model, regularization, batch_size, learning_rate, epochs, layout, round, step_millis,"
          + " foreign_load, disturbed, fingerprint FROM ";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void aCopy() throws IOException {
    file = Files.copy(REFERENCE, folder.resolve("study.db"));
  }

  private List<List<Object>> rows(Path of, String sql) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + of);
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

  private void asSchemaFive() throws SQLException {
    // Checksums came with schema 5; the committed store is of one before.
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (CheckedTable table :
          List.of(CheckedTable.STUDY, CheckedTable.RESULT, CheckedTable.REGISTRATION)) {
        table.addChecksums(connection);
      }
      for (SchemaFive.Table table : SchemaFive.Table.values()) {
        statement.executeUpdate(
            "ALTER TABLE " + table.table() + " ADD COLUMN checksum TEXT NOT NULL DEFAULT ''");
        List<String> updates = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(table.select())) {
          while (row.next()) {
            StringBuilder key = new StringBuilder();
            for (int i = 0; i < table.keys(); i++) {
              key.append(i == 0 ? " WHERE " : " AND ").append(table.columns().get(i)).append(" = ");
              Object value = row.getObject(i + 1);
              key.append(value instanceof String ? "'" + value + "'" : value);
            }
            updates.add(
                "UPDATE "
                    + table.table()
                    + " SET checksum = '"
                    + RowChecksum.of(table.values(row))
                    + "'"
                    + key);
          }
        }
        for (String update : updates) {
          statement.executeUpdate(update);
        }
      }
      statement.executeUpdate("PRAGMA user_version = 5");
    }
  }

  @Test
  void theCommittedStoreKeepsItsPlanTimesAndResultsInTheSchemaOfToday() throws SQLException {
    List<List<Object>> plan = rows(REFERENCE, OLD_PLAN + "planned ORDER BY position");
    List<List<Object>> timing = rows(REFERENCE, OLD_TIMING + "timing ORDER BY 1, 2, 3, 6, 7");
    List<PlannedTrial> planned;
    List<TimingRound> rounds;
    List<TrialResult> results;
    try (SqliteStore inMemory = SqliteStore.openToRead(file)) {
      planned = inMemory.planned();
      rounds = inMemory.timing();
      results = inMemory.results().toList();
    }
    assertThat(planned).hasSize(288);
    assertThat(rounds).hasSize(1272);
    assertThat(results).hasSize(288);
    assertThat(planned.get(0).cell().factors())
        .containsExactly("model", "regularization", "batchSize", "learningRate", "epochs");
    SqliteStore.open(file).close();
    assertThat(rows(file, OLD_PLAN + "planned_levels ORDER BY position")).isEqualTo(plan);
    assertThat(rows(file, OLD_TIMING + "timing_levels ORDER BY 1, 2, 3, 6, 7")).isEqualTo(timing);
    try (SqliteStore store = SqliteStore.openToRead(file)) {
      assertThat(store.planned()).isEqualTo(planned);
      assertThat(store.timing()).isEqualTo(rounds);
      assertThat(store.results().toList()).isEqualTo(results);
    }
  }

  @Test
  void aSoundStoreWithChecksumsStaysSoundAndADamagedRowStaysDamaged() throws SQLException {
    asSchemaFive();
    StoreFixtures.sql(file, "UPDATE planned SET batch_size = 33 WHERE position = 4");
    StoreFixtures.sql(file, "UPDATE timing SET step_millis = 99 WHERE round = 1 AND model = 'mlp'");
    int damaged = rows(file, "SELECT 1 FROM timing WHERE step_millis = 99").size();
    assertThat(damaged).isPositive();
    List<String> notices = new ArrayList<>();
    try (SqliteStore store = SqliteStore.open(file, notices::add)) {
      assertThat(store.results().toList()).hasSize(288);
      assertThat(notices).isEmpty();
      assertThatThrownBy(store::planned).hasMessageContaining("row 4 of its plan is damaged");
      assertThat(store.timing()).hasSize(1272 - damaged);
    }
    StoreFixtures.sql(file, "DELETE FROM planned WHERE position = 4");
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(store.planned()).hasSize(287);
    }
  }

  @Test
  void aStoreWithChecksumsIsRescuedFromItsOldColumns() throws SQLException {
    asSchemaFive();
    Path saved = folder.resolve("saved/study.db");
    assertThat(Rescue.of(file, saved)).isEqualTo(new Rescue.Saved(288, 0, 288, true, true, 1272));
    try (SqliteStore old = SqliteStore.openToRead(file);
        SqliteStore store = SqliteStore.openToRead(saved)) {
      assertThat(store.planned()).isEqualTo(old.planned());
      assertThat(store.timing()).isEqualTo(old.timing());
    }
  }

  @Test
  void aCellKeepsTheOrderOfItsFactorsAndAnyWordsItHas() {
    Cell cell =
        Cell.of(java.util.Map.of("model", "a \"b\" 'c'")).with("zeta", "-").with("alpha", "1e-3");
    assertThat(CellJson.read(CellJson.write(cell))).isEqualTo(cell);
    assertThat(CellJson.read(CellJson.write(cell)).factors())
        .containsExactly("model", "zeta", "alpha");
    assertThatThrownBy(() -> CellJson.read("{\"model\":3}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CellJson.read("{")).isInstanceOf(IllegalArgumentException.class);
  }
}
