package io.ablate4j.store;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Registration;
import io.ablate4j.hypothesis.Registration.Change;
import io.ablate4j.hypothesis.Registration.Scope;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.StudyRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The table {@code registration}: what is claimed, and what was before anything was known. */
final class RegistrationTable {
  private RegistrationTable() {}

  /** Before schema 4 the words of the hypotheses were all that was registered. */
  static void addScope(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "ALTER TABLE registration ADD COLUMN scope TEXT NOT NULL DEFAULT '"
              + Scope.HYPOTHESES.word()
              + "'");
    }
  }

  /** Inside a transaction, so that no result can come between the question and the answer. */
  static void write(
      Connection connection,
      StudyRecord study,
      List<Hypothesis> hypotheses,
      List<PlannedTrial> plan)
      throws SQLException {
    String whole = HypothesesJson.write(hypotheses, HypothesisBasis.of(hypotheses, study, plan));
    boolean isBeforehand = isEmpty(connection, "result");
    if (isBeforehand || isEmpty(connection, "registration")) {
      // Results without a registration: nobody can tell what was claimed before them.
      insert(connection, isBeforehand ? whole : "[]", isBeforehand ? seeds(plan) : 0);
    }
    // What was registered without its basis can only be compared without it.
    String now =
        scope(connection) == Scope.BASIS ? whole : HypothesesJson.write(hypotheses, Map.of());
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE registration SET hypotheses = ?, sha256 = ?")) {
      update.setString(1, now);
      update.setString(2, HypothesesJson.sha256(now));
      update.executeUpdate();
    }
  }

  private static void insert(Connection connection, String beforehand, int seeds)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO registration (id, hypotheses, sha256, hypotheses_beforehand,"
                + " sha256_beforehand, seeds_beforehand, scope) VALUES (1, '', '', ?, ?, ?, ?)")) {
      insert.setString(1, beforehand);
      insert.setString(2, HypothesesJson.sha256(beforehand));
      insert.setInt(3, seeds);
      insert.setString(4, Scope.BASIS.word());
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

  private static Scope scope(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT scope FROM registration")) {
      return scope(row.getString(1));
    }
  }

  private static Scope scope(String word) {
    return word.equals(Scope.BASIS.word()) ? Scope.BASIS : Scope.HYPOTHESES;
  }

  static Registration read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT hypotheses, sha256, sha256_beforehand, seeds_beforehand, scope,"
                    + " hypotheses_beforehand FROM registration")) {
      return row.next()
          ? new Registration(
              HypothesesJson.read(row.getString(1)),
              row.getString(2),
              row.getString(3),
              row.getInt(4),
              scope(row.getString(5)),
              row.getString(2).equals(row.getString(3)) || row.getString(3).isEmpty()
                  ? List.of()
                  : changes(row.getString(6), row.getString(1)))
          : Registration.NONE;
    }
  }

  private static List<Change> changes(String beforehand, String now) {
    Map<String, Hypothesis> before = byId(beforehand);
    Map<String, Hypothesis> after = byId(now);
    Map<String, SortedMap<String, List<String>>> basesBefore = HypothesesJson.readBases(beforehand);
    Map<String, SortedMap<String, List<String>>> basesAfter = HypothesesJson.readBases(now);
    Set<String> ids = new LinkedHashSet<>(before.keySet());
    ids.addAll(after.keySet());
    List<Change> changes = new ArrayList<>();
    for (String id : ids) {
      Hypothesis old = before.get(id);
      Hypothesis asked = after.get(id);
      if (asked == null) {
        changes.add(new Change(old.family(), id, "taken away"));
      } else if (old == null) {
        changes.add(new Change(asked.family(), id, "added"));
      } else {
        List<String> phrases = new ArrayList<>(differences(old, asked));
        if (basesBefore.containsKey(id) && basesAfter.containsKey(id)) {
          phrases.addAll(HypothesisBasis.differences(basesBefore.get(id), basesAfter.get(id)));
        }
        for (String family : new LinkedHashSet<>(List.of(asked.family(), old.family()))) {
          phrases.forEach(phrase -> changes.add(new Change(family, id, phrase)));
        }
      }
    }
    return changes;
  }

  private static Map<String, Hypothesis> byId(String json) {
    Map<String, Hypothesis> byId = new LinkedHashMap<>();
    HypothesesJson.read(json).forEach(each -> byId.put(each.id(), each));
    return byId;
  }

  private static List<String> differences(Hypothesis before, Hypothesis now) {
    List<String> phrases = new ArrayList<>();
    if (!before.claim().equals(now.claim())) {
      phrases.add("claim from \"" + before.claim() + "\" to \"" + now.claim() + "\"");
    }
    if (!before.family().equals(now.family())) {
      phrases.add("family from " + before.family() + " to " + now.family());
    }
    if (before.parts().size() != now.parts().size()) {
      phrases.add("from " + before.parts().size() + " to " + now.parts().size() + " parts");
      return phrases;
    }
    for (int i = 0; i < now.parts().size(); i++) {
      Prediction old = before.parts().get(i);
      Prediction asked = now.parts().get(i);
      if (!old.inWords().equals(asked.inWords())) {
        phrases.add("prediction from \"" + old.inWords() + "\" to \"" + asked.inWords() + "\"");
      } else if (!old.equals(asked)) {
        phrases.add("margin from " + old.margin() + " to " + asked.margin());
      }
    }
    return phrases;
  }
}
