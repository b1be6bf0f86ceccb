package io.ablate4j.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code result}: what came of each trial. */
final class ResultTable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** So many rows are read before their texts are taken apart, on all cores. */
  private static final int AT_ONCE = 256;

  private ResultTable() {}

  /** A later result takes the place of an earlier one with the same key. */
  static void write(Connection connection, TrialResult result) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO result (trial_key, outcome, epoch, reason, provenance,"
                + " measurements) VALUES (?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, result.key().sha256());
      insert.setString(2, result.outcome().word());
      if (result.outcome() instanceof Outcome.Diverged diverged) {
        insert.setInt(3, diverged.epoch());
      } else {
        insert.setNull(3, Types.INTEGER);
      }
      insert.setString(4, result.outcome().reason());
      insert.setString(5, json(result.provenance().facts()));
      insert.setString(6, MeasurementsJson.write(result.measurements()));
      insert.executeUpdate();
    }
  }

  /** Those of planned trials, in plan order. */
  static List<TrialResult> ofPlanned(Connection connection) throws SQLException {
    List<TrialResult> results = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    // CROSS JOIN keeps the order of the tables, so that nothing needs to be sorted.
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT trial_key, outcome, epoch, reason, provenance, measurements"
                    + " FROM planned CROSS JOIN result USING (trial_key) ORDER BY position")) {
      while (row.next()) {
        rows.add(
            new Row(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                row.getBytes(6)));
        if (rows.size() == AT_ONCE) {
          results.addAll(rows.parallelStream().map(Row::result).toList());
          rows.clear();
        }
      }
    }
    results.addAll(rows.parallelStream().map(Row::result).toList());
    return results;
  }

  /** As the table holds it. */
  private record Row(
      String key,
      String outcome,
      int epoch,
      String reason,
      String provenance,
      byte[] measurements) {
    TrialResult result() {
      return new TrialResult(
          new TrialKey(key),
          ResultTable.outcome(outcome, epoch, reason),
          MeasurementsJson.read(measurements),
          Provenance.of(map(provenance)));
    }
  }

  private static Outcome outcome(String word, int epoch, String reason) {
    return switch (word) {
      case "completed" -> new Outcome.Completed();
      case "diverged" -> new Outcome.Diverged(epoch, reason);
      case "failed" -> new Outcome.Failed(reason);
      default -> throw new IllegalStateException("a trial ended as " + word);
    };
  }

  private static String json(Map<String, String> facts) {
    try {
      return MAPPER.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain maps can be written", e);
    }
  }

  private static Map<String, String> map(String json) {
    try {
      Map<String, String> facts = new HashMap<>();
      MAPPER
          .readTree(json)
          .properties()
          .forEach(entry -> facts.put(entry.getKey(), entry.getValue().asText()));
      return facts;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the store holds JSON that cannot be read: " + json, e);
    }
  }
}
