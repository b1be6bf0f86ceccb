package io.ablate4j.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ablate4j.analysis.SyntheticStudy;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.TimingRound;
import io.ablate4j.trial.TimingRound.Layout;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import java.util.random.RandomGenerator;

/** Stores, damaged byte by byte or in one of their fields, read and written to. */
final class StoreTarget implements FuzzTarget {
  private static final String FILE = "study.db";
  private static final String WRITE = "write";

  private final SyntheticStudy study =
      new SyntheticStudy.Builder().models("mlp").batchSizes(16).seeds(2).epochs(2).build();
  private final ByteMutator bytes = new ByteMutator(List.of("SQLite format 3\0"));
  private final TextMutator text = new TextMutator("[\\w.+-]+");
  private final List<FuzzInput> seeds;

  StoreTarget() {
    seeds = List.of(seed(true), seed(false));
  }

  private FuzzInput seed(boolean full) {
    try {
      Path folder = Files.createTempDirectory("ablate4j-fuzz-seed-");
      Path file = folder.resolve(FILE);
      try (SqliteStore store = SqliteStore.open(file)) {
        store.begin(study.study(), full ? List.of(hypothesis()) : List.of(), study.planned());
        if (full) {
          study.results().forEach(store::save);
          store.saveTiming("f", List.of(round(1), round(2)));
        }
      }
      byte[] content = Files.readAllBytes(file);
      FuzzFiles.delete(folder);
      return FuzzInput.of(Map.of(FILE, content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TimingRound round(int number) {
    return new TimingRound(
        study.planned().get(0).cell(), Layout.ONE_THREAD, number, 1.5, .01, number == 2);
  }

  private static Hypothesis hypothesis() {
    return new Hypothesis(
        "h",
        "Both together help",
        Hypothesis.DEFAULT_FAMILY,
        List.of(
            new Prediction(
                new Prediction.Pair("regularization", "both", "none"),
                ContrastMetric.TEST_ACCURACY,
                Expectation.HIGHER,
                .005,
                Map.of(),
                Optional.empty())));
  }

  @Override
  public String name() {
    return "store";
  }

  @Override
  public int share() {
    return 100;
  }

  @Override
  public List<FuzzInput> seeds() {
    return seeds;
  }

  @Override
  public FuzzInput mutate(FuzzInput seed, RandomGenerator random) {
    byte[] content = seed.files().get(FILE);
    byte[] changed =
        random.nextInt(3) == 0
            ? field(content, random)
            : bytes.mutate(content, seeds.get(random.nextInt(2)).files().get(FILE), random);
    FuzzInput input = seed.with(FILE, changed);
    return random.nextInt(4) == 0 ? input.with(Map.of(WRITE, "true")) : input;
  }

  /** Changes one field of one row, as SQLite itself would. */
  private byte[] field(byte[] content, RandomGenerator random) {
    try {
      Path folder = Files.createTempDirectory("ablate4j-fuzz-field-");
      Path file = Files.write(folder.resolve(FILE), content);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        List<String> tables =
            strings(statement, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1");
        String table = tables.get(random.nextInt(tables.size()));
        List<String> columns =
            strings(statement, "SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid");
        String column = columns.get(random.nextInt(columns.size()));
        List<String> rows = strings(statement, "SELECT rowid FROM " + table + " ORDER BY 1");
        if (!rows.isEmpty()) {
          change(connection, table, column, rows.get(random.nextInt(rows.size())), random);
        }
      } catch (SQLException e) {
        // a constraint of the schema forbids this change, or the table has no rows by number
      }
      byte[] changed = Files.readAllBytes(file);
      FuzzFiles.delete(folder);
      return changed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(
      Connection connection, String table, String column, String row, RandomGenerator random)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String old =
          strings(statement, "SELECT " + column + " FROM " + table + " WHERE rowid = " + row)
              .stream()
              .findFirst()
              .orElse("");
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE " + table + " SET " + column + " = ? WHERE rowid = " + row)) {
        switch (random.nextInt(8)) {
          case 0 -> update.setObject(1, null);
          case 1 -> update.setBytes(1, old.getBytes(UTF_8));
          case 2 -> update.setLong(1, random.nextLong());
          case 3 -> update.setDouble(1, random.nextBoolean() ? 1e308 : -1);
          default -> update.setString(1, text.mutate(old, old, random));
        }
        update.executeUpdate();
      }
    }
  }

  private static List<String> strings(Statement statement, String query) throws SQLException {
    List<String> all = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        all.add(String.valueOf(rows.getString(1)));
      }
    }
    return all;
  }

  @Override
  public void read(Path folder, FuzzInput input) {
    Path file = folder.resolve(FILE);
    if (input.options().containsKey(WRITE)) {
      try (SqliteStore store = SqliteStore.open(file)) {
        store.begin(study.study(), List.of(hypothesis()), study.planned());
        store.save(study.results().get(0));
        store.saveTiming("f", List.of(round(3)));
      }
    }
    try (SqliteStore store = SqliteStore.openToRead(file)) {
      store.study();
      store.planned();
      store.registration();
      store.finished();
      store.timed();
      store.timing();
      List<TrialResult> results = store.results().toList();
      if (results.size() > study.planned().size()) {
        throw new AssertionError(results.size() + " results of " + study.planned().size());
      }
    }
  }
}
