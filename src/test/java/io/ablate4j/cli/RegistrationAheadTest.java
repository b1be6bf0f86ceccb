package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.registration.Registration;
import io.ablate4j.store.SqliteStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan STUDY --register DIR}, and what goes on with such a folder. */
class RegistrationAheadTest {
  private static final String STUDY =
      """
      name: ahead
      dataset: { source: glyphs, train: 60, validation: 40, test: 40 }
      factors: { model: mlp, regularization: [none, both], batchSize: 10 }
      seeds: 2
      budget: { epochs: 1 }
      hypotheses:
        - claim: Both together generalize better than neither
          compare: { regularization: [both, none] }
          metric: test-accuracy
          expect: higher
      """;

  @TempDir private Path folder;
  private Path study;

  @BeforeEach
  void writeStudy() throws Exception {
    study = Files.writeString(folder.resolve("ahead.yaml"), STUDY);
  }

  @Test
  void runsAndPartsGoOnWithItAndMergeTakesItAsAPart() throws Exception {
    Path alone = folder.resolve("registered");
    String told = execute(0, "plan", study, "--register", alone);
    Registration registered = registration(alone);
    assertThat(told)
        .contains("Registered before the first trial", ": 1 hypothesis, SHA-256 ")
        .contains(registered.sha256Beforehand());
    assertThat(alone.resolve("study.yaml")).content().contains("ahead");

    // A part that has such a folder, and one that has not.
    Path first = folder.resolve("out/ahead-1-of-2");
    execute(0, "plan", study, "--register", first);
    for (int part = 1; part <= 2; part++) {
      execute(
          0,
          "run",
          study,
          "--shard",
          part + "/2",
          "--executor",
          "in-process",
          "--out",
          folder.resolve("out"));
    }
    Path second = folder.resolve("out/ahead-2-of-2");
    assertThat(registration(first)).isEqualTo(registered).isEqualTo(registration(second));
    assertThat(registered.isBeforehand()).isTrue();

    Path joined = folder.resolve("joined");
    assertThat(execute(0, "merge", alone, first, second, "--out", joined))
        .contains("4 of 4 trials are stored");
    assertThat(registration(joined)).isEqualTo(registered);
    assertThat(execute(1, "merge", first, alone, "--out", folder.resolve("half")))
        .contains("2 of 4 trials are stored");

    assertThat(execute(2, "plan", study, "--register", first))
        .contains("has results already", "Maybe choose another folder.");

    Files.writeString(study, STUDY.replace("expect: higher", "expect: lower"));
    Path other = folder.resolve("other");
    execute(0, "plan", study, "--register", other);
    assertThat(registration(other).sha256Beforehand()).isNotEqualTo(registered.sha256Beforehand());
    assertThat(execute(2, "merge", other, first, "--out", folder.resolve("no"))).contains("Maybe");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  private static Registration registration(Path of) {
    try (SqliteStore store = SqliteStore.openToRead(of.resolve("study.db"))) {
      return store.registration();
    }
  }

  private static String execute(int code, Object... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text, true);
    String[] words = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    assertThat(CommandLineInterface.execute(writer, writer, words))
        .as(text::toString)
        .isEqualTo(code);
    return text.toString();
  }
}
