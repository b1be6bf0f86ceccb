package io.ablate4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
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
import io.ablate4j.trial.TrialKey;
import io.ablate4j.trial.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
  @TempDir private Path folder;

  @Test
  void aResultComesBackAsItWentInToTheLastBit() {
    TrialResult result =
        new TrialResult(
            planned(1).key(),
            new Outcome.Diverged(3, "the training loss became NaN"),
            List.of(
                new Measurement(Metric.LOSS, Split.TRAIN, 1, 31, 0.1 + 0.2),
                new Measurement(Metric.LOSS, Split.TRAIN, 2, 62, Double.NaN),
                new Measurement(Metric.LOSS, Split.TRAIN, 3, 93, Double.POSITIVE_INFINITY),
                new Measurement(Metric.LOSS, Split.VALIDATION, 3, 93, Double.NEGATIVE_INFINITY),
                new Measurement(Metric.STEPS, Split.NONE, 3, 93, Double.MIN_VALUE)),
            Provenance.of(Map.of("native-build", "x", "java", "\"17\"\n")));
    try (SqliteStore store = open()) {
      store.begin(study(), List.of(), List.of(planned(1)));
      store.save(result);
    }
    try (SqliteStore store = SqliteStore.openToRead(file())) {
      assertThat(store.results()).containsExactly(result);
    }
  }

  @Test
  void aStudyAndItsPlanComeBackAsTheyWentIn() {
    List<PlannedTrial> plan = List.of(planned(2), planned(1), planned(3));
    try (SqliteStore store = open()) {
      assertThat(store.study()).isEmpty();
      store.begin(study(), List.of(), plan);
    }
    try (SqliteStore store = open()) {
      assertThat(store.study()).contains(study());
      assertThat(store.planned()).isEqualTo(plan);
    }
  }

  @Test
  void aStudyStoredBeforeThereWereControlsHasNone() {
    String before = StudyRecordJson.write(study()).replace(",\"controls\":[\"placebo\"]", "");
    assertThat(before).doesNotContain("controls");
    assertThat(StudyRecordJson.read(before).controls()).isEmpty();
    assertThat(StudyRecordJson.read(before).models()).isEqualTo(study().models());
  }

  @Test
  void aStudyStoredBeforePartsWereKeptHasNone() {
    String before = StudyRecordJson.write(study()).replaceFirst(",\"parts\":\\{.*?}}", "");
    assertThat(before).doesNotContain("parts").endsWith("}");
    assertThat(StudyRecordJson.read(before).parts()).isEmpty();
    assertThat(StudyRecordJson.read(before).models()).isEqualTo(study().models());
  }

  @Test
  void aStudyStoredBeforeProbesWereKeptHasNone() {
    String before = StudyRecordJson.write(study()).replaceFirst(",\"probes\":\\[.*?]", "");
    assertThat(before).doesNotContain("probes").endsWith("}");
    assertThat(StudyRecordJson.read(before).probes()).isEmpty();
    assertThat(StudyRecordJson.read(before).parts()).isEqualTo(study().parts());
  }

  @Test
  void failedTrialsAreNotFinishedButTheirReasonIsKeptUntilTheyAreRunAgain() {
    try (SqliteStore store = open()) {
      store.begin(study(), List.of(), List.of(planned(1), planned(2)));
      store.save(result(planned(1), new Outcome.Failed("crash")));
      store.save(result(planned(2), new Outcome.Diverged(1, "NaN")));
      assertThat(store.finished()).containsExactly(planned(2).key());
      assertThat(store.results().map(r -> r.outcome().reason())).containsExactly("crash", "NaN");

      store.save(result(planned(1), new Outcome.Completed()));
      assertThat(store.finished()).containsExactlyInAnyOrder(planned(1).key(), planned(2).key());
      assertThat(store.results().map(r -> r.outcome().word()))
          .containsExactly("completed", "diverged");
    }
  }

  @Test
  void resultsOfTrialsThatTheStudyNoLongerAsksForAreKeptButNotGiven() {
    try (SqliteStore store = open()) {
      store.begin(study(), List.of(), List.of(planned(1), planned(2)));
      store.save(result(planned(2), new Outcome.Completed()));
      store.begin(study(), List.of(), List.of(planned(1)));
      assertThat(store.results()).isEmpty();
      assertThat(store.finished()).contains(planned(2).key());
      store.begin(study(), List.of(), List.of(planned(2)));
      assertThat(store.results()).hasSize(1);
    }
  }

  @Test
  void aReaderSeesEachResultAsSoonAsItIsWrittenWhileTheRunHoldsTheStore() {
    try (SqliteStore writer = open()) {
      writer.begin(study(), List.of(), List.of(planned(1), planned(2)));
      try (SqliteStore reader = SqliteStore.openToRead(file())) {
        assertThat(reader.results()).isEmpty();
        writer.save(result(planned(1), new Outcome.Completed()));
        assertThat(reader.results()).hasSize(1);
        writer.save(result(planned(2), new Outcome.Completed()));
        assertThat(reader.results()).hasSize(2);
      }
    }
  }

  @Test
  void aResultThatCannotBeWrittenWholeIsNotWrittenAtAll() throws Exception {
    TrialResult before = result(planned(1), new Outcome.Failed("crash"));
    try (SqliteStore store = open()) {
      store.begin(study(), List.of(), List.of(planned(1)));
      store.save(before);
      inTheFile(
          "CREATE TRIGGER full AFTER INSERT ON result"
              + " BEGIN SELECT RAISE(ABORT, 'disk full'); END");
      assertThatThrownBy(() -> store.save(result(planned(1), new Outcome.Completed())))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("disk full");
      assertThat(store.results()).containsExactly(before);
      assertThat(store.finished()).isEmpty();
    }
  }

  @Test
  void whoeverLooksIntoTheFileFindsARowAMeasurement() throws Exception {
    TrialResult result =
        Records.completed(
            planned(1),
            new Measurement(Metric.LOSS, Split.TRAIN, 1, 31, .25),
            new Measurement(Metric.ACCURACY, Split.TEST, 1, 31, .5),
            new Measurement(Metric.LOSS, Split.TRAIN, 2, 62, Double.NaN));
    try (SqliteStore store = open()) {
      store.save(result);
    }
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT trial_key, position || ' ' || metric || ' ' || split || ' ' || epoch || ' '"
                    + " || step || ' ' || value FROM measurement ORDER BY position")) {
      List<String> lines = new ArrayList<>();
      while (row.next()) {
        assertThat(row.getString(1)).isEqualTo(result.key().sha256());
        lines.add(row.getString(2));
      }
      assertThat(lines)
          .containsExactly(
              "0 loss train 1 31 0.25", "1 accuracy test 1 31 0.5", "2 loss train 2 62 NaN");
    }
  }

  @Test
  void manyResultsComeBackInTheOrderOfThePlan() {
    List<PlannedTrial> plan = IntStream.rangeClosed(1, 600).mapToObj(s -> planned(s)).toList();
    try (SqliteStore store = open()) {
      store.begin(study(), List.of(), plan);
      for (int i = plan.size() - 1; i >= 0; i--) {
        store.save(result(plan.get(i), new Outcome.Failed("reason " + i)));
      }
      assertThat(store.results().map(TrialResult::key))
          .isEqualTo(plan.stream().map(PlannedTrial::key).toList());
      assertThat(store.results().map(r -> r.outcome().reason()).toList().get(599))
          .isEqualTo("reason 599");
    }
  }

  @Test
  void measurementsOfAnUnknownKindMakeATrialThatIsDamagedAlsoWhereTheirChecksumHolds()
      throws Exception {
    try (SqliteStore store = open()) {
      store.begin(study(), List.of(), List.of(planned(1)));
      store.save(result(planned(1), new Outcome.Completed()));
      for (String bad :
          List.of(
              "{\"kinds\":[[\"charm\",\"train\"]],\"rows\":[[0,1,1,0.5]]}",
              "{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[[1,1,1,0.5]]}",
              "{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[[0,1,1,0.5,7]]}",
              "{\"kinds\":[],\"lines\":[]}",
              "{\"kinds\":[[\"loss\",\"train\"]],\"rows\":[[0,1,1,")) {
        inTheFile("UPDATE result SET measurements = '" + bad + "'");
        inTheFile(
            "UPDATE result SET checksum = '"
                + RowChecksum.of(planned(1).key(), "completed", null, "", "{}", bad)
                + "'");
        assertThat(store.results().map(TrialResult::outcome))
            .containsExactly(new Outcome.Failed(ResultTable.DAMAGED));
      }
    }
  }

  @Test
  void whatIsBegunBeforeTheFirstResultIsRegistered() {
    String spec = "{\"batchSize\":8,\"seed\":2}";
    PlannedTrial sameSeed =
        new PlannedTrial(
            TrialKey.ofCanonicalJson(spec), CellFixtures.cell("mlp", "none", 8, 1e-3, 12), 2, spec);
    try (SqliteStore store = open()) {
      assertThat(store.registration()).isEqualTo(Registration.NONE);
      store.begin(study(), List.of(hypothesis("a")), List.of(planned(1)));
      store.begin(study(), List.of(hypothesis("b")), List.of(planned(1), planned(2), sameSeed));
    }
    try (SqliteStore store = SqliteStore.openToRead(file())) {
      Registration registration = store.registration();
      assertThat(registration.hypotheses()).containsExactly(hypothesis("b"));
      assertThat(registration.isBeforehand()).isTrue();
      assertThat(registration.sha256()).hasSize(64).isEqualTo(registration.sha256Beforehand());
      assertThat(registration.scope()).isEqualTo(Registration.Scope.BASIS);
      assertThat(registration.seedsBeforehand()).isEqualTo(2);
    }
  }

  @Test
  void afterTheFirstResultTheRegistrationStaysAndOnlyTheHypothesesChange() {
    List<Hypothesis> first = List.of(hypothesis("a"), hypothesis("b"));
    List<Hypothesis> later = List.of(hypothesis("a"));
    try (SqliteStore store = open()) {
      store.begin(study(), first, List.of(planned(1)));
      store.save(result(planned(1), new Outcome.Failed("crash")));
      store.begin(study(), later, List.of(planned(1), planned(2)));
      assertThat(store.registration().hypotheses()).isEqualTo(later);
      assertThat(store.registration().sha256())
          .isNotEqualTo(store.registration().sha256Beforehand());
      assertThat(store.registration().changes())
          .containsExactly(new Registration.Change("main", "b", "taken away"));
      assertThat(store.registration().isBeforehand()).isFalse();
      store.begin(study(), first, List.of(planned(1), planned(2)));
      assertThat(store.registration().isBeforehand()).isTrue();
      assertThat(store.registration().seedsBeforehand()).isEqualTo(1);
    }
  }

  @Test
  void hypothesesThatComeAfterTheFirstResultAreNotBeforehand() {
    try (SqliteStore store = open()) {
      store.begin(study(), List.of(), List.of(planned(1)));
      assertThat(store.registration())
          .isEqualTo(new Registration(List.of(), "", "", 1, Registration.Scope.BASIS, List.of()));
      store.save(result(planned(1), new Outcome.Completed()));
      store.begin(study(), List.of(hypothesis("a")), List.of(planned(1)));
      assertThat(store.registration().sha256Beforehand()).isEmpty();
      assertThat(store.registration().isBeforehand()).isFalse();
    }
  }

  @Test
  void aFileThatIsNoStoreIsRefusedAndLeftAlone() throws Exception {
    Files.writeString(file(), "This is no database, and longer than a header of SQLite would be.");
    assertThatThrownBy(this::open)
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("study.db cannot be opened as a store")
        .hasMessageContaining("Maybe move it away");
    assertThat(file())
        .hasContent("This is no database, and longer than a header of SQLite would be.");
  }

  @Test
  void aDatabaseOfSomebodyElseIsRefused() throws Exception {
    inTheFile("CREATE TABLE recipe (name TEXT)");
    assertThatThrownBy(this::open)
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("study.db is no store of ablate4j");
  }

  @Test
  void readingAStoreThatIsNotThereMakesNone() {
    assertThatThrownBy(() -> SqliteStore.openToRead(file()))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("There is no store");
    assertThat(file()).doesNotExist();
  }

  @Test
  void whereNobodyCanKnowWhetherThereIsAStoreThatIsSaidInsteadOfNo() throws Exception {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    Path file = loop.resolve("study.db");
    assertThatThrownBy(() -> SqliteStore.openToRead(file))
        .isInstanceOf(ProblemsException.class)
        .hasMessageContaining("Whether there is a store " + file + " cannot be seen");
    assertThatThrownBy(() -> Rescue.of(file, folder.resolve("rescued.db")))
        .hasMessageContaining("cannot be seen");
  }

  @Test
  void aStoreOfAnUnknownSchemaIsRefused() throws Exception {
    inTheFile("PRAGMA user_version = 1");
    for (ThrowingCallable opening :
        List.<ThrowingCallable>of(this::open, () -> SqliteStore.openToRead(file()))) {
      assertThatThrownBy(opening)
          .isInstanceOf(ProblemsException.class)
          .hasMessageContaining("study.db has the schema version 1, not 6.")
          .hasMessageContaining("Maybe move it away, or use the version of ablate4j that wrote it");
    }
  }

  private void inTheFile(String sql) throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private SqliteStore open() {
    return SqliteStore.open(file());
  }

  private Path file() {
    return folder.resolve("study.db");
  }

  private static TrialResult result(PlannedTrial trial, Outcome outcome) {
    return Records.result(trial, outcome);
  }

  private static PlannedTrial planned(int seed) {
    String spec = "{\"seed\":" + seed + "}";
    return new PlannedTrial(
        TrialKey.ofCanonicalJson(spec), CellFixtures.cell("mlp", "none", 32, 1e-3, 12), seed, spec);
  }

  private static Hypothesis hypothesis(String id) {
    return new Hypothesis(
        id,
        "Claim \"" + id + "\"",
        "main",
        List.of(
            new Prediction(
                new Prediction.Pair("regularization", "batch-norm", "none"),
                ContrastMetric.TEST_ACCURACY,
                Expectation.HIGHER,
                .005,
                Map.of(),
                Optional.empty())));
  }

  private static StudyRecord study() {
    return Records.study("a study")
        .description("with \"quotes\" and 🐘")
        .yaml("name: a study\n")
        .factor("model", "mlp", "cnn")
        .target(0.9)
        .facts(Map.of("classes", "10"))
        .models(
            List.of(
                new StudyRecord.ModelSummary("mlp", "none", List.of("dense1", "output"), 335_114)))
        .controls(List.of("placebo"))
        .probes(List.of(new StudyRecord.ProbeRecord("mine", "ratio", true, .25, "what I measure")))
        .parts(Map.of("both", new StudyRecord.Parts("everywhere", "a half")))
        .record();
  }
}
