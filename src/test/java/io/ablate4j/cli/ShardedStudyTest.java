package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Outcome;
import io.ablate4j.trial.Records;
import io.ablate4j.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study in parts, each in a process of its own, and their stores joined. */
class ShardedStudyTest {
  private static final String STUDY =
      """
      name: parts
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors: { model: [gated-mlp, mlp], regularization: [none, both], batchSize: 10 }
      seeds: 5
      budget: { epochs: 2 }
      hypotheses:
        - claim: Both together generalize better than neither
          compare: { regularization: [both, none] }
          metric: test-accuracy
          expect: higher
      """;

  @TempDir private Path folder;

  @Test
  void fourPartsOfWhichOneIsKilledAndResumedGiveTheTableOfOneRun() throws Exception {
    Files.writeString(folder.resolve("parts.yaml"), STUDY);
    String gate = GatedMlp.service(folder.resolve("services"));
    Path killed = Path.of("reports", "parts-2-of-4", "study.db");
    GatedMlp.close(folder, killed, 1);
    Launched second = start(gate, "run", "parts.yaml", "--shard", "2/4", "--workers", "1");
    GatedMlp.awaitHeld(folder, second);
    second.signal("KILL");
    second.exitCode();
    GatedMlp.open(folder);

    List<Launched> parts = new ArrayList<>();
    for (int number = 1; number <= 4; number++) {
      parts.add(start(gate, "run", "parts.yaml", "--shard", number + "/4", "--workers", "1"));
    }
    for (Launched part : parts) {
      assertThat(part.exitCode()).as(part.output()).isZero();
      assertThat(part.output()).contains("5 of 5 trials of part ");
    }
    assertThat(parts.get(1).output()).containsPattern("[1-4] stored already");
    Launched whole =
        start(gate, "run", "parts.yaml", "--no-timing", "--workers", "2", "--out", "whole");
    assertThat(whole.exitCode()).as(whole.output()).isZero();

    String merged =
        execute(
            0,
            "merge",
            part(1),
            part(2),
            part(3),
            part(4),
            part(1), // twice does no harm
            "--out",
            folder.resolve("joined").toString());
    assertThat(merged).contains("20 of 20 trials are stored").contains("5 had equal results");
    assertThat(learned("joined/study.db")).hasSize(20).isEqualTo(learned("whole/parts/study.db"));
    assertThat(folder.resolve("joined/index.html")).content().contains("</html>", "parts");
    assertThat(folder.resolve("joined/study.yaml")).content().contains("seeds: 5");
    try (SqliteStore store = SqliteStore.openToRead(folder.resolve("joined/study.db"));
        SqliteStore once = SqliteStore.openToRead(folder.resolve("whole/parts/study.db"))) {
      assertThat(store.registration()).isEqualTo(once.registration());
      assertThat(store.registration().isBeforehand()).isTrue();
      assertThat(store.planned()).isEqualTo(once.planned());
    }

    assertThat(execute(2, "merge", part(1), "--out", folder.resolve("joined").toString()))
        .contains("There is a store", "Maybe");
    assertThat(
            execute(1, "merge", part(1), part(3), "--out", folder.resolve("unfinished").toString()))
        .contains("10 of 20 trials are stored");
    unequalResultsAreShown();
    otherStudiesAreRefused(gate);
  }

  private void unequalResultsAreShown() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("changed"));
    Files.copy(Path.of(part(1)).resolve("study.db"), copy.resolve("study.db"));
    try (SqliteStore store = SqliteStore.open(copy.resolve("study.db"))) {
      TrialResult result =
          store.results().filter(r -> r.outcome() instanceof Outcome.Completed).findFirst().get();
      List<Measurement> others = new ArrayList<>(result.measurements());
      int first = 0;
      while (others.get(first).metric() != Metric.ACCURACY) {
        first++;
      }
      Measurement old = others.get(first);
      others.set(
          first, new Measurement(old.metric(), old.split(), old.epoch(), old.step(), .123456));
      store.save(Records.with(result, others));
    }
    assertThat(
            execute(2, "merge", part(1), copy.toString(), "--out", folder.resolve("no").toString()))
        .contains("has two results", "0.123456", "Maybe");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  private void otherStudiesAreRefused(String gate) throws Exception {
    Files.writeString(folder.resolve("parts.yaml"), STUDY.replace("epochs: 2", "epochs: 1"));
    Launched other =
        start(gate, "run", "parts.yaml", "--shard", "1/20", "--workers", "1", "--out", "other");
    assertThat(other.exitCode()).as(other.output()).isZero();
    assertThat(
            execute(
                2,
                "merge",
                part(1),
                folder.resolve("other/parts-1-of-20").toString(),
                "--out",
                folder.resolve("no").toString()))
        .contains("are of different studies", "Maybe");
    Launched wrong = start(gate, "run", "parts.yaml", "--shard", "5/4");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.output()).contains("--shard \"5/4\" is no part of a study.", "Maybe");
  }

  private Launched start(String classPath, String... arguments) throws IOException {
    return Launched.start(folder, classPath, arguments);
  }

  private String part(int number) {
    return folder.resolve("reports/parts-" + number + "-of-4").toString();
  }

  private static String execute(int code, String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text, true);
    assertThat(CommandLineInterface.execute(writer, writer, arguments))
        .as(text::toString)
        .isEqualTo(code);
    return text.toString();
  }

  /** All that was measured but for times, by trial. */
  private Map<String, List<Measurement>> learned(String store) {
    Map<String, List<Measurement>> byKey = new TreeMap<>();
    try (SqliteStore read = SqliteStore.openToRead(folder.resolve(store))) {
      read.results()
          .forEach(
              result ->
                  byKey.put(
                      result.key().sha256(),
                      result.measurements().stream()
                          .filter(m -> !m.metric().measuresTime())
                          .toList()));
    }
    return byKey;
  }
}
