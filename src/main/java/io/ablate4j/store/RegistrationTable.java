package io.ablate4j.store;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Registration;
import io.ablate4j.trial.PlannedTrial;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The table {@code registration}: what is claimed, and what was before anything was known. */
final class RegistrationTable {
  private RegistrationTable() {}

  /** Inside a transaction, so that no result can come between the question and the answer. */
  static void write(Connection connection, List<Hypothesis> hypotheses, List<PlannedTrial> plan)
      throws SQLException {
    boolean isBeforehand = isEmpty(connection, "result");
    if (isBeforehand || isEmpty(connection, "registration")) {
      // Results without a registration: nobody can tell what was claimed before them.
      insert(connection, isBeforehand ? hypotheses : List.of(), isBeforehand ? seeds(plan) : 0);
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE registration SET hypotheses = ?, sha256 = ?")) {
      update.setString(1, HypothesesJson.write(hypotheses));
      update.setString(2, HypothesesJson.sha256(hypotheses));
      update.executeUpdate();
    }
  }

  private static void insert(Connection connection, List<Hypothesis> beforehand, int seeds)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO registration (id, hypotheses, sha256, hypotheses_beforehand,"
                + " sha256_beforehand, seeds_beforehand) VALUES (1, '', '', ?, ?, ?)")) {
      insert.setString(1, HypothesesJson.write(beforehand));
      insert.setString(2, HypothesesJson.sha256(beforehand));
      insert.setInt(3, seeds);
      insert.executeUpdate();
    }
  }

  private static int seeds(List<PlannedTrial> plan) {
    return (int) plan.stream().mapToLong(PlannedTrial::seed).distinct().count();
  }

  private static boolean isEmpty(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 1")) {
      return !row.next();
    }
  }

  static Registration read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT hypotheses, sha256, sha256_beforehand, seeds_beforehand"
                    + " FROM registration")) {
      return row.next()
          ? new Registration(
              HypothesesJson.read(row.getString(1)),
              row.getString(2),
              row.getString(3),
              row.getInt(4))
          : Registration.NONE;
    }
  }
}
