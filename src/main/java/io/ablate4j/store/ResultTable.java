package io.ablate4j.store;

import io.ablate4j.trial.Asked;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import io.ablate4j.trial.TrialResultJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The table {@code result}: what came of each trial. */
final class ResultTable {
  /** The reason of a trial whose row is not used; it is run again as any other that failed. */
  static final String DAMAGED =
      "its row in the store is damaged: what it holds is not what was written";

  /** So many rows are read before their texts are taken apart, on all cores. */
  private static final int AT_ONCE = 256;

  private ResultTable() {}

  /** A later result takes the place of an earlier one with the same key. */
  static void write(Connection connection, TrialResult result) throws SQLException {
    CheckedTable.RESULT.write(
        connection,
        result.key().sha256(),
        result.outcome().word(),
        result.outcome() instanceof Outcome.Diverged diverged ? diverged.epoch() : null,
        result.outcome().reason(),
        TrialResultJson.provenance(result.provenance()),
        TrialResultJson.measurements(result.measurements()));
  }

  /** Those of planned trials, in plan order; a damaged one as a trial that failed for it. */
  static List<TrialResult> ofPlanned(Connection connection) throws SQLException {
    List<TrialResult> results = new ArrayList<>();
    // CROSS JOIN keeps the order of the tables, so that nothing needs to be sorted.
    read(
        connection,
        "SELECT trial_key, outcome, epoch, reason, provenance, measurements, result.checksum"
            + " FROM planned CROSS JOIN result USING (trial_key) ORDER BY position",
        Row::result,
        results::add);
    return results;
  }

  /** Those of some trials, in their order; a damaged one as a trial that failed for it. */
  static List<TrialResult> of(Connection connection, Collection<TrialKey> keys)
      throws SQLException {
    List<TrialResult> results = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(CheckedTable.RESULT.select() + " WHERE trial_key = ?")) {
      for (TrialKey key : keys) {
        select.setString(1, key.sha256());
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            results.add(Row.of(row).result());
          }
        }
      }
    }
    return results;
  }

  /** Trials that need not be run again; whatever is not whole is to be. */
  static Map<TrialKey, Asked> measured(Connection connection, Consumer<String> damagedKeys)
      throws SQLException {
    Map<TrialKey, Asked> keys = new HashMap<>();
    read(
        connection,
        CheckedTable.RESULT.select() + " WHERE outcome <> 'failed'",
        row -> row,
        row -> {
          if (row.isWhole()) {
            keys.put(new TrialKey(row.key()), row.asked());
          } else {
            damagedKeys.accept(row.key());
          }
        });
    return keys;
  }

  /** Rows of before there were checksums that nobody can read get none: they are damaged. */
  static void unmarkUnreadable(Connection connection) throws SQLException {
    List<String> unreadable = new ArrayList<>();
    read(
        connection,
        CheckedTable.RESULT.select(),
        row -> row.isReadable() ? "" : row.key(),
        unreadable::add);
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE result SET checksum = '' WHERE trial_key = ?")) {
      for (String key : unreadable) {
        if (!key.isEmpty()) {
          update.setString(1, key);
          update.executeUpdate();
        }
      }
    }
  }

  private static <T> void read(
      Connection connection, String sql, Function<Row, T> each, Consumer<T> to)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(Row.of(row));
        if (rows.size() == AT_ONCE) {
          rows.parallelStream().map(each).toList().forEach(to);
          rows.clear();
        }
      }
    }
    rows.parallelStream().map(each).toList().forEach(to);
  }

  /**
   * As the table holds it.
   *
   * @param epoch null unless it diverged
   * @param measurements UTF-8
   */
  record Row(
      String key,
      String outcome,
      Object epoch,
      String reason,
      String provenance,
      byte[] measurements,
      String checksum) {

    /** Of a query for all columns, the checksum last. */
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1),
          row.getString(2),
          row.getObject(3),
          row.getString(4),
          row.getString(5),
          row.getBytes(6),
          row.getString(7));
    }

    Asked asked() {
      return Asked.of(TrialResultJson.readProvenance(provenance));
    }

    boolean isWhole() {
      return RowChecksum.of(key, outcome, epoch, reason, provenance, measurements).equals(checksum);
    }

    /** Where there is no checksum to go by. */
    boolean isReadable() {
      return readable().isPresent();
    }

    /** A damaged one as a trial that failed for it. */
    TrialResult result() {
      return (isWhole() ? readable() : Optional.<TrialResult>empty())
          .orElseGet(
              () ->
                  new TrialResult(
                      new TrialKey(key),
                      new Outcome.Failed(DAMAGED),
                      List.of(),
                      Provenance.of(Map.of())));
    }

    /** Texts and numbers of a damaged file may be anything. */
    private Optional<TrialResult> readable() {
      try {
        return Optional.of(taken());
      } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
        return Optional.empty();
      }
    }

    private TrialResult taken() {
      return new TrialResult(
          new TrialKey(key),
          TrialResultJson.outcome(outcome, Optional.ofNullable((Integer) epoch), reason),
          TrialResultJson.readMeasurements(measurements),
          TrialResultJson.readProvenance(provenance));
    }
  }
}
