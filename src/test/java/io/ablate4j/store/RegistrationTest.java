package io.ablate4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.registration.HypothesesJson;
import io.ablate4j.registration.Registration;
import io.ablate4j.registration.Registration.Change;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.CellFixtures;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.Provenance;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.Roles;
import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.Target;
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may and what may not change once the first trial has a result. */
class RegistrationTest {
  private static final Hypothesis FASTER =
      claim("faster", "speed", ContrastMetric.STEPS_TO_TARGET, Map.of());
  private static final Hypothesis BETTER =
      claim("better", "main", ContrastMetric.TEST_ACCURACY, Map.of("model", List.of("cnn")));
  private static final Hypothesis MATCHED =
      claim("matched", "gap", ContrastMetric.GAP_ACCURACY_MATCHED_LOSS, Map.of());

  @TempDir private Path folder;

  @Test
  void theSameStudyWithMoreSeedsIsStillWhatWasWrittenDownAndTheSeedsOfThenAreKept() {
    Registration registration = after(begun(), begun().seeds(9));
    assertThat(registration.changes()).isEmpty();
    assertThat(registration.isBeforehand()).isTrue();
    assertThat(registration.sha256()).isEqualTo(registration.sha256Beforehand()).hasSize(64);
    assertThat(registration.seedsBeforehand()).isEqualTo(2);
  }

  @Test
  void aTargetThatIsChangedMakesClaimsAboutTheTimeToItExploratoryAndNoOthers() {
    Registration registration = after(begun(), begun().target(.8));
    assertThat(registration.changes())
        .containsExactly(new Change("speed", "faster", "target from 0.9 to 0.8"));
    assertThat(registration.isBeforehand()).isFalse();
    assertThat(registration.isBeforehand("speed")).isFalse();
    assertThat(registration.isBeforehand("main")).isTrue();
    assertThat(registration.sha256()).isNotEqualTo(registration.sha256Beforehand());
  }

  @Test
  void aTargetThatIsDroppedIsDerivedFromNoneAndSoFromItsCells() {
    Registration dropped = after(begun(), begun().target(Double.NaN));
    assertThat(dropped.changes())
        .extracting(Change::what)
        .containsExactly(
            "target from 0.9 to derived from none",
            "target's cells now with cnn none 32 0.001 12, cnn none 8 0.001 12,"
                + " mlp none 32 0.001 12, mlp none 8 0.001 12");
  }

  @Test
  void aDerivedTargetRestsOnCellsOfNoneThatTheClaimDoesNotSpeakOf() {
    Hypothesis small =
        claim("faster", "speed", ContrastMetric.STEPS_TO_TARGET, Map.of("batchSize", List.of("8")));
    Begun derived = begun().target(Double.NaN).claims(small);
    assertThat(after(derived, derived.without("cnn", "none", 32)).changes())
        .extracting(Change::what)
        .containsExactly("target's cells now without cnn none 32 0.001 12");
  }

  @Test
  void checksBelongToTheTarget() {
    assertThat(after(begun(), begun().spec("checkExamples", "250")).changes())
        .containsExactly(new Change("speed", "faster", "checkExamples from 500 to 250"));
  }

  @Test
  void levelsThatAreAveragedOverBelongToAClaimAndThoseItExcludesDoNot() {
    Registration registration = after(begun(), begun().models("cnn", "mlp", "inception"));
    assertThat(registration.changes())
        .containsExactly(
            new Change("speed", "faster", "model from cnn, mlp to cnn, inception, mlp"),
            new Change("gap", "matched", "model from cnn, mlp to cnn, inception, mlp"));
    assertThat(after(begun(), begun().models("cnn")).changes())
        .extracting(Change::hypothesis)
        .containsExactly("faster", "matched");
  }

  @Test
  void numbersAreOrderedAsNumbers() {
    assertThat(after(begun(), begun().batches(8, 32, 128)).changes())
        .contains(new Change("main", "better", "batchSize from 8, 32 to 8, 32, 128"));
  }

  @Test
  void aCellThatIsExcludedIsNamed() {
    assertThat(after(begun(), begun().without("cnn", "batch-norm", 8)).changes())
        .contains(new Change("main", "better", "cells now without cnn batch-norm 8 0.001 12"));
  }

  @Test
  void anArmThatNoClaimComparesMattersOnlyWhereAllArmsHaveToReachOneLoss() {
    Registration registration = after(begun(), begun().arms("none", "batch-norm", "dropout"));
    assertThat(registration.changes())
        .containsExactly(
            new Change(
                "gap",
                "matched",
                "regularization from batch-norm, none to batch-norm, dropout, none"));
  }

  @Test
  void otherDataAreAnotherQuestion() {
    assertThat(
            after(begun(), begun().spec("dataset", "{\"checksum\":\"b\",\"train\":2000}"))
                .changes(BETTER.family()))
        .containsExactly(new Change("main", "better", "dataset.checksum from a to b"));
  }

  @Test
  void aRegularizationThatIsDefinedAnewIsAnotherArm() {
    Registration registration =
        after(
            begun(),
            begun().spec("regularization", "{\"batchNorm\":{\"decay\":0.5},\"name\":\"x\"}"));
    assertThat(registration.changes("main"))
        .extracting(Change::what)
        .containsExactly(
            "regularization batch-norm: batchNorm.decay from 0.9 to 0.5",
            "regularization none: batchNorm.decay from 0.9 to 0.5");
  }

  @Test
  void anotherVersionOfTheTrainingCodeAsksTheSame() {
    assertThat(after(begun(), begun().spec("protocol", "4")).isBeforehand()).isTrue();
  }

  @Test
  void whatIsTakenBackIsAsItWas() {
    try (SqliteStore store = open()) {
      begin(store, begun());
      store.save(failed(begun()));
      begin(store, begun().target(.8));
      begin(store, begun());
      assertThat(store.registration().isBeforehand()).isTrue();
    }
  }

  @Test
  void beforeTheFirstResultEverythingMayChange() {
    try (SqliteStore store = open()) {
      begin(store, begun());
      begin(store, begun().target(.8).models("cnn"));
      assertThat(store.registration().isBeforehand()).isTrue();
      store.save(failed(begun().models("cnn")));
      begin(store, begun().models("cnn"));
      assertThat(store.registration().changes())
          .containsExactly(new Change("speed", "faster", "target from 0.8 to 0.9"));
    }
  }

  @Test
  void wordsAndMarginsThatAreChangedAreReportedFromWhatToWhat() {
    Prediction part = BETTER.parts().get(0);
    assertThat(
            after(begun(), begun().claims(FASTER, reworded(BETTER, "Better", part), MATCHED))
                .changes())
        .containsExactly(new Change("main", "better", "claim from \"Claim better\" to \"Better\""));
    Prediction wider =
        new Prediction(
            part.compare(), part.metric(), part.expect(), .02, part.where(), part.across());
    assertThat(
            after(begun(), begun().claims(FASTER, reworded(BETTER, BETTER.claim(), wider), MATCHED))
                .changes())
        .containsExactly(new Change("main", "better", "margin from 0.01 to 0.02"));
  }

  @Test
  void aClaimThatIsAddedOrTakenAwayChangesItsFamily() {
    Registration fewer = after(begun(), begun().claims(FASTER, MATCHED));
    assertThat(fewer.changes()).containsExactly(new Change("main", "better", "taken away"));
    assertThat(fewer.isBeforehand("speed")).isTrue();
    Registration more = after(begun().claims(FASTER), begun().claims(FASTER, BETTER));
    assertThat(more.changes()).containsExactly(new Change("main", "better", "added"));
  }

  @Test
  void theChecksumIsThatOfTheStoredText() throws SQLException {
    Registration registration;
    try (SqliteStore store = open()) {
      begin(store, begun());
      registration = store.registration();
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT hypotheses, hypotheses_beforehand FROM registration")) {
      assertThat(TrialKey.ofCanonicalJson(row.getString(1)).sha256())
          .isEqualTo(registration.sha256());
      assertThat(row.getString(1)).isEqualTo(row.getString(2)).contains("\"target\":[\"0.9\"]");
    }
  }

  @Test
  void aTrendOnAnotherScaleIsAnotherPrediction() {
    Change change =
        after(begun().claims(trend(TrendScale.LOG2)), begun().claims(trend(TrendScale.linear(1))))
            .changes()
            .get(0);
    assertThat(change)
        .isEqualTo(
            new Change(
                "main",
                "better",
                "prediction from \"batch-norm against none, as batchSize doubles (8, 32):"
                    + " test-accuracy lower (model cnn)\" to \"batch-norm against none, per unit of"
                    + " batchSize (8, 32): test-accuracy lower (model cnn)\""));
  }

  private static Hypothesis trend(TrendScale scale) {
    Prediction part = BETTER.parts().get(0);
    Across across = new Across.Trend("batchSize", List.of("8", "32"), scale);
    return reworded(
        BETTER,
        BETTER.claim(),
        new Prediction(
            part.compare(),
            part.metric(),
            part.expect(),
            part.margin(),
            part.where(),
            Optional.of(across)));
  }

  /** It was registered, with two trends, before a trend could name its scale. */
  @Test
  void whatTheReferenceStudyRegisteredIsWrittenAgainToTheByte() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + OldStore.file());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT hypotheses, sha256 FROM registration")) {
      String stored = row.getString(1);
      assertThat(stored).contains("\"trend\":{\"factor\":\"batchSize\",\"levels\":");
      String again =
          HypothesesJson.write(HypothesesJson.read(stored), HypothesesJson.readBases(stored));
      assertThat(again).isEqualTo(stored);
      assertThat(HypothesesJson.sha256(again)).isEqualTo(row.getString(2));
    }
  }

  @Test
  void aRegistrationOfSchemaThreeKeepsItsScopeAndIsComparedByWordsAlone() throws Exception {
    String old = HypothesesJson.write(List.of(FASTER, BETTER, MATCHED), Map.of());
    assertThat(old).doesNotContain("basis");
    ofSchemaThree(old, true);
    try (SqliteStore store = SqliteStore.openToRead(file())) {
      assertThat(store.registration().isBeforehand()).isTrue();
      assertThat(store.registration().scope()).isEqualTo(Registration.Scope.HYPOTHESES);
    }
    try (SqliteStore store = open()) {
      begin(store, begun().target(.8));
      assertThat(store.registration())
          .isEqualTo(
              new Registration(
                  List.of(FASTER, BETTER, MATCHED),
                  HypothesesJson.sha256(old),
                  HypothesesJson.sha256(old),
                  2,
                  Registration.Scope.HYPOTHESES,
                  List.of()));
      begin(store, begun().claims(FASTER, BETTER));
      assertThat(store.registration().changes())
          .containsExactly(new Change("gap", "matched", "taken away"));
    }
  }

  @Test
  void aStoreOfSchemaThreeWithoutAResultIsRegisteredAnewInFull() throws Exception {
    ofSchemaThree(HypothesesJson.write(List.of(FASTER), Map.of()), false);
    try (SqliteStore store = open()) {
      begin(store, begun());
      assertThat(store.registration().scope()).isEqualTo(Registration.Scope.BASIS);
      assertThat(store.registration().isBeforehand()).isTrue();
    }
  }

  private void ofSchemaThree(String registered, boolean withResult) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      try (InputStream schema = getClass().getResourceAsStream("schema-3.sql")) {
        for (String sql :
            new String(schema.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\\n")) {
          statement.executeUpdate(sql);
        }
      }
      statement.executeUpdate("PRAGMA user_version = 3");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO registration VALUES (1, ?, ?, ?, ?, 2)")) {
        insert.setString(1, registered);
        insert.setString(2, HypothesesJson.sha256(registered));
        insert.setString(3, registered);
        insert.setString(4, HypothesesJson.sha256(registered));
        insert.executeUpdate();
      }
      if (withResult) {
        statement.executeUpdate(
            "INSERT INTO result VALUES (1, 'k', 'completed', NULL, '', '{}',"
                + " '{\"kinds\":[],\"rows\":[]}')");
      }
    }
  }

  /** What comes of a study that is begun, has a first result, and is begun as another. */
  private Registration after(Begun first, Begun later) {
    try (SqliteStore store = open()) {
      begin(store, first);
      store.save(failed(first));
      begin(store, later);
      return store.registration();
    } finally {
      file().toFile().delete();
    }
  }

  private static void begin(SqliteStore store, Begun begun) {
    store.begin(begun.study(), begun.hypotheses, begun.plan());
  }

  private static TrialResult failed(Begun begun) {
    return new TrialResult(
        begun.plan().get(0).key(), new Outcome.Failed("x"), List.of(), Provenance.of(Map.of()));
  }

  private SqliteStore open() {
    return SqliteStore.open(file());
  }

  private Path file() {
    return folder.resolve("study.db");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  private static Hypothesis reworded(Hypothesis hypothesis, String claim, Prediction part) {
    return new Hypothesis(hypothesis.id(), claim, hypothesis.family(), List.of(part));
  }

  private static Hypothesis claim(
      String id, String family, ContrastMetric metric, Map<String, List<String>> where) {
    return new Hypothesis(
        id,
        "Claim " + id,
        family,
        List.of(
            new Prediction(
                new Prediction.Pair("regularization", "batch-norm", "none"),
                metric,
                Expectation.LOWER,
                .01,
                where,
                Optional.empty())));
  }

  private static Begun begun() {
    return new Begun(
        OptionalDouble.of(.9),
        List.of("cnn", "mlp"),
        List.of("none", "batch-norm"),
        List.of(8, 32),
        2,
        new TreeMap<>(
            Map.of(
                "checkExamples",
                "500",
                "dataset",
                "{\"checksum\":\"a\",\"train\":2000}",
                "protocol",
                "2",
                "regularization",
                "{\"batchNorm\":{\"decay\":0.9},\"name\":\"x\"}")),
        List.of(),
        List.of(FASTER, BETTER, MATCHED));
  }

  /** What a run asks of the store. */
  private record Begun(
      OptionalDouble target,
      List<String> models,
      List<String> arms,
      List<Integer> batches,
      int seeds,
      TreeMap<String, String> spec,
      List<Cell> excluded,
      List<Hypothesis> hypotheses) {
    Begun target(double value) {
      OptionalDouble given =
          Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
      return new Begun(given, models, arms, batches, seeds, spec, excluded, hypotheses);
    }

    Begun models(String... value) {
      return new Begun(target, List.of(value), arms, batches, seeds, spec, excluded, hypotheses);
    }

    Begun arms(String... value) {
      return new Begun(target, models, List.of(value), batches, seeds, spec, excluded, hypotheses);
    }

    Begun batches(Integer... value) {
      return new Begun(target, models, arms, List.of(value), seeds, spec, excluded, hypotheses);
    }

    Begun seeds(int value) {
      return new Begun(target, models, arms, batches, value, spec, excluded, hypotheses);
    }

    Begun spec(String name, String json) {
      TreeMap<String, String> other = new TreeMap<>(spec);
      other.put(name, json);
      return new Begun(target, models, arms, batches, seeds, other, excluded, hypotheses);
    }

    Begun without(String model, String arm, int batch) {
      return new Begun(
          target,
          models,
          arms,
          batches,
          seeds,
          spec,
          List.of(CellFixtures.cell(model, arm, batch, 1e-3, 12)),
          hypotheses);
    }

    Begun claims(Hypothesis... value) {
      return new Begun(target, models, arms, batches, seeds, spec, excluded, List.of(value));
    }

    StudyRecord study() {
      return Records.study("a study")
          .factors(Map.of("model", models, "regularization", arms))
          .target(
              target.isPresent() ? Optional.of(new Target(target.getAsDouble())) : Optional.empty())
          .record();
    }

    List<PlannedTrial> plan() {
      List<PlannedTrial> plan = new ArrayList<>();
      for (int seed = 1; seed <= seeds; seed++) {
        for (String model : models) {
          for (String arm : arms) {
            for (int batch : batches) {
              Cell cell = CellFixtures.cell(model, arm, batch, 1e-3, 12);
              if (!excluded.contains(cell)) {
                plan.add(planned(cell, seed));
              }
            }
          }
        }
      }
      return plan;
    }

    private PlannedTrial planned(Cell cell, int seed) {
      TreeMap<String, String> whole = new TreeMap<>(spec);
      whole.put("seed", String.valueOf(seed));
      whole.put("model", "\"" + cell.level("model") + " " + cell.level("regularization") + "\"");
      whole.put("batchSize", String.valueOf(Roles.batchSize(cell)));
      UnaryOperator<String> quoted = text -> "\"" + text + "\"";
      String json =
          "{"
              + String.join(
                  ",",
                  whole.entrySet().stream()
                      .map(entry -> quoted.apply(entry.getKey()) + ":" + entry.getValue())
                      .toList())
              + "}";
      return new PlannedTrial(TrialKey.ofCanonicalJson(json), cell, seed, json);
    }
  }
}
