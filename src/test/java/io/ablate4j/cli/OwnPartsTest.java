package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.factor.Factor;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.regularization.DropoutKind;
import io.ablate4j.regularization.PartKind;
import io.ablate4j.store.SqliteStore;
import io.ablate4j.trial.PlannedTrial;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model, a part, a kind of dropout and a factor from a jar of their own: a file and a line each.
 */
class OwnPartsTest {
  private static final String MODEL =
      """
      package com.example;
      import io.ablate4j.model.*;
      import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
      public final class TinyModel implements ModelFactory {
        public String id() { return "tiny"; }
        public String description() { return "8 and 6 units"; }
        public ComputationGraphConfiguration configure(ModelSpec spec) {
          return new BlockBuilder(spec).dense("wide", 8).dense("narrow", 6).softmaxOutput();
        }
      }
      """;

  private static final String DROPOUT =
      """
      package com.example;
      import io.ablate4j.regularization.DropoutKind;
      import org.deeplearning4j.nn.conf.dropout.*;
      public final class CoarseDropout implements DropoutKind {
        public String id() { return "coarse"; }
        public String description() { return "of two draws the coarser"; }
        public IDropout layer(double dropProbability) { return new GaussianDropout(dropProbability); }
      }
      """;

  private static final String PART =
      """
      package com.example;
      import io.ablate4j.regularization.*;
      import java.util.*;
      import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
      import org.deeplearning4j.nn.conf.layers.DropoutLayer;
      public final class NoiseKind implements PartKind {
        public String key() { return "jitter"; }
        public String description() { return "jitter: { deviation: 0.1 } after each activation"; }
        public Optional<Part> read(Setting value) {
          return value
              .mapping("{ deviation: 0.1 }")
              .flatMap(keys -> {
                keys.allowOnly(List.of("deviation"));
                return keys.get("deviation").flatMap(node -> node.number("0.1"));
              })
              .map(Noise::new);
        }
        record Noise(double deviation) implements Part {
          public String key() { return "jitter"; }
          public SortedMap<String, Object> settings() {
            return new TreeMap<>(Map.of("deviation", deviation));
          }
          public String inWords() { return "jitter of deviation " + deviation; }
          public boolean changesNothing() { return deviation == 0; }
          public void weave(Weaving network) {
            for (Site site : network.norms(Selector.ALL)) {
              network.put(
                  site,
                  Slot.AFTER_ACTIVATION,
                  new DropoutLayer.Builder(new GaussianNoise(deviation)).build(),
                  "jitter",
                  "jitter " + deviation);
            }
          }
        }
      }
      """;

  private static final String FACTOR =
      """
      package com.example;
      import io.ablate4j.factor.*;
      import io.ablate4j.regularization.Regularization;
      import java.util.*;
      public final class SizeFactor implements Factor<String> {
        private static final List<String> LEVELS = List.of("usual", "small", "large");
        public String name() { return "size"; }
        public String description() { return "how many units: usual, small or large"; }
        public Unit unit() { return Unit.WORD; }
        public Optional<String> parse(Written written, Surroundings study) { return written.oneOf(LEVELS); }
        public List<String> usual(Surroundings study) { return List.of("usual"); }
        public String standIn(Surroundings study) { return "usual"; }
        public boolean changesNetwork() { return true; }
        public void apply(String level, TrialSettings.Builder settings) {
          if (!level.equals("usual")) {
            settings.network(settings.network().withWidth(level.equals("small") ? 12 : 24));
          }
        }
        public String of(TrialSettings settings) { return "usual"; }
      }
      """;

  private static final String STUDY =
      """
      name: own-parts
      dataset: { source: glyphs, train: 60, validation: 30, test: 30 }
      factors: { model: tiny, regularization: [none, own, louder], batchSize: 10, deviation: [0.1, 0.3] }
      regularizations:
        own: { dropout: { kind: coarse, at: { narrow: 0.3 } }, jitter: { deviation: 0.2 } }
        louder: { jitter: { deviation: $deviation } }
      seeds: 1
      budget: { epochs: 1 }
      """;

  @TempDir private static Path folder;
  private static String jar;

  @BeforeAll
  static void writeJar() throws Exception {
    jar =
        new OwnJar()
            .with(ModelFactory.class, "com.example.TinyModel", MODEL)
            .with(DropoutKind.class, "com.example.CoarseDropout", DROPOUT)
            .with(PartKind.class, "com.example.NoiseKind", PART)
            .with(Factor.class, "com.example.SizeFactor", FACTOR)
            .writeTo(folder)
            .toString();
  }

  private static String output(int exitCode, String... arguments) throws Exception {
    Launched run = Launched.start(folder, jar, arguments);
    assertThat(run.exitCode()).as(run.output()).isEqualTo(exitCode);
    return run.output();
  }

  @Test
  void theyAreListedBesideThoseThatComeAlong() throws Exception {
    assertThat(output(ExitCode.DONE, "list", "regularizations"))
        .containsPattern("  coarse +of two draws the coarser\\R")
        .containsPattern("  jitter +jitter: \\{ deviation: 0.1 } after each activation\\R");
  }

  @Test
  void theyAreReadPlacedTrainedAndStored() throws Exception {
    Files.writeString(folder.resolve("own.yaml"), STUDY);
    assertThat(output(ExitCode.DONE, "plan", "own.yaml", "--sites"))
        .contains(
            "own: coarse dropout 0.3 after narrow",
            "own: jitter 0.2 after the activation of wide",
            "louder: jitter 0.3 after the activation of narrow");
    assertThat(output(ExitCode.DONE, "run", "own.yaml", "--no-timing"))
        .contains("4 of 4 trials are stored (4 new");
    assertThat(Files.readString(folder.resolve("reports/own-parts/index.html")))
        .contains(
            "coarse dropout 0.3 after narrow; jitter 0.2 after the activation of wide, narrow");
    assertThat(output(ExitCode.DONE, "run", "own.yaml", "--no-timing"))
        .contains("4 of 4 trials are stored (0 new");
  }

  @Test
  void aFactorIsListedVariedComparedAndStored() throws Exception {
    assertThat(output(ExitCode.DONE, "list", "factors"))
        .containsPattern("size +how many units: usual, small or large\\R");
    Files.writeString(
        folder.resolve("sizes.yaml"),
        """
        name: sizes
        dataset: { source: glyphs, train: 60, validation: 30, test: 30 }
        factors: { model: mlp, regularization: none, batchSize: 10, size: [small, large] }
        seeds: 1
        budget: { epochs: 1 }
        """);
    assertThat(output(ExitCode.DONE, "run", "sizes.yaml", "--no-timing"))
        .contains("2 of 2 trials are stored (2 new");
    assertThat(Files.readString(folder.resolve("reports/sizes/index.html")))
        .contains("Each size against small", "data-arms=\"Size\"");
    try (SqliteStore store = SqliteStore.openToRead(folder.resolve("reports/sizes/study.db"))) {
      assertThat(store.planned().stream().map(trial -> trial.cell().level("size")))
          .containsExactlyInAnyOrder("small", "large");
      assertThat(store.planned().stream().map(PlannedTrial::key)).doesNotHaveDuplicates();
    }
    Files.writeString(
        folder.resolve("huge.yaml"),
        Files.readString(folder.resolve("sizes.yaml")).replace("large]", "huge]"));
    assertThat(output(ExitCode.BAD_REQUEST, "plan", "huge.yaml")).contains("huge.yaml:3: ", "huge");
  }

  @Test
  void whatIsWrongWithThemIsReportedInTheStudysLine() throws Exception {
    Files.writeString(
        folder.resolve("wrong.yaml"),
        STUDY
            .replace("kind: coarse", "kind: coarser")
            .replace("{ deviation: 0.2 }", "{ deviation: much }"));
    assertThat(output(ExitCode.BAD_REQUEST, "plan", "wrong.yaml"))
        .contains("wrong.yaml:5: regularizations.own.dropout.kind is \"coarser\".")
        .contains("Maybe use \"coarse\".")
        .contains("wrong.yaml:5: regularizations.own.jitter.deviation is \"much\", not a number.");
  }
}
