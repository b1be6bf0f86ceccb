package io.ablate4j.store;

import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.registration.HypothesesJson;
import io.ablate4j.registration.HypothesisBasis;
import io.ablate4j.registration.Registration;
import io.ablate4j.registration.Registration.Change;
import io.ablate4j.registration.Registration.Scope;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.tuning.Tuning;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The table {@code registration}: what is claimed, and what was before anything was known. */
final class RegistrationTable {
  private static final String WHAT = "the registration of its hypotheses";

  // Places in a row.
  private static final int NOW = 1;
  private static final int BEFOREHAND = 3;
  private static final int SEEDS = 5;
  private static final int SCOPE = 6;

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

  /**
   * Inside a transaction, so that no result can come between the question and the answer.
   *
   * @param file the store, to be named where its registration is damaged
   */
  static void write(
      Connection connection,
      Path file,
      StudyRecord study,
      List<Hypothesis> hypotheses,
      List<PlannedTrial> plan)
      throws SQLException {
    // Those that serve a choice answer nothing, and their seeds are no replicates.
    List<PlannedTrial> evaluation =
        plan.stream().filter(trial -> !Tuning.isTuning(study, trial.seed())).toList();
    String whole =
        HypothesesJson.write(hypotheses, HypothesisBasis.of(hypotheses, study, evaluation));
    boolean isBeforehand = isEmpty(connection);
    Object[] row = isBeforehand ? null : stored(connection, file);
    if (row == null) {
      // Results without a registration: nobody can tell what was claimed before them.
      String beforehand = isBeforehand ? whole : "[]";
      row =
          new Object[] {
            1,
            "",
            "",
            beforehand,
            HypothesesJson.sha256(beforehand),
            isBeforehand ? seeds(evaluation) : 0,
            Scope.BASIS.word()
          };
    }
    // What was registered without its basis can only be compared without it.
    String now =
        scope((String) row[SCOPE]) == Scope.BASIS
            ? whole
            : HypothesesJson.write(hypotheses, Map.of());
    row[NOW] = now;
    row[NOW + 1] = HypothesesJson.sha256(now);
    CheckedTable.REGISTRATION.write(connection, row);
  }

  /** Null if there is none. A new checksum must not make a damaged one good. */
  private static Object[] stored(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CheckedTable.REGISTRATION.select())) {
      return row.next() ? whole(row, file) : null;
    }
  }

  private static Object[] whole(ResultSet row, Path file) throws SQLException {
    Object[] values = CheckedTable.REGISTRATION.values(row);
    // The bytes of a text have its checksum, but are none.
    boolean isText = Arrays.stream(values).noneMatch(byte[].class::isInstance);
    if (!isText || !CheckedTable.REGISTRATION.isWhole(row)) {
      throw StoreException.damaged(file, WHAT, null);
    }
    return values;
  }

  private static int seeds(List<PlannedTrial> plan) {
    return (int) plan.stream().mapToLong(PlannedTrial::seed).distinct().count();
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT 1 FROM result LIMIT 1")) {
      return !row.next();
    }
  }

  private static Scope scope(String word) {
    return word.equals(Scope.BASIS.word()) ? Scope.BASIS : Scope.HYPOTHESES;
  }

  static Registration read(Connection connection, Path file) throws SQLException {
    Object[] row = stored(connection, file);
    if (row == null) {
      return Registration.NONE;
    }
    String hypotheses = (String) row[NOW];
    String sha256 = (String) row[NOW + 1];
    String beforehand = (String) row[BEFOREHAND];
    String sha256Beforehand = (String) row[BEFOREHAND + 1];
    try {
      return new Registration(
          HypothesesJson.read(hypotheses),
          sha256,
          sha256Beforehand,
          (Integer) row[SEEDS],
          scope((String) row[SCOPE]),
          sha256.equals(sha256Beforehand) || sha256Beforehand.isEmpty()
              ? List.of()
              : changes(beforehand, hypotheses));
    } catch (RuntimeException e) { // a text of a damaged file may be anything
      throw StoreException.damaged(file, WHAT, e);
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
    if (before.joined() != now.joined()) {
      phrases.add("from " + before.joined().word() + " to " + now.joined().word());
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
