package io.ablate4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ablate4j.problem.ProblemsException;
import io.ablate4j.registration.Registration;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTwoTest {
  private static final StudyRecord STUDY = Records.study("old").factor("model", "mlp").record();

  private static final TrialResult COMPLETED =
      new TrialResult(
          planned(1).key(),
          new Outcome.Completed(),
          List.of(
              new Measurement(Metric.LOSS, Split.TRAIN, 1, 31, .1 + .2),
              new Measurement(Metric.CHECK_ACCURACY, Split.VALIDATION, 1, 15, 1e-17),
              new Measurement(Metric.LOSS, Split.TRAIN, 2, 62, Double.NaN),
              new Measurement(Metric.LOSS, Split.TEST, 2, 62, Double.POSITIVE_INFINITY),
              new Measurement(Metric.STEPS, Split.NONE, 2, 62, 62)),
          Provenance.of(Map.of("java", "\"17\"\n")));

  private static final TrialResult DIVERGED =
      Records.result(planned(2), new Outcome.Diverged(3, "NaN"));

  @TempDir private Path folder;

  @BeforeEach
  void aStoreOfSchemaTwo() throws SQLException, IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      try (InputStream schema = getClass().getResourceAsStream("schema-2.sql")) {
        for (String sql :
            new String(schema.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\\n")) {
          statement.executeUpdate(sql);
        }
      }
      statement.executeUpdate("PRAGMA user_version = 2");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO study VALUES ('old', ?)")) {
        insert.setString(1, StudyRecordJson.write(STUDY));
        insert.executeUpdate();
      }
      statement.executeUpdate("INSERT INTO registration VALUES (1, '[]', 'a', '[]', 'b', 2)");
      statement.executeUpdate(
          "INSERT INTO timing VALUES"
              + " ('mlp', 'none', 32, 0.001, 12, 'one-thread', 1, 1.5, 0, 0, 'print')");
      insert(connection, 0, planned(1));
      insert(connection, COMPLETED, "{\"java\":\"\\\"17\\\"\\n\"}");
      insert(connection, DIVERGED, "{}");
    }
  }

  private static void insert(Connection connection, int position, PlannedTrial trial)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO planned VALUES (?, ?, 'mlp', 'none', 32, 0.001, 12, ?, ?)")) {
      insert.setInt(1, position);
      insert.setString(2, trial.key().sha256());
      insert.setLong(3, trial.seed());
      insert.setString(4, trial.specJson());
      insert.executeUpdate();
    }
  }

  private static void insert(Connection connection, TrialResult result, String provenance)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO result VALUES (?, ?, ?, ?, ?)")) {
      insert.setString(1, result.key().sha256());
      insert.setString(2, result.outcome().word());
      insert.setObject(3, result.outcome() instanceof Outcome.Diverged d ? d.epoch() : null);
      insert.setString(4, result.outcome().reason());
      insert.setString(5, provenance);
      insert.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO measurement VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < result.measurements().size(); i++) {
        Measurement m = result.measurements().get(i);
        insert.setString(1, result.key().sha256());
        insert.setInt(2, i);
        insert.setString(3, m.metric().word());
        insert.setString(4, m.split().word());
        insert.setInt(5, m.epoch());
        insert.setInt(6, m.step());
        insert.setObject(7, Double.isNaN(m.value()) ? "NaN" : (Object) m.value());
        insert.executeUpdate();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStoreOfSchemaTwoIsBroughtToTodaysAndKeepsAllItHolds(boolean toRead) throws SQLException {
    Function<Path, SqliteStore> opening = toRead ? SqliteStore::openToRead : SqliteStore::open;
    for (int time = 1; time <= 2; time++) {
      try (SqliteStore store = opening.apply(file())) {
        assertThat(store.study()).contains(STUDY);
        assertThat(store.planned()).containsExactly(planned(1));
        assertThat(store.results()).containsExactly(COMPLETED);
        assertThat(store.finished()).containsExactlyInAnyOrder(COMPLETED.key(), DIVERGED.key());
        assertThat(store.registration())
            .isEqualTo(
                new Registration(List.of(), "a", "b", 2, Registration.Scope.HYPOTHESES, List.of()));
        assertThat(store.timing())
            .extracting(TimingRound::stepMillis, TimingRound::round)
            .containsExactly(tuple(1.5, 1));
      }
    }
    // Reading changes no file.
    assertThat(number("PRAGMA user_version")).isEqualTo(toRead ? 2 : 6);
    assertThat(number("SELECT count(*) FROM sqlite_master WHERE name GLOB '*_[25]'")).isZero();
    assertThat(number("SELECT count(*) FROM measurement")).isEqualTo(5);
  }

  @Test
  void aStoreThatWasBroughtToTodaysSchemaCanBeWrittenTo() {
    TrialResult again = Records.result(DIVERGED.key(), new Outcome.Completed(), List.of());
    try (SqliteStore store = SqliteStore.open(file())) {
      store.begin(STUDY, List.of(), List.of(planned(2), planned(1)));
      assertThat(store.results()).containsExactly(DIVERGED, COMPLETED);
      store.save(again);
      assertThat(store.results()).containsExactly(again, COMPLETED);
    }
  }

  @Test
  void aStoreThatCannotBeBroughtToTodaysSchemaIsRefusedAndStaysAsItIs() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE measurement SET metric = 'charm' WHERE position = 4");
    }
    assertThatThrownBy(() -> SqliteStore.openToRead(file()))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("study.db cannot be brought from schema version 2 to 6: no metric")
        .hasMessageContaining("charm")
        .hasMessageContaining("Maybe copy it");
    assertThat(number("PRAGMA user_version")).isEqualTo(2);
    assertThat(number("SELECT count(*) FROM measurement WHERE trial_key <> ''")).isEqualTo(5);
    assertThat(number("SELECT count(*) FROM result")).isEqualTo(2);
  }

  private int number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getInt(1);
    }
  }

  private Path file() {
    return folder.resolve("study.db");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  private static PlannedTrial planned(int seed) {
    String spec = "{\"seed\":" + seed + "}";
    return new PlannedTrial(
        TrialKey.ofCanonicalJson(spec), CellFixtures.cell("mlp", "none", 32, 1e-3, 12), seed, spec);
  }
}
