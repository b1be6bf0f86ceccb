package io.ablate4j.store;

import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import io.ablate4j.trial.TrialResultJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Schema 2 had a row a measurement; a store of it is brought to the present schema when it is
 * opened.
 */
final class SchemaTwo {
  static final int VERSION = 2;

  private SchemaTwo() {}

  /** Makes room for the tables of today. */
  static void moveAside(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("ALTER TABLE measurement RENAME TO measurement_2");
      statement.executeUpdate("ALTER TABLE result RENAME TO result_2");
    }
  }

  /** Fills the new tables from the old ones, and drops those. */
  static void moveOver(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT trial_key FROM result_2");
          PreparedStatement measured =
              connection.prepareStatement(
                  "SELECT metric, split, epoch, step, value FROM measurement_2"
                      + " WHERE trial_key = ? ORDER BY position");
          PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO result (trial_key, outcome, epoch, reason, provenance, measurements)"
                      + " SELECT trial_key, outcome, epoch, reason, provenance, ? FROM result_2"
                      + " WHERE trial_key = ?")) {
        while (row.next()) {
          String key = row.getString(1);
          insert.setString(1, TrialResultJson.measurements(measurements(measured, key)));
          insert.setString(2, key);
          insert.executeUpdate();
        }
      }
      statement.executeUpdate("DROP TABLE measurement_2");
      statement.executeUpdate("DROP TABLE result_2");
    }
  }

  private static List<Measurement> measurements(PreparedStatement measured, String key)
      throws SQLException {
    measured.setString(1, key);
    List<Measurement> measurements = new ArrayList<>();
    try (ResultSet row = measured.executeQuery()) {
      while (row.next()) {
        measurements.add(
            new Measurement(
                Metric.ofWord(row.getString(1)),
                Split.ofWord(row.getString(2)),
                row.getInt(3),
                row.getInt(4),
                row.getObject(5) instanceof String nan
                    ? Double.parseDouble(nan)
                    : row.getDouble(5)));
      }
    }
    return measurements;
  }
}
